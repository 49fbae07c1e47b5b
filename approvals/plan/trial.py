"""Who would pass if the plan were confirmed now: the gates at `plan`, asked as if the confirmation were on file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from approvals import gates
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from policies.pack.rows import Criterion, Review
from policies.question import Declaration, Opinion, Question, ReviewFacts
from policies.verdict import Answer
from projects.enums import State
from projects.models import Project
from projects.stages import TRANSITIONS

STEP = TRANSITIONS["plan"]
RECORD = "plan_confirmation"
"""The rulebook's name of the record that confirming concludes."""


@dataclass(frozen=True)
class Reason:
    """Why a project stays off: the criterion, its clause and quote, and who must supply what."""

    name: str
    clause: str = ""
    quote: str = ""
    needs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "clause": self.clause, "quote": self.quote, "needs": list(self.needs)}


@dataclass(frozen=True)
class Trial:
    """One project and what would keep it off the list; nothing, if it passes."""

    project: Project
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def passes(self) -> bool:
        return not self.reasons

    def as_json(self) -> dict[str, Any]:
        """As a batch keeps who was left off."""
        return {
            "project": self.project.pk,
            "name": self.project.name,
            "reasons": [reason.as_json() for reason in self.reasons],
        }


def filed(adopted: Adopted) -> list[Criterion]:
    """The criteria that confirming files for each project of the list."""
    return [
        row
        for row in adopted.rulebook.rows("criteria")
        if row.kind == "declared" and row.record == RECORD and row.about == "project"
    ]


def concluded(adopted: Adopted) -> list[Review]:
    """The reviews that confirming concludes: at `plan`, heard by nobody but the bodies that confirm.

    A review with more reviewers, or with a paper of set fields, is held by itself before.
    """
    actors = set(adopted.rulebook.transition_actors("plan") or ())
    return [
        row
        for row in adopted.rulebook.rows("reviews")
        if row.at == "plan"
        and row.reviewers
        and set(row.reviewers) <= actors
        and all(output.fields == OPEN for output in row.outputs)
    ]


def trials(projects: Sequence[Project], *, adopted: Adopted, on: date, tenant: str) -> list[Trial]:
    """What confirming would say of each project, in their order; nothing is written. Constant queries."""
    ready = [project for project in projects if State(project.state) in STEP.sources]
    asked = gates.ask_each(ready, STEP.name, adopted=adopted, on=on) if ready else {}
    return [_trial(project, asked.get(project.pk), adopted, tenant) for project in projects]


def _trial(project: Project, asked: gates.Asked | None, adopted: Adopted, tenant: str) -> Trial:
    if asked is None:
        return Trial(project, (Reason(f"项目现为“{project.get_state_display()}”，不能{STEP.label}"),))
    answers, question = _assumed(asked.question, adopted)
    reasons: dict[tuple[str, str], Reason] = {}
    for answer in answers:
        if not answer.is_yes:
            view = present(
                answer, adopted, tenant=tenant, facts=gates.Asked(question, answer, asked.names).facts,
                subjects=asked.names,
            )  # fmt: skip
            for row in view.criteria:
                if row.answer != "yes":
                    needs = tuple(need.sentence for need in row.needs)
                    reasons.setdefault((row.id, row.fact), Reason(row.name, row.clause, row.quote, needs))
            if not reasons:
                reasons[answer.rule, ""] = Reason("条件未齐", needs=tuple(view.missing))
    return Trial(project, tuple(reasons.values()))


def _assumed(question: Question, adopted: Adopted) -> tuple[list[Answer], Question]:
    """The reviews' answers and the transition's, with the confirmation's criteria filed and its own voice given."""
    book = adopted.rulebook
    declared = {row.id: Declaration(True, str(row.by), tuple(row.evidence)) for row in filed(adopted)}
    question = replace(question, declared={**question.declared, **declared})
    answers, results = [], {}
    for row in concluded(adopted):
        answer = book.ask(row.id, replace(question, review=_agreed(row)))
        answers.append(replace(answer, because=tuple(b for b in answer.because if b.id != row.id)))
        results[f"review.{row.id}.result"] = "approved"
    facts: Mapping[str, Any] = {**question.facts, **results}
    review = (
        None
        if question.review and question.review.id in {r.id for r in concluded(adopted)}
        else question.review
    )
    question = replace(question, facts=facts, review=review)
    return [*answers, book.ask("transition:plan", question)], question


def _agreed(row: Review) -> ReviewFacts:
    everybody = dict.fromkeys((*row.reviewers, *(() if row.chair == OPEN else (row.chair,))))
    return ReviewFacts(id=row.id, opinions=tuple(Opinion(str(actor), "agree") for actor in everybody))
