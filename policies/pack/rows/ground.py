"""Rows on which the others stand: identity, levels, actors, transitions, and the questions left open."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ... import vocabulary as words
from ..values import (
    Chinese,
    Day,
    Quote,
    Text,
    one_of,
)
from .base import Row, Words


class Level(Row):
    id: Annotated[str, one_of(*words.LEVELS)]
    name: Chinese
    en: Text
    under: Annotated[str, one_of(*words.LEVELS)] | None
    divisions: tuple[Annotated[str, one_of(*words.DIVISION_LEVELS)], ...]
    reading: Words | None = None


class Actor(Row):
    id: Text
    name: Chinese
    en: Text
    level: Annotated[str, one_of(*words.LEVELS)]
    kind: Annotated[str, one_of(*words.ACTOR_KINDS)]
    concept: Annotated[str, one_of(*words.ACTOR_CONCEPTS)]
    reading: Words | None = None


class TransitionRow(Row):
    at: Annotated[str, one_of(*words.TRANSITIONS)]
    by: Annotated[tuple[Text, ...], Field(min_length=1)]
    source: Text | None = None
    quote: Quote | None = None
    reading: Words | None = None

    @model_validator(mode="after")
    def _grounded(self) -> TransitionRow:
        if self.source is None and self.reading is None:
            raise ValueError("source:须有出处(source)或理解(reading)")
        return self


class Period(Row):
    from_: Day | None = Field(alias="from")
    to: Day | None


class Identity(Row):
    id: Text
    name: Chinese
    en: Text
    title: Chinese
    document_no: Text | None
    issuer: Text | None
    issued: Day | None
    published: Day | None
    unit: Annotated[str, one_of(*words.LEVELS)] | None
    nature: Literal["plan", "reply", "press-release", "law", "none"]
    period: Period
    reading: Words | None = None
    script: Literal["zh-Hans", "zh-Hant"]
    file: Text | None
    defers_to: tuple[Text, ...]


class Question(Row):
    """A question that a text leaves to the tenant (`unsettled`)."""

    id: Text
    kind: Literal["decision", "advice"]
    question: Words
    paths: tuple[Text, ...]
    blocks: tuple[Text, ...]
    source: Text | None = None
    quote: Quote | None = None
    reading: Words | None = None
