"""The year's plan as a spreadsheet: planned, started, completed, investment; and its figures for programs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import xlsxwriter

from approvals.models import PlanBatch
from approvals.plan.lines import Line, together
from communities.records.formulas import TEXTS_STAY_TEXTS

DRAFT = "草稿"
TEN_THOUSAND, HUNDREDTH = Decimal(10_000), Decimal("0.01")
HEADS = (
    ("序号", 6),
    ("批次", 9),
    ("文号", 20),
    ("项目编号", 18),
    ("项目", 34),
    ("所在地", 16),
    ("小区数（个）", 9),
    ("楼栋（栋）", 9),
    ("户数（户）", 9),
    ("建筑面积（万㎡）", 12),
    ("估算投资（万元）", 13),
    ("阶段", 13),
    ("已开工", 8),
    ("已竣工", 8),
)


@dataclass(frozen=True)
class PlanTable:
    """What stands on a year's plan: the confirmed list with its adjustments, then what is still a draft."""

    year: int
    lines: tuple[Line, ...]
    batches: tuple[PlanBatch, ...]

    @property
    def is_frozen(self) -> bool:
        """Every row is in a confirmed batch."""
        return bool(self.batches) and all(line.is_frozen for line in self.lines)

    @property
    def started(self) -> int:
        """Projects under construction or further."""
        return sum(line.has_started for line in self.lines)

    @property
    def completed(self) -> int:
        return sum(line.is_completed for line in self.lines)


def table(year: int, lines: Sequence[Line], batches: Sequence[PlanBatch]) -> PlanTable:
    """The lines that stand; what was adjusted out is left out."""
    return PlanTable(year, tuple(line for line in lines if line.stands), tuple(batches))


def empty(year: int) -> PlanTable:
    """A year that nobody has opened."""
    return PlanTable(year, (), ())


def ten_thousands(value: Decimal | None) -> Decimal | None:
    """㎡ as 万㎡, yuan as 万元: two decimals, half up; None stays None."""
    return None if value is None else (value / TEN_THOUSAND).quantize(HUNDREDTH, ROUND_HALF_UP)


def workbook(plan: PlanTable, *, tenant: str, on: date) -> bytes:
    """The table, landscape A4, with its totals (a neighbourhood once). Marked 草稿 while a row is not confirmed."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, **TEXTS_STAY_TEXTS}) as book:
        sheet = book.add_worksheet(
            f"{plan.year}年度计划" if plan.is_frozen else f"{plan.year}年度计划（{DRAFT}）"
        )
        forms = {name: book.add_format({**_CELL, **more}) for name, more in _FORMS.items()}
        title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        note = book.add_format({"align": "right", "font_color": "#555555"})
        last = len(HEADS) - 1
        mark = "" if plan.is_frozen else f"（{DRAFT}）"
        sheet.merge_range(0, 0, 0, last, f"{tenant}城镇老旧小区改造 {plan.year} 年度计划{mark}", title)
        sheet.merge_range(1, 0, 1, last, _subtitle(plan, on), note)
        sheet.set_row(0, 30)
        sheet.set_row(2, 32)
        for column, (head, width) in enumerate(HEADS):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, head, forms["head"])
        row = 3
        for number, line in enumerate(plan.lines, start=1):
            _write(sheet, row, _cells(number, line), forms)
            row += 1
        _write(sheet, row, _totals(plan), forms, bold="_total")
        sheet.freeze_panes(3, 5)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 2)
        sheet.print_area(0, 0, row, last)
    return output.getvalue()


def _subtitle(plan: PlanTable, on: date) -> str:
    drafted = sum(not line.is_frozen for line in plan.lines)
    if plan.is_frozen:
        said = f"最近文号：{plan.batches[-1].document_no}"
    elif plan.batches:
        said = f"含未确认的 {drafted} 个项目，其数字为导出当日数字"
    else:
        said = "尚未确认，数字为导出当日数字"
    return f"{said}　　{on.isoformat()} 导出"


def _cells(number: int, line: Line) -> list[Any]:
    entry, figures = line.entry, line.figures
    batch = entry.batch
    return [
        number,
        f"第 {batch.number} 批" if batch else DRAFT,
        batch.document_no if batch else "",
        entry.project.code,
        entry.name,
        entry.jurisdiction.name,
        figures.neighbourhoods,
        figures.buildings,
        figures.households,
        ten_thousands(figures.floor_area),
        ten_thousands(figures.investment),
        entry.project.get_state_display(),
        "是" if line.has_started else "",
        "是" if line.is_completed else "",
    ]


def _totals(plan: PlanTable) -> list[Any]:
    total = together(plan.lines)
    return [
        "", "", "", "", f"合计 {len(plan.lines)} 个项目", "",
        total.neighbourhoods, total.buildings, total.households,
        ten_thousands(total.floor_area), ten_thousands(total.investment),
        "", plan.started, plan.completed,
    ]  # fmt: skip


def _write(sheet: Any, row: int, cells: Sequence[Any], forms: Any, bold: str = "") -> None:
    for column, value in enumerate(cells):
        if value is None or value == "":
            sheet.write_blank(row, column, None, forms[f"text{bold}"])
        elif isinstance(value, str):
            sheet.write_string(row, column, value, forms[f"text{bold}"])
        else:
            form = "decimal" if isinstance(value, Decimal) else "count"
            sheet.write_number(row, column, value, forms[f"{form}{bold}"])


_CELL = {"border": 1, "valign": "vcenter", "text_wrap": True}
_FORMS: dict[str, dict[str, Any]] = {
    "head": {"bold": True, "align": "center"},
    "text": {"num_format": "@"},
    "count": {"num_format": "#,##0"},
    "decimal": {"num_format": "#,##0.00"},
}
_FORMS |= {f"{name}_total": {**form, "bold": True} for name, form in _FORMS.items() if name != "head"}
