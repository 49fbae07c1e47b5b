"""What a person's organisations have still to declare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.http import QueryDict
from django.urls import reverse

from communities.neighbourhoods.declaring import actor_name, asked_about_neighbourhoods, declarers
from communities.neighbourhoods.models import Neighbourhood, NeighbourhoodDeclaration
from communities.people.models import Organisation
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from communities.tenancy.models import paths_above
from policies.pack.rows import Criterion


@dataclass(frozen=True)
class Need:
    """A criterion that one organisation has still to declare for `count` of `total` neighbourhoods."""

    criterion: Criterion
    organisation: Organisation
    count: int
    total: int
    url: str
    stated_by: str

    @property
    def name(self) -> str:
        return str(self.criterion.name)

    @property
    def clause(self) -> str:
        return str(self.criterion.source)

    @property
    def quote(self) -> str:
        return str(self.criterion.quote or "")

    @property
    def detail(self) -> str:
        """Who declares for whom, and which papers a yes needs."""
        papers = "".join(f"《{paper}》" for paper in self.criterion.evidence)
        recorded = f"，代{self.stated_by}录入" if self.stated_by else ""
        return f"{self.organisation.name}申报{recorded}" + (f"，须附{papers}" if papers else "")


def todo(actor: Actor, on: date) -> list[Need]:
    """Missing declarations, grouped by criterion and organisation, in the rulebook's order; nothing without a
    rulebook.

    Counted are standing neighbourhoods within the organisation's reach that nobody has declared the criterion
    for, save those already not eligible: no declaration would change that. One line a criterion and organisation,
    the widest reach, where a person holds several seats in it. Two queries for any number of criteria and seats.
    """
    try:
        adopted = in_force(on)
    except NoRulebook:
        return []
    asked = [
        (criterion, declarer)
        for criterion in asked_about_neighbourhoods(adopted)
        for declarer in declarers(actor, criterion, adopted)
    ]
    if not asked:
        return []
    paths = {declarer.path for _, declarer in asked}
    totals = _totals(paths)
    done = _done(paths, {criterion.id for criterion, _ in asked})
    widest: dict[tuple[str, int], tuple[Criterion, Organisation, int, int]] = {}
    for criterion, declarer in asked:
        total, office = totals[declarer.path], declarer.organisation
        key = (criterion.id, office.pk)
        count = total - done[criterion.id, declarer.path]
        if count > 0 and (key not in widest or total > widest[key][-1]):
            widest[key] = criterion, office, count, total
    return [_need(*need, actor, adopted) for need in widest.values()]


def waiting() -> QuerySet[Neighbourhood]:
    """Standing neighbourhoods for which a declaration could change the verdict."""
    return Neighbourhood.objects.standing().exclude(eligible="no").order_by()


def undeclared(rows: QuerySet[Neighbourhood], criterion: str) -> QuerySet[Neighbourhood]:
    """Those of the rows that nobody has declared the criterion for."""
    declared = NeighbourhoodDeclaration.objects.filter(
        neighbourhood=OuterRef("pk"), criterion=criterion, building__isnull=True, is_current=True
    )
    return rows.filter(~Exists(declared))


def _totals(paths: Collection[str]) -> Counter[str]:
    """How many wait in each of the places."""
    here = waiting().filter(within(paths)).values_list(_lowest(paths, "path"))
    totals: Counter[str] = Counter()
    for lowest, count in here.annotate(count=Count("pk")):
        totals.update(dict.fromkeys(_above(lowest, paths), count))
    return totals


def _done(paths: Collection[str], criteria: Collection[str]) -> Counter[tuple[str, str]]:
    """How many of them are declared, by criterion and place."""
    rows = NeighbourhoodDeclaration.objects.filter(
        within(paths, "neighbourhood__path"),
        ~Q(neighbourhood__eligible="no"),
        neighbourhood__merged_into__isnull=True,
        building__isnull=True,
        is_current=True,
        criterion__in=criteria,
    )
    here = rows.order_by().values_list("criterion", _lowest(paths, "neighbourhood__path"))
    done: Counter[tuple[str, str]] = Counter()
    for criterion, lowest, count in here.annotate(count=Count("pk")):
        done.update({(criterion, path): count for path in _above(lowest, paths)})
    return done


def _lowest(paths: Collection[str], field: str) -> Left:
    """What rows are counted by: their place, no lower than the lowest of these. Two hundred places are one column."""
    return Left(field, max(map(len, paths)))


def _above(lowest: str, paths: Collection[str]) -> list[str]:
    """Those of the places that hold it."""
    return [path for path in paths_above(lowest) if path in paths]


def _need(
    criterion: Criterion, organisation: Organisation, count: int, total: int, actor: Actor, adopted: Adopted
) -> Need:
    params = QueryDict(mutable=True)
    params["criterion"] = criterion.id
    address = reverse("declaration_bulk", kwargs={"tenant": actor.tenant.code})
    stated_by = "" if organisation.actor == criterion.by else actor_name(adopted, criterion.by or "")
    return Need(criterion, organisation, count, total, f"{address}?{params.urlencode()}", stated_by)
