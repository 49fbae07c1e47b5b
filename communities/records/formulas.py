"""What people typed stays a text in every workbook that is written: neither a formula nor a link."""

from __future__ import annotations

from typing import Any

TEXTS_STAY_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False}
"""Options of every workbook that is written by XlsxWriter."""
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def put_text(cell: Any, text: str) -> None:
    """Write into a cell of a styled openpyxl template what people typed, a text also where it looks like a formula."""
    cell.value = text
    cell.data_type = "s"
    if text[:1] in LOOKS_LIKE_A_FORMULA:
        cell.quotePrefix = True  # also after somebody has edited the cell
