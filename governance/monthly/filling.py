"""What goes into a report when it is drafted: the lines below, what the system counts, what is carried over."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from communities.models import Jurisdiction
from communities.rulebooks.queries import Adopted
from governance.enums import MonthPeriod, MonthState
from governance.figures.instant import Instant, month_before
from governance.models import MonthCell, MonthReport, MonthSupplement
from governance.monthly.counting import count

Coordinates = tuple[int, str, str]
"""(line, figure, period)."""


def lines_of(place: Jurisdiction) -> list[Jurisdiction]:
    """The lines of a place's report: what lies directly below it, then the place itself (本级)."""
    return [*Jurisdiction.objects.children_of(place).order_by("path"), place]


def fill(report: MonthReport, *, adopted: Adopted) -> None:
    """Cells and carried supplements anew: those of an open report. What people added themselves stays.

    The line of a place below whose report of the month is locked is that report, sum and rows, also what it was
    supplemented by; the others are counted from the records.
    """
    lines = lines_of(report.jurisdiction)
    taken = locked_below(report)
    _refill(report, lines, taken, adopted)
    report.supplements.filter(carried_from__isnull=False).delete()
    MonthSupplement.objects.bulk_create(
        MonthSupplement(
            report=report, by=report.made_by, acted_for=report.made_for, at=report.made_at, **values
        )
        for values in (*_from_below(taken), *_from_before(report, set(taken)))
    )
    report.sources = [
        {
            "jurisdiction": line.pk,
            "name": line.name,
            "report": taken[line.pk].pk if line.pk in taken else None,
            "number": taken[line.pk].number if line.pk in taken else None,
        }
        for line in lines
        if report.is_own and line.pk != report.jurisdiction_id
    ]


def locked_below(report: MonthReport) -> dict[int, MonthReport]:
    """Line -> the latest locked report of the same month: of the tenant's own report only. One query."""
    if not report.is_own:
        return {}
    rows = MonthReport.objects.filter(
        month=report.month, state=MonthState.LOCKED, jurisdiction__parent=report.jurisdiction_id
    ).order_by("jurisdiction", "number")
    return {row.jurisdiction_id: row for row in rows}


@dataclass
class _Cell:
    """A cell in the making."""

    value: Decimal = Decimal(0)
    unmeasured: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)


def _refill(
    report: MonthReport, lines: list[Jurisdiction], taken: dict[int, MonthReport], adopted: Adopted
) -> None:
    by_path = {line.path: line.pk for line in lines}
    cells: dict[Coordinates, _Cell] = defaultdict(_Cell)
    instant = Instant(report.month, report.known_until)
    for (path, figure, period), rows in count(report.jurisdiction, instant, adopted=adopted).items():
        if by_path[path] not in taken:
            known = [row.value for row in rows if row.value is not None]
            cells[by_path[path], figure, period] = _Cell(
                sum(known, Decimal(0)), len(rows) - len(known), [row.as_json() for row in rows]
            )
    line_of = {source.pk: line for line, source in taken.items()}
    for cell in MonthCell.objects.filter(report__in=taken.values()).order_by("id"):
        whole = cells[line_of[cell.report_id], cell.figure, cell.period]
        whole.value += cell.value
        whole.unmeasured += cell.unmeasured
        whole.rows += cell.rows
    report.cells.all().delete()
    MonthCell.objects.bulk_create(
        [
            MonthCell(
                report=report,
                jurisdiction_id=line,
                figure=figure,
                period=period,
                value=cell.value,
                unmeasured=cell.unmeasured,
                rows=cell.rows,
            )
            for (line, figure, period), cell in cells.items()
        ],
        batch_size=500,
    )


def _from_below(taken: dict[int, MonthReport]) -> Iterable[dict[str, Any]]:
    """What the locked reports below were supplemented by, at their line here."""
    line_of = {source.pk: line for line, source in taken.items()}
    rows = MonthSupplement.objects.filter(report__in=taken.values()).select_related("report")
    for key, parts in _net(rows, lambda row: (line_of[row.report_id], row.figure, row.period)).items():
        source = parts[0].report
        yield _carried(key, parts, source, f"取自第 {source.number} 号月报的补充")


def _from_before(report: MonthReport, taken: set[int]) -> Iterable[dict[str, Any]]:
    """What people added to the former number; else to the year's numbers of the month before: they go on counting."""
    former = MonthReport.objects.filter(jurisdiction=report.jurisdiction_id)
    if report.number > 1:
        source = former.filter(month=report.month, number=report.number - 1).first()
        periods: list[str] = list(MonthPeriod.values)
    elif report.month.month > 1:
        source = former.filter(month=month_before(report.month)).order_by("-number").first()
        periods = [MonthPeriod.YEAR.value]
    else:
        return
    if source is None:
        return
    rows = source.supplements.exclude(jurisdiction__in=taken).filter(period__in=periods)
    said = f"沿用 {source.month.year}年{source.month.month}月第 {source.number} 号的补充"
    for key, parts in _net(rows, lambda row: (row.jurisdiction_id, row.figure, row.period)).items():
        yield _carried(key, parts, source, said)


def _net(rows: Iterable[MonthSupplement], key: Any) -> dict[Coordinates, list[MonthSupplement]]:
    """Supplements by coordinates, without those that cancel one another out."""
    found: dict[Coordinates, list[MonthSupplement]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {where: parts for where, parts in found.items() if sum(part.value for part in parts)}


def _carried(
    key: Coordinates, parts: list[MonthSupplement], source: MonthReport, said: str
) -> dict[str, Any]:
    line, figure, period = key
    reasons = "；".join(dict.fromkeys(part.reason.rpartition("：")[2] for part in parts))
    return {
        "jurisdiction_id": line,
        "figure": figure,
        "period": period,
        "value": sum(part.value for part in parts),
        "reason": f"{said}：{reasons}"[:300],
        "carried_from": source,
    }


def digest_of(report: MonthReport) -> str:
    """SHA-256 of the content in one canonical form: whose, which month and number, every cell with its rows, every
    supplement.
    """
    cells = report.cells.order_by("jurisdiction__code", "figure", "period").values_list(
        "jurisdiction__code", "figure", "period", "value", "unmeasured", "rows"
    )
    supplements = report.supplements.order_by("id").values_list(
        "jurisdiction__code", "figure", "period", "value", "reason", "document__sha256"
    )
    content = {
        "place": report.jurisdiction.code,
        "month": report.month.isoformat(),
        "number": report.number,
        "known_until": report.known_until.isoformat(),
        "sources": report.sources,
        "cells": [list(row) for row in cells],
        "supplements": [list(row) for row in supplements],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
