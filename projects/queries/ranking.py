"""The order of the pool, with what was compared at each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from policies.question import Question, Subject
from projects.enums import Batch
from projects.models import Project
from projects.queries.facts import facts_of


@dataclass(frozen=True)
class Place:
    """A project's place in the order; ties share it. `compared`: what was read at each step, in words."""

    project: Project
    place: int
    is_tied: bool
    compared: tuple[str, ...]


def priorities(adopted: Adopted) -> list[Any]:
    """The rows of the rulebook's order, first step first; empty where the text has no rule."""
    return sorted(adopted.rulebook.own_or_layer("priority"), key=lambda row: row.order)


def ranking(projects: Sequence[Project], adopted: Adopted) -> list[Place]:
    """The projects in the rulebook's order; without a rule of order all tie. Constant queries."""
    if not projects:
        return []
    known = {facts.subject.id: facts for facts in facts_of(projects, adopted)}
    rows = priorities(adopted)
    answer = adopted.rulebook.ask("ranking", Question(subjects=tuple(f.subject for f in known.values())))
    order = [(known[entry["id"]], int(entry["place"])) for entry in answer.effects["order"]]
    shared = Counter(place for _, place in order)
    return [
        Place(facts.project, place, shared[place] > 1, tuple(_compared(row, facts.subject) for row in rows))
        for facts, place in order
    ]


def _compared(row: Any, subject: Subject) -> str:
    is_graded = row.field == OPEN
    value = subject.facts.get(f"priority.{row.id}" if is_graded else row.field)
    if value is None:
        return "未评级" if is_graded else "未填"
    if is_graded:
        return f"第 {value} 级"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:.2f}%"
    return str(Batch(value).label) if value in Batch.values else str(value)
