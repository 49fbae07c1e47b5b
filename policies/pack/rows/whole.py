"""The whole file of a rulebook."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..values import (
    Text,
)
from .base import Row
from .criteria import Criterion, Eligibility, Gate, Mode, Review, Special
from .ground import Actor, Identity, Level, Question, TransitionRow
from .law import Ballot, Clock, Split
from .measures import Assessment, Deadline, Duty, Indicator, Priority
from .money import Category, Channel, Class, Item, Share, Subsidy


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
