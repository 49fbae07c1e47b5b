"""Contracts with the parties, nodes of the works, and the parties that no rulebook names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from communities.people.rights import Refused
from projects import queries, services
from projects.errors import NotPossible
from projects.models import Milestone, Project, ProjectDeclaration
from tests.cast import People, Town
from tests.projects import making, working

pytestmark = pytest.mark.django_db

DAY = making.DAY


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def project(town: Town, people: People) -> Project:
    return working.site(town, people)[0]


def node(project: Project, people: People, name: str, day: date, percent: int | None = None) -> Milestone:
    return services.add_milestone(
        project,
        name=name,
        planned_on=day,
        planned_percent=None if percent is None else Decimal(percent),
        by=people.qd_street,
        now=making.NOW,
    )


def test_parties_that_no_rulebook_names_file_nothing_and_are_kept_for_good(
    project: Project, people: People
) -> None:
    with pytest.raises(Refused, match="有权提出项目或作出决定"):
        working.contractor(project, people.qd_admin)
    first = working.contractor(project, people.qd_street)
    second = working.contractor(project, people.qd_street, "荣华建设")
    first.refresh_from_db()
    assert (first.until_on, second.until_on) == (DAY, None)
    assert services.concluded(project, "contractor") == second
    services.confirm_record(project, "contractor", adopted=making.today(), by=people.qd_street, on=DAY)
    assert not ProjectDeclaration.objects.filter(project=project).exists()
    with pytest.raises(Refused, match="“监理单位”由"):
        services.unconfirm_record(
            project, "supervisor", adopted=making.today(), by=people.qd_street, on=DAY, note="有误"
        )


def test_contract_lies_on_the_project_with_its_paper(project: Project, people: People, town: Town) -> None:
    party = working.contractor(project, people.qd_street)
    made = working.contract(party, people.qd_street, ends_on=DAY + timedelta(days=90))
    (shown,) = queries.contracts_of(project)
    assert (shown, shown.papers.get().name) == (made, "施工合同")
    (filed,) = queries.papers_of_project(project, None)
    assert filed.belongs_to == "合同 施-2026-01：一标段施工"
    other = working.contractor(working.site(town, people, name="海琴路小区")[0], people.qd_street)
    paper = [("施工合同", making.paper("施工合同", project.jurisdiction, people.qd_street))]
    facts: dict[str, Any] = {
        "party": party,
        "number": "施-2",
        "title": "二标段",
        "signed_on": DAY,
        "evidence": paper,
    }
    for change, sentence in (
        ({"number": "施-2026-01 "}, "已有编号为 施-2026-01 的合同"),
        ({"evidence": []}, "请上传合同文本"),
        ({"party": other}, "不是本项目的责任主体"),
        ({"signed_on": date(2026, 11, 22)}, "不能晚于今天"),
        ({"starts_on": DAY, "ends_on": date(2026, 1, 1)}, "不能早于约定开工"),
    ):
        with pytest.raises(NotPossible, match=sentence):
            services.sign_contract(project, **{**facts, **change}, by=people.qd_street, now=making.NOW)
    with pytest.raises(Refused):
        services.sign_contract(project, **facts, by=people.qd_admin, now=making.NOW)


def test_node_reached_late_says_why_and_is_then_closed(project: Project, people: People) -> None:
    row = node(project, people, "管网完成", date(2026, 10, 31), 50)
    assert [each.is_overdue for each in queries.milestones_of(project, on=DAY)] == [True]
    with pytest.raises(NotPossible, match="节点已晚于计划日期，请写明延误原因"):
        services.reach_milestone(row, reached_on=date(2026, 11, 1), by=people.qd_street, now=making.NOW)
    with pytest.raises(NotPossible, match="不能晚于今天"):
        services.reach_milestone(
            row, reached_on=date(2026, 11, 22), delay_reason="汛期", by=people.qd_street, now=making.NOW
        )
    with pytest.raises(Refused):
        services.reach_milestone(row, reached_on=date(2026, 10, 31), by=people.qd_admin, now=making.NOW)
    services.reach_milestone(
        row, reached_on=date(2026, 11, 1), delay_reason="汛期", by=people.qd_street, now=making.NOW
    )
    (shown,) = queries.milestones_of(project, on=DAY)
    assert (shown.is_overdue, shown.is_late, shown.row.delay_reason) == (False, True, "汛期")
    with pytest.raises(NotPossible, match="已于 2026-11-01 完成"):
        services.reach_milestone(row, reached_on=DAY, by=people.qd_street, now=making.NOW)


def test_changed_node_says_why_and_remembers_its_first_day(project: Project, people: People) -> None:
    node(project, people, "进场", date(2026, 9, 10), 5)
    row = node(project, people, "主体完成", date(2026, 10, 31), 60)
    last = date(2026, 12, 31)
    plan: dict[str, Any] = {
        "name": "主体完成",
        "planned_on": last,
        "planned_percent": Decimal(60),
        "by": people.qd_street,
    }
    with pytest.raises(NotPossible, match="原因"):
        services.change_milestone(row, reason="", **plan)
    services.change_milestone(row, reason="管线产权单位停工", **plan)
    shown = queries.milestones_of(project, on=DAY)
    assert [(each.first_planned_on, each.is_overdue) for each in shown] == [
        (None, True),
        (date(2026, 10, 31), False),
    ]
    for name, day, percent, sentence in (
        ("主体完成", last, 60, "已有节点“主体完成”"),
        ("收尾", date(2027, 1, 31), 59, "不能低于“主体完成”"),
        ("管网", date(2026, 10, 1), 61, "不能高于“主体完成”"),
        ("绿化", last, 101, "0 到 100"),
    ):
        with pytest.raises(NotPossible, match=sentence):
            node(project, people, name, day, percent)
