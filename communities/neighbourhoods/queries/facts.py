"""What is known of neighbourhoods, put as a question to the rulebook (fact paths of the schema)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from communities.neighbourhoods.models import Building, Neighbourhood, NeighbourhoodDeclaration, Survey
from communities.rulebooks.queries import Adopted
from policies.dates import DateInterval
from policies.question import Declaration, Question, Subject

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Known:
    """The rows around many neighbourhoods, each list by the neighbourhood's id."""

    buildings: dict[int, list[Building]]
    declarations: dict[int, list[NeighbourhoodDeclaration]]
    surveys: dict[int, Survey]


def question_for(neighbourhood: Neighbourhood, adopted: Adopted, on: date) -> Question:
    """Everything known of one neighbourhood on that day."""
    return questions_for([neighbourhood], adopted, on)[neighbourhood.pk]


def questions_for(neighbourhoods: Sequence[Neighbourhood], adopted: Adopted, on: date) -> dict[int, Question]:
    """Neighbourhood id -> its question; four queries for any number.

    The neighbourhood's own facts and declarations are the flat keys; each building row is a subject. What is
    not known is left out: an unknown fact is undetermined, never false.
    """
    ids = [neighbourhood.pk for neighbourhood in neighbourhoods]
    known = Known(buildings_of(ids), declarations_of(ids), latest_surveys(ids))
    return {n.pk: _question(n, known, adopted, on) for n in neighbourhoods}


def buildings_of(ids: Iterable[int]) -> dict[int, list[Building]]:
    """The building rows of many neighbourhoods."""
    found: dict[int, list[Building]] = defaultdict(list)
    for building in Building.objects.filter(neighbourhood__in=list(ids)).order_by("id"):
        found[building.neighbourhood_id].append(building)
    return found


def declarations_of(ids: Iterable[int]) -> dict[int, list[NeighbourhoodDeclaration]]:
    """The declarations that count now, with the evidence attached to each."""
    found: dict[int, list[NeighbourhoodDeclaration]] = defaultdict(list)
    rows = (
        NeighbourhoodDeclaration.objects.filter(neighbourhood__in=list(ids), is_current=True)
        .prefetch_related("evidence")
        .order_by("id")
    )
    for row in rows:
        found[row.neighbourhood_id].append(row)
    return found


def latest_surveys(ids: Iterable[int]) -> dict[int, Survey]:
    """The latest survey round of each neighbourhood that has one."""
    rows = (
        Survey.objects.filter(neighbourhood__in=list(ids))
        .order_by("neighbourhood_id", "-on", "-id")
        .distinct("neighbourhood_id")
    )
    return {survey.neighbourhood_id: survey for survey in rows}


def _question(neighbourhood: Neighbourhood, known: Known, adopted: Adopted, on: date) -> Question:
    stated = known.declarations.get(neighbourhood.pk, [])
    return Question(
        on=on,
        facts=_facts(neighbourhood, known.surveys.get(neighbourhood.pk), adopted),
        declared={row.criterion: _counted(row) for row in stated if row.building_id is None},
        subjects=tuple(
            Subject(
                "building",
                str(building.pk),
                _building_facts(building),
                {row.criterion: _counted(row) for row in stated if row.building_id == building.pk},
            )
            for building in known.buildings.get(neighbourhood.pk, [])
        ),
    )


def _facts(row: Neighbourhood, survey: Survey | None, adopted: Adopted) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "neighbourhood.buildings": row.buildings,
        "neighbourhood.households": row.households,
        "neighbourhood.floor_area": row.floor_area,
        "neighbourhood.demonstration": row.is_demonstration,
        "neighbourhood.mode": row.mode if adopted.rulebook.has("modes", row.mode) else None,
    }
    if row.completed_from and row.completed_to:
        facts["neighbourhood.completed_on"] = DateInterval(row.completed_from, row.completed_to)
    if survey and survey.households:
        facts["neighbourhood.willing_ratio"] = share(survey.agreeing, survey.households)
        if survey.answered is not None:
            facts["neighbourhood.participation"] = share(survey.answered, survey.households)
    return {path: value for path, value in facts.items() if value is not None}


def share(part: int, whole: int) -> Decimal:
    """Per cent, unrounded: a bound is compared with the figure itself, not with what the page shows."""
    return HUNDRED * part / whole


def _building_facts(row: Building) -> dict[str, Any]:
    facts = {
        "building.storeys": row.storeys,
        "building.danger_grade": row.danger_grade or None,
        "building.floor_area": row.floor_area,
    }
    return {path: value for path, value in facts.items() if value is not None}


def _counted(row: NeighbourhoodDeclaration) -> Declaration:
    return Declaration(row.value, row.stated_by, tuple(sorted({e.name for e in row.evidence.all()})))
