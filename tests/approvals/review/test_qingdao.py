"""S11, the joint review of Qingdao, whole: consulted first, silence is not consent, refusal, the next round."""

from __future__ import annotations

import pytest

from approvals.enums import RoundState
from approvals.errors import Blocked, NotNow
from approvals.models import ReviewRound
from approvals.review import asking, services
from approvals.review.snapshot import differences
from approvals.transitions import fire
from communities.rulebooks.models import Decision
from projects.enums import State
from projects.models import Project, TransitionLog
from projects.services import correct
from tests.approvals.review import making
from tests.approvals.review.making import convened, qingdao_agrees, say
from tests.cast import People, Town
from tests.projects.making import NOW, today

pytestmark = pytest.mark.django_db


def test_convene_before_the_utilities_are_consulted_names_the_criterion(town: Town, people: People) -> None:
    project = making.qingdao_project(town, people)
    with pytest.raises(Blocked) as blocked:
        convened(project, people.qd_housing)
    assert [entry.id for entry in blocked.value.answer.failing()] == ["QD-C-consulted"]
    assert blocked.value.answer.missing == ("declared:QD-C-consulted",)
    assert not ReviewRound.objects.exists()
    making.consulted(project, people.qd_street)
    assert convened(project, people.qd_housing).number == 1


def test_conclude_while_planning_is_silent_is_undetermined(one: ReviewRound, people: People) -> None:
    qingdao_agrees(one, people, without=["d-planning"])
    with pytest.raises(Blocked) as blocked:
        services.conclude(one, text="通过", by=people.qd_housing, now=NOW)
    answer = blocked.value.answer
    assert (answer.answer, answer.missing) == ("undetermined", ("opinion:d-planning",))
    (words,) = asking.missing_words(answer, today())
    assert words.endswith("尚未出具意见")
    one.refresh_from_db()
    assert (one.state, one.project.state) == (RoundState.OPEN, State.DESIGNED)


def test_a_refusal_sends_back_and_the_next_round_shows_the_differences(
    one: ReviewRound, project: Project, people: People
) -> None:
    qingdao_agrees(one, people, without=["d-planning"])
    say(one, "d-planning", people.qd_planning, "disagree", reason="停车位占用绿地")
    done = services.conclude(one, text="退回修改", by=people.qd_housing, now=NOW)
    assert done.round.state == RoundState.REFUSED
    project.refresh_from_db()
    assert project.state == State.PLANNED
    log = TransitionLog.objects.get(transition="refuse")
    assert "停车位占用绿地" in log.reason
    assert Decision.objects.get(pk=done.round.decision_id).answer == "no"

    correct(project, revision=project.revision, values={"scope": "1-8 号楼，不占绿地"}, by=people.qd_street)
    making.designed(project, people.qd_housing)
    second = convened(project, people.qd_reform)
    shown = differences(second)
    assert shown is not None
    assert (second.number, shown.earlier) == (2, one)
    assert "改造范围：“未填”改为“1-8 号楼，不占绿地”" in shown.lines
    (reason,) = shown.reasons
    assert (reason.text, reason.now) == ("停车位占用绿地", "本轮尚未出具意见")
    say(second, "d-planning", people.qd_planning)
    again = differences(ReviewRound.objects.get(pk=second.pk))
    assert again is not None
    assert again.reasons[0].now == "本轮：同意"


def test_all_four_agree_moves_the_project_to_approved(
    one: ReviewRound, project: Project, people: People
) -> None:
    qingdao_agrees(one, people)
    done = services.conclude(one, text="同意实施", by=people.qd_housing, now=NOW)
    assert done.moved is not None
    assert done.waits == ""
    project.refresh_from_db()
    assert (project.state, done.round.state) == (State.APPROVED, RoundState.APPROVED)
    decision = Decision.objects.get(pk=done.round.decision_id)
    assert (decision.rule, decision.answer) == ("QD-R-1", "yes")
    assert len(decision.facts["review"]["opinions"]) == 4
    assert [output.document is not None for output in done.round.outputs.all()] == [True]


def test_the_green_channel_without_its_conditions_leaves_the_answer_alone(
    project: Project, people: People
) -> None:
    making.stated(project, "QD-C-noland", people.qd_planning)
    making.stated(project, "QD-C-nopollution", people.qd_district, value=False)
    one = convened(project, people.qd_housing, fast_track=True)
    assert one.fast_track == "no"
    track = asking.fast_track(
        project, today().rulebook.get("reviews", "QD-R-1"), adopted=today(), on=NOW.date()
    )
    assert track is not None
    assert (track.answer, track.failing) == ("no", ("不新增污染物排放（不符合）",))
    qingdao_agrees(one, people)
    assert asking.standing_answer(one, adopted=today(), on=NOW.date()).answer.is_yes
    done = services.conclude(one, text="同意", by=people.qd_housing, now=NOW)
    assert done.round.state == RoundState.APPROVED


def test_a_round_that_would_be_yes_does_not_pass_the_gate_before_it_is_concluded(
    one: ReviewRound, project: Project, people: People
) -> None:
    qingdao_agrees(one, people)
    with pytest.raises(Blocked):
        fire(project, "approve", by=people.qd_housing, now=NOW)


def test_conclude_with_a_result_that_has_changed_concludes_nothing(one: ReviewRound, people: People) -> None:
    qingdao_agrees(one, people)
    say(one, "d-finance", people.qd_finance, "disagree", reason="资金未落实")
    with pytest.raises(NotNow, match="未通过"):
        services.conclude(one, text="", by=people.qd_housing, now=NOW, result=RoundState.APPROVED)
    one.refresh_from_db()
    assert one.state == RoundState.OPEN
