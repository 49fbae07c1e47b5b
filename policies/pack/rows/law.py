"""Rows of the national layer: ballots, clocks, splits (a city may have its own)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from ... import vocabulary as words
from ..values import (
    Day,
    Part,
    Text,
    Whole,
    one_of,
)
from .base import Row, Rule


class BallotThreshold(Row):
    """A threshold of a ballot: `at_least` a part, or `more_than` a part."""

    at_least: Part | None = None
    more_than: Part | None = None

    @model_validator(mode="after")
    def _one(self) -> BallotThreshold:
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError("须有 at_least 或 more_than 其中一个")
        return self


class Ballot(Rule):
    matter: Annotated[str, one_of(*words.MATTERS)]
    participation: BallotThreshold
    consent: BallotThreshold
    in_force: Day | None
    conflicts: tuple[Text, ...] = ()


def _length(value: object) -> int | str:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise ValueError("须是不小于1的整数,或事实的路径")


class Clock(Rule):
    event: Text
    length: Annotated[Any, BeforeValidator(_length), WithJsonSchema({"type": ["integer", "string"]})]
    unit: Annotated[str, one_of(*words.CLOCK_UNITS)]
    from_: Text = Field(alias="from")
    extend: Whole | None = None
    in_force: Day | None


class Split(Rule):
    of: Text
    among: Text
    by: Text
    unless: Text | None = None
    in_force: Day | None
