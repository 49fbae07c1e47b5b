"""The lines of a plan: each entry with its adjustments laid over it, and where its project stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from approvals.enums import AdjustmentKind
from approvals.models import AnnualPlan, PlanAdjustment, PlanEntry
from approvals.plan.figures import FROZEN, Figures, over, present_figures, read, summed
from projects.enums import State
from projects.stages import STAGES

STARTED = frozenset(STAGES[STAGES.index(State.BUILDING) :])
COMPLETED = frozenset(STAGES[STAGES.index(State.COMPLETED) :])


@dataclass(frozen=True)
class Line:
    """One entry: its figures as they count now (frozen with its adjustments; of the draft those of today)."""

    entry: PlanEntry
    figures: Figures
    removed_by: PlanAdjustment | None

    @property
    def stands(self) -> bool:
        """Whether the project is (still) on the list."""
        return self.removed_by is None

    @property
    def is_frozen(self) -> bool:
        return self.entry.batch_id is not None

    @property
    def state(self) -> State:
        """Where the project stands; a project on hold, where it was held."""
        return State(self.entry.project.held_from or self.entry.project.state)

    @property
    def has_started(self) -> bool:
        return self.state in STARTED

    @property
    def is_completed(self) -> bool:
        return self.state in COMPLETED


@dataclass(frozen=True)
class Measure:
    """One unit of plan against actual. None where a part of the sum is not known."""

    name: str
    label: str
    unit: str
    planned: int | Decimal | None
    started: int | Decimal | None
    completed: int | Decimal | None


MEASURES = (
    ("neighbourhoods", "小区", "个"),
    ("buildings", "楼栋", "栋"),
    ("households", "户数", "户"),
    ("floor_area", "建筑面积", "万㎡"),
)


def lines(entries: QuerySet[PlanEntry]) -> list[Line]:
    """The entries as lines, frozen first by batch; five queries for any number."""
    rows = list(
        entries.select_related(
            "project__jurisdiction__parent",
            "jurisdiction",
            "organisation",
            "nominated_by",
            "acted_for",
            "batch__organisation",
        )
        .prefetch_related("adjustments")
        .order_by("batch__number", "id")
    )
    drafted = present_figures(row.project_id for row in rows if row.batch_id is None)
    return [_line(row, drafted) for row in rows]


def _line(entry: PlanEntry, drafted: Mapping[int, Figures]) -> Line:
    if entry.batch_id is None:
        return Line(entry, drafted[entry.project_id], None)
    values: dict[str, Any] = {name: getattr(entry, name) for name in FROZEN}
    removed = None
    for adjustment in entry.adjustments.all():  # by number
        if adjustment.kind == AdjustmentKind.REMOVE:
            removed = adjustment
        else:
            values |= read(adjustment.after)
    return Line(entry, Figures(**values), removed)


def standing_projects(plan: AnnualPlan) -> set[int]:
    """The ids of the projects that stand in the year's confirmed list; one query."""
    confirmed = PlanEntry.objects.filter(plan=plan, batch__isnull=False)
    standing = confirmed.exclude(adjustments__kind=AdjustmentKind.REMOVE)
    return set(standing.order_by().values_list("project", flat=True))


def together(shown: Iterable[Line]) -> Figures:
    """The figures of several lines as one, a neighbourhood once."""
    rows = list(shown)
    listed = [each for line in rows for each in line.figures.listed]
    return over(listed, summed([line.figures.investment for line in rows]))


def against_actual(shown: Sequence[Line]) -> list[Measure]:
    """What the confirmed list plans, and what of it has started and is completed, in four units.

    A neighbourhood counts once, and in two projects with the less advanced one. Planned figures on both sides.
    """
    standing = [line for line in shown if line.is_frozen and line.stands]
    waiting = {each["id"] for line in standing if not line.has_started for each in line.figures.listed}
    open_ = {each["id"] for line in standing if not line.is_completed for each in line.figures.listed}
    planned = together(standing)
    started = over([each for each in planned.listed if each["id"] not in waiting])
    completed = over([each for each in planned.listed if each["id"] not in open_])
    return [
        Measure(name, label, unit, getattr(planned, name), getattr(started, name), getattr(completed, name))
        for name, label, unit in MEASURES
    ]


def warnings(shown: Sequence[Line]) -> list[str]:
    """Sentences where neighbourhoods rose while households fell: small places in the stead of large ones.

    The list as it counts now against the first batch as frozen; and the same projects' figures of today against those
    frozen. Nothing is said where households are not known.
    """
    standing = [line for line in shown if line.is_frozen and line.stands]
    first = [line for line in shown if line.entry.batch is not None and line.entry.batch.number == 1]
    found = []
    if first and standing:
        frozen = over([each for line in first for each in line.entry.listed])
        found.append(_swapped("现行计划与首批确认的清单相比", frozen, together(standing)))
    now = present_figures(line.entry.project_id for line in standing)
    today = over([each for figures in now.values() for each in figures.listed])
    found.append(_swapped("计划内项目现有数字与计划数字相比", together(standing), today))
    return [sentence for sentence in found if sentence]


def _swapped(what: str, before: Figures, after: Figures) -> str:
    if before.households is None or after.households is None:
        return ""
    if after.neighbourhoods <= before.neighbourhoods or after.households >= before.households:
        return ""
    return (
        f"{what}，小区由 {before.neighbourhoods} 个增至 {after.neighbourhoods} 个，"
        f"户数却由 {before.households} 户减至 {after.households} 户。请核对是否以小换大。"
    )
