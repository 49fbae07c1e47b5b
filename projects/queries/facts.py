"""What is known of projects, put as subjects of a question to the rulebook (fact paths of the schema)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from communities.models import Neighbourhood, Survey
from communities.neighbourhoods.queries import latest_surveys
from communities.rulebooks.queries import Adopted
from policies.question import Declaration, Subject
from policies.question import WorksItem as AskedItem
from projects.enums import ItemState
from projects.models import Dispute, Lift, Project, ProjectDeclaration, ProjectNeighbourhood, WorksItem
from projects.services.items import FLAGS


@dataclass(frozen=True)
class ProjectFacts:
    """What is known of one project, its items, lifts, disputes and neighbourhoods, ready to be asked about.

    A lift's subject has no facts of its own: whoever asks gives it those of its building, `lift_buildings` by its id.
    """

    project: Project
    subject: Subject
    works: tuple[WorksItem, ...]
    items: tuple[Subject, ...]
    lifts: tuple[Subject, ...]
    lift_buildings: Mapping[str, int]
    disputes: tuple[Subject, ...]
    neighbourhoods: tuple[Neighbourhood, ...]


def facts_of(projects: Sequence[Project], adopted: Adopted) -> list[ProjectFacts]:
    """The facts of many projects, in their order; eight queries for any number."""
    ids = [project.pk for project in projects]
    members: dict[int, list[Neighbourhood]] = defaultdict(list)
    for membership in (
        ProjectNeighbourhood.objects.filter(project__in=ids).select_related("neighbourhood").order_by("id")
    ):
        members[membership.project_id].append(membership.neighbourhood)
    items: dict[int, list[WorksItem]] = defaultdict(list)
    for item in WorksItem.objects.filter(project__in=ids).exclude(state=ItemState.WITHDRAWN).order_by("id"):
        items[item.project_id].append(item)
    lifts: dict[int, list[Lift]] = defaultdict(list)
    standing = [item.pk for rows in items.values() for item in rows]
    for lift in (
        Lift.objects.filter(works_item__in=standing, is_withdrawn=False)
        .select_related("works_item")
        .order_by("id")
    ):
        lifts[lift.works_item.project_id].append(lift)
    disputes: dict[int, list[Dispute]] = defaultdict(list)
    for dispute in Dispute.objects.filter(project__in=ids).order_by("id"):
        disputes[dispute.project_id].append(dispute)
    stated: dict[int, list[ProjectDeclaration]] = defaultdict(list)
    for declaration in (
        ProjectDeclaration.objects.filter(project__in=ids, is_current=True)
        .select_related("organisation__jurisdiction")
        .prefetch_related("evidence")
        .order_by("id")
    ):
        stated[declaration.project_id].append(declaration)
    surveys = latest_surveys(n.pk for rows in members.values() for n in rows)
    category = {row.id: row.category for row in adopted.rulebook.rows("items")}
    categories = [row.id for row in adopted.rulebook.rows("categories")]
    result = []
    for project in projects:
        own, declared = items[project.pk], stated[project.pk]
        at = {n.pk: n.path for n in members[project.pk]}
        places = list(at.values())
        counts = Counter(category.get(item.item, "") for item in own)
        facts = {f"project.item_count.{id_}": counts[id_] for id_ in categories}
        facts |= _ledger(project) | _money(own) | _answers(members[project.pk], surveys)
        facts["project.open_disputes"] = sum(d.closed_on is None for d in disputes[project.pk])
        result.append(
            ProjectFacts(
                project,
                Subject(
                    "project",
                    str(project.pk),
                    facts,
                    together([d for d in declared if _is_about_the_project(d)], places),
                    {} if project.off_standard is None else {"off_standard": project.off_standard},
                ),
                tuple(own),
                tuple(_item(item, declared, [at[item.neighbourhood_id]]) for item in own),
                tuple(
                    Subject(
                        "lift",
                        str(lift.pk),
                        {},
                        together(
                            [d for d in declared if d.lift_id == lift.pk],
                            [at[lift.works_item.neighbourhood_id]],
                        ),
                        {},
                        AskedItem(lift.works_item.item, None, 1),
                    )
                    for lift in lifts[project.pk]
                ),
                {str(lift.pk): lift.building_id for lift in lifts[project.pk]},
                tuple(
                    Subject(
                        "dispute",
                        str(dispute.pk),
                        {},
                        together([d for d in declared if d.dispute_id == dispute.pk], places),
                    )
                    for dispute in disputes[project.pk]
                ),
                tuple(members[project.pk]),
            )
        )
    return result


def together(stated: Iterable[ProjectDeclaration], places: Sequence[str]) -> dict[str, Declaration]:
    """One declaration a criterion. Organisations of a lower level declare each for its part.

    Any no is no; a yes counts when together they hold every neighbourhood, with the documents that all attached.
    """
    by_criterion: dict[str, list[ProjectDeclaration]] = defaultdict(list)
    for row in stated:
        by_criterion[row.criterion].append(row)
    result = {}
    for criterion, rows in by_criterion.items():
        own = [row.organisation.jurisdiction.path for row in rows]
        is_whole = all(any(place.startswith(path) for path in own) for place in places)
        value = False if not all(row.value for row in rows) else True if is_whole else None
        names = set.intersection(*({e.name for e in row.evidence.all()} for row in rows))
        result[criterion] = Declaration(value, rows[-1].stated_by, tuple(sorted(names)))
    return result


def _is_about_the_project(stated: ProjectDeclaration) -> bool:
    return stated.works_item_id is None and stated.lift_id is None and stated.dispute_id is None


def _ledger(project: Project) -> dict[str, Any]:
    facts: dict[str, Any] = {f"priority.{row}": value for row, value in project.grades.items()}
    for name in ("scope", "scale", "contents", "milestones", "batch"):
        if text := getattr(project, name):
            facts[f"project.{name}"] = text
    return facts


def _money(items: Sequence[WorksItem]) -> dict[str, Decimal]:
    """The estimate of the whole, known when that of every item is."""
    known = [item.estimate for item in items if item.estimate is not None]
    return {"project.investment": sum(known, Decimal(0))} if items and len(known) == len(items) else {}


def _answers(neighbourhoods: Sequence[Neighbourhood], surveys: Mapping[int, Survey]) -> dict[str, Any]:
    """What a project has of its neighbourhoods' own facts: rates of the sums, never an average of rates."""
    facts: dict[str, Any] = {}
    if any(n.is_demonstration is not None for n in neighbourhoods):
        facts["neighbourhood.demonstration"] = any(n.is_demonstration for n in neighbourhoods)
    rounds = [surveys[n.pk] for n in neighbourhoods if n.pk in surveys]
    households = sum(survey.households for survey in rounds)
    if len(rounds) < len(neighbourhoods) or not households:
        return facts
    facts["neighbourhood.willing_ratio"] = Decimal(100 * sum(s.agreeing for s in rounds)) / households
    answered = [s.answered for s in rounds if s.answered is not None]
    if len(answered) == len(rounds):
        facts["neighbourhood.participation"] = Decimal(100 * sum(answered)) / households
    return facts


def _item(item: WorksItem, stated: Sequence[ProjectDeclaration], places: Sequence[str]) -> Subject:
    flags = {name: value for name in FLAGS if (value := getattr(item, name)) is not None}
    own = [d for d in stated if d.works_item_id == item.pk]
    asked = AskedItem(item.item, item.estimate, None)
    return Subject("item", str(item.pk), {}, together(own, places), flags, asked)
