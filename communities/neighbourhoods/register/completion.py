"""When a neighbourhood was completed: every way of writing a year, as the days between which it lies."""

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal

from .findings import Period
from .outcome import Outcome, Refused, Understood

EXPECTED = "四位年份或 年-月-日"
REMEDY = "按竣工验收资料填写，确无资料留空"
YEAR, MONTH, DAY = r"(\d{4})", r"(\d{1,2})", r"(\d{1,2})"
DECADES = {"五": 1950, "六": 1960, "七": 1970, "八": 1980, "九": 1990}
FIRST_DECADE_OF_CENTURY = 50
"""50年代 to 90年代 mean the last century; 00年代 means 2000; those between could mean either."""
EXCEL_EPOCH = dt.date(1899, 12, 30)
ABOUT = re.compile("约|左右|前后|大概|上下|许|以前|以后|之前|之后|[年代]前$|[年代]后$|[?~]$|^[<>~]")
UNKNOWN = re.compile("不详|不清|不明|不知|未知|待[查定核补]|暂无|缺失|^无$")


def completed(cell: object, on: dt.date, earliest_year: int) -> Outcome:
    """The period that a cell gives, as wide as it was written: a year, month, day, decade, from year to year.

    Cells come as text, whole number, Decimal (1998.6) or date. What lies after `on` or before
    `earliest_year` is refused.
    """
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return _checked(Period(cell, cell), cell.isoformat(), "", on, earliest_year)
    if isinstance(cell, Decimal) and cell == cell.to_integral_value():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | Decimal):
        return Refused("not_a_time", f"“{cell}”不是建成时间", EXPECTED, REMEDY)
    if isinstance(cell, Decimal) and (number := re.fullmatch(r"(\d{4})\.1", str(cell))):
        return _january_or_october(int(number[1]), on, earliest_year)
    written = str(cell).strip()
    text = _plain(written)
    for pattern, read in READINGS:
        if found := re.fullmatch(pattern, text):
            try:
                period = read(*found.groups())
            except ValueError:
                return Refused("no_such_day", f"“{written}”不是存在的日期", EXPECTED, REMEDY)
            note = "" if re.fullmatch(YEAR, written) else f"按{_in_words(period)}理解"
            return _checked(period, written, note, on, earliest_year)
    return _refused(written, text, on)


def _plain(text: str) -> str:
    """Without blanks, time of day, the century in words, and 建成 or 竣工 at the end."""
    plain = re.sub(r"\s+\d{1,2}:\d\d(:\d\d)?$", "", unicodedata.normalize("NFKC", text).strip())
    plain = re.sub(r"\s", "", plain).replace("—", "-").replace("–", "-").replace("－", "-")
    return re.sub("(建成|竣工|建设|建)$", "", re.sub("^(上世纪|上个世纪|20世纪|二十世纪)", "", plain))


def _year(year: str) -> Period:
    return Period(dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))


def _month(year: str, month: str) -> Period:
    first = dt.date(int(year), int(month), 1)
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))


def _day(year: str, month: str, day: str) -> Period:
    exact = dt.date(int(year), int(month), int(day))
    return Period(exact, exact)


def _years(first: str, last: str) -> Period:
    if int(first) > int(last):
        raise ValueError("years in reverse")
    return Period(dt.date(int(first), 1, 1), dt.date(int(last), 12, 31))


def _decade(digits: str) -> Period:
    start = DECADES.get(digits) or (
        int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) else 2000)
    )
    return Period(dt.date(start, 1, 1), dt.date(start + 9, 12, 31))


READINGS: tuple[tuple[str, Callable[..., Period]], ...] = (
    (rf"{YEAR}年?[初底末]?", _year),
    (rf"{YEAR}[年./-]{MONTH}月?[初底末]?", _month),
    (rf"{YEAR}[年./-]{MONTH}[月./-]{DAY}日?", _day),
    (r"((?:19|20)\d\d)(\d\d)", _month),
    (r"((?:19|20)\d\d)(\d\d)(\d\d)", _day),
    (rf"{YEAR}年?[-~至到]{YEAR}年?", _years),
    (r"([5-9]0|00|(?:19|20)\d0)年?代(?:[初中末后]期?)?", _decade),
    (r"([五六七八九])十年代(?:[初中末后]期?)?", _decade),
)


def _january_or_october(year: int, on: dt.date, earliest_year: int) -> Outcome:
    """The number 1998.1 was typed as 1998.1 or 1998.10: a spreadsheet keeps no difference."""
    period = Period(dt.date(year, 1, 1), dt.date(year, 10, 31))
    note = (
        f"{year}.1 可能是 1 月，也可能是 10 月（表格把 {year}.10 存成 {year}.1），按{_in_words(period)}理解"
    )
    return _checked(period, f"{year}.1", note, on, earliest_year)


def _checked(period: Period, written: str, note: str, on: dt.date, earliest_year: int) -> Outcome:
    # Of several years the last must have begun; of one year or month it is enough that it has.
    last_begins = dt.date(period.latest.year, 1, 1) if _spans_years(written) else period.earliest
    if max(period.earliest, last_begins) > on:
        return Refused("after_today", f"{written} 晚于今天（{on}）", f"不晚于 {on} 的时间", REMEDY)
    if period.earliest.year < earliest_year:
        return Refused("absurd", f"{written} 早于 {earliest_year} 年，不合常理", EXPECTED, REMEDY)
    return Understood(period, note)


def _spans_years(written: str) -> bool:
    return re.fullmatch(READINGS[5][0], _plain(written)) is not None


def _in_words(period: Period) -> str:
    first, last = period.earliest, period.latest
    if first == last:
        return f" {first} "
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return f" {first} 至 {last} "
    return f" {first.year} 年" if first.year == last.year else f" {first.year} 年至 {last.year} 年"


def _refused(written: str, text: str, on: dt.date) -> Refused:
    shown = written[:20]
    if UNKNOWN.search(text):
        return Refused("unknown", f"“{shown}”不是建成时间", EXPECTED, REMEDY)
    if ABOUT.search(text):
        return Refused("about", f"“{shown}”只说了大概", EXPECTED, REMEDY)
    if short := re.fullmatch(r"'?(\d\d)年?", text):
        year = 1900 + int(short[1]) if int(short[1]) > on.year % 100 else None
        return Refused(
            "two_digit_year", f"“{shown}”的年份只有两位", EXPECTED, f"改为 {year}" if year else "写全四位年份"
        )
    if re.fullmatch(r"\d{5}", text):
        day = EXCEL_EPOCH + dt.timedelta(days=int(text))
        return Refused("date_as_number", f"{shown} 像是日期被设成了数字格式", EXPECTED, f"核对后改为 {day}")
    return Refused("not_a_time", f"“{shown}”不是建成时间", EXPECTED, REMEDY)
