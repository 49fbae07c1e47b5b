"""The desk: what waits for this person, by due day, gone when anybody has done it; what he asked of others."""

from __future__ import annotations

from datetime import date

import pytest

from approvals.plan import services as plans
from approvals.review import services as reviews
from approvals.transitions import fire
from communities.people.rights import Actor
from governance import desk
from projects.enums import State
from projects.lifecycle import move
from projects.models import Project
from projects.services import declare_about
from projects.stages import TRANSITIONS
from tests.approvals.review.making import QD, consulted, designed, stated
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


def titles(actor: Actor) -> list[str]:
    return [task.title for task in desk.of(actor, on=making.NOW.date()).tasks]


def reviewed(town: Town, people: People) -> Project:
    """DESIGNED, with what must stand before the review."""
    row = making.eligible(town.places[making.COMMUNITY], people)
    project = making.project([row], people.qd_street)
    stated(project, "QD-C-plans", people.qd_district, ["实施方案", "资金筹措方案"])
    consulted(project, people.qd_street)
    return designed(project, people.qd_housing)


def test_opinion_owed_stands_first_with_its_due_day_and_goes_when_given(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        project = reviewed(qingdao, people)
        one = reviews.convene(project, review=QD, working_days=3, by=people.qd_housing, now=making.NOW)
        first = desk.of(people.qd_planning, on=making.NOW.date()).tasks[0]
        assert first.title == f"出具审查意见：{project.name}"
        assert (first.due, first.left) == (date(2026, 11, 25), 3)
        late = desk.of(people.qd_planning, on=date(2026, 11, 27)).tasks[0]
        assert late.left is not None
        assert late.left < 0
        asked = desk.of(people.qd_housing, on=making.NOW.date()).asked
        assert [row.title for row in asked] == [f"联合审查：{project.name}"]
        assert "自然资源和规划" in asked[0].detail
        reviewer = one.reviewers.get(actor="d-planning")
        reviews.give_opinion(
            reviewer,
            opinion="agree",
            signed_on=making.NOW.date(),
            signer="郑",
            by=people.qd_planning,
            now=making.NOW,
        )
        assert f"出具审查意见：{project.name}" not in titles(people.qd_planning)
        assert "自然资源和规划" not in desk.of(people.qd_housing, on=making.NOW.date()).asked[0].detail


def test_nominated_project_waits_for_who_confirms_and_for_nobody_else(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        project = making.project([row], people.qd_street)
        fire(project, "reserve", by=people.qd_housing, now=making.NOW)
        assert "确认年度计划" not in titles(people.qd_city)
        plan = plans.open_plan(2026, by=people.qd_housing, now=making.NOW)
        plans.nominate([project], plan, by=people.qd_housing, now=making.NOW)
        assert "确认年度计划" in titles(people.qd_city)
        assert "确认年度计划" not in titles(people.qd_housing)
        assert [each.title for each in desk.of(people.qd_housing, on=making.NOW.date()).asked] == [
            f"列入年度计划：{project.name}"
        ]


def test_criterion_is_asked_of_its_own_unit_until_it_is_stated(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = reviewed(qingdao, people)
        Project.objects.filter(pk=project.pk).update(asked_of="")
        assert "申报：居民自愿、自下而上" not in titles(people.qd_street)  # asked before the plan only
        other = making.project(
            [making.eligible(qingdao.places[making.COMMUNITY], people, "河清路三小区")], people.qd_street
        )
        fire(other, "reserve", by=people.qd_housing, now=making.NOW)
        assert other.state == State.RESERVED
        assert "申报：居民自愿、自下而上" in titles(people.qd_street)
        assert "申报：居民自愿、自下而上" not in titles(people.qd_finance)
        assert "申报：财政承受能力评估论证" in titles(people.qd_finance)
        stated(other, "QD-C-voluntary", people.qd_street, ["逐级申报记录"])
        assert "申报：居民自愿、自下而上" not in titles(people.qd_street)


def test_utility_sees_the_pipelines_it_has_to_agree_on_until_it_has(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        project = making.project([row], people.qd_street)
        pipe = making.item(project, row, people.qd_street, "water-drain")
        at_approval(project, people.qd_housing)
        assert "申报：管线维修养护责任已明确" in titles(people.qd_utility)
        assert "申报：管线维修养护责任已明确" not in titles(people.qd_planning)
        papers = [("专业管线改造协议", making.paper("专业管线改造协议", row.jurisdiction, people.qd_utility))]
        declare_about(
            project,
            [pipe],
            criterion="QD-C-linecare",
            value=True,
            adopted=making.today(),
            evidence=papers,
            by=people.qd_utility,
            on=making.DAY,
        )
        assert "申报：管线维修养护责任已明确" not in titles(people.qd_utility)


def at_approval(project: Project, by: Actor) -> None:
    """APPROVED; the gates on the way there have tests of their own."""
    designed(project, by)
    organisation = by.seats[0].organisation
    assert organisation is not None
    move(
        project,
        TRANSITIONS["approve"],
        by=by.person,
        now=making.NOW,
        organisation=organisation,
        decision=None,
    )
