"""What the gates say of projects: asking, and keeping the answer that lists show fresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from communities.models import Neighbourhood
from communities.neighbourhoods.queries import questions_for
from communities.rulebooks.facts import as_facts
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from policies.question import Question, Subject
from policies.verdict import Answer
from projects.enums import State
from projects.models import Project, ProjectNeighbourhood
from projects.queries import ProjectFacts, facts_of
from projects.stages import NEXT


@dataclass(frozen=True)
class Asked:
    """A question about one project, and the answer. `names` names its subjects for a page."""

    question: Question
    answer: Answer
    names: dict[str, str]

    @property
    def facts(self) -> dict[str, Any]:
        """The question in the shape of FACTS.json, as a Decision keeps it."""
        return as_facts(self.question)


def ask(project: Project, name: str, *, adopted: Adopted, on: date) -> Asked:
    """What the gates of the transition say of the project on that day; nothing is written."""
    return _ask([(project, name)], adopted, on)[project.pk]


def refresh(projects: Sequence[Project], *, on: date) -> None:
    """Ask about each project's next transition and keep the answer for lists. Constant queries for many projects."""
    adopted = in_force(on)
    waiting = [(p, NEXT[State(p.state)]) for p in projects if State(p.state) in NEXT]
    asked = _ask(waiting, adopted, on)
    verdicts = _latest_verdicts(projects)
    for project in projects:
        answer = asked[project.pk].answer if project.pk in asked else None
        failing = answer.failing() if answer else ()
        project.next_answer = answer.answer.value if answer else ""
        project.blocked_by = "、".join(dict.fromkeys(entry.name for entry in failing))[:300]
        project.asked_of = _mark(adopted, verdicts[project.pk])
    Project.objects.bulk_update(projects, ["next_answer", "blocked_by", "asked_of"], batch_size=500)


def keep_fresh(projects: Sequence[Project], *, on: date) -> None:
    """Ask anew about those of which something has changed since they were asked about.

    That is a write to the project, a verdict on one of its neighbourhoods, or the rulebook. `projects` come with their
    figures (`with_figures`); one small query where nothing has changed.
    """
    try:
        adopted = in_force(on)
    except NoRulebook:
        return
    stale = [p for p in projects if p.asked_of != _mark(adopted, p.latest_verdict)]  # type: ignore[attr-defined]  # with_figures
    if stale:
        refresh(stale, on=on)


def _mark(adopted: Adopted, verdict: int | None) -> str:
    return f"{adopted.version.pk}:{verdict or ''}"


def _latest_verdicts(projects: Sequence[Project]) -> dict[int, int | None]:
    found = (
        ProjectNeighbourhood.objects.filter(project__in=projects)
        .order_by()
        .values_list("project")
        .annotate(latest=Max("neighbourhood__decision"))
    )
    return dict(found)


def _ask(waiting: Sequence[tuple[Project, str]], adopted: Adopted, on: date) -> dict[int, Asked]:
    known = facts_of([project for project, _ in waiting], adopted)
    everywhere: dict[int, Neighbourhood] = {n.pk: n for facts in known for n in facts.neighbourhoods}
    about = questions_for(list(everywhere.values()), adopted, on)
    result = {}
    for facts, (project, name) in zip(known, waiting, strict=True):
        question = _question(facts, about, on)
        answer = adopted.rulebook.ask(f"transition:{name}", question)
        result[project.pk] = Asked(question, answer, _names(facts))
    return result


def _question(facts: ProjectFacts, about: dict[int, Question], on: date) -> Question:
    """The project's own facts are the flat keys; its neighbourhoods, their buildings and its items are subjects."""
    places: list[Subject] = []
    for n in facts.neighbourhoods:
        own = about[n.pk]
        places += [Subject("neighbourhood", str(n.pk), own.facts, own.declared), *own.subjects]
    return Question(
        on=on,
        facts=facts.subject.facts,
        declared=facts.subject.declared,
        flags=facts.subject.flags,
        subjects=(*places, *facts.items),
        none=frozenset({"dispute"} | (set() if facts.items else {"item"})),
    )


def _names(facts: ProjectFacts) -> dict[str, str]:
    """Named on a page only where the project has more than one."""
    if len(facts.neighbourhoods) < 2:
        return {}
    return {f"neighbourhood:{n.pk}": n.name for n in facts.neighbourhoods}
