"""The shape of every row of a rulebook. A field that a row does not name is unknown, and unknown fields are mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from .. import vocabulary as words
from .values import (
    Chinese, Day, Due, Factor, Money, OpenDays, OpenText, OpenTruth, OpenWhole, Part, Percent, Quote, Rate, Text,
    Truth, Whole, decimal, one_of, or_open,
)  # fmt: skip


class Row(BaseModel):
    """Frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Words(Row):
    """A sentence in two languages."""

    zh: Chinese
    en: Text


class Rule(Row):
    """What every rule of a text carries. A layer (`unit: null`) restates the law and has no quote."""

    id: Text
    name: Chinese
    en: Text
    source: Text
    quote: Quote | None = None
    reading: Words | None = None


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
    threshold: Annotated[Any, or_open(_threshold), WithJsonSchema({"anyOf": [{"const": "open"}, _THRESHOLD]})] = None
    by: Text | None = None
    evidence: tuple[Text, ...] = ()
    record: Annotated[str, one_of(*words.RECORDS)] | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Criterion:
        if self.kind == "declared":
            given = [n for n in ("field", "op", "value", "than", "times", "complete", "strict", "wide") if _has(self, n)]
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


def _fields(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(name, str) and name.strip() for name in value):
        raise ValueError("须是项目名称的名单,或 open")
    return tuple(value)


class Output(Row):
    id: Text
    name: Chinese
    en: Text
    fields: Annotated[Any, or_open(_fields), WithJsonSchema({"anyOf": [{"const": "open"}, {"type": "array"}]})]


class FastTrack(Row):
    name: Chinese
    en: Text
    when: tuple[Text, ...]
    effect: Words
    days: OpenDays


def _sentence(value: object) -> Words:
    if isinstance(value, Words):
        return value
    if not isinstance(value, dict) or set(value) != {"zh", "en"} or not all(isinstance(v, str) for v in value.values()):
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
    use: Annotated[Any, or_open(_sentence), WithJsonSchema({"anyOf": [{"const": "open"}, {"type": "object"}]})] = None


class Mode(Rule):
    order: OpenWhole
    when: tuple[Text, ...]
    set_up_by: OpenText = None
    decided_by: tuple[Text, ...]
    services: tuple[Text, ...] = ()
    concept: Annotated[str, one_of(*words.MODE_CONCEPTS)]


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
    weights: Annotated[Any, or_open(_weights), WithJsonSchema({"anyOf": [{"const": "open"}, {"type": "object"}]})]
    use: Annotated[Any, or_open(_use), WithJsonSchema({"enum": [*words.USES, "open"]})]


class Deadline(Rule):
    due: Due
    each: Literal["once", "weekly", "monthly", "yearly", "open"]
    who: OpenText
    effect: Literal["alarm", "document"]


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


def _leads(value: object) -> tuple[str, ...]:
    leads = (value,) if isinstance(value, str) else value
    if not isinstance(leads, list | tuple) or not leads or not all(isinstance(who, str) and who for who in leads):
        raise ValueError("须是一个主体,或牵头主体的名单")
    return tuple(leads)


class Duty(Rule):
    topic: Annotated[str, one_of(*words.TOPICS)]
    who: Annotated[
        tuple[str, ...], BeforeValidator(_leads), WithJsonSchema({"type": ["string", "array"]})
    ]
    with_: tuple[Text, ...] = Field(default=(), alias="with")


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
    nature: Literal["plan", "reply", "press-release", "law"]
    period: Period
    reading: Words | None = None
    script: Literal["zh-Hans", "zh-Hant"]
    file: Text | None
    defers_to: tuple[Text, ...]


class PackModel(Row):
    """The whole file. A layer may leave sections out; a city's rulebook writes an empty list (checked on loading)."""

    schema_: Literal[1] = Field(alias="schema")
    stands_on: tuple[Text, ...]
    identity: Identity
    levels: tuple[Level, ...] = ()
    actors: tuple[Actor, ...] = ()
    transitions: tuple[TransitionRow, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()
    classes: tuple[Class, ...] = ()
    categories: tuple[Category, ...] = ()
    items: tuple[Item, ...] = ()
    shares: tuple[Share, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()
    channels: tuple[Channel, ...] = ()
    priority: tuple[Priority, ...] = ()
    gates: tuple[Gate, ...] = ()
    reviews: tuple[Review, ...] = ()
    modes: tuple[Mode, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    special: tuple[Special, ...] = ()
    duties: tuple[Duty, ...] = ()
    unsettled: tuple[Question, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    clocks: tuple[Clock, ...] = ()
    splits: tuple[Split, ...] = ()
