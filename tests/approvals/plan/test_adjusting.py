"""A confirmed plan changes by numbered adjustments only; and what it says against what was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from approvals.enums import AdjustmentKind
from approvals.errors import NotNow
from approvals.models import AnnualPlan, PlanAdjustment, PlanEntry
from approvals.plan.figures import over
from approvals.plan.lines import against_actual, lines, warnings
from approvals.plan.services import adjust
from approvals.transitions import fire
from communities.neighbourhoods import services as neighbourhoods
from communities.people.rights import Actor, Refused
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project
from tests.approvals.plan import planning
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db
OUT, FIGURES = AdjustmentKind.REMOVE, AdjustmentKind.FIGURES


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


def confirmed(town: Town, people: People, *names: str, **more: object) -> tuple[AnnualPlan, list[PlanEntry]]:
    projects = [planning.ripe(town, people, name, **more) for name in names or ("一号院",)]
    plan, entries = planning.drafted(projects, people.qd_street)
    planning.confirmed(plan, entries, people.qd_city)
    return plan, entries


def change(entry: PlanEntry, kind: AdjustmentKind, by: Actor, reason: str = "居民意见变化") -> PlanAdjustment:
    return adjust(
        entry,
        kind=kind,
        document_no="青建函〔2026〕3号",
        reason=reason,
        on=date(2026, 11, 20),
        by=by,
        now=making.NOW,
    )


def correct(project: Project, people: People, **values: object) -> None:
    """The register is corrected after the plan was confirmed."""
    row = project.memberships.get().neighbourhood
    neighbourhoods.correct(
        row, values=dict(values), reason="复核", revision=row.revision, by=people.qd_street, now=making.NOW
    )


def test_removed_project_goes_back_to_the_pool_under_a_number(town: Town, people: People) -> None:
    _, (one, other) = confirmed(town, people, "一号院", "二号院")
    numbers = [change(entry, OUT, people.qd_city).number for entry in (other, one)]
    assert numbers == [1, 2]
    first = PlanAdjustment.objects.get(number=1)
    assert (first.before["households"], first.after, first.organisation.actor) == (312, {}, "city-gov")
    assert [p.state for p in Project.objects.all()] == [State.RESERVED, State.RESERVED]
    with pytest.raises(NotPossible, match="已调出计划"):
        change(one, OUT, people.qd_city)


def test_removed_project_may_be_planned_in_another_year(town: Town, people: People) -> None:
    _, (entry,) = confirmed(town, people)
    change(entry, OUT, people.qd_city)
    plan, (again,) = planning.drafted([entry.project], people.qd_street, year=2028)
    outcome = planning.confirmed(plan, [again], people.qd_city, "青建发〔2026〕20号")
    assert outcome.batch is not None
    assert Project.objects.get().state == State.PLANNED


def test_confirmed_project_leaves_the_plan_by_adjustment_only(town: Town, people: People) -> None:
    _, (entry,) = confirmed(town, people)
    for name in ("replan", "withdraw"):
        with pytest.raises(NotNow, match="以编号调整办理"):
            fire(entry.project, name, by=people.qd_housing, now=making.NOW, reason="不做了")
    change(entry, OUT, people.qd_city)
    project = Project.objects.get()
    fire(project, "withdraw", by=people.qd_city, now=making.NOW, reason="不做了")
    assert project.state == State.WITHDRAWN


def test_only_the_actor_of_plan_adjusts(town: Town, people: People) -> None:
    _, (entry,) = confirmed(town, people)
    for actor in (people.qd_housing, people.qd_street, people.qd_leader, people.qd_admin):
        for kind in (OUT, FIGURES):
            with pytest.raises(Refused, match="年度计划由市确认和调整"):
                change(entry, kind, actor)
    assert not PlanAdjustment.objects.exists()


def test_draft_needs_no_adjustment(town: Town, people: People) -> None:
    _, (entry,) = planning.drafted([planning.ripe(town, people)], people.qd_street)
    with pytest.raises(NotPossible, match="还在草案中"):
        change(entry, OUT, people.qd_city)


def test_adjusted_figures_keep_what_was_frozen(town: Town, people: People) -> None:
    _, (entry,) = confirmed(town, people)
    with pytest.raises(NotPossible, match="数字相同"):
        change(entry, FIGURES, people.qd_city)
    correct(entry.project, people, households_declared=250)
    made = change(entry, FIGURES, people.qd_city)
    assert (made.before["households"], made.after["households"]) == (312, 250)
    assert set(made.after) == {"households", "listed"}
    entry.refresh_from_db()
    (line,) = lines(PlanEntry.objects.all())
    assert (entry.households, line.figures.households, line.figures.investment) == (
        312,
        250,
        Decimal("468000.00"),
    )


def test_adjustment_is_never_changed(town: Town, people: People) -> None:
    _, (entry,) = confirmed(town, people)
    change(entry, OUT, people.qd_city)
    for attempt in (
        lambda: PlanAdjustment.objects.update(reason="别的"),
        lambda: PlanAdjustment.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


# ── plan against actual ─────────────────────────────────────────────────────────────────────────────────────────


def put(project: Project, state: State) -> None:
    """The project as far as that state, as the database's guard lets it go."""
    line = [State.PLANNED, State.DESIGNED, State.APPROVED, State.READY, State.BUILDING, State.COMPLETED]
    for each in line[1 : line.index(state) + 1]:
        Project.objects.filter(pk=project.pk).update(state=each)


