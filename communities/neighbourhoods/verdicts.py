"""A stored decision about a neighbourhood as the file shows it: every criterion, clause, fact, and who supplies
what.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from communities.neighbourhoods.labels import verdict_word
from communities.rulebooks.models import Decision
from communities.rulebooks.presenting import AnswerView, present
from communities.rulebooks.queries import adopted

REGISTER = "transition:register"
DEMO = "演示"


@dataclass(frozen=True)
class Panel:
    """One decision: `criteria` are the rows of the verdict panel, each with the `form` where this person
    declares it.
    """

    decision: Decision
    view: AnswerView
    title: str
    word: str
    criteria: tuple[dict[str, Any], ...]
    previous: Decision | None = None

    @property
    def rule(self) -> str:
        return self.decision.rule


def panel_of(
    decision: Decision,
    *,
    tenant: str,
    names: Mapping[str, str],
    form_of: Callable[[str], str] = lambda _: "",
    previous: Decision | None = None,
) -> Panel:
    """The decision in the version it was made by. `names` names the buildings (`building:12`), `form_of` the
    way to declare.
    """
    version = adopted(decision.version)
    view = present(decision.verdict, version, tenant=tenant, facts=decision.facts, subjects=names)
    is_register = decision.rule == REGISTER
    word = view.word if is_register else verdict_word(view.answer)
    return Panel(
        decision=decision,
        view=view,
        title="登记完整性" if is_register else "纳入改造范围判定",
        word=word,
        criteria=tuple(
            {
                "name": f"{c.name}({DEMO})" if c.is_demo else c.name,
                "answer": c.answer,
                "fact": c.fact,
                "clause": c.clause,
                "quote": c.quote,
                "url": c.url,
                "note": c.note,
                "needs": c.needs,
                "form": form_of(c.id),
            }
            for c in view.criteria
        ),
        previous=previous,
    )
