"""The rules of a round: who convenes, who speaks, until when; what is said stays said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from approvals.enums import RoundState
from approvals.errors import NotNow
from approvals.models import Reviewer, ReviewOpinion, ReviewRound
from approvals.review import services
from approvals.review.queries import asked_by, to_conclude, waiting_for, working_days_left
from approvals.review.services.convening import due_day
from communities.people.notices import Notice
from communities.people.rights import Refused
from communities.rulebooks.services import settle
from projects.errors import NotPossible
from projects.models import Project
from tests.approvals.review import making
from tests.approvals.review.making import convened, qingdao_agrees, say
from tests.cast import People, Town
from tests.projects.making import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (1, date(2026, 10, 8)),
        (2, date(2026, 10, 9)),
        (3, date(2026, 10, 10)),  # a Saturday that is worked for the holiday
        (4, date(2026, 10, 12)),
    ],
)
def test_due_day_counts_the_holiday_and_its_make_up_day(days: int, due: date) -> None:
    start = date(2026, 9, 30)
    assert due_day(start, days) == due
    assert working_days_left(start, due) == days
    assert working_days_left(due, start) == -days


def test_due_day_beyond_the_calendar_is_asked_for_and_taken_by_hand() -> None:
    start = date(2026, 12, 25)
    with pytest.raises(NotPossible, match="2027"):
        due_day(start, 10)
    with pytest.raises(NotPossible, match="之后"):
        due_day(start, 10, start)
    assert due_day(start, 10, date(2027, 1, 11)) == date(2027, 1, 11)
    assert working_days_left(start, date(2027, 1, 11)) is None


def test_convene_tells_the_reviewers_and_keeps_the_project_as_it_was_put(
    project: Project, one: ReviewRound, people: People
) -> None:
    assert (one.convened_on, one.due_on, one.working_days) == (date(2026, 11, 21), date(2026, 11, 27), 5)
    assert (one.convened_by.actor, one.state) == ("d-housing", RoundState.OPEN)
    (item,) = one.snapshot["items"]
    assert (item["estimate"], one.snapshot["estimate"]) == ("468000.00", "468000.00")
    assert one.snapshot["neighbourhoods"][0]["households"] == "312"
    told = set(Notice.objects.values_list("person__username", flat=True))
    assert told == {"qd-reform", "qd-finance", "qd-planning"}  # who convenes knows already


@pytest.mark.parametrize("login", ["qd_street", "qd_district", "qd_city", "qd_utility", "qd_admin"])
def test_convene_by_who_does_not_chair_is_refused(project: Project, people: People, login: str) -> None:
    with pytest.raises(Refused, match="召集"):
        convened(project, getattr(people, login))


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"days": None}, "意见时限"),
        ({"days": 0}, "1 以上"),
        ({"review": "QD-R-9"}, "没有这项审查"),
        ({"added": ["某" * 61]}, "60 个字"),
    ],
)
def test_convene_with_what_can_not_be_is_refused(
    project: Project, people: People, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotPossible, match=sentence):
        convened(project, people.qd_housing, **more)
    assert not ReviewRound.objects.exists()


def test_convene_twice_or_too_early_is_refused(project: Project, one: ReviewRound, people: People) -> None:
    with pytest.raises(NotNow, match="正在进行"):
        convened(project, people.qd_finance)
    services.cancel(one, reason="材料有误", by=people.qd_finance, now=NOW)
    assert convened(project, people.qd_finance).number == 2


def test_the_fast_track_has_its_own_days_where_it_is_open(project: Project, people: People) -> None:
    settle(
        path="QD-R-1.fast_track.days",
        value=3,
        basis="青改办〔2026〕9号",
        reason="",
        effective_from=date(2026, 1, 1),
        by=people.qd_admin,
        now=NOW,
    )
    making.stated(project, "QD-C-noland", people.qd_planning)
    making.stated(project, "QD-C-nopollution", people.qd_district)
    with pytest.raises(NotPossible, match="3 个工作日"):
        convened(project, people.qd_housing, days=4, fast_track=True)
    one = services.convene(
        project, review=making.QD, working_days=None, fast_track=True, by=people.qd_housing, now=NOW
    )
    assert (one.fast_track, one.working_days, one.due_on) == ("yes", 3, date(2026, 11, 25))


@pytest.mark.parametrize("login", ["qd_finance", "qd_street", "qd_leader", "qd_admin"])
def test_an_opinion_by_another_body_is_refused(one: ReviewRound, people: People, login: str) -> None:
    with pytest.raises(Refused, match="意见由"):
        say(one, "d-planning", getattr(people, login))
    assert not ReviewOpinion.objects.exists()


@pytest.mark.parametrize(
    ("opinion", "more", "sentence"),
    [
        ("disagree", {}, "理由"),
        ("agree_with_conditions", {}, "条件"),
        ("agree", {"signer": " "}, "签署人"),
        ("agree", {"signed_on": date(2026, 11, 20)}, "签署日期"),
        ("agree", {"signed_on": date(2026, 11, 22)}, "签署日期"),
        ("silence", {}, "选择意见"),
    ],
)
def test_an_opinion_that_lacks_something_is_refused(
    one: ReviewRound, people: People, opinion: str, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotPossible, match=sentence):
        say(one, "d-finance", people.qd_finance, opinion, **more)


def test_a_later_opinion_counters_and_the_earlier_stays(one: ReviewRound, people: People) -> None:
    first = say(one, "d-finance", people.qd_finance, "disagree", reason="资金未落实")
    say(one, "d-finance", people.qd_finance, "agree_with_conditions", conditions="6月前到账")
    assert ReviewOpinion.objects.count() == 2
    qingdao_agrees(one, people, without=["d-finance"])
    assert services.conclude(one, text="", by=people.qd_housing, now=NOW).round.state == RoundState.APPROVED
    for change in (
        lambda: ReviewOpinion.objects.filter(pk=first.pk).update(opinion="agree"),
        lambda: ReviewOpinion.objects.filter(pk=first.pk).delete(),
        lambda: Reviewer.objects.filter(round=one).delete(),
        lambda: ReviewRound.objects.filter(pk=one.pk).update(state="open"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_after_the_conclusion_nothing_is_said_filled_or_concluded(one: ReviewRound, people: People) -> None:
    qingdao_agrees(one, people)
    services.conclude(one, text="", by=people.qd_housing, now=NOW)
    paper = one.outputs.get()
    for late in (
        lambda: say(one, "d-finance", people.qd_finance),
        lambda: services.fill_output(paper, fields={}, by=people.qd_housing, now=NOW),
        lambda: services.record_attendance(one, attended={}, by=people.qd_housing, now=NOW),
        lambda: services.conclude(one, text="", by=people.qd_housing, now=NOW),
        lambda: services.cancel(one, reason="撤", by=people.qd_housing, now=NOW),
    ):
        with pytest.raises(NotNow, match="已经结束"):
            late()


def test_attendance_and_papers_are_kept_as_typed(one: ReviewRound, people: People) -> None:
    services.record_attendance(one, attended={"d-planning": 2}, by=people.qd_reform, now=NOW)
    paper = one.outputs.get()
    services.fill_output(paper, fields={"内容": "同意按方案实施"}, number="1号", by=people.qd_reform, now=NOW)
    one.refresh_from_db()
    paper.refresh_from_db()
    assert (one.attended, paper.fields, paper.number) == (
        {"d-planning": 2},
        {"内容": "同意按方案实施"},
        "1号",
    )
    with pytest.raises(NotPossible, match="审查单位"):
        services.record_attendance(one, attended={"police": 1}, by=people.qd_reform, now=NOW)
    with pytest.raises(NotPossible, match="没有“概算”"):
        services.fill_output(paper, fields={"概算": "1"}, by=people.qd_reform, now=NOW)
    with pytest.raises(Refused):
        services.record_attendance(one, attended={}, by=people.qd_street, now=NOW)
    with pytest.raises(Refused):
        services.fill_output(paper, fields={}, by=people.qd_street, now=NOW)
    with pytest.raises(Refused):
        services.cancel(one, reason="撤", by=people.qd_street, now=NOW)


def test_the_desk_says_who_owes_who_waits_and_who_may_conclude(one: ReviewRound, people: People) -> None:
    on = NOW.date()
    (owed,) = waiting_for(people.qd_finance, on)
    assert (owed.round, [row.actor for row in owed.reviewers], owed.days_left) == (one, ["d-finance"], 5)
    assert waiting_for(people.qd_street, on) == []
    qingdao_agrees(one, people, without=["d-planning"])
    assert waiting_for(people.qd_finance, on) == []
    (asked,) = asked_by(people.qd_housing, on)
    assert [row.actor for row in asked.reviewers] == ["d-planning"]
    assert to_conclude(people.qd_housing, on) == []
    late = one.due_on + timedelta(days=3)
    (waiting,) = waiting_for(people.qd_planning, late)
    assert (waiting.is_late, waiting.days_left) == (True, -1)
    say(one, "d-planning", people.qd_planning)
    assert [waiting.round for waiting in to_conclude(people.qd_reform, on)] == [one]
    assert asked_by(people.qd_housing, on) == []
    assert to_conclude(people.qd_street, on) == []


@pytest.mark.parametrize("read", [waiting_for, to_conclude, asked_by])
def test_the_desk_asks_the_same_number_of_queries_for_many_rounds(
    town: Town, people: People, read: Any
) -> None:
    numbers = []
    for made in (1, 3):
        while ReviewRound.objects.count() < made:
            project = making.qingdao_project(town, people, f"河清路{ReviewRound.objects.count()}小区")
            making.consulted(project, people.qd_street)
            one = convened(project, people.qd_housing)
            say(one, "d-planning", people.qd_planning, "disagree", reason="占绿")
        with CaptureQueriesContext(connection) as asked:
            assert len(read(people.qd_housing, NOW.date())) == made
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
