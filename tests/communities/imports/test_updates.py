"""A row that the register has already: unchanged, or an update shown field by field."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.imports import queries, services
from communities.neighbourhoods.imports.dry_run import dry_run_of
from communities.neighbourhoods.imports.plan import SOURCE, Kind
from communities.neighbourhoods.models import Neighbourhood, PlausibilityQuery, RegisterImport, Survey
from communities.people.rights import Actor
from tests.cast import People, Town
from tests.communities.imports.files import checked, run, sheet, written


@pytest.fixture
def clerk(qingdao: Town, people: People) -> Actor:
    with qingdao.entered():
        yield people.qd_district


def changes(register_import: RegisterImport) -> list[tuple[str, str, str]]:
    (step,) = dry_run_of(register_import).plan.steps
    return [(change.label, change.before, change.after) for change in step.changes]


def test_new_row_has_facts_sums_survey_and_verdict(qingdao: Town, clerk: Actor) -> None:
    written(sheet(qingdao), by=clerk)
    row = Neighbourhood.objects.get()
    assert (row.name, row.name_key, row.survey_year) == ("四建西家属楼", "四建西家属楼", 2023)
    assert (row.completed_from, row.completed_to) == (date(1981, 1, 1), date(1981, 12, 31))
    assert (row.buildings, row.households, row.floor_area) == (9, 330, Decimal("26500.00"))
    assert (row.buildings_declared, row.floor_area_declared) == (9, Decimal("26500.00"))
    assert row.willing_ratio == Decimal("52.42")  # 173 of 330, half up
    assert (row.eligible, row.is_complete, row.updated_by) == ("undetermined", True, clerk.person)
    assert "sjxjsl" in row.search_text
    assert row.sort_key.startswith("sijian")
    survey = Survey.objects.get()
    assert (survey.source, survey.agreeing, survey.households) == (SOURCE, 173, 330)
    told = row.history.get(pgh_label="insert").pgh_context
    assert (told["person"], told["reason"]) == (clerk.person_id, "导入台账《台账.xlsx》")


def test_same_file_again_is_unchanged_and_can_not_be_written(qingdao: Town, clerk: Actor) -> None:
    written(sheet(qingdao), by=clerk)
    again = checked(sheet(qingdao), by=clerk)
    assert [step.kind for step in dry_run_of(again).plan.steps] == [Kind.UNCHANGED]
    with pytest.raises(ValidationError, match="没有要写入的行"):
        services.write(again, by=clerk)


def test_other_values_are_shown_field_by_field_and_written(qingdao: Town, clerk: Actor) -> None:
    written(sheet(qingdao), by=clerk)
    other = sheet(
        qingdao, {"completed": 1982, "households": 340, "floor_area": 2.7, "has_owners_organisation": "是"}
    )
    found = checked(other, by=clerk)
    assert changes(found) == [
        ("建成时间", "1981", "1982"),
        ("居民户数", "330 户", "340 户"),
        ("建筑面积", "26,500.00 ㎡", "27,000.00 ㎡"),
        ("是否成立业主组织", "否", "是"),
        ("同意改造户数", "173 / 330 户", "173 / 340 户"),
    ]
    run(services.write(found, by=clerk), by=clerk)
    row = Neighbourhood.objects.get()
    assert (row.households, row.floor_area, row.has_owners_organisation) == (340, Decimal("27000.00"), True)
    assert (row.revision, row.willing_ratio, Survey.objects.count()) == (2, Decimal("50.88"), 2)


def test_blank_cell_erases_nothing(qingdao: Town, clerk: Actor) -> None:
    written(sheet(qingdao), by=clerk)
    found = checked(sheet(qingdao, {"structure": None, "problems": None, "max_storeys": None}), by=clerk)
    assert changes(found) == []


def test_name_written_another_way_is_the_same_neighbourhood(qingdao: Town, clerk: Actor) -> None:
    written(sheet(qingdao, {"name": "四建西家属樓(3)"}), by=clerk)
    found = checked(sheet(qingdao, {"name": "四建西家属楼（３）"}), by=clerk)
    assert [step.kind for step in dry_run_of(found).plan.steps] == [Kind.UNCHANGED]


def test_merged_neighbourhood_does_not_come_back(qingdao: Town, clerk: Actor) -> None:
    content = sheet(qingdao, {}, {"name": "四建西宿舍"})
    written(content, by=clerk)
    keep, drop = Neighbourhood.objects.order_by("pk")
    neighbourhoods.merge(keep, drop, reason="同一小区", by=clerk, now=timezone.now())
    steps = dry_run_of(checked(content, by=clerk)).plan.steps
    assert [(step.kind, step.note) for step in steps][1] == (
        Kind.UNCHANGED,
        "已并入“四建西家属楼”，不再登记",
    )


def test_completion_that_follows_from_building_rows_is_left_alone(qingdao: Town, clerk: Actor) -> None:
    written(sheet(qingdao), by=clerk)
    building = {"name": "1号楼", "completed_from": date(1985, 1, 1), "completed_to": date(1985, 12, 31)}
    neighbourhoods.add_buildings(Neighbourhood.objects.get(), [building], by=clerk, now=timezone.now())
    assert changes(checked(sheet(qingdao), by=clerk)) == []


def test_register_that_changed_since_the_dry_run_stops_the_write(qingdao: Town, clerk: Actor) -> None:
    written(sheet(qingdao), by=clerk)
    found = checked(sheet(qingdao, {"households": 340}), by=clerk)
    row = Neighbourhood.objects.get()
    neighbourhoods.correct(
        row,
        values={"households_declared": 335},
        reason="现场核实",
        revision=row.revision,
        by=clerk,
        now=timezone.now(),
    )
    stopped = run(services.write(found, by=clerk), by=clerk)
    assert stopped.job is not None
    assert "试运行之后登记册有了变化" in stopped.job.message
    assert queries.standing(stopped) == "checked"
    assert Neighbourhood.objects.get().households == 335


def test_query_is_asked_once_and_settled_when_the_figure_is_gone(qingdao: Town, clerk: Actor) -> None:
    few = {"buildings": 60}  # 330 households in 60 buildings
    written(sheet(qingdao, few), by=clerk)
    query = PlausibilityQuery.objects.get()
    assert (query.field, query.answered_at) == ("buildings", None)
    assert Neighbourhood.objects.get().open_queries == 1
    written(sheet(qingdao, few | {"structure": "砖木"}), by=clerk)
    assert PlausibilityQuery.objects.count() == 1
    written(sheet(qingdao), by=clerk)
    query.refresh_from_db()
    assert (query.answer, query.answered_by) == ("已由导入的台账更新", clerk.person)
    assert Neighbourhood.objects.get().open_queries == 0
