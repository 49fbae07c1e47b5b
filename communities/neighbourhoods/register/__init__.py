"""Reads a survey register as bureaus send it: a spreadsheet in, rows and what was refused out."""

from .archive import UnusableFile
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
from .marking import marked_copy, receipt
from .names import fold, pinyin, pinyin_initials
from .places import Division, Found, NotFound, Places
from .reading import read
from .shape import Outline, outline

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
    "fold",
    "marked_copy",
    "outline",
    "pinyin",
    "pinyin_initials",
    "read",
    "receipt",
]
