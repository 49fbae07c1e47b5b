"""Reports as people read them: bodies against indicators, change to the month before, what is below its target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from communities.people.acting import named
from communities.rulebooks.queries import Adopted
from governance.enums import ReportState
from governance.figures import COMPUTES
from governance.models import AssessmentReport
from policies.pack.rows import TargetRange
from policies.pack.values import OPEN
from policies.vocabulary import UNIT_NAMES

HUNDREDTH = Decimal("0.01")
WHOLE = frozenset({"count", "building", "household", "people"})
PERIODS = {"duties.done": "当月", "declared": "申报"}


@dataclass(frozen=True)
class Head:
    """An indicator over its columns: words, unit, the target of the tenant's own level (empty: not settled)."""

    id: str
    name: str
    unit: str
    is_rate: bool
    parts: str
    period: str
    target: str
    clause: str
    quote: str


@dataclass(frozen=True)
class Cell:
    """One body's figure. `change` to the month before, in the unit shown (rates: percentage points); None unknown.

    `planned`: the body's own annual plan where the figure is held to it, the target on the tenant's own sheet.
    """

    indicator: str
    value: str
    fraction: str
    rate: str
    planned: str
    answer: str
    change: Decimal | None
    change_unit: str

    @property
    def is_missed(self) -> bool:
        return self.answer == "no"


@dataclass(frozen=True)
class Line:
    """One body with its figures."""

    report: AssessmentReport
    name: str
    cells: tuple[Cell, ...]

    @property
    def missed(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.is_missed)


@dataclass(frozen=True)
class Table:
    """One assessment and month: heads, the bodies, the tenant's own sheet (None where the person may not see it)."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    own: Line | None

    @property
    def every(self) -> tuple[Line, ...]:
        return (*self.lines, *([self.own] if self.own else []))


def table(reports: Sequence[AssessmentReport], before: Iterable[AssessmentReport], adopted: Adopted) -> Table:
    """The reports of one assessment and month side by side; `before`: those of the month before."""
    row = adopted.rulebook.get("assessments", reports[0].assessment)
    heads = tuple(head(adopted, id_) for id_ in row.indicators)
    earlier = {
        (report.actor, report.jurisdiction_id): {one["id"]: one for one in report.indicators}
        for report in before
    }
    below = {report.actor for report in reports if report.jurisdiction.parent_id is not None}
    several = len(below) > 1
    made = [
        line(report, heads, earlier.get((report.actor, report.jurisdiction_id), {}), adopted, several=several)
        for report in reports
    ]
    own = next((one for one in made if one.report.is_own), None)
    return Table(heads, tuple(one for one in made if not one.report.is_own), own)


def head(adopted: Adopted, id_: str) -> Head:
    """An indicator of the rulebook, overlay applied."""
    row = adopted.rulebook.get("indicators", id_)
    compute = COMPUTES.get(row.compute)
    is_rate = row.unit == "percent" and row.compute != "declared"
    parts = f"{compute.numerator} / {compute.denominator}" if compute and compute.is_rate else ""
    if row.compute == "duties.done":
        parts = "已办结的职责 / 当月到期的职责"
    target = row.target
    if target == OPEN:
        words = ""
    elif isinstance(target, TargetRange):
        words = f"{target.min}～{target.max}"
    else:
        words = shown(str(target), row.unit)
    period = compute.period if compute else PERIODS[row.compute]
    unit = UNIT_NAMES[row.unit]
    return Head(id_, row.name, unit, is_rate, parts, period, words, row.source or "", row.quote or "")


def line(
    report: AssessmentReport,
    heads: Sequence[Head],
    earlier: Mapping[str, Mapping[str, Any]],
    adopted: Adopted,
    *,
    several: bool,
) -> Line:
    """One body's cells in the order of the heads."""
    by_id = {one["id"]: one for one in report.indicators}
    return Line(
        report,
        body_name(report, adopted, several=several),
        tuple(_cell(by_id[one.id], earlier.get(one.id)) for one in heads if one.id in by_id),
    )


def body_name(report: AssessmentReport, adopted: Adopted, *, several: bool) -> str:
    """The place; where several actors are assessed, or the body sits at the tenant's own level, the actor too."""
    actor = adopted.rulebook.actor_name(report.actor)
    if report.is_own:
        return f"{report.jurisdiction.name}（本级）"
    if report.jurisdiction.parent_id is None:
        return actor
    return f"{report.jurisdiction.name}{actor}" if several else report.jurisdiction.name


def _cell(one: Mapping[str, Any], before: Mapping[str, Any] | None) -> Cell:
    unit = one["unit"]
    is_rate = one["denominator"] is not None
    fraction = f"{_number(one['numerator'])} / {_number(one['denominator'])}" if is_rate else ""
    target = one["target"]
    planned = f"{target['min']}～{target['max']}" if isinstance(target, dict) else shown(target, unit)
    now, then = _decimal(one["value"]), _decimal(before["value"]) if before else None
    change = None if now is None or then is None else _settled(now - then, unit)
    return Cell(
        one["id"],
        shown(one["value"], unit),
        fraction,
        "" if one["rate"] is None else f"{one['rate']}%",
        planned,
        one["answer"] or "",
        change,
        "个百分点" if unit == "percent" else "",
    )


def shown(value: Any, unit: str) -> str:
    """A stored figure as printed: whole units whole, all else half-up to two decimals; empty where nothing is known."""
    number = _decimal(value)
    if number is None:
        return ""
    if unit in WHOLE:
        return f"{number.to_integral_value(ROUND_HALF_UP):,}"
    return f"{number.quantize(HUNDREDTH, ROUND_HALF_UP):,}" + ("%" if unit == "percent" else "")


def _number(value: Any) -> str:
    number = _decimal(value)
    if number is None:
        return "—"
    whole = number == number.to_integral_value()
    return f"{number.to_integral_value() if whole else number.quantize(HUNDREDTH, ROUND_HALF_UP):,}"


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _settled(change: Decimal, unit: str) -> Decimal:
    return change.to_integral_value() if unit in WHOLE else change.quantize(HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class Step:
    """One line of the log of an assessment and month."""

    at: Any
    who: str
    what: str


def steps(reports: Iterable[AssessmentReport]) -> list[Step]:
    """What happened to a month's reports, the latest first: made, corrected why, published by whom."""
    made: dict[tuple[Any, ...], int] = {}
    for report in reports:
        who = named(report.made_by, report.made_for) or "定时任务"
        what = f"更正第 {report.number} 号：{report.reason}" if report.number > 1 else "生成报告"
        key: tuple[Any, ...] = (report.made_at, who, what)
        made[key] = made.get(key, 0) + 1
        if report.state == ReportState.PUBLISHED and report.published_by:
            again = f"更正第 {report.number} 号" if report.number > 1 else "报告"
            key = (
                report.published_at,
                named(report.published_by, report.published_for),
                f"发布{again}，锁定",
            )
            made[key] = made.get(key, 0) + 1
    found = [Step(at, who, f"{what}（{count} 份）") for (at, who, what), count in made.items()]
    return sorted(found, key=lambda step: step.at, reverse=True)