def test_plan_against_actual_in_four_units(town: Town, people: People) -> None:
    _, entries = confirmed(town, people, "一号院", "二号院", "三号院")
    put(entries[0].project, State.COMPLETED)
    put(entries[1].project, State.BUILDING)
    found = against_actual(lines(PlanEntry.objects.all()))
    assert [(m.name, m.planned, m.started, m.completed) for m in found] == [
        ("neighbourhoods", 3, 2, 1),
        ("buildings", 24, 16, 8),
        ("households", 936, 624, 312),
        ("floor_area", Decimal("75300.00"), Decimal("50200.00"), Decimal("25100.00")),
    ]
    Project.objects.filter(pk=entries[1].project_id).update(state=State.ON_HOLD, held_from=State.BUILDING)
    assert against_actual(lines(PlanEntry.objects.all()))[0].started == 2
    change(entries[2], OUT, people.qd_city)
    assert [m.planned for m in against_actual(lines(PlanEntry.objects.all()))][:3] == [2, 16, 624]


def test_unknown_part_makes_the_sum_unknown_and_a_neighbourhood_counts_once() -> None:
    one = {"id": 1, "name": "一号院", "place": "", "buildings": 8, "households": 312, "floor_area": "1.50"}
    other = {**one, "id": 2, "buildings": None, "floor_area": "2.25"}
    found = over([one, other, one])
    assert (found.neighbourhoods, found.buildings, found.households) == (2, None, 624)
    assert found.floor_area == Decimal("3.75")


def test_small_places_in_the_stead_of_large_ones_are_told(town: Town, people: People) -> None:
    plan, (large,) = confirmed(town, people, "大院", households_declared=900, buildings_declared=20)
    assert warnings(lines(PlanEntry.objects.all())) == []
    change(large, OUT, people.qd_city)
    small = [planning.ripe(town, people, name, households_declared=300) for name in ("甲院", "乙院")]
    _, entries = planning.drafted(small, people.qd_street)
    planning.confirmed(plan, entries, people.qd_city, "青建发〔2026〕12号")
    (sentence,) = warnings(lines(PlanEntry.objects.all()))
    assert "小区由 1 个增至 2 个，户数却由 900 户减至 600 户" in sentence


def test_more_neighbourhoods_with_more_households_draw_no_warning(town: Town, people: People) -> None:
    plan, _ = confirmed(town, people, "大院", households_declared=900, buildings_declared=20)
    _, entries = planning.drafted([planning.ripe(town, people, "甲院")], people.qd_street)
    planning.confirmed(plan, entries, people.qd_city, "青建发〔2026〕12号")
    assert warnings(lines(PlanEntry.objects.all())) == []
