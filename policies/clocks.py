"""Statutory periods: the day of the event is not counted, the last day is; years end on the same date (a reading)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from .ballots import not_in_force
from .dates import DateInterval
from .inquiry import EVERYWHERE, Inquiry
from .pack.rows import Clock
from .verdict import Finding, Outcome, Verdict


class CalendarLacksYear(Exception):
    """The official calendar of that year is not published yet (or no longer kept)."""


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, number: int) -> date:
    """The last of `number` working days after `day` by the official calendar; CalendarLacksYear beyond it."""
    from chinese_calendar import is_workday  # heavy, and needed by few questions

    while number:
        day += timedelta(days=1)
        try:
            number -= bool(is_workday(day))
        except NotImplementedError:
            raise CalendarLacksYear(day.year) from None
    return day


def due_day(start: date, length: int, unit: str) -> date:
    """The last day of a period. CalendarLacksYear for working days beyond the calendar; ValueError for seasons."""
    if unit == "days":
        return start + timedelta(days=length)
    if unit == "working_days":
        return add_working_days(start, length)
    if unit == "months":
        return add_months(start, length)
    if unit == "years":
        return add_months(start, 12 * length)
    raise ValueError(unit)


def answer_clock(inquiry: Inquiry, clock: Clock) -> Outcome:
    """Yes with `effects.due`; undetermined without the day of the event, the length, or a calendar."""
    inquiry.touch(clock.id)
    if (note := not_in_force(inquiry, clock)) is not None:
        return Outcome(Finding(Verdict.UNDETERMINED), note=note)
    start = inquiry.given("clock.from", EVERYWHERE)
    length = inquiry.given(clock.length, EVERYWHERE) if isinstance(clock.length, str) else clock.length
    missing = [] if isinstance(start, DateInterval) and start.is_day else ["clock.from"]
    if length is None:
        missing.append(clock.length)
    due: date | None = None
    if clock.unit == "seasons":
        note = "采暖、供冷期的起止日期由本级确定后方可计算"
    elif isinstance(start, DateInterval) and start.is_day and length is not None:
        try:
            due = due_day(start.first, length, clock.unit)
        except CalendarLacksYear as error:
            note = f"官方工作日历没有{error}年,无法计算工作日"
        except (OverflowError, ValueError):  # beyond the last day or the last year that a date can have
            note = "期限超出可计算的日期"
    verdict = Verdict.of(True if due else None)
    finding = Finding(verdict, (inquiry.entry(clock, clock.id, EVERYWHERE, verdict),), tuple(missing))
    return Outcome(finding, effects={"due": due.isoformat()} if due else {}, note=note)
