"""Disputes, lifts, and what is stated about them and about works items."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from communities.models import Building
from communities.neighbourhoods import services as neighbourhoods
from communities.people.rights import Refused
from projects import services
from projects.errors import NotPossible
from projects.models import Dispute, Lift, Project, ProjectDeclaration, WorksItem
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def building(town: Town, people: People) -> Building:
    row = making.eligible(town.places[making.COMMUNITY], people)
    (made,) = neighbourhoods.add_buildings(
        row, [{"name": "3号楼", "households": 312}], by=people.qd_street, now=making.NOW
    )
    return made


@pytest.fixture
def project(building: Building, people: People) -> Project:
    return making.project([building.neighbourhood], people.qd_street)


@pytest.fixture
def item(project: Project, building: Building, people: People) -> WorksItem:
    """The catalogue's first item of concept lift."""
    lift = next(row.id for row in making.today().rulebook.rows("items") if row.concept == "lift")
    return making.item(project, building.neighbourhood, people.qd_street, lift)


def add(item: WorksItem, building: Building, people: People, position: str = "2单元") -> Lift:
    return services.add_lift(
        item, building=building, position=position, adopted=making.today(), by=people.qd_street
    )


def raised(project: Project, people: People) -> Dispute:
    return services.open_dispute(
        project,
        title="停车位",
        description="一层住户不同意拆院墙",
        raised_on=making.DAY,
        by=people.qd_street,
        now=making.NOW,
    )


def test_lift_stands_once_at_its_place_until_it_is_withdrawn(
    item: WorksItem, building: Building, people: People
) -> None:
    lift = add(item, building, people)
    with pytest.raises(NotPossible, match="已登记"):
        add(item, building, people)
    services.withdraw_lift(lift, by=people.qd_street)
    with pytest.raises(NotPossible, match="已撤回"):
        services.withdraw_lift(lift, by=people.qd_street)
    assert add(item, building, people).position == "2单元"


def test_lift_of_a_withdrawn_item_leaves_its_place_free(
    project: Project, item: WorksItem, building: Building, people: People
) -> None:
    add(item, building, people)
    services.withdraw_item(item, by=people.qd_street)
    again = making.item(project, building.neighbourhood, people.qd_street, item.item)
    assert add(again, building, people).works_item == again


def test_lift_belongs_to_a_lift_item_of_its_neighbourhood(
    project: Project, item: WorksItem, building: Building, people: People, town: Town
) -> None:
    road = making.item(project, building.neighbourhood, people.qd_street)
    with pytest.raises(NotPossible, match="加装电梯"):
        add(road, building, people)
    other = making.neighbourhood(town.places[making.COMMUNITY], people.qd_street, "闽江路小区")
    (far,) = neighbourhoods.add_buildings(
        other, [{"name": "1号楼", "households": 312}], by=people.qd_street, now=making.NOW
    )
    with pytest.raises(NotPossible, match="范围"):
        add(item, far, people)
    with pytest.raises(Refused):
        services.add_lift(
            item, building=building, position="1单元", adopted=making.today(), by=people.qd_housing
        )


def test_lift_is_declared_for_alone(item: WorksItem, building: Building, people: People) -> None:
    first, second = add(item, building, people), add(item, building, people, "3单元")
    asked = {"criterion": "QD-C-liftaward", "value": True, "adopted": making.today(), "on": making.DAY}
    services.declare(item.project, lift=first, by=people.qd_housing, **asked)
    services.declare(item.project, lift=second, by=people.qd_housing, **asked)
    assert ProjectDeclaration.objects.filter(is_current=True).count() == 2
    with pytest.raises(NotPossible, match="具体电梯"):
        services.declare(item.project, works_item=item, by=people.qd_housing, **asked)
    services.withdraw_lift(first, by=people.qd_street)
    first.refresh_from_db()
    with pytest.raises(NotPossible, match="已撤回"):
        services.declare(item.project, lift=first, by=people.qd_housing, **asked)


