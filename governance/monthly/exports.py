"""The month report filled into its styled template: numbers are numbers, names never formulas, the hash printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from django.utils import timezone
from openpyxl.utils import get_column_letter

from communities.people.acting import named
from communities.records.formulas import put_text
from governance.enums import MonthPeriod
from governance.models import MonthReport
from governance.monthly.form import EFFECT, PROGRESS, RATES
from governance.monthly.queries import Sheet, SheetLine, added_to

TEMPLATE = Path(__file__).parent.parent / "spreadsheets" / "month_report.xlsx"
FIRST_ROW = (
    5  # 1 title, 2 whose and when, 3 and 4 heads; row 5 is the sum, row 6 a line, row 8 a note, as styled
)
NOTE_ROW = 8
SIGNATURES = (
    "单位负责人：                    填表人：                    联系电话：                    填报日期："
)

Value = str | Decimal | None


def workbook(report: MonthReport, sheets: Mapping[str, Sheet]) -> bytes:
    """Progress of the year, progress of the month, effects in both, and what was added by hand with its reasons."""
    book = openpyxl.load_workbook(TEMPLATE)
    of_the_year, of_the_month = sheets[MonthPeriod.YEAR], sheets[MonthPeriod.MONTH]
    year: Any = book["进展"]
    month: Any = book.copy_worksheet(year)
    month.freeze_panes = year.freeze_panes
    year.title, month.title = "进展（本年）", "进展（本月）"
    book.move_sheet(month, -2)
    _fill(year, report, "改造进展（本年）", _progress_heads(), [_progress(row) for row in _rows(of_the_year)])
    _fill(
        month,
        report,
        "改造进展（本月）",
        _progress_heads()[: -len(RATES)],
        [_progress(row)[: -len(RATES)] for row in _rows(of_the_month)],
    )
    by_code = {line.code: line for line in _rows(of_the_month)}
    _fill(
        book["效果"],
        report,
        "改造效果（完成的改造内容）",
        [(figure.label, f"{period.label}（{figure.unit}）") for figure in EFFECT for period in MonthPeriod],
        [_effect(line, by_code.get(line.code)) for line in _rows(of_the_year)],
    )
    _fill(book["补充说明"], report, "手工补充的数字", _SUPPLEMENT_HEADS, _supplements(report))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(sheet: Sheet) -> list[SheetLine]:
    """The sum first, then the lines."""
    return [sheet.total, *sheet.rows]


def _progress_heads() -> list[tuple[str, str]]:
    return [
        *((figure.group, f"{figure.label}（{figure.unit}）") for figure in PROGRESS),
        *(("比率（%）", rate.label) for rate in RATES),
    ]


def _progress(line: SheetLine) -> list[Value]:
    return [line.name, *(number.figure.shown(number.reported) for number in line.progress), *line.rates]


def _effect(line: SheetLine, other: SheetLine | None) -> list[Value]:
    """The month's and the year's number of each figure side by side; `other` has the month's."""
    values: list[Value] = [line.name]
    for figure in EFFECT:
        month = other.numbers[figure.id].reported if other else None
        values += [figure.shown(month), figure.shown(line.numbers[figure.id].reported)]
    return values


_SUPPLEMENT_HEADS = [("", head) for head in ("指标", "口径", "补充数", "原因", "补充人", "时间")]


def _supplements(report: MonthReport) -> list[list[Value]]:
    return [
        [
            each.row.jurisdiction.name,
            f"{each.figure.group}：{each.figure.label}（{each.figure.unit}）",
            str(each.row.get_period_display()),
            each.figure.shown(each.row.value),
            each.row.reason,
            named(each.row.by, each.row.acted_for),
            f"{timezone.localtime(each.row.at):%Y-%m-%d %H:%M}",
        ]
        for each in added_to(report)
    ] or [["没有补充"]]


def _fill(
    sheet: Any,
    report: MonthReport,
    about: str,
    heads: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[Value]],
) -> None:
    """Title, heads (equal ones of the upper row as one), rows in the template's two patterns, notes, print area."""
    last = get_column_letter(len(heads) + 1)
    patterns = [[copy(cell._style) for cell in sheet[row]] for row in (FIRST_ROW, FIRST_ROW + 1)]
    note, height = copy(sheet.cell(NOTE_ROW, 1)._style), sheet.row_dimensions[FIRST_ROW + 1].height
    surplus = sheet.max_column - (len(heads) + 1)
    if surplus > 0:
        for merged in [str(area) for area in sheet.merged_cells.ranges]:
            sheet.unmerge_cells(merged)
        sheet.delete_cols(len(heads) + 2, surplus)
        for row in (1, 2):
            sheet.merge_cells(f"A{row}:{last}{row}")
    _say(sheet, 1, 1, f"{report.jurisdiction.name}城镇老旧小区改造月报：{about}")
    _say(sheet, 2, 1, _whose(report))
    _say(sheet, 3, 1, "地区")
    sheet.merge_cells("A3:A4")
    begins = 2
    for column, (group, label) in enumerate(heads, start=2):
        _say(sheet, 3, column, group)
        _say(sheet, 4, column, label)
        if column - 1 == len(heads) or heads[column - 1][0] != group:
            if column > begins and group:
                sheet.merge_cells(start_row=3, end_row=3, start_column=begins, end_column=column)
            begins = column + 1
    for offset, values in enumerate(rows):
        row = FIRST_ROW + offset
        sheet.row_dimensions[row].height = height
        is_total = offset == 0 and values[0] == "合计"
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            cell._style = copy(patterns[0 if is_total else 1][column - 1])
            if isinstance(value, str):
                _say(sheet, row, column, value)
            else:
                cell.value = value
    end = FIRST_ROW + max(len(rows), 1)
    for extra in range(FIRST_ROW + len(rows), max(end, NOTE_ROW) + 1):
        for column in range(1, len(heads) + 2):
            sheet.cell(extra, column)._style = copy(note)
    for line, text in enumerate((SIGNATURES, _stamp(report)), start=end + 1):
        _say(sheet, line, 1, text)
        sheet.cell(line, 1)._style = copy(note)
        sheet.merge_cells(f"A{line}:{last}{line}")
        sheet.row_dimensions[line].height = 22
    sheet.print_area = f"A1:{last}{end + 2}"
    sheet.print_title_rows = "1:4"


def _whose(report: MonthReport) -> str:
    month = report.month
    return (
        f"填报单位：{report.organisation.name}　　报告期：{month.year}年{month.month}月　　第 {report.number} 号"
        f"（{report.get_state_display()}）　　数据截至 {timezone.localtime(report.known_until):%Y-%m-%d %H:%M}"
    )


def _stamp(report: MonthReport) -> str:
    if not report.digest:
        return "尚未报送，内容还可能变动。"
    locked = f"，{timezone.localtime(report.locked_at):%Y-%m-%d} 锁定" if report.locked_at else ""
    return f"校验码（SHA-256）：{report.digest}{locked}"


def _say(sheet: Any, row: int, column: int, text: str) -> None:
    """A text, also where it looks like a formula."""
    put_text(sheet.cell(row, column), text)
