"""The two times of a figure: the month it is about, and the instant up to which the records are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Instant:
    """Figures of `month` (its first day) from what was on record at `known_until`, about events up to its last day."""

    month: date
    known_until: datetime

    @classmethod
    def end_of(cls, month: date) -> Instant:
        """The month as it was known when its last day ended: the timed run, however late it runs."""
        return cls(first_of(month), end_of(month))

    @classmethod
    def at(cls, now: datetime) -> Instant:
        """The running month as it is known now: what a dashboard shows."""
        return cls(now.astimezone(SHANGHAI).date().replace(day=1), now)

    @property
    def last_day(self) -> date:
        return next_month(self.month) - timedelta(days=1)

    @property
    def moment(self) -> datetime:
        """The last moment that counts of what is an event and its record at once, as a move of a project is."""
        return min(self.known_until, end_of(self.month))

    @property
    def year_begins(self) -> date:
        return date(self.month.year, 1, 1)


def first_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: date) -> date:
    """The first day of the month before."""
    return first_of(first_of(month) - timedelta(days=1))


def end_of(month: date) -> datetime:
    """The last microsecond of the month in Shanghai."""
    begins = datetime.combine(next_month(month), time(), SHANGHAI)
    return begins - timedelta(microseconds=1)
