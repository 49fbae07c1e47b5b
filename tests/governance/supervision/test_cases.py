"""A case on its way: who may take each step, what each refuses, when it is late, what stays on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from communities.models import Notice
from communities.people.rights import Refused
from governance.enums import StepKind
from governance.models import SupervisionCase, SupervisionStep
from governance.supervision import queries, services
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project
from tests.cast import People, Town
from tests.governance.supervision.handling import (
    LATER,
    assigned,
    closed,
    opened,
    own,
    project,
    rechecked,
    rectified,
)
from tests.projects import making

pytestmark = pytest.mark.django_db
ON = making.NOW.date()


def test_case_is_given_back_put_right_closed_and_taken_up_again(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        case = opened(project(qingdao, people), people.qd_street)
        assert (case.state, case.due_on, case.clock) == ("recorded", None, "")
        case = assigned(case, people.qd_street, people.qd_district)
        told = Notice.objects.filter(person=people.qd_street.person).latest("pk")
        assert told.url == f"/qingdao/cases/{case.pk}/"
        case = rectified(case, people.qd_street)
        case = rechecked(case, people.qd_district, ok=False, due_on=LATER + timedelta(days=3))
        assert (case.state, case.due_on) == ("assigned", LATER + timedelta(days=3))
        case = rectified(case, people.qd_street)
        with pytest.raises(NotPossible, match="还没有复查通过"):
            closed(case, people.qd_district)
        case = rechecked(case, people.qd_district, ok=True)
        case = closed(case, people.qd_district)
        assert (case.state, case.closed_on) == ("closed", making.DAY)
        case = services.reopen(case, reason="又拆开了", on=making.DAY, by=people.qd_district, now=making.NOW)
        assert (case.state, case.due_on, case.passed_on) == ("recorded", None, None)
        assert [step.what for step in case.steps.all()] == [
            "opened", "assigned", "rectified", "rejected", "rectified", "passed", "closed", "reopened",
        ]  # fmt: skip


def test_each_step_is_taken_by_those_whom_it_belongs_to(qingdao: Town, people: People) -> None:
    """The community records, who decides above it assigns, the responsible organisation never checks itself."""
    with qingdao.entered():
        case = opened(project(qingdao, people), people.qd_community)
        for stranger in (people.qd_community, people.qd_utility):
            with pytest.raises(Refused, match="有决定权限"):
                assigned(case, people.qd_street, stranger)
        with pytest.raises(Refused, match="管辖此处的单位"):
            opened(Project.objects.get(), people.qd_admin)
        case = assigned(case, people.qd_street, people.qd_street)
        with pytest.raises(Refused, match="由责任单位报告"):
            rectified(case, people.qd_district)
        case = rectified(case, people.qd_street)
        with pytest.raises(Refused, match="责任单位以外的单位复查"):
            rechecked(case, people.qd_street, ok=True)
        assert rechecked(case, people.qd_housing, ok=True).passed_on == making.DAY


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"on": ON + timedelta(days=1)}, "日期不能晚于今天"),
        ({"on": making.DAY - timedelta(days=1)}, "日期不能早于上一步"),
        ({"due_on": None}, "请填写整改期限"),
        ({"due_on": making.DAY - timedelta(days=1)}, "整改期限不能早于交办日期"),
    ],
)
def test_assignment_that_cannot_be_is_refused(
    qingdao: Town, people: People, more: dict[str, date | None], sentence: str
) -> None:
    with qingdao.entered():
        case = opened(project(qingdao, people), people.qd_street)
        with pytest.raises(NotPossible, match=sentence):
            assigned(case, people.qd_street, people.qd_district, **more)
        case.refresh_from_db()
        assert case.state == "recorded"


def test_change_of_hands_says_why_and_nothing_is_closed_without_a_word(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        place = project(qingdao, people)
        case = assigned(opened(place, people.qd_street), people.qd_street, people.qd_district)
        with pytest.raises(NotPossible, match="须写明理由"):
            assigned(case, people.qd_housing, people.qd_district)
        case = assigned(case, people.qd_housing, people.qd_district, text="属住建部门")
        assert (case.organisation, case.steps.latest("pk").what) == (own(people.qd_housing), StepKind.CHANGED)
        with pytest.raises(Refused):
            rectified(case, people.qd_street)
        complaint = opened(place, people.qd_street, "hotline")
        with pytest.raises(NotPossible, match="答复和回访"):
            closed(complaint, people.qd_district, text=" ")
        assert closed(complaint, people.qd_district).state == "closed"


def test_petition_runs_by_the_two_clocks_of_the_law(qingdao: Town, people: People) -> None:
    """信访工作条例 23 and 34: 15 days from receipt to the answer, 60 from acceptance, 30 more with the reason."""
    with qingdao.entered():
        case = opened(project(qingdao, people), people.qd_street, "petition", on=date(2026, 11, 1))
        assert (case.due_on, case.clock) == (date(2026, 11, 16), "NL-K-petition-accept")
        given = {"accepted_on": date(2026, 11, 10), "due_on": None}
        case = assigned(case, people.qd_street, people.qd_district, **given)
        assert (case.due_on, case.clock) == (date(2027, 1, 9), "NL-K-petition-finish")
        longer = {"due_on": date(2027, 2, 8)}
        with pytest.raises(NotPossible, match="须写明理由"):
            assigned(case, people.qd_street, people.qd_district, **longer)
        case = assigned(case, people.qd_street, people.qd_district, **longer, text="情况复杂，经批准延长")
        assert case.due_on == date(2027, 2, 8)
        with pytest.raises(NotPossible, match=r"最迟为 2027-02-08（信访工作条例第三十四条）"):
            assigned(case, people.qd_street, people.qd_district, due_on=date(2027, 2, 9), text="再延")
        case = rectified(case, people.qd_street)
        assert queries.days_late(case, date(2027, 2, 10)) == 2, "the law's period runs until it is closed"


def test_late_is_the_same_in_the_list_and_on_the_row(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        place = project(qingdao, people)
        waiting = opened(place, people.qd_street)
        given = assigned(opened(place, people.qd_street), people.qd_street, people.qd_district)
        done = rectified(
            assigned(opened(place, people.qd_street), people.qd_street, people.qd_district), people.qd_street
        )
        after = LATER + timedelta(days=4)
        assert [queries.days_late(row, LATER) for row in (waiting, given, done)] == [0, 0, 0]
        assert [queries.days_late(row, after) for row in (waiting, given, done)] == [0, 4, 0]
        assert list(SupervisionCase.objects.filter(queries.late(after))) == [given]
        (item,) = queries.overdue(people.qd_district, after)
        assert (item.title, item.days_late, item.url) == (
            "整改：外墙脚手架未封闭",
            4,
            f"/qingdao/cases/{given.pk}/",
        )
        mine = queries.waiting_for(people.qd_street, ON)
        assert [line.title.partition("：")[0] for line in mine if "cases" in line.url] == ["整改", "交办"]
        theirs = queries.waiting_for(people.qd_district, ON)
        assert [line.title.partition("：")[0] for line in theirs if "cases" in line.url] == ["复查", "交办"]


def test_reminder_goes_out_once_a_day(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        case = assigned(
            opened(project(qingdao, people), people.qd_street), people.qd_street, people.qd_district
        )
        before = Notice.objects.filter(person=people.qd_street.person).count()
        assert services.remind(case, by=people.qd_district, now=making.NOW) == 1
        assert Notice.objects.filter(person=people.qd_street.person).count() == before + 1
        with pytest.raises(NotPossible, match="今天已经催办过"):
            services.remind(case, by=people.qd_district, now=making.NOW)


def test_step_is_never_changed_and_a_case_lies_somewhere(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        case = opened(project(qingdao, people), people.qd_street)
        for change in (
            lambda: SupervisionStep.objects.filter(case=case).update(text="别的"),
            lambda: SupervisionStep.objects.filter(case=case).delete(),
        ):
            with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
                change()
        for columns in (
            {"project": None},
            {"source": "petition"},
            {"state": "assigned"},
            {"state": "closed"},
        ):
            with pytest.raises(IntegrityError, match="case_"), transaction.atomic():
                SupervisionCase.objects.filter(pk=case.pk).update(**columns)


def test_draw_is_the_same_from_the_same_seed(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        for number in range(4):
            making.at(project(qingdao, people, f"{number}号小区"), State.BUILDING)
        project(qingdao, people, "未开工小区")
        drawn = queries.draw(people.qd_city, seed="20261121-a1", count=3)
        again = queries.draw(people.qd_street, seed="20261121-a1", count=3)
        assert drawn.among == 4
        assert [row.pk for row in drawn.projects] == [row.pk for row in again.projects]
        assert len({row.pk for row in drawn.projects}) == 3
        assert drawn.projects[0] in queries.draw(people.qd_city, seed="20261121-a1", count=1).projects
        orders = {
            tuple(row.pk for row in queries.draw(people.qd_city, seed=seed, count=4).projects)
            for seed in "abcdef"
        }
        assert len(orders) > 1
