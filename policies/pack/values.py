"""The kinds of values that a rulebook's fields take, as pydantic types that speak Chinese when they refuse."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

Open = Literal["open"]
OPEN: Open = "open"

MAX_DIGITS = 60
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?\Z")
_FRACTION = re.compile(r"([0-9]+)/([1-9][0-9]*)\Z")
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")
_CHINESE = re.compile(r"[㐀-鿿]")


def decimal(value: object) -> Decimal:
    """An exact decimal from a whole number or a quoted string; ValueError for anything else, or beyond MAX_DIGITS."""
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= 10**MAX_DIGITS:
            raise ValueError(f"数字不能超过{MAX_DIGITS}位")
        return Decimal(value)
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and _DECIMAL.match(value) and len(value) <= MAX_DIGITS:
        return Decimal(value)
    raise ValueError("须是整数,或写成带引号的小数(如 '0.50')")


def fraction(value: object) -> Fraction:
    """A fraction strictly read from `'2/3'`; ValueError for anything else."""
    match = _FRACTION.match(value) if isinstance(value, str) else None
    if match is None or int(match[1]) > int(match[2]):
        raise ValueError("须是不大于1的分数,写成带引号的文字(如 '2/3')")
    return Fraction(int(match[1]), int(match[2]))


def day(value: object) -> date:
    if isinstance(value, date):
        return value
    raise ValueError("须是日期,不加引号(如 2005-12-31)")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("须是文字" + ("(yes、no、on 等词要加引号)" if isinstance(value, bool) else ""))
    if not value.strip():
        raise ValueError("不能为空")
    return value


def _chinese(value: object) -> str:
    text = _text(value)
    if not _CHINESE.search(text):
        raise ValueError("须有中文")
    return text


def _quote(value: object) -> str:
    text = _text(value)
    if len(text) > 40:
        raise ValueError(f"引文不超过40字,现有{len(text)}字")
    return text


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("须是整数")
    return value


def _positive(value: object) -> int:
    if _whole(value) < 1:
        raise ValueError("须是不小于1的整数")
    return _whole(value)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("须是 true 或 false")
    return value


def _percent(value: object) -> Decimal:
    number = decimal(value)
    if not 0 <= number <= 100:
        raise ValueError("百分比须在0到100之间")
    return number


def _rate(value: object) -> Decimal:
    number = decimal(value)
    if not 0 <= number <= 1:
        raise ValueError("比率须在0到1之间")
    return number


def _money(value: object) -> Decimal:
    number = decimal(value)
    if number < 0:
        raise ValueError("金额不能为负")
    return number


def _due(value: object) -> date | str:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _MONTH_DAY.match(value):
        try:
            date(2000, int(value[:2]), int(value[3:]))
        except ValueError:
            raise ValueError("没有这一天") from None
        return value
    raise ValueError("须是日期(2020-06-30)、带引号的月日('03-31')或 open")


def one_of(*words: str) -> BeforeValidator:
    """A word of a closed list."""

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            listed = "、".join(words) if len(words) <= 20 else "、".join(words[:20]) + "等"
            raise ValueError(f"“{value}”不在名单内,可写:{listed}")
        return value

    return BeforeValidator(check)


def or_open(check: Callable[[object], Any]) -> BeforeValidator:
    """The word `open`, or what `check` accepts."""
    return BeforeValidator(lambda value: OPEN if value == OPEN else check(value))


_DECIMAL_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}]
}


def _schema(*parts: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema(parts[0] if len(parts) == 1 else {"anyOf": list(parts)})


_OPEN_SCHEMA: dict[str, Any] = {"const": "open"}
_DATE_SCHEMA: dict[str, Any] = {"type": "string", "format": "date"}
_TEXT_SCHEMA: dict[str, Any] = {"type": "string", "minLength": 1}

Text = Annotated[str, BeforeValidator(_text)]
Chinese = Annotated[str, BeforeValidator(_chinese)]
Quote = Annotated[str, BeforeValidator(_quote), _schema({"type": "string", "minLength": 1, "maxLength": 40})]
Whole = Annotated[int, BeforeValidator(_whole)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Day = Annotated[date, BeforeValidator(day)]
Factor = Annotated[Decimal, BeforeValidator(decimal), _schema(_DECIMAL_SCHEMA)]
Percent = Annotated[Any, or_open(_percent), _schema(_OPEN_SCHEMA, _DECIMAL_SCHEMA)]
Rate = Annotated[Any, or_open(_rate), _schema(_OPEN_SCHEMA, _DECIMAL_SCHEMA)]
Money = Annotated[Any, or_open(_money), _schema(_OPEN_SCHEMA, _DECIMAL_SCHEMA)]
Due = Annotated[
    Any, or_open(_due), _schema(_OPEN_SCHEMA, _DATE_SCHEMA, {"type": "string", "pattern": "^[0-9-]{5}$"})
]
Part = Annotated[
    Fraction, BeforeValidator(fraction), _schema({"type": "string", "pattern": "^[0-9]+/[0-9]+$"})
]
OpenText = Annotated[Any, or_open(_text), _schema(_OPEN_SCHEMA, _TEXT_SCHEMA)]
OpenTruth = Annotated[Any, or_open(_truth), _schema(_OPEN_SCHEMA, {"type": "boolean"})]
OpenWhole = Annotated[Any, or_open(_whole), _schema(_OPEN_SCHEMA, {"type": "integer"})]
OpenDays = Annotated[Any, or_open(_positive), _schema(_OPEN_SCHEMA, {"type": "integer", "minimum": 1})]
