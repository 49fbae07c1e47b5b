"""Duties and deadlines: days set for bodies, ticked off with evidence, late with their clause."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from communities.models import Notice
from communities.people import services as administration
from communities.people.models import Person, Role
from communities.people.rights import Actor, Refused, actor_for
from communities.rulebooks.services import settle
from governance.models import DutyTask
from governance.supervision import queries, services
from projects.errors import NotPossible
from tests.cast import People, Town
from tests.governance.supervision.handling import paper
from tests.projects import making

pytestmark = pytest.mark.django_db
ON = making.NOW.date()
DUE = date(2026, 12, 10)
DISTRICTS = ("370202", "370203")


def given(town: Town, by: Actor, **more: Any) -> list[DutyTask]:
    """QD-Y-2, 作为第一责任主体, set for both districts."""
    told: dict[str, Any] = {
        "rule": "QD-Y-2",
        "actor": "district-gov",
        "places": [town.places[code] for code in DISTRICTS],
        "due_on": DUE,
    } | more
    return services.set_duties(**told, adopted=making.today(), by=by, now=making.NOW)


def ticked(task: DutyTask, town: Town, by: Actor, on: date = making.DAY) -> DutyTask:
    return services.tick_off(
        task,
        text="已印发",
        on=on,
        document=paper(town, by),
        adopted=making.today(),
        by=by,
        now=making.NOW,
    )


def test_duty_is_set_for_many_bodies_and_ticked_off_by_each_with_evidence(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        first, second = given(qingdao, people.qd_city)
        assert [task.jurisdiction.code for task in (first, second)] == list(DISTRICTS)
        assert "2026-12-10" in Notice.objects.get(person=people.qd_district.person).text
        more = given(qingdao, people.qd_city, due_on=DUE + timedelta(days=1))
        assert len(more) == 2
        with pytest.raises(NotPossible, match="都已有同一期限"):
            given(qingdao, people.qd_city)
        with pytest.raises(Refused, match=r"由区\(市\)政府办理"):
            ticked(first, qingdao, people.qd_street)
        with pytest.raises(Refused, match=r"由区\(市\)政府办理"):
            ticked(second, qingdao, people.qd_district)
        done = ticked(first, qingdao, people.qd_district)
        assert (done.done_on, done.document_id is not None) == (making.DAY, True)
        with pytest.raises(NotPossible, match="已于 2026-11-20 完成"):
            ticked(first, qingdao, people.qd_district)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"rule": "QD-Y-99"}, "没有这一职责"),
        ({"actor": "street"}, "没有写明由"),
        ({"due_on": date(2026, 11, 20)}, "期限不能早于今天"),
        ({"places": []}, "请选择"),
    ],
)
def test_duty_that_the_rulebook_does_not_know_is_not_set(
    qingdao: Town, people: People, more: dict[str, Any], sentence: str
) -> None:
    with qingdao.entered():
        with pytest.raises(NotPossible, match=sentence):
            given(qingdao, people.qd_city, **more)
        with pytest.raises(Refused):
            given(qingdao, people.qd_district)
        assert not DutyTask.objects.exists()


def test_late_duty_is_told_with_its_clause_and_pressed_once_a_day(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        first, second = given(qingdao, people.qd_city)
        ticked(second, qingdao, _district_beside(qingdao, people))
        late = queries.overdue(people.qd_city, DUE + timedelta(days=2))
        (item,) = [one for one in late if "职责" in one.title]
        assert (item.days_late, item.clause, item.detail) == (2, "二(一)1", "市南区 · 区(市)政府")
        mine = queries.waiting_for(people.qd_district, ON)
        assert [one.url for one in mine] == [f"/qingdao/duties/{first.pk}/done/"]
        assert services.remind_duty(first, adopted=making.today(), by=people.qd_city, now=making.NOW) == 1
        duty = next(
            d for d in queries.duty_register(people.qd_city, making.today(), on=ON) if d.id == "QD-Y-2"
        )
        assert (duty.total, duty.done, duty.late) == (2, 1, 0)
        assert [view.task for view in duty.tasks] == [first, second]
        assert [view.body for view in duty.tasks] == ["市南区 · 区(市)政府", "市北区 · 区(市)政府"]
        assert queries.duty_register(people.qd_street, making.today(), on=ON)[1].tasks == ()


def _district_beside(town: Town, people: People) -> Actor:
    """The clerk of the other district's government."""
    place = town.places[DISTRICTS[1]]
    person = Person.objects.create_user("qd-beside", name="市北经办")
    office = administration.ensure_organisation(
        actor_id="district-gov", kind="government", name="市北区政府", jurisdiction=place
    )
    administration.appoint(
        person=person,
        role=Role.objects.get(code="clerk"),
        jurisdiction=place,
        organisation=office,
        starts_on=date(2020, 1, 1),
    )
    found = actor_for(person=person, tenant=town.tenant, on=ON)
    assert found is not None
    return found


def test_deadline_of_the_past_informs_and_an_open_one_leads_to_its_question(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        shown = {view.id: view for view in queries.deadline_register(people.qd_city, making.today(), on=ON)}
        pilot, progress = shown["QD-D-pilot"], shown["QD-D-progress"]
        assert (pilot.next, pilot.last_day, pilot.is_past, pilot.late) == (None, date(2020, 6, 30), True, [])
        assert (progress.next, progress.open_url) == (None, "/qingdao/rulebook/unsettled/#QD-D-progress.due")
        assert queries.overdue(people.qd_city, ON) == []


def test_weekly_deadline_runs_from_the_day_that_the_tenant_settles(wulong: Town, people: People) -> None:
    """WL-D-week 每周有安排: open until an entry gives the first Friday; then late each week until it is shown."""
    friday = date(2026, 11, 13)
    with wulong.entered():
        settle(
            path="WL-D-week.due",
            value=friday.isoformat(),
            basis="领导小组会议纪要",
            reason="",
            effective_from=date(2026, 11, 1),
            by=people.wl_admin,
            now=making.NOW,
        )
        shown = {
            view.id: view for view in queries.deadline_register(people.wl_housing, making.today(), on=ON)
        }
        week = shown["WL-D-week"]
        assert (week.last_day, week.next) == (date(2026, 11, 20), date(2026, 11, 27))
        assert [one.days_late for one in week.late] == [1]
        (item,) = queries.overdue(people.wl_leader, ON)
        assert (item.title, item.clause, item.days_late) == ("期限：每周有安排", "六(四)", 1)
        assert week.last_day is not None
        told: dict[str, Any] = {
            "rule": "WL-D-week",
            "actor": "office",
            "place": wulong.top,
            "text": "本周安排已印发",
            "on": making.DAY,
            "adopted": making.today(),
            "now": making.NOW,
        }
        document = making.paper("安排", wulong.top, people.wl_housing)
        with pytest.raises(Refused):
            services.meet_deadline(**told, due_on=week.last_day, document=document, by=people.wl_finance)
        with pytest.raises(NotPossible, match="没有这一天"):
            services.meet_deadline(**told, due_on=ON, document=document, by=people.wl_housing)
        task = services.meet_deadline(**told, due_on=week.last_day, document=document, by=people.wl_housing)
        assert task.done_on == making.DAY
        assert queries.overdue(people.wl_leader, ON) == []
