"""Rows that order and measure: priorities, indicators, assessments, deadlines, duties."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from ... import vocabulary as words
from ..values import (
    Due,
    Factor,
    OpenText,
    Text,
    Whole,
    decimal,
    one_of,
    or_open,
)
from .base import Row, Rule


def _prefer(value: object) -> Any:
    if value in ("high", "low", "yes"):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(v, str | int | bool) for v in value):
        return tuple(value)
    raise ValueError("须是 high、low、带引号的 'yes',或由好到差的名单")


class Priority(Rule):
    order: Whole
    field: OpenText
    prefer: Annotated[Any, BeforeValidator(_prefer), WithJsonSchema({})] = None


class TargetRange(Row):
    min: Factor
    max: Factor


def _target(value: object) -> Decimal | TargetRange:
    if isinstance(value, TargetRange):
        return value
    if isinstance(value, dict):
        if set(value) != {"min", "max"}:
            raise ValueError("范围须写成 {min, max}")
        low, high = decimal(value["min"]), decimal(value["max"])
        if low > high:
            raise ValueError("min 不能大于 max")
        return TargetRange(min=low, max=high)
    return decimal(value)


class Indicator(Rule):
    unit: Annotated[str, one_of(*words.UNITS)]
    compute: Annotated[str, one_of(*words.COMPUTES)]
    target: Annotated[Any, or_open(_target), WithJsonSchema({})]
    due: Due = None


def _weights(value: object) -> Mapping[str, Decimal]:
    if not isinstance(value, dict) or not value:
        raise ValueError("须写成 {指标: 权重},或 open")
    weights = {str(key): decimal(weight) for key, weight in value.items()}
    if any(weight < 0 for weight in weights.values()) or not sum(weights.values()):
        raise ValueError("权重不能为负,也不能全为0")
    return weights


def _use(value: object) -> str:
    if value in words.USES:
        return str(value)
    raise ValueError("须是 " + "、".join(words.USES) + " 或 open")


class Assessment(Rule):
    who: OpenText
    whom: Annotated[tuple[Text, ...], Field(min_length=1)]
    cadence: Literal["monthly", "yearly", "open"]
    indicators: Annotated[tuple[Text, ...], Field(min_length=1)]
    weights: Annotated[
        Any, or_open(_weights), WithJsonSchema({"anyOf": [{"const": "open"}, {"type": "object"}]})
    ]
    use: Annotated[Any, or_open(_use), WithJsonSchema({"enum": [*words.USES, "open"]})]


class Deadline(Rule):
    due: Due
    each: Literal["once", "weekly", "monthly", "yearly", "open"]
    who: OpenText
    effect: Literal["alarm", "document"]


def _leads(value: object) -> tuple[str, ...]:
    leads = (value,) if isinstance(value, str) else value
    if (
        not isinstance(leads, list | tuple)
        or not leads
        or not all(isinstance(who, str) and who for who in leads)
    ):
        raise ValueError("须是一个参与主体，或牵头主体的名单")
    return tuple(leads)


class Duty(Rule):
    topic: Annotated[str, one_of(*words.TOPICS)]
    who: Annotated[tuple[str, ...], BeforeValidator(_leads), WithJsonSchema({"type": ["string", "array"]})]
    with_: tuple[Text, ...] = Field(default=(), alias="with")
