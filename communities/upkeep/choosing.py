"""Choosing a management mode: the rulebook's modes in their order, each asked about one neighbourhood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries import question_for
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Mode
from policies.question import Question
from policies.verdict import Answer
from policies.vocabulary import KINDS_WITHOUT_LOGIN

_SAID = {"no": "为否", "undetermined": "尚待申报"}


@dataclass(frozen=True)
class Option:
    """A mode and the rulebook's answer whether it may be chosen."""

    mode: Mode
    answer: Answer

    @property
    def refusal(self) -> str:
        """Why it can't be chosen: each condition that is not yes, with its clause."""
        failing = "；".join(
            f"“{entry.name}”（{entry.clause}）{_SAID[entry.answer.value]}" for entry in self.answer.failing()
        )
        return f"不能选“{self.mode.name}”（{self.mode.source}），条件{self.answer.answer.label}：{failing}。"

    def decided_by(self, adopted: Adopted) -> str:
        """The names of those who decide on it."""
        return "、".join(adopted.rulebook.actor_name(actor) for actor in self.mode.decided_by)

    def needs_paper(self, adopted: Adopted) -> bool:
        """Whether those decide who have no login: what is recorded for them needs a paper (schema.md, `actors`)."""
        kinds = (adopted.rulebook.get("actors", actor).kind for actor in self.mode.decided_by)
        return any(kind in KINDS_WITHOUT_LOGIN for kind in kinds)


@dataclass(frozen=True)
class Choice:
    """All modes, in the rulebook's order where it sets one. `proposed`: what the order comes to.

    Without an order (`is_ordered`) none is proposed and any mode may be chosen whose conditions are yes.
    """

    question: Question
    whole: Answer
    options: tuple[Option, ...]
    proposed: Option | None
    is_ordered: bool

    def find(self, mode: str) -> Option | None:
        return next((option for option in self.options if option.mode.id == mode), None)

    @property
    def choosable(self) -> tuple[Option, ...]:
        """What may be chosen now."""
        if self.proposed is not None:
            return (self.proposed,)
        return tuple(option for option in self.options if option.answer.is_yes)


def choice_of(row: Neighbourhood, adopted: Adopted, on: date) -> Choice:
    """Ask `modes` and every `mode:<id>` about the neighbourhood on that day; four queries, nothing is written."""
    book, question = adopted.rulebook, question_for(row, adopted, on)
    whole = book.ask("modes", question)
    ids = [entry["id"] for entry in whole.effects.get("modes", ())]
    options = tuple(Option(book.get("modes", id_), book.ask(f"mode:{id_}", question)) for id_ in ids)
    proposed = next((one for one in options if one.mode.id == whole.effects.get("mode")), None)
    return Choice(question, whole, options, proposed, all(one.mode.order != "open" for one in options))
