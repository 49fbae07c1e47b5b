"""When a deadline of a rulebook falls due: a day, or a rhythm counted from a day (a reading)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from .clocks import add_months
from .pack import OPEN

WEEK = timedelta(days=7)


def around(due: Any, each: str, on: date) -> tuple[date | None, date | None]:
    """The last due day before `on` and the next one on or after it; None where there is none.

    `due` and `each` are the deadline's (schema.md). A date is the first due day of its rhythm, and the only one where
    the rhythm is `once` or open; a 'MM-DD' falls every year, 29 February on the month's last day; an open day never
    falls: the tenant has to settle it.
    """
    if due == OPEN or due is None:
        return None, None
    if isinstance(due, str):
        days = [_in_year(due, year) for year in (on.year - 1, on.year, on.year + 1)]
        return max(day for day in days if day < on), min(day for day in days if day >= on)
    if on <= due:
        return None, due
    if each == "weekly":
        last = due + WEEK * ((on - due - timedelta(days=1)) // WEEK)
        return last, last + WEEK
    if each in ("monthly", "yearly"):
        step = 1 if each == "monthly" else 12
        number = ((on.year - due.year) * 12 + on.month - due.month) // step
        if add_months(due, number * step) >= on:
            number -= 1
        return add_months(due, number * step), add_months(due, (number + 1) * step)
    return due, None


def falls_on(due: Any, each: str, day: date) -> bool:
    """Whether the deadline falls due on that very day."""
    return around(due, each, day)[1] == day


def _in_year(month_day: str, year: int) -> date:
    month = int(month_day[:2])
    return date(year, month, min(int(month_day[3:]), calendar.monthrange(year, month)[1]))
