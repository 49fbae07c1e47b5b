"""What may this person do, and from where: capability by capability, each with what gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from communities.people.enums import Capability
from communities.people.models import Delegation, Membership, Person
from communities.people.queries.places import on_day


@dataclass(frozen=True)
class Source:
    """One thing that gives a person capabilities: where they hold, by what, in which period.

    `where` and `by` in words (市南区及下级; 任职：经办); the capabilities are values of the closed list.
    """

    capabilities: frozenset[str]
    where: str
    by: str
    organisation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Grant:
    """One thing a person may do, and each source of it."""

    capability: Capability
    sources: list[Source]


Provider = Callable[[Person, date], Iterable[Source]]

_providers: list[Provider] = []


def also(provider: Provider) -> Provider:
    """A higher app that grants something of its own says so once, when it is loaded: facts come up."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def rights_of(person: Person, on: date) -> list[Grant]:
    """What the person may do on the day in the tenant entered, in the order of the closed list.

    By memberships, by delegations, by what higher apps have granted (`also`). With a disabled account, nothing.
    """
    if not person.is_active:
        return []
    sources = [*_of_memberships(person, on), *_of_delegations(person, on)]
    for provider in _providers:
        sources += provider(person, on)
    found = [Grant(c, [source for source in sources if c in source.capabilities]) for c in Capability]
    return [grant for grant in found if grant.sources]


def _of_memberships(person: Person, on: date) -> list[Source]:
    held = Membership.objects.filter(on_day(on), person=person).select_related(
        "role", "jurisdiction", "organisation"
    )
    return [
        Source(
            capabilities=frozenset(seat.role.capabilities),
            where=f"{seat.jurisdiction.name}及下级",
            by=f"任职：{seat.role.name}",
            organisation=seat.organisation.name if seat.organisation else "",
            starts_on=seat.starts_on,
            ends_on=seat.ends_on,
        )
        for seat in held
    ]


def _of_delegations(person: Person, on: date) -> list[Source]:
    return [
        Source(
            capabilities=frozenset(lent.capabilities) & frozenset(lent.membership.role.capabilities),
            where=f"{lent.membership.jurisdiction.name}及下级",
            by=f"受{lent.membership.person.name}委托",
            organisation=lent.membership.organisation.name if lent.membership.organisation else "",
            starts_on=lent.starts_on,
            ends_on=lent.ends_on,
        )
        for lent in delegations(on).filter(delegate=person)
    ]


def delegations(on: date) -> QuerySet[Delegation]:
    """The delegations that count on the day: accepted, not ended, of a membership that itself still counts."""
    found: QuerySet[Delegation] = Delegation.objects.filter(
        on_day(on),
        on_day(on, "membership__"),
        accepted_at__isnull=False,
        ended_at__isnull=True,
        membership__person__is_active=True,
    ).select_related(
        "delegate",
        "membership__person",
        "membership__role",
        "membership__jurisdiction",
        "membership__organisation",
    )
    return found.order_by("id")
