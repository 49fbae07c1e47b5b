"""Reads of the month report: who may see which, what is due, the form with its numbers, the rows behind one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from communities.models import Jurisdiction
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from governance.enums import MonthPeriod, MonthState
from governance.figures.instant import first_of, month_before, next_month
from governance.models import MonthCell, MonthDueDay, MonthReport, MonthSupplement
from governance.monthly.filling import lines_of, locked_below
from governance.monthly.form import EFFECT, FIGURES, PROGRESS, RATES, Figure

MONTHS = 24
"""How far back the list of months goes."""
ACTS = ("submitted_by", "submitted_for", "returned_by", "returned_for", "locked_by", "locked_for")
"""Who moved a report on, and for whom: what its lists and its history name."""
DONE = frozenset({MonthState.SUBMITTED, MonthState.LOCKED})


def visible(actor: Actor) -> QuerySet[MonthReport]:
    """The reports of the places that the person may view."""
    rows: QuerySet[MonthReport] = MonthReport.objects.filter(within(actor.paths(Capability.VIEW)))
    return rows.select_related("jurisdiction", "version", "organisation", "made_by", "made_for")


def reporting_places(actor: Actor) -> list[Jurisdiction]:
    """The tenant's own place and those directly below it, as far as the person may view them. One query."""
    own = Jurisdiction.objects.filter(within(actor.paths(Capability.VIEW)), depth__lte=2)
    return list(own.order_by("path"))


def months(on: date) -> list[date]:
    """The first days of the last months, the running one first."""
    found = [first_of(on)]
    while len(found) < MONTHS:
        found.append(month_before(found[-1]))
    return found


def due_day() -> MonthDueDay | None:
    """What the tenant has settled; None: no report is late, whatever the day."""
    row: MonthDueDay | None = MonthDueDay.objects.select_related("entered_by", "acted_for").first()
    return row


@dataclass(frozen=True)
class Due:
    """A place that reports, its latest number of the month, and the day it is due, where that is settled."""

    place: Jurisdiction
    report: MonthReport | None
    due_on: date | None
    days_late: int

    @property
    def is_done(self) -> bool:
        """Submitted or locked; a correction that is being made leaves the former standing."""
        return self.report is not None and (self.report.state in DONE or self.report.number > 1)


def due_list(month: date, *, actor: Actor, on: date) -> list[Due]:
    """Every place that reports, with the state of its report of the month. Three queries."""
    rows = visible(actor).filter(month=month).select_related(*ACTS)
    latest = {row.jurisdiction_id: row for row in rows.order_by("number")}
    settled = due_day()
    due_on = next_month(month).replace(day=settled.day) if settled else None
    found = []
    for place in reporting_places(actor):
        line = Due(place, latest.get(place.pk), due_on, 0)
        late = (on - due_on).days if due_on and not line.is_done else 0
        found.append(Due(place, line.report, due_on, max(late, 0)))
    return found


@dataclass(frozen=True)
class Number:
    """One number of the form: what the system counted, what was added by hand, what could not be measured."""

    figure: Figure
    counted: Decimal | None
    added: Decimal
    unmeasured: int

    @property
    def reported(self) -> Decimal | None:
        """系统数 + 补充 = 报数. None where the system cannot count and nobody added anything."""
        if self.counted is None:
            return self.added or None
        return self.counted + self.added

    @property
    def text(self) -> str:
        return self.figure.text(self.reported)

    @property
    def counted_text(self) -> str:
        return self.figure.text(self.counted)

    @property
    def added_text(self) -> str:
        return self.figure.text(self.added)

    @property
    def opens(self) -> bool:
        """Whether there is anything behind it."""
        return bool(self.reported or self.added or self.unmeasured)


@dataclass(frozen=True)
class SheetLine:
    """A line with its numbers by figure; `line` None is the sum of all."""

    line: Jurisdiction | None
    name: str
    code: str
    numbers: dict[str, Number]

    def shown(self, figures: Iterable[Figure]) -> list[Number]:
        return [self.numbers[figure.id] for figure in figures]

    @property
    def progress(self) -> list[Number]:
        return self.shown(PROGRESS)

    @property
    def effect(self) -> list[Number]:
        return self.shown(EFFECT)

    @property
    def rates(self) -> list[Decimal | None]:
        """In the order of `RATES`, per cent."""
        return [percent for _, percent in self.rated]

    @property
    def rated(self) -> list[tuple[Number, Decimal | None]]:
        """Each rate with the number above the line, which opens its rows."""
        return [
            (
                self.numbers[rate.above],
                rate.of(self.numbers[rate.above].reported, self.numbers[rate.below].reported),
            )
            for rate in RATES
        ]

    @property
    def is_empty(self) -> bool:
        return not any(number.opens for number in self.numbers.values())


@dataclass(frozen=True)
class Sheet:
    """A report in one period: its lines, and their sum, which is the sum of the lines by construction."""

    period: MonthPeriod
    rows: list[SheetLine]
    total: SheetLine

    @property
    def unmeasured(self) -> int:
        return sum(number.unmeasured for number in self.total.numbers.values())


ALL = "all"
"""The code of the line that sums all."""


