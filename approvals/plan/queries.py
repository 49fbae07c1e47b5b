"""Reads of the annual plan, each within the person's places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from approvals.enums import AdjustmentKind
from approvals.models import AnnualPlan, FiscalCapacity, PlanAdjustment, PlanBatch, PlanEntry
from approvals.plan.exports import PlanTable, empty, table
from approvals.plan.figures import read
from approvals.plan.lines import lines
from communities.models import Jurisdiction
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.templatetags.huanju import count, wan, wan_yuan
from projects.enums import State
from projects.models import Project
from projects.queries import viewed


def visible_entries(actor: Actor) -> QuerySet[PlanEntry]:
    """The entries of projects that the person sees."""
    return PlanEntry.objects.filter(project__in=viewed(actor))


def plans(actor: Actor) -> QuerySet[AnnualPlan]:
    """Every year, the latest first, with counts of what the person sees: `drafted`, `confirmed`, `batch_count`."""
    seen = Q(entries__in=visible_entries(actor))
    out = PlanAdjustment.objects.filter(entry=OuterRef("entries"), kind=AdjustmentKind.REMOVE)
    every: QuerySet[AnnualPlan] = AnnualPlan.objects.select_related("opened_by", "acted_for")
    return every.annotate(
        drafted=Count("entries", filter=seen & Q(entries__batch__isnull=True), distinct=True),
        confirmed=Count(
            "entries", filter=seen & Q(entries__batch__isnull=False) & ~Q(Exists(out)), distinct=True
        ),
        batch_count=Count("entries__batch", filter=seen, distinct=True),
    )


@dataclass(frozen=True)
class BatchRow:
    """A batch as the person sees it: `shown` of its projects, who of them was left off, whether its paper opens."""

    batch: PlanBatch
    shown: int
    left_off: list[dict[str, Any]]
    may_open: bool


def batches(plan: AnnualPlan, actor: Actor) -> list[BatchRow]:
    """The plan's batches that the person sees something of; three queries."""
    rows = (
        PlanBatch.objects.filter(plan=plan)
        .select_related("organisation__jurisdiction", "confirmed_by", "acted_for", "document__jurisdiction")
        .annotate(shown=Count("entries", filter=Q(entries__in=visible_entries(actor))))
        .order_by("number")
    )
    found = list(rows)
    off = {each["project"] for row in found for each in row.left_off}
    seen = set(viewed(actor).filter(pk__in=off).values_list("pk", flat=True)) if off else set()
    result = []
    for row in found:
        left_off = [each for each in row.left_off if each["project"] in seen]
        own = actor.may(Capability.VIEW, row.organisation.jurisdiction.path)
        if row.shown or left_off or own:
            opens = actor.may(Capability.VIEW, row.document.jurisdiction.path)
            result.append(BatchRow(row, row.shown, left_off, opens))
    return result


@dataclass(frozen=True)
class Change:
    """One figure that an adjustment changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class AdjustmentRow:
    """An adjustment with its figures before and after; what was taken out has no after."""

    row: PlanAdjustment
    changes: list[Change]


def adjustments(plan: AnnualPlan, actor: Actor) -> list[AdjustmentRow]:
    """The plan's numbered adjustments of projects that the person sees; one query."""
    rows = (
        PlanAdjustment.objects.filter(plan=plan, entry__in=visible_entries(actor))
        .select_related("entry__project", "organisation", "by", "acted_for")
        .order_by("number")
    )
    return [AdjustmentRow(row, _changes(row)) for row in rows]


def _changes(row: PlanAdjustment) -> list[Change]:
    before, after = read(row.before), read(row.after)
    return [
        Change(label, say(before[name]), say(after[name]))
        for name, (label, say) in SAID.items()
        if name in before and name in after
    ]


SAID: dict[str, tuple[str, Callable[[object], str]]] = {
    "neighbourhoods": ("小区（个）", count),
    "buildings": ("楼栋（栋）", count),
    "households": ("户数（户）", count),
    "floor_area": ("面积（万㎡）", wan),
    "investment": ("投资（万元）", wan_yuan),
}


def nominable(actor: Actor, paths: Sequence[str]) -> QuerySet[Project]:
    """Reserved projects that stand on no draft, at or below the places."""
    drafted = PlanEntry.objects.filter(batch__isnull=True).values("project")
    return (
        viewed(actor)
        .filter(within(paths), state=State.RESERVED)
        .exclude(pk__in=drafted)
        .select_related("jurisdiction__parent")
        .order_by("id")
    )


def places_of(projects: QuerySet[Project], paths: Sequence[str]) -> list[Jurisdiction]:
    """The places at or below `paths` that hold some of the projects, from the top down; two queries."""
    above = {
        ancestor
        for path in projects.order_by().values_list("path", flat=True).distinct()
        for ancestor in Jurisdiction(path=path).ancestor_paths()
        if any(ancestor.startswith(own) for own in paths)
    }
    return list(Jurisdiction.objects.filter(path__in=above).order_by("path"))


def capacities(actor: Actor, year: int) -> QuerySet[FiscalCapacity]:
    """What was entered for the year at the places that the person may view."""
    return FiscalCapacity.objects.filter(
        within(actor.paths(Capability.VIEW), "jurisdiction__path"), year=year
    ).select_related("jurisdiction", "document", "entered_by", "acted_for")


def plan_table(year: int, *, actor: Actor | None = None) -> PlanTable:
    """The year's table: of the projects that the person sees, or without `actor` of the whole tenant."""
    plan = AnnualPlan.objects.filter(year=year).first()
    if plan is None:
        return empty(year)
    entries = PlanEntry.objects.filter(plan=plan)
    given = (
        PlanBatch.objects.filter(plan=plan).select_related("organisation__jurisdiction").order_by("number")
    )
    if actor is not None:
        entries = entries.filter(pk__in=visible_entries(actor))
        given = given.filter(pk__in=entries.values("batch"))
    return table(year, lines(entries), list(given))
