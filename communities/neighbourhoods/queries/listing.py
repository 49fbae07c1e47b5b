"""The register as a list: whose places, which filters, the sums of what is shown, the tree of places beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Sum

from communities.neighbourhoods.models import ANSWERS, Neighbourhood, Survey
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.tenancy.models import Jurisdiction, paths_above

ORDERS = {"updated": ("-updated_at", "-id"), "place": ("path", "sort_key", "id")}
"""Name in the address -> keys of the order; both lie on an index."""
UNVERIFIED = Q(open_queries__gt=0) | Q(is_complete=False) | Q(is_complete__isnull=True)
"""待核实: the verdict at `register` is not yes, or a question is unanswered."""


@dataclass(frozen=True)
class Filters:
    """What the person asked for. Nothing given = every standing row of his places."""

    place: Jurisdiction | None = None
    verdict: str = ""
    year: int | None = None
    management: str = ""
    unverified: bool = False
    queries: bool = False
    text: str = ""
    order: str = "updated"

    def condition(self, *, but: Iterable[str] = ()) -> Q:
        """The filters as a condition; `but` leaves some out."""
        left_out = set(but)
        condition = Q(merged_into__isnull=True)
        if self.place is not None and "place" not in left_out:
            condition &= within([self.place.path])
        if self.verdict in (*ANSWERS, "none") and "verdict" not in left_out:
            condition &= Q(eligible="" if self.verdict == "none" else self.verdict)
        if self.year is not None:
            condition &= Q(survey_year=self.year)
        if self.management:
            condition &= Q(management=self.management)
        if self.unverified and "unverified" not in left_out:
            condition &= UNVERIFIED
        if self.queries:
            condition &= Q(open_queries__gt=0)
        if needle := fold(self.text):
            condition &= Q(search_text__contains=needle)
        return condition

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for."""
        return self == Filters(order=self.order)


@dataclass(frozen=True)
class Sums:
    """Of the rows shown, all pages. Area in ㎡; `agreeing` of `asked` households by each row's latest survey
    round.
    """

    neighbourhoods: int
    buildings: int
    households: int
    floor_area: Decimal
    agreeing: int
    asked: int
    verdicts: Mapping[str, int]
    unverified: int
    years: tuple[int, ...]
    managements: tuple[str, ...]

    @property
    def all_verdicts(self) -> int:
        return sum(self.verdicts.values())


@dataclass
class Node:
    """A place of the tree with the number of rows at and below it."""

    place: Jurisdiction
    count: int
    children: list[Node]
    current: bool = False
    open: bool = False


def filters_from(actor: Actor, given: Mapping[str, str]) -> Filters:
    """The filters of an address; what can't be understood is left out. The place must be one that the person
    may view.
    """
    place = None
    if code := given.get("place", ""):
        place = Jurisdiction.objects.filter(within(actor.paths(Capability.VIEW)), code=code).first()
    year = given.get("year", "")
    verdict = given.get("verdict", "")
    return Filters(
        place=place,
        verdict=verdict if verdict in (*ANSWERS, "none") else "",
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        management=given.get("management", ""),
        unverified=given.get("unverified") == "1",
        queries=given.get("queries") == "1",
        text=given.get("q", "").strip()[:80],
        order=given["order"] if given.get("order") in ORDERS else "updated",
    )


def visible(actor: Actor) -> QuerySet[Neighbourhood]:
    """Every row of the places that the person may view, those merged into another too."""
    return Neighbourhood.objects.filter(within(actor.paths(Capability.VIEW)))


def register(actor: Actor, filters: Filters = Filters()) -> QuerySet[Neighbourhood]:
    """The standing rows of the person's places under the filters, with their community and street; unordered."""
    return visible(actor).filter(filters.condition()).select_related("jurisdiction__parent").order_by()


