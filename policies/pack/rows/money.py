"""Rows about works and money: classes, categories, items, shares, subsidies, channels."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema, model_validator

from ... import vocabulary as words
from ..values import (
    Chinese,
    Money,
    OpenText,
    OpenTruth,
    Percent,
    Quote,
    Rate,
    Text,
    one_of,
    or_open,
)
from .base import Row, Rule, Words


class Class(Rule):
    pass


class Category(Rule):
    pass


class Item(Row):
    id: Text
    name: Chinese
    en: Text
    category: Text
    class_: Text = Field(alias="class")
    concept: Annotated[str, one_of(*(c for group in words.ITEM_CONCEPTS.values() for c in group))]
    when: tuple[Text, ...] = ()
    source: Text
    quote: Quote | None = None
    reading: Words | None = None


class Payer(Row):
    who: Annotated[str, one_of(*words.PAYERS)]
    part: Annotated[str, one_of(*words.PAYER_PARTS)]
    percent: Percent


class PartOf(Row):
    rule: Text
    payer: Annotated[str, one_of(*words.PAYERS)]


class Share(Rule):
    class_: Text = Field(alias="class")
    payers: Annotated[tuple[Payer, ...], Field(min_length=1)]
    of: PartOf | None = None


class Subsidy(Rule):
    for_: tuple[Text, ...] = Field(alias="for")
    amount: Money = None
    rate: Rate = None
    per: Literal["lift", "project", "cost"]
    when: tuple[Text, ...] = ()
    paid_from: Text
    paid_when: OpenText = None

    @model_validator(mode="after")
    def _one_figure(self) -> Subsidy:
        if (self.amount is None) == (self.rate is None):
            raise ValueError("amount:须有 amount(元)或 rate(比率)其中一个")
        return self


def _withdrawers(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value or any(who not in words.WITHDRAWERS for who in value):
        raise ValueError("须是 owner、spouse、other 组成的名单,或 open")
    return tuple(value)


class Channel(Rule):
    kind: Annotated[str, one_of(*words.CHANNEL_KINDS)]
    concept: Literal["central"] | None = None
    cap: Text | None = None
    cap_per: Text | None = None
    needs: Text | None = None
    who: Annotated[
        Any, or_open(_withdrawers), WithJsonSchema({"anyOf": [{"const": "open"}, {"type": "array"}]})
    ] = None
    enabled: OpenTruth = True
