"""Months of works: a month is its first day."""

from __future__ import annotations

from datetime import date, timedelta


def of(day: date) -> date:
    """The month of a day."""
    return day.replace(day=1)


def shifted(month: date, by: int) -> date:
    """The month so many months later; earlier where `by` is negative."""
    years, place = divmod(month.month - 1 + by, 12)
    return date(month.year + years, place + 1, 1)


def last_day(month: date) -> date:
    """The last day of the month."""
    return shifted(month, 1) - timedelta(days=1)


def named(month: date) -> str:
    """2026年3月."""
    return f"{month.year}年{month.month}月"


def parsed(text: str) -> date | None:
    """The month written as 2026-03; None for anything else."""
    try:
        return of(date.fromisoformat(f"{text}-01"))
    except ValueError:
        return None


def between(first: date, last: date) -> list[date]:
    """Every month from the one to the other, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [shifted(first, place) for place in range(count)]