def sums(actor: Actor, filters: Filters) -> Sums:
    """The foot of the list, the counts of its chips and the choices of its filters; two queries."""
    shown = filters.condition()
    open_verdict = filters.condition(but=["verdict"])
    known = (
        visible(actor)
        .order_by()
        .aggregate(
            neighbourhoods=Count("pk", filter=shown),
            buildings=Sum("buildings", filter=shown),
            households=Sum("households", filter=shown),
            floor_area=Sum("floor_area", filter=shown),
            unverified=Count("pk", filter=filters.condition(but=["unverified"]) & UNVERIFIED),
            years=ArrayAgg("survey_year", distinct=True, default=[]),
            managements=ArrayAgg("management", distinct=True, filter=~Q(management=""), default=[]),
            **{
                f"verdict_{a or 'none'}": Count("pk", filter=open_verdict & Q(eligible=a))
                for a in ("", *ANSWERS)
            },
        )
    )
    latest = (
        Survey.objects.filter(neighbourhood__in=register(actor, filters).select_related(None).values("pk"))
        .order_by("neighbourhood_id", "-on", "-id")
        .distinct("neighbourhood_id")
    )
    asked = Survey.objects.filter(pk__in=latest.values("pk")).aggregate(
        agreeing=Sum("agreeing"), asked=Sum("households")
    )
    return Sums(
        neighbourhoods=known["neighbourhoods"],
        buildings=known["buildings"] or 0,
        households=known["households"] or 0,
        floor_area=known["floor_area"] or Decimal(0),
        agreeing=asked["agreeing"] or 0,
        asked=asked["asked"] or 0,
        verdicts={answer: known[f"verdict_{answer or 'none'}"] for answer in ("", *ANSWERS)},
        unverified=known["unverified"],
        years=tuple(sorted(known["years"], reverse=True)),
        managements=tuple(sorted(known["managements"])),
    )


def tree(actor: Actor, filters: Filters) -> list[Node]:
    """The person's places down to the current one and its children, each with its number of rows; two queries."""
    roots = actor.paths(Capability.VIEW)
    current = filters.place.path if filters.place else (roots[0] if len(roots) == 1 else "")
    opened = set(roots)
    if filters.place:
        opened.update(path for path in filters.place.ancestor_paths() if _is_inside(path, roots))
    places = Jurisdiction.objects.filter(Q(path__in=roots) | Q(parent__path__in=opened)).order_by("path")
    counts = (
        visible(actor)
        .filter(replace(filters, place=None).condition())
        .order_by()
        .values_list("path")
        .annotate(n=Count("pk"))
    )
    return _branches(list(places), dict(counts), set(roots), opened, current)


def _is_inside(path: str, roots: Iterable[str]) -> bool:
    return any(path.startswith(root) for root in roots)


def _branches(
    places: list[Jurisdiction],
    counts: Mapping[str, int],
    roots: Collection[str],
    opened: Collection[str],
    current: str,
) -> list[Node]:
    totals: Counter[str] = Counter()
    for path, n in counts.items():
        totals.update(dict.fromkeys(paths_above(path), n))
    nodes = {
        place.path: Node(place, totals[place.path], [], place.path == current, place.path in opened)
        for place in places
    }
    is_bare = not counts
    tops = []
    for place in places:
        node = nodes[place.path]
        parent = nodes.get(place.path[:-4])
        if place.path in roots or parent is None:
            tops.append(node)
        elif node.count or node.current or node.open or is_bare:
            parent.children.append(node)
    return tops


def as_params(filters: Filters) -> dict[str, str]:
    """The filters as they stand in an address."""
    given: dict[str, Any] = {
        "q": filters.text,
        "place": filters.place.code if filters.place else "",
        "verdict": filters.verdict,
        "year": filters.year or "",
        "management": filters.management,
        "unverified": "1" if filters.unverified else "",
        "queries": "1" if filters.queries else "",
        "order": filters.order if filters.order != "updated" else "",
    }
    return {name: str(value) for name, value in given.items() if value}
