"""S14, the joint review of Zhejiang, whole: thirteen reviewers, six fields, residents at the table, two documents."""

from __future__ import annotations

import pytest

from approvals.enums import RoundState
from approvals.errors import Blocked
from approvals.models import ReviewRound
from approvals.review import services
from communities.rulebooks.services import settle
from policies.errors import NotAllowed
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project, ProjectDeclaration
from tests.approvals.review import making
from tests.approvals.review.making import FIELDS, ZJ, convened, say, zhejiang_agrees
from tests.cast import TODAY, Town
from tests.projects.making import NOW, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(zhejiang: Town) -> Project:
    return making.zhejiang_project(zhejiang)


@pytest.fixture
def one(project: Project, zhejiang: Town) -> ReviewRound:
    return convened(project, zhejiang.actors["zj-lead"], review=ZJ)


def fill(one: ReviewRound, town: Town, *, without: tuple[tuple[str, str], ...] = ()) -> None:
    """Both papers, all fields but those named."""
    for output in one.outputs.all():
        fields = {name: text for name, text in FIELDS.items() if (output.output, name) not in without}
        services.fill_output(output, fields=fields, by=town.actors["zj-lead"], now=NOW)


def meet(one: ReviewRound, town: Town, **attended: int) -> None:
    services.record_attendance(one, attended=attended, by=town.actors["zj-lead"], now=NOW)


def conclude(one: ReviewRound, town: Town) -> services.Concluded:
    return services.conclude(one, text="同意按方案实施", by=town.actors["zj-lead"], now=NOW)


def test_minutes_without_the_budget_are_blocked_and_completed_approve(
    one: ReviewRound, project: Project, zhejiang: Town
) -> None:
    assert one.reviewers.count() == 13
    zhejiang_agrees(one, zhejiang)
    meet(one, zhejiang, reps=2)
    fill(one, zhejiang, without=(("minutes", "工程概算"),))
    with pytest.raises(Blocked) as blocked:
        conclude(one, zhejiang)
    assert blocked.value.answer.missing == ("output:minutes.工程概算",)

    minutes = one.outputs.get(output="minutes")
    services.fill_output(
        minutes,
        fields={"工程概算": "468.00 万元"},
        number="联审〔2026〕1号",
        by=zhejiang.actors["zj-lead"],
        now=NOW,
    )
    done = conclude(one, zhejiang)
    project.refresh_from_db()
    assert (done.round.state, project.state) == (RoundState.APPROVED, State.APPROVED)
    documents = [output.document for output in done.round.outputs.all()]
    assert len([document for document in documents if document]) == 2
    filed = ProjectDeclaration.objects.get(criterion="ZJ-C-minutes", is_current=True)
    assert filed.value is True
    assert [(one.name, one.document) for one in filed.evidence.all()] == [("审查会议纪要", documents[0])]


@pytest.mark.parametrize(
    ("attended", "missing"),
    [({}, ("review.ZJ-R-1.resident_representatives",)), ({"ndrc": 2, "reps": 0}, ())],
)
def test_without_a_representative_nothing_is_concluded(
    one: ReviewRound, zhejiang: Town, attended: dict[str, int], missing: tuple[str, ...]
) -> None:
    zhejiang_agrees(one, zhejiang)
    meet(one, zhejiang, **attended)
    fill(one, zhejiang)
    with pytest.raises(Blocked) as blocked:
        conclude(one, zhejiang)
    answer = blocked.value.answer
    assert ([entry.id for entry in answer.failing()], answer.missing) == (["ZJ-C-reps"], missing)
    one.refresh_from_db()
    assert one.state == RoundState.OPEN


def test_the_tower_company_silent_blocks(one: ReviewRound, zhejiang: Town) -> None:
    zhejiang_agrees(one, zhejiang, without=["tower"])
    meet(one, zhejiang, reps=1)
    fill(one, zhejiang)
    with pytest.raises(Blocked) as blocked:
        conclude(one, zhejiang)
    assert blocked.value.answer.missing == ("opinion:tower",)


def test_the_police_refuse_although_all_have_signed(
    one: ReviewRound, project: Project, zhejiang: Town
) -> None:
    zhejiang_agrees(one, zhejiang)
    say(one, "police", zhejiang.actors["zj-police"], "disagree", reason="消防通道被占")
    meet(one, zhejiang, reps=1)
    fill(one, zhejiang)
    done = conclude(one, zhejiang)
    project.refresh_from_db()
    assert (done.round.state, project.state) == (RoundState.REFUSED, State.PLANNED)
    assert not ProjectDeclaration.objects.filter(criterion="ZJ-C-minutes").exists()


def test_civil_affairs_join_an_open_list_and_are_waited_for(project: Project, zhejiang: Town) -> None:
    lead = zhejiang.actors["zj-lead"]
    one = convened(project, lead, review=ZJ, added=["民政"])
    assert (one.reviewers.count(), making.reviewer(one, "民政").is_added) == (14, True)
    zhejiang_agrees(one, zhejiang)
    meet(one, zhejiang, reps=1)
    fill(one, zhejiang)
    with pytest.raises(Blocked) as blocked:
        conclude(one, zhejiang)
    assert blocked.value.answer.missing == ("opinion:民政",)
    with pytest.raises(NotPossible, match="原件"):
        say(one, "民政", lead)
    say(one, "民政", lead, document=paper("民政意见", project.jurisdiction, lead))
    assert conclude(one, zhejiang).round.state == RoundState.APPROVED


def test_taking_the_police_off_the_list_is_refused_with_the_clause(zhejiang: Town) -> None:
    kept = [
        "ndrc",
        "finance",
        "land",
        "urban",
        "fire",
        "power",
        "water",
        "gas",
        "telecom",
        "cable",
        "tower",
        "reps",
    ]
    with pytest.raises(NotAllowed) as refused:
        settle(
            path="ZJ-R-1.reviewers",
            value=kept,
            basis="建办〔2026〕1号",
            reason="",
            effective_from=TODAY,
            by=zhejiang.actors["zj-admin"],
            now=NOW,
        )
    assert "police" in refused.value.message
    assert refused.value.clause == "一(二)"
