"""What has come in from below, as spreadsheets: who has submitted and who has not, and the sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone

from communities.people.rights import Actor
from communities.records.formulas import TEXTS_STAY_TEXTS
from communities.records.spreadsheets import Column, workbook
from governance.models import Submission
from governance.submissions.content import Row, Table
from governance.submissions.queries import Standing


def situation(lines: Sequence[Standing], *, by: Actor, on: date) -> bytes:
    """An .xlsx: a row for each tenant below, also for those that have not submitted."""

    def sent(text: Callable[[Submission], str]) -> Callable[[Standing], str | None]:
        return lambda line: text(line.submission) if line.submission else None

    columns: list[Column[Standing]] = [
        Column("地区", lambda line: line.tenant.name, 24),
        Column("状态", lambda line: line.word, 16),
        Column("第几次", lambda line: line.submission.number if line.submission else None, 8, "count"),
        Column("报送单位", sent(lambda row: row.organisation_name), 28),
        Column("报送人", sent(lambda row: row.submitted_by_name), 12),
        Column("报送时间", sent(lambda row: f"{timezone.localtime(row.submitted_at):%Y-%m-%d %H:%M}"), 18),
        Column("说明", sent(lambda row: row.note), 30),
        Column("答复", lambda line: line.receipt.note if line.receipt else None, 30),
        Column("校验码（SHA-256）", sent(lambda row: row.digest), 66),
    ]
    return workbook(columns, lines, title="报送情况", unit="个地区", by=by, on=on)


def tables(found: Sequence[Table], *, by: Actor, on: date) -> bytes:
    """An .xlsx with a sheet for each table: the places, then their sum; numbers are numbers in the unit of the head."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXTS_STAY_TEXTS}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center"})
        forms = {0: book.add_format({"num_format": "#,##0"}), 2: book.add_format({"num_format": "#,##0.00"})}
        for number, table in enumerate(found, start=1):
            sheet = book.add_worksheet(f"{number} {table.name}".translate(_FORBIDDEN)[:31])
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 24)
            sheet.write_string(0, 0, "地区", head)
            for place, column in enumerate(table.columns, start=1):
                group = f"{column.group}：" if column.group else ""
                sheet.set_column(place, place, 14)
                sheet.write_string(0, place, f"{group}{column.label}（{column.unit}）", head)
            for line, row in enumerate((*table.rows, table.total), start=1):
                _write(sheet, line, row, table, forms)
            sheet.write_string(len(table.rows) + 3, 0, f"{by.person.name} {on.isoformat()} 导出")
    return out.getvalue()


_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
"""What the name of a sheet may not hold."""


def _write(sheet: Any, line: int, row: Row, table: Table, forms: dict[int, Any]) -> None:
    sheet.write_string(line, 0, row.name)
    for place, (column, value) in enumerate(zip(table.columns, row.values, strict=True), start=1):
        if isinstance(value, Decimal):
            sheet.write_number(line, place, column.shown(value), forms[column.places])
