"""The shape of every row. An unknown field, a missing one, a value of the wrong kind: each is a mistake."""

from __future__ import annotations

from .base import Row, Rule, Words
from .criteria import (
    AppliesTo,
    Criterion,
    Eligibility,
    FastTrack,
    Gate,
    Mode,
    Output,
    Replaces,
    Review,
    Special,
    Threshold,
)
from .ground import Actor, Identity, Level, Period, Question, TransitionRow
from .law import Ballot, BallotThreshold, Clock, Split
from .measures import Assessment, Deadline, Duty, Indicator, Priority, TargetRange
from .money import Category, Channel, Class, Item, PartOf, Payer, Share, Subsidy
from .whole import PackModel

__all__ = [
    "Actor",
    "AppliesTo",
    "Assessment",
    "Ballot",
    "BallotThreshold",
    "Category",
    "Channel",
    "Class",
    "Clock",
    "Criterion",
    "Deadline",
    "Duty",
    "Eligibility",
    "FastTrack",
    "Gate",
    "Identity",
    "Indicator",
    "Item",
    "Level",
    "Mode",
    "Output",
    "PackModel",
    "PartOf",
    "Payer",
    "Period",
    "Priority",
    "Question",
    "Replaces",
    "Review",
    "Row",
    "Rule",
    "Share",
    "Special",
    "Split",
    "Subsidy",
    "TargetRange",
    "Threshold",
    "TransitionRow",
    "Words",
]
