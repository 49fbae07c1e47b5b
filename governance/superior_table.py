"""The table that superiors ask for, filled into a styled template: every number is a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from communities.models import Jurisdiction
from communities.records.formulas import put_text
from governance.queries import Breakdown, PlaceTotals, Totals

TEMPLATE = Path(__file__).parent / "spreadsheets" / "superior_table.xlsx"
FIRST_ROW = 4  # 1 title, 2 unit, 3 header; row 4 is the subtotal, row 5 a place, as styled in the template
DIVISION_NAMES = {"city": "市", "district": "县(市、区)", "street": "街道(镇)", "community": "社区"}


def title_of(node: Jurisdiction, year: int | None) -> str:
    """What the table is called: of a place, of one survey year or (None) of all."""
    return f"{node.name}{f'{year}年' if year else ''}城镇老旧小区摸底情况汇总表"


def labelled(breakdown: Breakdown) -> list[tuple[int | None, str, Totals]]:
    """(running number, name, totals) as printed: the subtotal first, then 「其中:1.…」."""
    own = f"{breakdown.node.name}本级"
    parts = [(row.node.name if row.node else own, row.totals) for row in breakdown.shown]
    return numbered(breakdown.node, breakdown.total, parts)


def numbered(
    node: Jurisdiction, total: Totals, parts: Iterable[tuple[str, Totals]]
) -> list[tuple[int | None, str, Totals]]:
    """The same of any parts of the place, each with its name."""
    whole = {"city": "全市小计", "district": "全区小计", "province": "全省小计", "municipality": "全市小计"}
    rows: list[tuple[int | None, str, Totals]] = [(None, whole.get(node.division, "小计"), total)]
    for number, (name, totals) in enumerate(parts, start=1):
        rows.append((number, f"{'其中:' if number == 1 else ''}{number}.{name}", totals))
    return rows


def child_heading(breakdown: Breakdown) -> str:
    """What the places of the second column are: 县(市、区) under a city, 街道(镇) under a district."""
    first: PlaceTotals | None = next((row for row in breakdown.rows if row.node), None)
    return DIVISION_NAMES.get(first.node.division, "地区") if first and first.node else "地区"


@dataclass(frozen=True)
class _Style:
    """How a cell of the template looks."""

    font: Any
    border: Any
    fill: Any
    alignment: Any
    number_format: str

    @classmethod
    def of(cls, cell: Any) -> _Style:
        font, border, fill, alignment = (
            copy(part) for part in (cell.font, cell.border, cell.fill, cell.alignment)
        )
        return cls(font, border, fill, alignment, cell.number_format)

    def dress(self, cell: Any) -> None:
        cell.font, cell.border, cell.fill, cell.alignment = self.font, self.border, self.fill, self.alignment
        cell.number_format = self.number_format


def fill(breakdown: Breakdown, *, title: str) -> bytes:
    """The workbook, ready to be sent: title, unit, header, subtotal, places, print area. Areas in 万平方米."""
    return written(labelled(breakdown), title=title, heading=child_heading(breakdown))


def written(
    rows: Sequence[tuple[int | None, str, Totals]],
    *,
    title: str,
    heading: str,
    sources: Sequence[Sequence[str]] = (),
) -> bytes:
    """The workbook of these rows; `sources`, where there are any, are the lines of a second sheet, the head first."""
    book = openpyxl.load_workbook(TEMPLATE)
    sheet: Worksheet = book.active  # type: ignore[assignment]  # the template has one worksheet
    put_text(sheet["A1"], title)  # a place named "=1+1" stays a name
    sheet.title = "汇总表"
    sheet.cell(3, 2).value = heading
    patterns = [[_Style.of(cell) for cell in sheet[row]] for row in (FIRST_ROW, FIRST_ROW + 1)]
    height = sheet.row_dimensions[FIRST_ROW + 1].height
    for offset, (number, name, totals) in enumerate(rows):
        row = FIRST_ROW + offset
        values = (
            number,
            name,
            totals.neighbourhoods,
            totals.buildings,
            totals.households,
            totals.area_wan_m2,
        )
        sheet.row_dimensions[row].height = height
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            patterns[0 if number is None else 1][column - 1].dress(cell)
            if isinstance(value, str):
                put_text(cell, value)
    last = FIRST_ROW + len(rows) - 1
    if last < FIRST_ROW + 1:
        sheet.delete_rows(FIRST_ROW + 1)
    sheet.print_area = f"A1:F{last}"
    sheet.print_title_rows = "1:3"
    if sources:
        second = book.create_sheet("来源")
        for line, texts in enumerate(sources, start=1):
            for column, text in enumerate(texts, start=1):
                put_text(second.cell(line, column), text)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
