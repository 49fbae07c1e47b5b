"""Figures of the whole by place: one grouped query each, children that add up to the parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, IntegerField, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Coalesce, Left

from communities.models import Jurisdiction, Neighbourhood
from communities.neighbourhoods.queries.listing import UNVERIFIED
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted
from communities.tenancy.models import SEGMENT
from projects.enums import Batch, ItemState, State
from projects.models import Project, WorksItem
from projects.queries import at, item_class, viewed
from projects.stages import POOL

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Totals:
    """Sums of neighbourhoods. Area in ㎡; an unknown figure adds nothing. The four verdicts add up to all rows."""

    neighbourhoods: int = 0
    buildings: int = 0
    households: int = 0
    floor_area: Decimal = Decimal(0)
    eligible: int = 0
    not_eligible: int = 0
    undetermined: int = 0
    unjudged: int = 0
    unverified: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def percents(self) -> dict[str, Decimal]:
        """Of all rows, in per cent, by verdict; empty without a row: a rate of nothing is no rate."""
        if not self.neighbourhoods:
            return {}
        return {
            name: (Decimal(100 * getattr(self, name)) / self.neighbourhoods).quantize(
                HUNDREDTH, ROUND_HALF_UP
            )
            for name in ("eligible", "undetermined", "not_eligible")
        }

    @property
    def area_wan_m2(self) -> Decimal:
        """万㎡ with two decimals, of the sum."""
        return (self.floor_area / 10000).quantize(HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class PlaceTotals:
    """A place and its totals; `node` is None for rows that lie at the parent itself."""

    node: Jurisdiction | None
    totals: Totals


@dataclass(frozen=True)
class Breakdown:
    """A place, what lies directly below it, and the sum: the sum of the children is the parent, by construction."""

    node: Jurisdiction
    rows: tuple[PlaceTotals, ...]

    @property
    def total(self) -> Totals:
        return sum((row.totals for row in self.rows), Totals())

    @property
    def shown(self) -> tuple[PlaceTotals, ...]:
        """The places that have a neighbourhood."""
        return tuple(row for row in self.rows if row.totals.neighbourhoods)


def by_place(node: Jurisdiction, *, actor: Actor, year: int | None = None) -> Breakdown:
    """Totals of what the person may see under `node`, by the places directly below. Two queries."""
    rows = Neighbourhood.objects.standing().filter(within([node.path]), within(actor.paths(Capability.VIEW)))
    if year:
        rows = rows.filter(survey_year=year)
    grouped = _grouped(rows, len(node.path) + SEGMENT)
    children = list(Jurisdiction.objects.children_of(node).order_by("path"))
    parts = [PlaceTotals(child, grouped.pop(child.path, Totals())) for child in children]
    parts += [PlaceTotals(None, totals) for totals in grouped.values()]
    return Breakdown(node, tuple(parts))


def _grouped(rows: QuerySet[Neighbourhood], length: int) -> dict[str, Totals]:
    zero = Value(0, output_field=IntegerField())
    figures = {
        "neighbourhoods": Count("pk"),
        "buildings": Coalesce(Sum("buildings"), zero),
        "households": Coalesce(Sum("households"), zero),
        "floor_area": Coalesce(Sum("floor_area"), Decimal(0)),
        "eligible": Count("pk", filter=Q(eligible="yes")),
        "not_eligible": Count("pk", filter=Q(eligible="no")),
        "undetermined": Count("pk", filter=Q(eligible="undetermined")),
        "unjudged": Count("pk", filter=Q(eligible="")),
        "unverified": Count("pk", filter=UNVERIFIED),
    }
    found: Any = (
        rows.order_by()
        .annotate(child=Left("path", length, output_field=TextField()))
        .values("child")
        .annotate(**{f"sum_{name}": figure for name, figure in figures.items()})
    )
    return {row.pop("child"): Totals(**{k.removeprefix("sum_"): v for k, v in row.items()}) for row in found}


def survey_years(actor: Actor) -> list[int]:
    """The survey years on the register, latest first."""
    return list(
        Neighbourhood.objects.standing()
        .filter(within(actor.paths(Capability.VIEW)))
        .order_by("-survey_year")
        .values_list("survey_year", flat=True)
        .distinct()
    )


@dataclass(frozen=True)
class BatchRow:
    """The pool of one batch: projects by state, neighbourhoods, households, estimate in yuan."""

    batch: str
    label: str
    proposed: int
    reserved: int
    neighbourhoods: int
    households: int
    estimate: Decimal


def pool_by_batch(node: Jurisdiction, *, actor: Actor) -> list[BatchRow]:
    """The reserve pool that touches a place by batch, projects without one last. Two grouped queries."""
    pool = _pool(node, actor)
    counts = {
        row["batch"]: row
        for row in pool.order_by()
        .values("batch")
        .annotate(
            proposed=Count("pk", filter=Q(state=State.PROPOSED), distinct=True),
            reserved=Count("pk", filter=Q(state=State.RESERVED), distinct=True),
            neighbourhoods=Count("memberships__neighbourhood", distinct=True),
            households=Sum("memberships__neighbourhood__households"),
        )
    }
    money = dict(
        WorksItem.objects.filter(project__in=pool)
        .exclude(state=ItemState.WITHDRAWN)
        .order_by()
        .values_list("project__batch")
        .annotate(estimate=Sum("estimate"))
    )
    return [
        BatchRow(
            batch,
            str(label),
            row["proposed"],
            row["reserved"],
            row["neighbourhoods"],
            row["households"] or 0,
            money.get(batch) or Decimal(0),
        )
        for batch, label in (*Batch.choices, ("", "未分批"))
        if (row := counts.get(batch))
    ]


@dataclass(frozen=True)
class ClassRow:
    """The pool's items of one class. `is_open`: the rulebook leaves the class of these items to the tenant.

    `is_demo`: an entry marked 演示 gave some of them their class.
    """

    id: str
    label: str
    items: int
    estimate: Decimal
    is_open: bool
    is_demo: bool


def pool_by_class(node: Jurisdiction, *, actor: Actor, adopted: Adopted) -> list[ClassRow]:
    """The pool's works items by the class that the rulebook, or the tenant's entry, gives them. One grouped query."""
    found = (
        WorksItem.objects.filter(project__in=_pool(node, actor))
        .exclude(state=ItemState.WITHDRAWN)
        .order_by()
        .values_list("item")
        .annotate(items=Count("pk"), estimate=Sum("estimate"))
    )
    counts: dict[str, int] = {}
    money: dict[str, Decimal] = {}
    demo: set[str] = set()
    for item, items, estimate in found:
        class_id = item_class(item, adopted)
        counts[class_id] = counts.get(class_id, 0) + items
        money[class_id] = money.get(class_id, Decimal(0)) + (estimate or Decimal(0))
        if f"item:{item}.class" in adopted.demo:
            demo.add(class_id)
    names = {row.id: row.name for row in adopted.rulebook.rows("classes")}
    return [
        ClassRow(
            id_, names.get(id_, "类别待定"), counts[id_], money[id_], is_open=not id_, is_demo=id_ in demo
        )
        for id_ in (*names, "")
        if id_ in counts
    ]


def by_state(node: Jurisdiction, *, actor: Actor) -> Sequence[tuple[str, str, int]]:
    """(state, label, projects) for every state in which the place has projects. One grouped query."""
    counts = dict(_projects(node, actor).order_by().values_list("state").annotate(n=Count("pk")))
    return [(value, str(label), counts[value]) for value, label in State.choices if value in counts]


def _pool(node: Jurisdiction, actor: Actor) -> QuerySet[Project]:
    return _projects(node, actor).filter(state__in=POOL)


def _projects(node: Jurisdiction, actor: Actor) -> QuerySet[Project]:
    """The same rows as the lists show that a figure leads to (`projects.queries.filtered` by place)."""
    return viewed(actor).filter(at([node.path]))
