"""What the subsidy rules answer for a project: each lift, each item or the whole, as the rule says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from communities.neighbourhoods.queries import questions_for
from communities.rulebooks.facts import as_facts
from communities.rulebooks.queries import Adopted
from funding.models import Award
from policies.question import Question, Subject
from policies.question import WorksItem as AskedItem
from policies.verdict import Answer
from projects.models import Lift, Project, WorksItem
from projects.queries import ProjectFacts, facts_of


@dataclass(frozen=True)
class Claim:
    """One subsidy rule asked of a works item, or of the whole project (`item` None).

    `answer` None: the rule counts lifts, and none of the item's is listed yet. `names` names the question's subjects.
    `award` is the one that stands.
    """

    project: Project
    rule: Any
    item: WorksItem | None
    item_name: str
    question: Question
    answer: Answer | None
    names: dict[str, str]
    award: Award | None

    @property
    def facts(self) -> dict[str, Any]:
        """The question as a Decision keeps it."""
        return as_facts(self.question)


@dataclass(frozen=True)
class _Known:
    """What all the questions about one project share."""

    project: ProjectFacts
    about: Mapping[int, Question]
    lifts: Mapping[int, list[Lift]]
    awards: Mapping[tuple[str, int | None], Award]
    on: date


def subsidies_of(project: Project, adopted: Adopted, on: date) -> list[Claim]:
    """Every subsidy rule that could concern the project, with its answer; a dozen queries however many items.

    A rule for certain items or categories is asked of each such item, one for nothing in particular of the project.
    """
    known = _known(project, adopted, on)
    claims = []
    for rule in adopted.rulebook.rows("subsidies"):
        for item in _concerned(rule, known.project.works, adopted):
            claims.append(_claim(rule, item, known, adopted))
    return claims


def subsidy_for(project: Project, rule: Any, item: WorksItem | None, adopted: Adopted, on: date) -> Claim:
    """One rule asked of one item of the project (None: of the whole), also where the rule is not for such an item."""
    return _claim(rule, item, _known(project, adopted, on), adopted)


def awards_of(project: Project) -> dict[tuple[str, int | None], Award]:
    """(rule, works item or None) -> the award that stands: no other supersedes it; one query."""
    rows = (
        Award.objects.filter(project=project, superseded_by__isnull=True)
        .select_related("organisation", "awarded_by", "acted_for", "decision")
        .order_by("id")
    )
    return {(row.rule, row.works_item_id): row for row in rows}


def award_history(project: Project, rule: str, item: WorksItem | None) -> list[Award]:
    """Every award of one rule for one item (None: the whole project), the standing one first; one query."""
    rows = Award.objects.filter(project=project, rule=rule, works_item=item)
    return list(rows.select_related("organisation", "awarded_by", "acted_for").order_by("-id"))


def _known(project: Project, adopted: Adopted, on: date) -> _Known:
    (facts,) = facts_of([project], adopted)
    about = questions_for(list(facts.neighbourhoods), adopted, on)
    lifts: dict[int, list[Lift]] = {}
    rows = Lift.objects.filter(works_item__project=project, is_withdrawn=False)
    for lift in rows.select_related("building").order_by("id"):
        lifts.setdefault(lift.works_item_id, []).append(lift)
    return _Known(facts, about, lifts, awards_of(project), on)


def is_for_the_whole(rule: Any) -> bool:
    """Whether the rule is asked once for the project, not of each works item."""
    return rule.per == "project" or not rule.for_


def _concerned(rule: Any, works: tuple[WorksItem, ...], adopted: Adopted) -> list[WorksItem | None]:
    if is_for_the_whole(rule):
        return [None]
    category = {row.id: row.category for row in adopted.rulebook.rows("items")}
    return [row for row in works if row.item in rule.for_ or category.get(row.item) in rule.for_]


def _claim(rule: Any, item: WorksItem | None, known: _Known, adopted: Adopted) -> Claim:
    lifts = known.lifts.get(item.pk, []) if item is not None else []
    question = _question(rule, item, lifts, known)
    is_unlisted = rule.per == "lift" and not lifts and _is_for(rule, item, adopted)
    catalogue = adopted.rulebook.find("items", item.item) if item is not None else None
    return Claim(
        project=known.project.project,
        rule=rule,
        item=item,
        item_name=catalogue.name if catalogue is not None else item.item if item is not None else "整个项目",
        question=question,
        answer=None if is_unlisted else adopted.rulebook.ask(rule.id, question),
        names=_names(item, lifts, known),
        award=known.awards.get((rule.id, item.pk if item is not None else None)),
    )


def _is_for(rule: Any, item: WorksItem | None, adopted: Adopted) -> bool:
    return item is not None and bool(_concerned(rule, (item,), adopted))


def _question(rule: Any, item: WorksItem | None, lifts: list[Lift], known: _Known) -> Question:
    """The project's facts are the flat keys. An item is asked about with its own neighbourhood; a lift carries its
    building's facts and declarations, an item that of its building where it has one.
    """
    own = known.project.subject
    whole = Question(on=known.on, facts=own.facts, declared=own.declared, flags=own.flags)
    if item is None:
        places = tuple(s for n in known.project.neighbourhoods for s in _place(n.pk, known))
        return replace(whole, subjects=(*places, *known.project.items))
    (place, *buildings) = _place(item.neighbourhood_id, known)
    if rule.per == "lift":
        by_building = {subject.id: subject for subject in buildings}
        asked = {subject.id: subject for subject in known.project.lifts}
        carried = tuple(
            _carrying(asked[str(lift.pk)], by_building.get(str(lift.building_id))) for lift in lifts
        )
        return replace(whole, subjects=(place, *carried), item=AskedItem(item.item, item.estimate))
    (subject,) = (subject for subject in known.project.items if subject.id == str(item.pk))
    standing = [b for b in buildings if item.building_id is None or b.id == str(item.building_id)]
    return replace(whole, subjects=(place, *standing, subject))


def _place(neighbourhood: int, known: _Known) -> tuple[Subject, ...]:
    """The neighbourhood, then its buildings."""
    own = known.about[neighbourhood]
    buildings = (subject for subject in own.subjects if subject.kind == "building")
    return (Subject("neighbourhood", str(neighbourhood), own.facts, own.declared), *buildings)


def _carrying(lift: Subject, building: Subject | None) -> Subject:
    if building is None:
        return lift
    return replace(
        lift, facts={**building.facts, **lift.facts}, declared={**building.declared, **lift.declared}
    )


def _names(item: WorksItem | None, lifts: list[Lift], known: _Known) -> dict[str, str]:
    """Named on a page only where there are several: the lifts, the neighbourhoods."""
    names = {f"lift:{lift.pk}": str(lift) for lift in lifts}
    if item is None and len(known.project.neighbourhoods) > 1:
        names |= {f"neighbourhood:{n.pk}": n.name for n in known.project.neighbourhoods}
    return names
