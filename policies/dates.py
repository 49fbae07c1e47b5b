"""Dates known as precisely as the papers say: a day, a month, a year or a range, kept as an interval of days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


@dataclass(frozen=True, slots=True)
class DateInterval:
    """From the first to the last possible day. Nobody invents a 1 January or a 31 December."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("起日晚于止日")

    @classmethod
    def parse(cls, text: str) -> DateInterval:
        """Read `1998-06-01`, `1998-06`, `1998` or a range of two of them (`1990/1999`). ValueError otherwise."""
        start, slash, end = text.partition("/")
        first = _span(start)
        last = _span(end) if slash else first
        return cls(first[0], last[1])

    @classmethod
    def of_day(cls, day: date) -> DateInterval:
        return cls(day, day)

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        """The shortest text that `parse` reads back to the same interval."""
        if self.is_day:
            return self.first.isoformat()
        if self.first.day == 1 and self.last == _month_end(self.last.year, self.last.month):
            if (self.first.year, self.first.month) == (self.last.year, self.last.month):
                return f"{self.first:%Y-%m}"
            if self.first.month == 1 and self.last.month == 12:
                years = f"{self.first.year:04d}", f"{self.last.year:04d}"
                return years[0] if years[0] == years[1] else "/".join(years)
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def label(self) -> str:
        """The words people see: 1998年6月1日, 1998年6月, 1998年, 1990年至1999年."""
        return "至".join(_label(part) for part in str(self).split("/"))


def _label(part: str) -> str:
    return "".join(f"{int(n)}{unit}" for n, unit in zip(part.split("-"), "年月日", strict=False))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _span(text: str) -> tuple[date, date]:
    match = _PART.match(text)
    if match is None:
        raise ValueError("日期应写成 1998、1998-06、1998-06-01 或 1990/1999")
    year = int(match[1])
    if match[2] is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match[2])
    if match[3] is None:
        return date(year, month, 1), _month_end(year, month)
    return date(year, month, int(match[3])), date(year, month, int(match[3]))
