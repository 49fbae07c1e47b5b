"""Records that file their declarations: by the actor that the rulebook names, with its papers, about what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

import policies
from communities.neighbourhoods.declaring import RECORDERS
from communities.people.rights import Actor, Refused
from communities.tenancy.models import Jurisdiction
from policies.pack import load
from policies.pack.rows import Criterion
from policies.vocabulary import KINDS_WITHOUT_LOGIN
from projects import services
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project, ProjectDeclaration, ProjectNeighbourhood, ProjectPaper
from projects.recording import ACTS, FILED_ABOUT
from tests.cast import Town, found_town
from tests.projects import making

pytestmark = pytest.mark.django_db

NAMES = {
    "qingdao": "青岛市",
    "wulong": "武隆区",
    "jilin": "吉林省",
    "beijing": "北京市",
    "zhejiang": "浙江省",
}


def recorded() -> Iterator[tuple[str, Criterion]]:
    """Every criterion of the five rulebooks that a record of the project, its plan or its review files."""
    packs = policies.shipped_packs()
    for code in NAMES:
        for row in load(packs[code]).rows("criteria"):
            if row.kind == "declared" and row.record in ACTS and row.about in FILED_ABOUT:
                yield code, row


@dataclass(frozen=True)
class Case:
    """A project of one neighbourhood, the criterion's own actor and another, both at the top of the tenant."""

    project: Project
    row: Criterion
    own: Actor
    other: Actor


@pytest.fixture
def case(db: None, request: pytest.FixtureRequest) -> Iterator[Case]:
    code, row = request.param
    book = load(policies.shipped_packs()[code])
    kind = book.get("actors", row.by).kind
    of_kind = [a.id for a in book.rows("actors") if a.kind in RECORDERS]
    plays = of_kind[0] if kind in KINDS_WITHOUT_LOGIN else str(row.by)
    other = next(a.id for a in book.rows("actors") if a.id != plays and a.kind == "department")
    logins = {"xx-own": ((plays,), "clerk", ""), "xx-other": ((other,), "clerk", "")}
    town = found_town(code, NAMES[code], logins, adopted=date(2021, 1, 1))
    with town.entered():
        own = town.actors["xx-own"]
        yield Case(bare_project(lowest(town), own), row, own, town.actors["xx-other"])


def lowest(town: Town) -> Jurisdiction:
    return next(place for place in town.places.values() if place.division == "community")


def bare_project(place: Jurisdiction, by: Actor) -> Project:
    """A project of one neighbourhood, whoever may propose."""
    row = making.neighbourhood(place, by)
    project: Project = Project.objects.create(
        jurisdiction=place,
        path=place.path,
        code="0-2026-001",
        name="河清路项目",
        state=State.PROPOSED,
        state_since=making.NOW,
        proposed_by=by.seats[0].organisation,
        entered_by=by.person,
    )
    ProjectNeighbourhood.objects.create(project=project, neighbourhood=row)
    return project


def papers(row: Criterion, project: Project, by: Actor) -> list[tuple[str, object]]:
    """One document under every name that the criterion wants."""
    document = making.paper("材料", project.jurisdiction, by)
    return [(name, document) for name in row.evidence]


EVERY = [pytest.param(one, id=one[1].id) for one in recorded()]


@pytest.mark.parametrize("case", EVERY, indirect=True)
def test_record_files_its_criterion_for_its_own_actor_alone(case: Case) -> None:
    row, project = case.row, case.project
    asked = {"adopted": making.today(), "on": making.DAY}
    with pytest.raises(Refused):
        services.file_record(
            project, row.record, by=case.other, evidence=papers(row, project, case.other), **asked
        )
    if row.evidence:
        with pytest.raises(NotPossible, match=row.evidence[0]):
            services.file_criteria(project, criteria=[row.id], by=case.own, **asked)
    made = services.file_criteria(
        project, criteria=[row.id], by=case.own, evidence=papers(row, project, case.own), **asked
    )
    assert [(one.criterion, one.value, one.stated_by) for one in made] == [(row.id, True, row.by)]
    assert {e.name for e in made[0].evidence.all()} == set(row.evidence)
    assert ProjectPaper.objects.filter(project=project).count() == (
        1 if row.evidence and row.about == "project" else 0
    )


@pytest.mark.parametrize("case", [p for p in EVERY if p.values[0][1].about == "project"], indirect=True)
def test_bare_yes_of_a_recorded_criterion_names_the_act(case: Case) -> None:
    row, project = case.row, case.project
    with pytest.raises(NotPossible, match=ACTS[row.record].words):
        services.declare(
            project,
            criterion=row.id,
            value=True,
            adopted=making.today(),
            evidence=papers(row, project, case.own),
            by=case.own,
            on=making.DAY,
        )
    assert not ProjectDeclaration.objects.filter(project=project).exists()
