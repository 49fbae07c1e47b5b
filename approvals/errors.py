"""Why a project does not move."""

from __future__ import annotations

from policies.verdict import Answer


class Blocked(Exception):
    """The gates are not all open: `answer` names each criterion, its clause and who must supply what."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"{answer.rule} is {answer.answer}")
        self.answer = answer


class NotNow(Exception):
    """The life cycle has no such move from where the project stands; `sentence` is for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
