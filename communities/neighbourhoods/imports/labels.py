"""How imported values are worded, and what the steps of an import are called."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from communities.neighbourhoods.models import ImportState
from communities.neighbourhoods.register.fields import FIELDS

STEPS = ("选文件", "对应列", "试运行结果", "写入")

STEP_OF = {
    ImportState.MAPPING: 2,
    ImportState.CHECKING: 3,
    ImportState.FAILED: 3,
    ImportState.CHECKED: 3,
    ImportState.WRITING: 4,
    ImportState.WRITTEN: 5,
    ImportState.UNDONE: 5,
}

COLOURS = {
    ImportState.MAPPING: "open",
    ImportState.CHECKING: "info",
    ImportState.CHECKED: "open",
    ImportState.WRITING: "info",
    ImportState.WRITTEN: "yes",
    ImportState.UNDONE: "mute",
    ImportState.FAILED: "no",
}

FACT_LABELS = {"survey_year": "摸底年度"} | {name: field.label for name, field in FIELDS.items()}
"""Field of a register, or the year of the survey -> its Chinese name."""


def shown(value: Any, unit: str = "") -> str:
    """A value as a person reads it: 是/否, ㎡ with two decimals, an interval by its ends, a dash for nothing."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:,.2f} ㎡"
    if isinstance(value, int):
        return f"{value:,}{' ' + unit if unit else ''}"
    return str(value)


def shown_interval(first: date | None, last: date | None) -> str:
    """A completion as far as it is known: 1998, 1998-06, 1998-06-01, or its two ends."""
    if first is None or last is None:
        return "—"
    if first == last:
        return first.isoformat()
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month) and first.day == 1:
        return f"{first:%Y-%m}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year} 至 {last.year}"
    return f"{first} 至 {last}"
