"""Figures of the works: means by estimate, what was known when, the plan on a day, payments ahead of the works."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.people.rights import Actor
from projects import queries, services
from projects.models import Progress, Project, TransitionLog
from projects.queries.progress import mean
from projects.services.building import mark_finished
from tests.cast import People, Town
from tests.projects import making, working
from tests.projects.working import NOVEMBER, OCTOBER, SEPTEMBER, at, confirmed, report

pytestmark = pytest.mark.django_db

END_OF = {
    month: at(day, 23)
    for month, day in (
        (SEPTEMBER, date(2026, 9, 30)),
        (OCTOBER, date(2026, 10, 31)),
        (NOVEMBER, date(2026, 11, 30)),
    )
}


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], None),
        ([(Decimal(300), Decimal(100)), (Decimal(100), Decimal(20))], 80),
        ([(None, Decimal(100)), (Decimal(100), Decimal(20))], 60),
        ([(Decimal(0), Decimal(50)), (Decimal(0), Decimal(70))], 60),
    ],
    ids=["nothing", "by estimate", "an estimate unknown", "all for nothing"],
)
def test_mean_is_by_estimate_where_every_estimate_is_known(
    items: list[tuple[Decimal | None, Decimal]], expected: int | None
) -> None:
    assert mean(items) == expected


def test_figures_of_a_month_are_those_known_then_however_late_they_are_asked(
    town: Town, people: People
) -> None:
    project, (road, pipes) = working.site(town, people, 300_000, 100_000)
    district = people.qd_housing

    def told(item: Any, physical: int, month: date, day: date, **money: int) -> Progress:
        row = report(item, people.qd_street, physical, month=month, now=at(day), **money)
        return confirmed(row, district, at(day, 18))

    told(road, 20, SEPTEMBER, date(2026, 9, 28), invested=60_000, paid=50_000)
    october = told(road, 60, OCTOBER, date(2026, 10, 30), invested=120_000, paid=140_000)
    told(pipes, 40, OCTOBER, date(2026, 11, 5), invested=40_000)
    asked: dict[str, Any] = {"month": OCTOBER, "known_until": END_OF[OCTOBER]}

    def of_october(**when: Any) -> tuple[Any, ...]:
        told = asked | when
        (money,) = queries.invested_by_month([project], **told).values()
        return (
            queries.physical_of([project], **told)[project.pk],
            [(each.month, money[each].invested, money[each].paid) for each in sorted(money)],
            [flag.works_item for flag in queries.flags([project], **told)[project.pk]],
        )

    then = (45, [(9, 60_000, 50_000), (10, 120_000, 140_000)], [road.pk])
    assert of_october() == then
    correction = services.correct_progress(
        october,
        physical=Decimal(70),
        invested=Decimal(150_000),
        paid=Decimal(130_000),
        reason="漏计一段",
        by=people.qd_street,
        now=at(date(2026, 11, 6)),
    )
    mark_finished(pipes, on=date(2026, 10, 31), by=people.qd_district, now=at(date(2026, 11, 7)))
    confirmed(correction, district, at(date(2026, 11, 8)))
    assert of_october() == then
    assert of_october(known_until=at(date(2026, 11, 9))) == (
        Decimal("77.5"),
        [(9, 60_000, 50_000), (10, 190_000, 130_000)],
        [],
    )
    TransitionLog.objects.create(
        project=project,
        transition="accept",
        from_state="building",
        to_state="completed",
        organisation=project.proposed_by,
        by=people.qd_housing.person,
        at=at(date(2026, 11, 20)),
    )
    assert queries.physical_of([project], month=NOVEMBER, known_until=END_OF[NOVEMBER]) == {project.pk: 100}
    assert of_october(known_until=END_OF[NOVEMBER])[0] == Decimal("77.5")
    with CaptureQueriesContext(connection) as one:
        queries.physical_of([project], **asked)
    other, _ = working.site(town, people, None, name="海琴路小区")
    with CaptureQueriesContext(connection) as two:
        found = queries.physical_of([project, other], **asked)
    assert len(one) == len(two)
    assert found == {project.pk: Decimal(45), other.pk: Decimal(0)}


def test_plan_of_a_day_is_that_of_the_latest_node_as_it_stood_then(town: Town, people: People) -> None:
    project, _ = working.site(town, people)
    bare, _ = working.site(town, people, name="海琴路小区")
    by: Actor = people.qd_street

    def node(name: str, day: date, percent: int | None, now: datetime = making.NOW) -> Any:
        percent_ = None if percent is None else Decimal(percent)
        return services.add_milestone(
            project, name=name, planned_on=day, planned_percent=percent_, by=by, now=now
        )

    first = node("进场", date(2026, 9, 10), 10, at(date(2026, 9, 1)))
    node("主体完成", date(2026, 11, 10), 60)
    node("例会", date(2026, 11, 15), None)

    def planned(on: date, **when: Any) -> dict[int, Decimal]:
        return queries.planned_progress([project, bare], on=on, **when)

    assert planned(date(2026, 9, 9)) == {}
    assert planned(date(2026, 11, 9)) == {project.pk: 10}
    assert planned(date(2026, 11, 30)) == {project.pk: 60}
    assert planned(date(2026, 11, 30), known_until=at(date(2026, 9, 30))) == {project.pk: 10}
    services.change_milestone(
        first, name="进场", planned_on=date(2026, 9, 20), planned_percent=Decimal(20), reason="改期", by=by
    )
    assert planned(date(2026, 9, 30)) == {project.pk: 20}
    assert planned(date(2026, 9, 30), known_until=at(date(2026, 9, 30))) == {project.pk: 10}


def test_item_without_an_estimate_is_undetermined_and_not_flagged(town: Town, people: People) -> None:
    project, (known, unknown) = working.site(town, people, 100_000, None)
    for item in (known, unknown):
        confirmed(report(item, people.qd_street, 10, paid=10_001), people.qd_housing)
    assert _flagged(project) == [known.pk]
    months = queries.month_of(Project.objects.all(), NOVEMBER)
    assert [row.pk for row in queries.narrowed(months, {"flagged": "1"})] == [known.pk]
    assert [line.is_ahead for line in queries.with_rows([known, unknown], NOVEMBER, None)] == [True, False]


def _flagged(project: Project) -> list[int]:
    found = queries.flags([project], month=NOVEMBER, known_until=END_OF[NOVEMBER])
    return [flag.works_item for flag in found[project.pk]]
