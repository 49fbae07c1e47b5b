"""What the gates say of projects: asking, and keeping the answer that lists show fresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max

from approvals.acceptance.facts import passed
from approvals.enums import RoundState
from approvals.models import ReviewRound
from approvals.review.facts import facts_for, standing
from communities.models import Neighbourhood
from communities.neighbourhoods.queries import questions_for
from communities.rulebooks.facts import as_facts
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from funding.queries import shares_fixed
from policies.question import Question, Subject
from policies.verdict import Answer
from projects.enums import State
from projects.models import Project, ProjectNeighbourhood, WorksItem
from projects.queries import ProjectFacts, facts_of, item_names
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


@dataclass(frozen=True)
class Gathered:
    """All that is known of some projects on a day, to ask about any transition of any of them."""

    adopted: Adopted
    on: date
    known: Mapping[int, ProjectFacts]
    about: Mapping[int, Question]
    shared: Mapping[int, bool | None]
    rounds: Mapping[int, Sequence[ReviewRound]]
    accepted: Mapping[int, bool]

    def ask(self, project: Project, name: str, item: WorksItem | None = None) -> Asked:
        """What the gates of the transition say; with `item` only of that works item and its lifts."""
        facts = self.known[project.pk]
        if item is not None:
            facts = _only(facts, item)
        question = _question(facts, self.about, self.on, self.adopted)
        if (fixed := self.shared[project.pk]) is not None:
            question = replace(question, facts={**question.facts, "project.shares_fixed": fixed})
        if (is_passed := self.accepted.get(project.pk)) is not None:
            question = replace(question, facts={**question.facts, "acceptance.passed": is_passed})
        question = _reviewed(question, self.rounds.get(project.pk, ()), name, self.adopted)
        answer = self.adopted.rulebook.ask(f"transition:{name}", question)
        return Asked(question, answer, _names(facts, self.adopted))


def gather(projects: Sequence[Project], *, adopted: Adopted, on: date) -> Gathered:
    """What is known of the projects; a constant number of queries for any number of them."""
    known = facts_of(projects, adopted)
    everywhere: dict[int, Neighbourhood] = {n.pk: n for facts in known for n in facts.neighbourhoods}
    return Gathered(
        adopted,
        on,
        {facts.project.pk: facts for facts in known},
        questions_for(list(everywhere.values()), adopted, on),
        shares_fixed({facts.project.pk: facts.works for facts in known}, adopted),
        standing(projects),
        passed(projects),
    )


def ask(project: Project, name: str, *, adopted: Adopted, on: date, item: WorksItem | None = None) -> Asked:
    """What the gates of the transition say of the project on that day; nothing is written.

    With `item`, only of that works item and its lifts: items start one by one (schema.md, "Works items have their own
    start").
    """
    return gather([project], adopted=adopted, on=on).ask(project, name, item)


def ask_each(projects: Sequence[Project], name: str, *, adopted: Adopted, on: date) -> dict[int, Asked]:
    """The same of many projects, by project id; constant queries."""
    gathered = gather(projects, adopted=adopted, on=on)
    return {project.pk: gathered.ask(project, name) for project in projects}


def refresh(projects: Sequence[Project], *, on: date) -> None:
    """Ask about each project's next transition and keep the answer for lists. Constant queries for many projects."""
    keep(projects, gather(projects, adopted=in_force(on), on=on))


def keep(projects: Sequence[Project], gathered: Gathered) -> None:
    """Keep for lists what the gates before each project's next transition say, by what was gathered."""
    verdicts = _latest_verdicts(projects)
    for project in projects:
        name = NEXT.get(State(project.state))
        answer = gathered.ask(project, name).answer if name else None
        failing = answer.failing() if answer else ()
        project.next_answer = answer.answer.value if answer else ""
        project.blocked_by = "、".join(dict.fromkeys(entry.name for entry in failing))[:300]
        project.asked_of = _mark(gathered.adopted, verdicts[project.pk])
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


def _only(facts: ProjectFacts, item: WorksItem) -> ProjectFacts:
    """The same project with this one works item."""
    lifts = {
        str(pk) for pk in item.lifts.filter(is_withdrawn=False).values_list("pk", flat=True)
    } if facts.lifts else set()  # fmt: skip
    return replace(
        facts,
        works=tuple(row for row in facts.works if row.pk == item.pk),
        items=tuple(subject for subject in facts.items if subject.id == str(item.pk)),
        lifts=tuple(subject for subject in facts.lifts if subject.id in lifts),
    )


def _question(facts: ProjectFacts, about: Mapping[int, Question], on: date, adopted: Adopted) -> Question:
    """The project's own facts are the flat keys; neighbourhoods, buildings, items, lifts and disputes are subjects."""
    places: list[Subject] = []
    buildings: dict[str, Subject] = {}
    for n in facts.neighbourhoods:
        own = about[n.pk]
        places += [Subject("neighbourhood", str(n.pk), own.facts, own.declared), *own.subjects]
        buildings.update({subject.id: subject for subject in own.subjects if subject.kind == "building"})
    lifts = []
    for lift in facts.lifts:
        building = buildings[str(facts.lift_buildings[lift.id])]
        lifts.append(replace(lift, facts=building.facts, declared={**building.declared, **lift.declared}))
    none = {"dispute"} if not facts.disputes else set()
    none |= {"item"} if not facts.items else set()
    none |= {"lift"} if not facts.lifts and not _has_lift(facts.works, adopted) else set()
    return Question(
        on=on,
        facts=facts.subject.facts,
        declared=facts.subject.declared,
        flags=facts.subject.flags,
        subjects=(*places, *facts.items, *lifts, *facts.disputes),
        none=frozenset(none),
    )


def _has_lift(works: Sequence[WorksItem], adopted: Adopted) -> bool:
    """A lift item whose lifts nobody has listed yet is asked about all the same."""
    lifts = {row.id for row in adopted.rulebook.rows("items") if row.concept == "lift"}
    return any(item.item in lifts for item in works)


def _reviewed(question: Question, rounds: Sequence[ReviewRound], name: str, adopted: Adopted) -> Question:
    """What the reviews before the transition came to. One that only waits for its conclusion is not concluded."""
    here = {row.id for row in adopted.rulebook.rows("reviews") if row.at == name}
    known = [row for row in rounds if row.state != RoundState.OPEN or row.review in here]
    facts, review = facts_for(known, adopted)
    question = replace(question, facts={**question.facts, **facts}, review=review)
    if review is not None and review.id and adopted.rulebook.ask(review.id, question).is_yes:
        pending = {f"review.{review.id}.result": "none"}
        question = replace(question, facts={**question.facts, **pending})
    return question


def _names(facts: ProjectFacts, adopted: Adopted) -> dict[str, str]:
    """Named on a page only where the project has more than one."""
    names: dict[str, str] = {}
    if len(facts.neighbourhoods) > 1:
        names |= {f"neighbourhood:{n.pk}": n.name for n in facts.neighbourhoods}
    if len(facts.works) > 1:
        places = {n.pk: n.name for n in facts.neighbourhoods}
        called = item_names(adopted)
        for row in facts.works:
            place = f"{places[row.neighbourhood_id]} " if len(places) > 1 else ""
            names[f"item:{row.pk}"] = f"{place}{called.get(row.item, row.item)}"
    return names
