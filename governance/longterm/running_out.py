"""What runs out first: property service contracts, terms of owners' bodies, warranties of works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from approvals.acceptance.queries import expiring
from communities.models import Jurisdiction
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted
from communities.upkeep.models import OwnersBody, PropertyContract
from communities.upkeep.queries import bodies, contracts
from projects.queries import item_names

SPANS = (90, 180, 365)
"""Ours: the days ahead that a person may choose to see."""


@dataclass(frozen=True)
class Ending:
    """One thing that ends on a day. `pk`: of the neighbourhood, or of the project for a warranty (`page`)."""

    kind: str
    label: str
    subject: str
    what: str
    place: str
    ends_on: date
    page: str
    pk: int
    id: int
    today: date

    @property
    def days_left(self) -> int:
        """Calendar days; negative: so many days ago."""
        return (self.ends_on - self.today).days


@dataclass(frozen=True)
class Kind:
    """A kind of ending: its rows by day, and how one is shown."""

    id: str
    label: str
    day: str
    rows: Callable[[Actor, date, date], QuerySet[Any]]
    where: str
    shown: Callable[[Any, date, Mapping[str, str]], Ending]


def endings_of(
    kind: Kind,
    node: Jurisdiction,
    *,
    actor: Actor,
    on: date,
    days: int,
    adopted: Adopted | None = None,
    after: str = "",
    size: int | None = 50,
) -> tuple[list[Ending], str]:
    """What of one kind ends within the days, or has ended with nothing after it; soonest first, and the next cursor.

    Warranties that have run out are over and not listed. One query.
    """
    rows = _rows(kind, node, actor, on, days).order_by(kind.day, "pk")
    if (cursor := _cursor(after)) is not None:
        day, pk = cursor
        rows = rows.filter(Q(**{f"{kind.day}__gt": day}) | Q(**{kind.day: day}, pk__gt=pk))
    names = item_names(adopted) if adopted else {}
    found = [kind.shown(row, on, names) for row in (rows if size is None else rows[: size + 1])]
    shown = found if size is None else found[:size]
    more = len(found) > len(shown)
    return shown, f"{shown[-1].ends_on.isoformat()}.{shown[-1].id}" if more else ""


def count_of(kind: Kind, node: Jurisdiction, *, actor: Actor, on: date, days: int) -> int:
    """How many. One query."""
    return _rows(kind, node, actor, on, days).count()


def soonest(
    node: Jurisdiction, *, actor: Actor, on: date, days: int, adopted: Adopted | None, most: int = 15
) -> list[Ending]:
    """The first of all kinds together; three queries."""
    every = [
        ending
        for kind in KINDS.values()
        for ending in endings_of(kind, node, actor=actor, on=on, days=days, adopted=adopted, size=most)[0]
    ]
    return sorted(every, key=lambda one: (one.ends_on, one.label, one.id))[:most]


def _rows(kind: Kind, node: Jurisdiction, actor: Actor, on: date, days: int) -> QuerySet[Any]:
    return kind.rows(actor, on, on + timedelta(days=days)).filter(within([node.path], kind.where))


def _contracts(actor: Actor, on: date, until: date) -> QuerySet[PropertyContract]:
    """The last contract of each neighbourhood: one that another follows has not left a gap."""
    own, of = Q(neighbourhood=OuterRef("neighbourhood")), OuterRef("ends_on")
    later = PropertyContract.objects.filter(
        own, Q(ends_on__isnull=True) | Q(ends_on__gt=of) | Q(ends_on=of, pk__gt=OuterRef("pk"))
    )
    return (
        contracts(actor)
        .filter(~Exists(later), ends_on__lte=until, neighbourhood__merged_into__isnull=True)
        .select_related("neighbourhood__jurisdiction")
    )


def _terms(actor: Actor, on: date, until: date) -> QuerySet[OwnersBody]:
    return (
        bodies(actor)
        .filter(dissolved_on__isnull=True, term_until__lte=until, neighbourhood__merged_into__isnull=True)
        .select_related("neighbourhood__jurisdiction")
    )


def _warranties(actor: Actor, on: date, until: date) -> QuerySet[Any]:
    return expiring(actor, until, since=on).select_related("works_item__neighbourhood__jurisdiction")


def _contract(row: PropertyContract, today: date, names: Mapping[str, str]) -> Ending:
    place = row.neighbourhood
    ends_on = row.ends_on or date.max
    return Ending(
        "contract", "物业服务合同", place.name, row.company, place.jurisdiction.name, ends_on,
        "neighbourhood_management", place.pk, row.pk, today,
    )  # fmt: skip


def _term(row: OwnersBody, today: date, names: Mapping[str, str]) -> Ending:
    place = row.neighbourhood
    ends_on = row.term_until or date.max
    return Ending(
        "term", "业主组织任期", place.name, row.name, place.jurisdiction.name, ends_on,
        "neighbourhood_management", place.pk, row.pk, today,
    )  # fmt: skip


def _warranty(row: Any, today: date, names: Mapping[str, str]) -> Ending:
    item = row.works_item
    place = item.neighbourhood
    what = names.get(item.item, "改造内容") + (f"（{item.building.name}）" if item.building else "")
    return Ending(
        "warranty", "工程保修", place.name, what, place.jurisdiction.name, row.due_on,
        "project_acceptance", item.project_id, row.pk, today,
    )  # fmt: skip


KINDS: Mapping[str, Kind] = {
    one.id: one
    for one in (
        Kind("contract", "物业服务合同到期", "ends_on", _contracts, "neighbourhood__path", _contract),
        Kind("term", "业主组织任期届满", "term_until", _terms, "neighbourhood__path", _term),
        Kind("warranty", "工程保修到期", "due_on", _warranties, "works_item__neighbourhood__path", _warranty),
    )
}


def _cursor(text: str) -> tuple[date, int] | None:
    day, _, pk = text.partition(".")
    try:
        return (date.fromisoformat(day), int(pk)) if pk.isdecimal() else None
    except ValueError:
        return None
