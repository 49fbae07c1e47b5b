"""The month's table as a spreadsheet: numbers as numbers, the parts of a rate beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from communities.people.rights import Actor
from communities.records.spreadsheets import Column, workbook
from governance.assessment.tables import Line, Table


def workbook_of(table: Table, *, title: str, by: Actor, on: date) -> bytes:
    """An .xlsx: a row for each body, the tenant's own sheet last; for each indicator value, parts, target and rate."""
    columns: list[Column[Line]] = [Column("被考核单位", lambda line: line.name, 22)]
    for place, head in enumerate(table.heads):
        form = "money" if head.unit not in {"个", "栋", "户", "人"} else "count"
        columns.append(Column(f"{head.name}（{head.unit}）", _of(place, "value"), 14, form))
        if head.is_rate:
            columns.append(Column(f"{head.name}：分子", _of(place, "numerator"), 14, "money"))
            columns.append(Column(f"{head.name}：分母", _of(place, "denominator"), 14, "money"))
        columns.append(Column(f"{head.name}：目标", _target(place), 12))
        columns.append(Column(f"{head.name}：完成率（%）", _of(place, "rate"), 12, "money"))
    columns.append(Column("总分", lambda line: line.report.total, 10, "money"))
    columns.append(Column("状态", lambda line: line.report.get_state_display(), 10))
    return workbook(columns, table.every, title=title[:31], unit="个单位", by=by, on=on)


def _of(place: int, key: str) -> Callable[[Line], Decimal | None]:
    def value(line: Line) -> Decimal | None:
        found = line.report.indicators[place][key]
        return None if found is None else Decimal(str(found))

    return value


def _target(place: int) -> Callable[[Line], str | None]:
    def words(line: Line) -> str | None:
        found: Any = line.report.indicators[place]["target"]
        if isinstance(found, dict):
            return f"{found['min']}～{found['max']}"
        return "本级未定目标" if found is None else str(found)

    return words