def test_one_paper_states_many_items_at_once(project: Project, building: Building, people: People) -> None:
    items = [
        making.item(project, building.neighbourhood, people.qd_street, row.id)
        for row in making.today().rulebook.rows("items")[:3]
    ]
    paper = making.paper("专业管线改造协议", project.jurisdiction, people.qd_utility)
    state = {
        "criterion": "QD-C-linecare",
        "adopted": making.today(),
        "on": making.DAY,
        "by": people.qd_utility,
    }
    papers = [("专业管线改造协议", paper)]
    services.declare_about(project, items, value=True, evidence=papers, **state)
    services.declare_about(project, items[:1], value=False, **state)
    standing = ProjectDeclaration.objects.filter(is_current=True).order_by("works_item")
    assert [(row.works_item, row.value) for row in standing] == [
        (items[0], False),
        (items[1], True),
        (items[2], True),
    ]
    with pytest.raises(Refused, match="产权单位"):
        services.declare_about(
            project, items, value=True, evidence=papers, **{**state, "by": people.qd_street}
        )


def test_item_of_another_project_is_not_declared_here(
    project: Project, item: WorksItem, people: People, town: Town
) -> None:
    other = making.project(
        [making.eligible(town.places[making.COMMUNITY], people, "闽江路小区")], people.qd_street
    )
    with pytest.raises(NotPossible, match="不在本项目"):
        services.declare(
            other,
            works_item=item,
            criterion="QD-C-linecare",
            value=False,
            adopted=making.today(),
            by=people.qd_utility,
            on=making.DAY,
        )


def test_paper_on_the_file_serves_whoever_states_for_the_project(
    project: Project, people: People, town: Town
) -> None:
    """The community may not look into the city's papers, but may name one that lies on its own project's file."""
    paper = making.paper("问需记录", town.top, people.qd_city)
    asked = {
        "record": "consultation_before",
        "adopted": making.today(),
        "by": people.qd_community,
        "on": making.DAY,
    }
    with pytest.raises(NotPossible, match="材料"):
        services.file_record(project, evidence=[("问需记录", paper)], **asked)
    scheme = making.at(project, "reserved")
    services.file_scheme(
        scheme, summary="要点", papers=[("问需记录", paper)], by=people.qd_city, now=making.NOW
    )
    (filed,) = services.file_record(project, evidence=[("问需记录", paper)], **asked)
    assert filed.criterion == "QD-C-need"


def test_dispute_counts_from_its_entry_and_is_closed_once(project: Project, people: People) -> None:
    dispute = raised(project, people)
    Project.objects.filter(pk=project.pk).update(asked_of="1:1")
    services.close_dispute(dispute, resolution="改为保留院墙", on=making.DAY, by=people.qd_street)
    project.refresh_from_db()
    assert project.asked_of == ""
    with pytest.raises(NotPossible, match="已于"):
        services.close_dispute(dispute, resolution="再结一次", on=making.DAY, by=people.qd_street)


def test_dispute_is_declared_for_by_the_district(project: Project, people: People) -> None:
    dispute = raised(project, people)
    papers = [
        (name, making.paper(name, project.jurisdiction, people.qd_district))
        for name in ("风险评估报告", "应急预案")
    ]
    asked = {"criterion": "QD-C-risk", "value": True, "adopted": making.today(), "on": making.DAY}
    with pytest.raises(NotPossible, match="应急预案"):
        services.declare(project, dispute=dispute, evidence=papers[:1], by=people.qd_district, **asked)
    made = services.declare(project, dispute=dispute, evidence=papers, by=people.qd_district, **asked)
    assert made.dispute == dispute


def test_withdrawn_project_takes_no_more_records(project: Project, people: People) -> None:
    Project.objects.filter(pk=project.pk).update(state="withdrawn")
    with pytest.raises(NotPossible, match="已撤回"):
        raised(project, people)
