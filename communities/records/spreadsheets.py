"""A list as a spreadsheet: numbers as numbers, texts never as formulas, row by row in constant memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Any, Generic, TypeVar

import xlsxwriter
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from communities.people.rights import Actor

from .formulas import TEXTS_STAY_TEXTS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
R = TypeVar("R")
Report = Callable[[int, int], None]
"""Told how many rows are written, of how many."""
EACH = 500
"""Ours: rows between two reports."""
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


@dataclass(frozen=True)
class Sheet(Generic[R]):
    """A list to take out: its columns, its rows as they come, how many they are; `unit` counts them (个项目).

    `frozen` columns beside the running number stay when the sheet is scrolled.
    """

    title: str
    unit: str
    columns: Sequence[Column[R]]
    rows: Iterable[R]
    total: int
    frozen: int = 1


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
    output = io.BytesIO()
    write(output, Sheet(title, unit, tuple(columns), rows, 0, frozen), by=by, on=on)
    return output.getvalue()


def write(target: IO[bytes], sheet: Sheet[R], *, by: Actor, on: date, report: Report | None = None) -> int:
    """The same into a file, a row at a time: memory stays the same for any number of rows.

    `report` is told every `EACH` rows how many are written, of how many. The number of rows.
    """
    with xlsxwriter.Workbook(target, {"constant_memory": True, **TEXTS_STAY_TEXTS}) as book:
        paper = book.add_worksheet(sheet.title)
        head = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
        )
        formats = {name: book.add_format({"num_format": form}) for name, form in FORMATS.items()}
        paper.set_column(0, 0, 6)
        paper.write_string(0, 0, "序号", head)
        for place, column in enumerate(sheet.columns, start=1):
            paper.set_column(place, place, column.width)
            paper.write_string(0, place, column.heading, head)
        paper.freeze_panes(1, sheet.frozen + 1)
        paper.set_landscape()
        paper.set_paper(9)
        paper.fit_to_pages(1, 0)
        paper.repeat_rows(0)
        number = 0
        for number, row in enumerate(sheet.rows, start=1):
            paper.write_number(number, 0, number, formats["plain"])
            for place, column in enumerate(sheet.columns, start=1):
                _write(paper, number, place, column.value(row), formats[column.form])
            if report is not None and number % EACH == 0:
                report(number, max(number, sheet.total))
        paper.write_string(
            number + 2,
            1,
            f"{by.named} {on.isoformat()} 导出，共 {number} {sheet.unit}",
            formats["text"],
        )
    return number


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
