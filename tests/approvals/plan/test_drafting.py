"""The draft: who puts what on it, and who takes it off again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from approvals.models import AnnualPlan, PlanEntry
from approvals.plan.services import nominate, open_plan, strike
from communities.people.rights import Refused
from projects.enums import State
from projects.errors import NotPossible
from tests.approvals.plan import planning
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


def test_year_is_opened_once(town: Town, people: People) -> None:
    first = open_plan(2027, by=people.qd_street, now=making.NOW)
    assert open_plan(2027, by=people.qd_district, now=making.NOW) == first
    assert AnnualPlan.objects.count() == 1


@pytest.mark.parametrize("year", [1999, 2100])
def test_year_out_of_range_is_refused(town: Town, people: People, year: int) -> None:
    with pytest.raises(NotPossible, match="年度应在"):
        open_plan(year, by=people.qd_street, now=making.NOW)


def test_year_is_not_opened_by_who_may_not_nominate(town: Town, people: People) -> None:
    for actor in (people.qd_admin, people.qd_utility, people.qd_community):
        with pytest.raises(Refused):
            open_plan(2027, by=actor, now=making.NOW)


@pytest.mark.parametrize("login", ["qd_street", "qd_district", "qd_housing", "qd_city", "qd_leader"])
def test_nominating_moves_nothing_and_keeps_who(town: Town, people: People, login: str) -> None:
    project, by = planning.reserved(town, people), getattr(people, login)
    plan, (entry,) = planning.drafted([project], by)
    assert (entry.plan, entry.project, entry.batch) == (plan, project, None)
    assert (entry.nominated_by, entry.organisation) == (by.person, by.seats[0].organisation)
    project.refresh_from_db()
    assert project.state == State.RESERVED


def test_nominating_is_refused_to_who_does_not_hold_the_place(
    town: Town, people: People, wulong: Town
) -> None:
    project = planning.reserved(town, people)
    plan = open_plan(2027, by=people.qd_street, now=making.NOW)
    for actor in (people.qd_admin, people.qd_utility, people.qd_community, people.wl_housing):
        with pytest.raises(Refused):
            nominate([project], plan, by=actor, now=making.NOW)
    assert not PlanEntry.objects.exists()


def test_project_that_is_not_reserved_is_refused(town: Town, people: People) -> None:
    row = making.eligible(town.places[making.COMMUNITY], people)
    project = making.project([row], people.qd_street)
    plan = open_plan(2027, by=people.qd_street, now=making.NOW)
    with pytest.raises(NotPossible, match="现为“已提出”，入库以后才能列入计划"):
        nominate([project], plan, by=people.qd_street, now=making.NOW)


def test_project_stands_on_one_draft_and_nominating_is_all_or_none(town: Town, people: People) -> None:
    one, other = (planning.reserved(town, people, name) for name in ("一号院", "二号院"))
    planning.drafted([one], people.qd_street)
    later = open_plan(2028, by=people.qd_street, now=making.NOW)
    with pytest.raises(NotPossible, match="已在 2027 年度计划的草案中"):
        nominate([other, one], later, by=people.qd_street, now=making.NOW)
    assert PlanEntry.objects.get().project == one


def test_struck_project_may_go_on_another_draft(town: Town, people: People) -> None:
    project = planning.reserved(town, people)
    _, (entry,) = planning.drafted([project], people.qd_street)
    with pytest.raises(Refused):
        strike(entry, by=people.qd_utility)
    strike(entry, by=people.qd_housing)
    with pytest.raises(NotPossible, match="已不在草案中"):
        strike(entry, by=people.qd_housing)
    _, (again,) = planning.drafted([project], people.qd_street, year=2028)
    assert again.plan.year == 2028
    project.refresh_from_db()
    assert project.state == State.RESERVED
