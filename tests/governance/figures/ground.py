"""Neighbourhoods and projects in any state, by the hundred: rows laid directly, as a takeover from another system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from communities.models import Jurisdiction, Neighbourhood, Organisation, Person
from projects.enums import State
from projects.models import Project, ProjectNeighbourhood, TransitionLog
from projects.stages import NEXT, STAGES
from tests.cast import Town

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    """`2020-09-30` or `2020-09-30 23:59`, in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def somebody() -> Person:
    """Who entered all this."""
    return Person.objects.get_or_create(username="takeover", defaults={"name": "数据移交"})[0]


def office(place: Jurisdiction, actor: str = "takeover") -> Organisation:
    """For which organisation."""
    made, _ = Organisation.objects.get_or_create(
        actor=actor, jurisdiction=place, defaults={"name": f"{place.name}移交", "kind": "office"}
    )
    return made


def neighbourhoods(
    place: Jurisdiction, count: int, *, prefix: str = "小区", since: str = "2019-01-01", **figures: Any
) -> list[Neighbourhood]:
    """Registered rows on record since a day; the same figures for each."""
    facts: dict[str, Any] = {
        "buildings": 4,
        "households": 100,
        "floor_area": Decimal("8000.00"),
        "residents": 250,
        "is_complete": True,
        "survey_year": 2019,
    } | figures
    start = Neighbourhood.objects.filter(jurisdiction=place).count()
    rows = [
        Neighbourhood(
            jurisdiction=place,
            path=place.path,
            name=f"{prefix}{number}",
            name_key=f"{prefix}{number}",
            sort_key=f"{prefix}{number}",
            **facts,
        )
        for number in range(start, start + count)
    ]
    made = Neighbourhood.objects.bulk_create(rows)
    Neighbourhood.objects.filter(pk__in=[row.pk for row in made]).update(created_at=at(since))
    return made


def projects(
    rows: Sequence[Sequence[Neighbourhood]], *, since: str = "2019-06-01", prefix: str = "项目"
) -> list[Project]:
    """PROPOSED, one for each group of neighbourhoods; it lies where the first of them lies."""
    by = somebody()
    start = Project.objects.count()
    made = Project.objects.bulk_create(
        Project(
            jurisdiction=group[0].jurisdiction,
            path=group[0].path,
            code=f"{prefix}{start + number:05d}",
            name=f"{prefix}{start + number}",
            state_since=at(since),
            created_at=at(since),
            proposed_by=office(group[0].jurisdiction),
            entered_by=by,
        )
        for number, group in enumerate(rows)
    )
    ProjectNeighbourhood.objects.bulk_create(
        ProjectNeighbourhood(project=project, neighbourhood=row, is_waiting=False)
        for project, group in zip(made, rows, strict=True)
        for row in group
    )
    return made


def moved(rows: Sequence[Project], state: State, when: str) -> None:
    """Log the next step into `state` of each, at that moment."""
    before = STAGES[STAGES.index(state) - 1]
    by = somebody()
    TransitionLog.objects.bulk_create(
        TransitionLog(
            project=project,
            transition=NEXT[before],
            from_state=before,
            to_state=state,
            organisation=office(project.jurisdiction),
            by=by,
            at=at(when),
        )
        for project in rows
    )


def carried(rows: Sequence[Project], state: State, when: str, *, start: str = "", accept: str = "") -> None:
    """Log every step up to `state` at that moment; `start` and `accept` on days of their own."""
    for step in STAGES[1 : STAGES.index(state) + 1]:
        own = {State.BUILDING: start, State.COMPLETED: accept}.get(step, "")
        moved(rows, step, own or when)


def logged(project: Project, transition: str, before: State, after: State, when: str) -> None:
    """Any move: on hold, back, withdrawn."""
    TransitionLog.objects.create(
        project=project,
        transition=transition,
        from_state=before,
        to_state=after,
        organisation=office(project.jurisdiction),
        by=somebody(),
        at=at(when),
        reason="测试",
    )


def communities_of(town: Town, code: str) -> list[Jurisdiction]:
    """The communities below the place of that code."""
    return [p for p in town.places.values() if p.level == "community" and p.code.startswith(code)]


def month(text: str) -> date:
    """`2020-09` -> its first day."""
    return date.fromisoformat(f"{text}-01")
