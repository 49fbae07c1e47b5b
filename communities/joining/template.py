"""An empty roster to fill in: the head alone, every column as text so that a telephone number keeps its digits."""

from __future__ import annotations

import io

import xlsxwriter

from communities.joining.reading import HEADINGS
from communities.records.formulas import TEXTS_STAY_TEXTS


def template() -> bytes:
    """The .xlsx."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, TEXTS_STAY_TEXTS) as book:
        sheet = book.add_worksheet("人员名册")
        head = book.add_format({"bold": True, "border": 1, "align": "center"})
        sheet.set_column(0, len(HEADINGS) - 1, 16, book.add_format({"num_format": "@"}))
        for place, title in enumerate(HEADINGS.values()):
            sheet.write_string(0, place, title, head)
        sheet.freeze_panes(1, 0)
    return output.getvalue()
