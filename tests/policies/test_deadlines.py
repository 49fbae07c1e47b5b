"""When a deadline falls due: days before and after, for each rhythm that a rulebook can write."""

from __future__ import annotations

from datetime import date

import pytest

from policies.deadlines import around, falls_on

FRIDAY = date(2026, 11, 6)


@pytest.mark.parametrize(
    ("due", "each", "on", "last", "following"),
    [
        ("open", "weekly", date(2026, 11, 21), None, None),
        (date(2020, 6, 30), "once", date(2020, 6, 30), None, date(2020, 6, 30)),
        (date(2020, 6, 30), "once", date(2020, 7, 1), date(2020, 6, 30), None),
        (date(2020, 6, 30), "open", date(2026, 11, 21), date(2020, 6, 30), None),
        (FRIDAY, "weekly", date(2026, 11, 20), date(2026, 11, 13), date(2026, 11, 20)),
        (FRIDAY, "weekly", date(2026, 11, 21), date(2026, 11, 20), date(2026, 11, 27)),
        (date(2026, 1, 31), "monthly", date(2026, 2, 28), date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 1, 31), "monthly", date(2026, 3, 1), date(2026, 2, 28), date(2026, 3, 31)),
        (date(2024, 2, 29), "yearly", date(2026, 2, 28), date(2025, 2, 28), date(2026, 2, 28)),
        ("03-31", "yearly", date(2026, 3, 31), date(2025, 3, 31), date(2026, 3, 31)),
        ("03-31", "yearly", date(2026, 4, 1), date(2026, 3, 31), date(2027, 3, 31)),
        ("02-29", "yearly", date(2026, 3, 1), date(2026, 2, 28), date(2027, 2, 28)),
    ],
)
def test_days_around(due: date | str, each: str, on: date, last: date | None, following: date | None) -> None:
    assert around(due, each, on) == (last, following)


def test_days_run_on_without_a_gap() -> None:
    """What follows one day is the last of the day after it."""
    for each in ("weekly", "monthly", "yearly"):
        day = date(2024, 1, 31)
        for _ in range(60):
            following = around(day, each, date.fromordinal(day.toordinal() + 1))[1]
            assert following is not None
            assert falls_on(date(2024, 1, 31), each, day) or each != "weekly"
            assert following > day
            day = following
