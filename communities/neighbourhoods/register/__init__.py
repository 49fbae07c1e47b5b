"""Reads a survey register as bureaus send it: a spreadsheet in, rows and what was refused out."""

from .findings import (
    Column,
    Difference,
    Period,
    RegisterReading,
    RegisterRow,
    Remark,
    Section,
    SkippedRow,
    Totals,
    Value,
)
from .limits import Limits
from .places import Division, Found, NotFound, Places
from .reading import Outline, outline, read
from .workbook import UnusableFile

__all__ = [
    "Column",
    "Difference",
    "Division",
    "Found",
    "Limits",
    "NotFound",
    "Outline",
    "Period",
    "Places",
    "RegisterReading",
    "RegisterRow",
    "Remark",
    "Section",
    "SkippedRow",
    "Totals",
    "UnusableFile",
    "Value",
    "outline",
    "read",
]
