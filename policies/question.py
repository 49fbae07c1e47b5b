"""A question to a rulebook: facts, declarations, flags and subjects, in the shape of FACTS.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Declaration:
    """A yes or no stated by an actor, with the names of the documents attached. `value` None = nothing stated."""

    value: bool | None
    by: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorksItem:
    """A works item asked about: id in the rulebook's catalogue, cost in yuan, number of lifts."""

    id: str | None = None
    cost: Decimal | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """One neighbourhood, building, project, item, lift, dispute or dwelling with what is known of it."""

    kind: str
    id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    declared: Mapping[str, Declaration] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)
    item: WorksItem = WorksItem()

    @property
    def label(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A reviewer's opinion: agree, agree_with_conditions, disagree or no_opinion (signed, no objection)."""

    reviewer: str
    opinion: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What happened in a review. `id` only where a question touches more than one.

    `reviewers_added` may name units that the text does not know; only an open list takes them in.
    """

    id: str | None = None
    opinions: tuple[Opinion, ...] = ()
    attended: Mapping[str, int] = field(default_factory=dict)
    outputs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reviewers_added: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that is known when a rule is asked; every part may be left out.

    `facts` maps the paths of the schema to plain values: int, Decimal or decimal string, bool, str, and for dates a
    DateInterval or its text. `percents` and `withdrawals` keep their order. A part that is None was not given.
    """

    on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    declared: Mapping[str, Declaration] = field(default_factory=dict)
    flags: Mapping[str, bool] = field(default_factory=dict)
    item: WorksItem = WorksItem()
    subjects: tuple[Subject, ...] = ()
    none: frozenset[str] = frozenset()
    payers: tuple[tuple[str, Decimal], ...] | None = None
    withdrawals: tuple[tuple[str, Decimal], ...] | None = None
    review: ReviewFacts | None = None
    overlay: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str) -> Question:
        """Read JSON text. BadJson when it is not a JSON object, or names a key twice."""
        from .facts_json import parse

        return cls.from_json(parse(text))

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Question:
        """Read the object of FACTS.json. UnknownKey or BadValue name the key; ids are checked when a rule is asked."""
        from .facts_json import parts

        return cls(**parts(value))
