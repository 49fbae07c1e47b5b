"""Rows that decide: criteria, eligibility, gates, reviews, management modes, special buildings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, WithJsonSchema, model_validator

from ... import vocabulary as words
from ..values import (
    Chinese,
    Day,
    Factor,
    OpenDays,
    OpenText,
    OpenWhole,
    Text,
    Truth,
    one_of,
    or_open,
)
from .base import Row, Rule, Words


class Threshold(Row):
    """A measure that a tenant adds to a declared criterion."""

    field: Text
    op: Annotated[str, one_of("<=", ">=", "==", "in")]
    value: Any


_THRESHOLD = {
    "type": "object",
    "properties": {"field": {"type": "string"}, "op": {"enum": ["<=", ">=", "==", "in"]}, "value": {}},
    "required": ["field", "op", "value"],
    "additionalProperties": False,
}


def _threshold(value: object) -> Threshold:
    if isinstance(value, Threshold):
        return value
    if not isinstance(value, dict) or set(value) != {"field", "op", "value"}:
        raise ValueError("须写成 {field, op, value},或 open")
    if value["op"] not in ("<=", ">=", "==", "in") or not isinstance(value["field"], str):
        raise ValueError("field 须是事实的路径,op 须是 <=、>=、==、in 之一")
    return Threshold(**value)


class Criterion(Rule):
    about: Annotated[str, one_of(*words.CRITERION_SUBJECTS)]
    kind: Literal["computed", "declared"]
    field: Text | None = None
    op: Annotated[str, one_of("<=", ">=", "==", "in")] | None = None
    value: Any = None
    than: Text | None = None
    times: Factor | None = None
    complete: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    soft: Truth = False
    strict: Day | None = None
    wide: Day | None = None
    threshold: Annotated[
        Any, or_open(_threshold), WithJsonSchema({"anyOf": [{"const": "open"}, _THRESHOLD]})
    ] = None
    by: Text | None = None
    evidence: tuple[Text, ...] = ()
    record: Annotated[str, one_of(*words.RECORDS)] | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Criterion:
        if self.kind == "declared":
            given = [
                n
                for n in ("field", "op", "value", "than", "times", "complete", "strict", "wide")
                if _has(self, n)
            ]
            if given:
                raise ValueError(f"{given[0]}:声明的条件(declared)不能有 {'、'.join(given)}")
            if self.by is None:
                raise ValueError("by:声明的条件(declared)须写明由谁声明")
            return self
        given = [n for n in ("by", "evidence", "record", "threshold") if _has(self, n)]
        if given:
            raise ValueError(f"{given[0]}:计算的条件(computed)不能有 {'、'.join(given)}")
        if self.complete is not None:
            if any(_has(self, n) for n in ("field", "op", "value", "than", "times")):
                raise ValueError("complete:不能与 field、op、value、than 并用")
        elif self.field is None or self.op is None:
            raise ValueError("field:计算的条件(computed)须有 field 和 op,或者 complete")
        elif (self.value is None) == (self.than is None):
            raise ValueError("value:须有 value 或 than 其中一个")
        elif self.times is not None and self.than is None:
            raise ValueError("times:倍数只能与 than 并用")
        if self.strict and self.wide and self.strict > self.wide:
            raise ValueError("strict:从严日期不能晚于从宽日期(wide)")
        return self


def _has(row: BaseModel, name: str) -> bool:
    return getattr(row, name) not in (None, ())


class Eligibility(Rule):
    for_: Annotated[str, one_of("register", "reserve")] = Field(alias="for")
    require: Annotated[tuple[Text, ...], Field(min_length=1)]


class AppliesTo(Row):
    uses_idle_land: Truth | None = None
    affects_sunlight_or_green: Truth | None = None
    adds_building: Truth | None = None
    utility_items: Truth | None = None
    adds_public_facility: Truth | None = None
    ever_disputed: Truth | None = None
    off_standard: Truth | None = None
    item: Text | None = None
    class_not: Text | None = None

    def flags(self) -> dict[str, bool]:
        return {name: value for name in words.FLAGS if (value := getattr(self, name)) is not None}


class Gate(Rule):
    at: Annotated[str, one_of(*words.TRANSITIONS)]
    effect: Literal["block", "warn"]
    require: tuple[Text, ...]
    applies_to: AppliesTo | None = None


def _fields(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(
        isinstance(name, str) and name.strip() for name in value
    ):
        raise ValueError("须是项目名称的名单,或 open")
    return tuple(value)


class Output(Row):
    id: Text
    name: Chinese
    en: Text
    fields: Annotated[
        Any, or_open(_fields), WithJsonSchema({"anyOf": [{"const": "open"}, {"type": "array"}]})
    ]


class FastTrack(Row):
    name: Chinese
    en: Text
    when: tuple[Text, ...]
    effect: Words
    days: OpenDays


def _sentence(value: object) -> Words:
    if isinstance(value, Words):
        return value
    if (
        not isinstance(value, dict)
        or set(value) != {"zh", "en"}
        or not all(isinstance(v, str) for v in value.values())
    ):
        raise ValueError("须写成 {zh, en},或 open")
    return Words(**value)


class Review(Rule):
    at: Annotated[str, one_of(*words.TRANSITIONS)]
    chair: OpenText
    reviewers: Annotated[tuple[Text, ...], Field(min_length=1)]
    open_list: Truth
    consulted: tuple[Text, ...] = ()
    before: tuple[Text, ...]
    outputs: tuple[Output, ...]
    fast_track: FastTrack | None = None
    records: tuple[Text, ...] = ()
    decision: Literal["all", "chair"] = "all"
    use: Annotated[
        Any, or_open(_sentence), WithJsonSchema({"anyOf": [{"const": "open"}, {"type": "object"}]})
    ] = None


class Mode(Rule):
    order: OpenWhole
    when: tuple[Text, ...]
    set_up_by: OpenText = None
    decided_by: tuple[Text, ...]
    services: tuple[Text, ...] = ()
    concept: Annotated[str, one_of(*words.MODE_CONCEPTS)]


class Replaces(Row):
    rule: Text
    criterion: Text


class Special(Rule):
    when: tuple[Text, ...]
    require: tuple[Text, ...]
    waives: tuple[Text, ...] = ()
    approver: Text | None = None
    effect: Words
    replaces: Replaces | None = None
    before: tuple[Text, ...] = ()
