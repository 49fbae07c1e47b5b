"""A list as a spreadsheet: numbers as numbers, texts never as formulas, row by row in constant memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from communities.people.rights import Actor

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
R = TypeVar("R")
FORMATS = {"text": "@", "plain": "0", "count": "#,##0", "money": "#,##0.00", "area": "#,##0.00"}


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: heading with its unit, what stands in it, its width in characters, the form of its values
    (`FORMATS`).
    """

    heading: str
    value: Callable[[R], str | int | Decimal | None]
    width: int = 12
    form: str = "text"


def workbook(
    columns: Iterable[Column[R]],
    rows: Iterable[R],
    *,
    title: str,
    unit: str,
    by: Actor,
    on: date,
    frozen: int = 1,
) -> bytes:
    """An .xlsx of the rows under a running number, landscape A4, the head repeated; who took it out and when
    stands below.

    `unit` counts the rows (个项目); `frozen` columns beside the number stay when the sheet is scrolled.
    Nothing known: an empty cell.
    """
    shown = list(columns)
    output = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as book:
        sheet = book.add_worksheet(title)
        head = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
        )
        formats = {name: book.add_format({"num_format": form}) for name, form in FORMATS.items()}
        sheet.set_column(0, 0, 6)
        sheet.write_string(0, 0, "序号", head)
        for place, column in enumerate(shown, start=1):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.heading, head)
        sheet.freeze_panes(1, frozen + 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        number = 0
        for number, row in enumerate(rows, start=1):
            sheet.write_number(number, 0, number, formats["plain"])
            for place, column in enumerate(shown, start=1):
                _write(sheet, number, place, column.value(row), formats[column.form])
        sheet.write_string(
            number + 2, 1, f"{by.person.name} {on.isoformat()} 导出，共 {number} {unit}", formats["text"]
        )
    return output.getvalue()


def attachment(content: bytes, filename: str) -> HttpResponse:
    """The workbook as a download."""
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, filename) or "attachment"
    return response


def _write(sheet: Any, row: int, place: int, value: str | int | Decimal | None, form: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, place, value, form)
    else:
        sheet.write_number(row, place, value, form)
