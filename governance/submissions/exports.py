"""What has come in from below, as spreadsheets: who has submitted and who has not, and the sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import timezone

from communities.people.rights import Actor
from communities.records.formulas import TEXTS_STAY_TEXTS
from communities.records.spreadsheets import Column, workbook
from communities.rulebooks.queries import top_place
from governance import superior_table
from governance.models import Submission
from governance.queries import Totals
from governance.submissions.content import Row, Table
from governance.submissions.queries import Standing
from governance.submissions.summing import Sum


def situation(lines: Sequence[Standing], *, by: Actor, on: date) -> bytes:
    """An .xlsx: a row for each tenant below, also for those that have not submitted."""

    def sent(text: Callable[[Submission], str]) -> Callable[[Standing], str | None]:
        return lambda line: text(line.submission) if line.submission else None

    columns: list[Column[Standing]] = [
        Column("地区", lambda line: line.tenant.name, 24),
        Column("状态", lambda line: line.word, 16),
        Column("第几次", lambda line: line.submission.number if line.submission else None, 8, "count"),
        Column("报送单位", sent(lambda row: row.organisation_name), 28),
        Column("报送人", sent(lambda row: row.submitted_by), 12),
        Column("报送时间", sent(lambda row: _moment(row.submitted_at)), 18),
        Column("期限", lambda line: line.due_on.isoformat() if line.due_on else None, 12),
        Column("逾期（天）", lambda line: line.days_late or None, 10, "count"),
        Column("说明", sent(lambda row: row.note), 30),
        Column("答复", lambda line: line.receipt.note if line.receipt else None, 30),
        Column("校验码（SHA-256）", sent(lambda row: row.digest), 66),
    ]
    return workbook(columns, lines, title="报送情况", unit="个地区", by=by, on=on)


def survey(made: Sum, *, title: str, by: Actor, on: date) -> bytes:
    """The survey as the table for superiors is printed, a row for each tenant counted; where it is from on a second
    sheet.
    """
    (table,) = made.tables
    parts = [(row.name, _totals(table, row)) for row in table.rows]
    rows = superior_table.numbered(top_place(), _totals(table, table.total), parts)
    sources = [ORIGIN, *_origins(made), [f"{by.named} {on.isoformat()} 导出"]]
    return superior_table.written(rows, title=f"{title}汇总表", heading="地区", sources=sources)


def _totals(table: Table, row: Row) -> Totals:
    """The row as sums of neighbourhoods: counts whole, area in ㎡; nothing where nobody could count."""
    known = {column.id: value or Decimal(0) for column, value in zip(table.columns, row.values, strict=True)}
    area = known.pop("floor_area")
    return Totals(**{name: int(value) for name, value in known.items()}, floor_area=area)


def tables(made: Sum, *, title: str, by: Actor, on: date) -> bytes:
    """An .xlsx with a sheet for each table: the places, then their sum; numbers are numbers in the unit of the head.

    The last sheet says where each row is from.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXTS_STAY_TEXTS}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "center"})
        forms = {0: book.add_format({"num_format": "#,##0"}), 2: book.add_format({"num_format": "#,##0.00"})}
        large = book.add_format({"bold": True, "font_size": 14})
        for number, table in enumerate(made.tables, start=1):
            sheet = book.add_worksheet(f"{number} {table.name}".translate(_FORBIDDEN)[:31])
            sheet.write_string(0, 0, f"{title}汇总（{table.name}）", large)
            sheet.freeze_panes(2, 1)
            sheet.set_landscape()
            sheet.set_column(0, 0, 24)
            sheet.write_string(1, 0, "地区", head)
            for place, column in enumerate(table.columns, start=1):
                group = f"{column.group}：" if column.group else ""
                sheet.set_column(place, place, 14)
                sheet.write_string(1, place, f"{group}{column.label}（{column.unit}）", head)
            for line, row in enumerate((*table.rows, table.total), start=2):
                _write(sheet, line, row, table, forms)
            sheet.write_string(len(table.rows) + 4, 0, f"{by.named} {on.isoformat()} 导出")
        sheet = book.add_worksheet("来源")
        sheet.set_column(0, len(ORIGIN) - 1, 20)
        for line, texts in enumerate((ORIGIN, *_origins(made))):
            for place, text in enumerate(texts):
                sheet.write_string(line, place, text, head if line == 0 else None)
    return out.getvalue()


ORIGIN = ["地区", "内容", "第几次", "报送时间", "数据截至", "报送方规则版本", "校验码（SHA-256）"]
"""The heads of the sheet that says where each row is from."""


def _origins(made: Sum) -> list[list[str]]:
    """A line for each tenant counted; then whose figures are left out, and why."""
    lines = [
        [
            origin.row.tenant.name,
            origin.row.title,
            f"第 {origin.row.number} 次",
            _moment(origin.row.submitted_at),
            _moment(origin.as_of) if origin.as_of else "报送方没有写明",
            f"第 {origin.row.rulebook} 版" if origin.row.rulebook else "—",
            origin.row.digest,
        ]
        for origin in made.origins
    ]
    return [*lines, *([one.name, f"不计入：{one.why}"] for one in made.left_out)]


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
"""What the name of a sheet may not hold."""


def _write(sheet: Any, line: int, row: Row, table: Table, forms: dict[int, Any]) -> None:
    sheet.write_string(line, 0, row.name)
    for place, (column, value) in enumerate(zip(table.columns, row.values, strict=True), start=1):
        if isinstance(value, Decimal):
            sheet.write_number(line, place, column.shown(value), forms[column.places])
