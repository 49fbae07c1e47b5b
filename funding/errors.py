"""Refusals of this room; `NotPossible` and `Stale` of projects are raised here too."""

from __future__ import annotations

from policies.verdict import Answer
from projects.errors import NotPossible


class NotAwardable(NotPossible):
    """The subsidy rule says no, or can't say yet: `answer` is what it said, None while the lifts are not listed."""

    def __init__(self, sentence: str, answer: Answer | None) -> None:
        super().__init__(sentence)
        self.answer = answer