def sheets(report: MonthReport) -> dict[str, Sheet]:
    """Period -> the form with its numbers. Three queries whatever the size; the rows behind stay where they are."""
    cells: dict[tuple[int, str, str], tuple[Decimal, int]] = {
        (line, figure, period): (value, unmeasured)
        for line, figure, period, value, unmeasured in report.cells.order_by().values_list(
            "jurisdiction", "figure", "period", "value", "unmeasured"
        )
    }
    added: dict[tuple[int, str, str], Decimal] = {
        (line, figure, period): value
        for line, figure, period, value in report.supplements.order_by()
        .values_list("jurisdiction", "figure", "period")
        .annotate(n=Sum("value"))
    }
    lines = lines_of(report.jurisdiction)
    return {period: _sheet(report, MonthPeriod(period), lines, cells, added) for period in MonthPeriod.values}


def _sheet(
    report: MonthReport,
    period: MonthPeriod,
    lines: list[Jurisdiction],
    cells: dict[tuple[int, str, str], tuple[Decimal, int]],
    added: dict[tuple[int, str, str], Decimal],
) -> Sheet:
    rows = []
    for line in lines:
        numbers = {}
        for id_, figure in FIGURES.items():
            counted, unmeasured = cells.get((line.pk, id_, period), (Decimal(0), 0))
            numbers[id_] = Number(
                figure,
                counted if figure.is_counted else None,
                added.get((line.pk, id_, period), Decimal(0)),
                unmeasured,
            )
        is_self = line.pk == report.jurisdiction_id
        row = SheetLine(line, f"{line.name}本级" if is_self else line.name, line.code, numbers)
        if not (is_self and row.is_empty and len(lines) > 1):
            rows.append(row)
    total = {
        id_: Number(
            figure,
            sum((row.numbers[id_].counted or Decimal(0) for row in rows), Decimal(0))
            if figure.is_counted
            else None,
            sum((row.numbers[id_].added for row in rows), Decimal(0)),
            sum(row.numbers[id_].unmeasured for row in rows),
        )
        for id_, figure in FIGURES.items()
    }
    return Sheet(period, rows, SheetLine(None, "合计", ALL, total))


@dataclass(frozen=True)
class Added:
    """A supplement as it is shown, in the unit of its figure."""

    row: MonthSupplement
    figure: Figure

    @property
    def text(self) -> str:
        return self.figure.text(self.row.value)


def added_to(report: MonthReport, **where: Any) -> list[Added]:
    """What was added by hand, in the order in which it was. One query."""
    rows = report.supplements.filter(**where).select_related("jurisdiction", "by", "acted_for", "document")
    return [Added(row, FIGURES[row.figure]) for row in rows.order_by("id")]


@dataclass(frozen=True)
class Opened:
    """A number with everything behind it: the rows as they were, and what was added by hand."""

    number: Number
    name: str
    rows: list[dict[str, Any]]
    supplements: list[Added]


def opened(report: MonthReport, *, line: Jurisdiction | None, figure: Figure, period: str) -> Opened:
    """One number of the report, of a line or (None) of all. Two queries."""
    where: dict[str, Any] = {"figure": figure.id, "period": period}
    if line is not None:
        where["jurisdiction"] = line
    cells = list(report.cells.filter(**where).select_related("jurisdiction").order_by("jurisdiction__path"))
    supplements = added_to(report, **where)
    number = Number(
        figure,
        sum((cell.value for cell in cells), Decimal(0)) if figure.is_counted else None,
        sum((each.row.value for each in supplements), Decimal(0)),
        sum(cell.unmeasured for cell in cells),
    )
    rows = [
        {
            **row,
            "line": cell.jurisdiction.name,
            "text": figure.text(None if row["value"] is None else Decimal(row["value"])),
        }
        for cell in cells
        for row in cell.rows
    ]
    return Opened(number, line.name if line else "合计", rows, supplements)


def newer_below(report: MonthReport) -> list[MonthReport]:
    """Reports of the places below that were locked since the tenant's own was drafted; its lines don't have them."""
    taken = {source["report"] for source in report.sources}
    return [row for row in locked_below(report).values() if row.pk not in taken]


def former_of(report: MonthReport) -> MonthReport | None:
    """The number before it."""
    same = MonthReport.objects.filter(jurisdiction=report.jurisdiction_id, month=report.month)
    row: MonthReport | None = same.filter(number=report.number - 1).first()
    return row


def last_month_of(report: MonthReport) -> MonthReport | None:
    """The place's latest report of the month before; None in January, when the year begins anew."""
    if report.month.month == 1:
        return None
    same = MonthReport.objects.filter(jurisdiction=report.jurisdiction_id, month=month_before(report.month))
    row: MonthReport | None = same.order_by("-number").first()
    return row


def cells_by_figure(report: MonthReport, periods: Iterable[str]) -> dict[tuple[str, str], list[MonthCell]]:
    """(figure, period) -> its cells with their rows. One query."""
    found: dict[tuple[str, str], list[MonthCell]] = defaultdict(list)
    for cell in report.cells.filter(period__in=list(periods)).order_by("id"):
        found[cell.figure, cell.period].append(cell)
    return found
