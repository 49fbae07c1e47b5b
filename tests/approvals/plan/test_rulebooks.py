"""Confirming by other texts: Beijing's joint conference (S9), Wulong's commission, Zhejiang without a row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from approvals.enums import OpinionKind, RoundState
from approvals.errors import Blocked
from approvals.models import PlanBatch, PlanEntry, ReviewRound
from approvals.plan.rights import confirmer
from approvals.plan.services import adjust, confirm, nominate, open_plan
from approvals.transitions import fire
from communities.people.rights import Refused
from communities.tenancy.models import Jurisdiction
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project, ProjectDeclaration
from projects.services import declare
from tests.approvals.plan import planning
from tests.cast import People, Town, found_town
from tests.projects import making

pytestmark = pytest.mark.django_db

STREET = "110101001"
BEIJING = {
    "bj-street": (("street",), "clerk", STREET),
    "bj-district": (("district-gov",), "clerk", "110101"),
    "bj-office": (("office",), "clerk", ""),
    "bj-conference": (("conference",), "leader", ""),
}


@pytest.fixture
def beijing(db: None) -> Iterator[Town]:
    town = found_town("beijing", "北京市", BEIJING, adopted=date(2021, 1, 1))
    with town.entered():
        yield town


def community(town: Town, below: str) -> Jurisdiction:
    path = town.places[below].path
    return next(p for p in town.places.values() if p.division == "community" and p.path.startswith(path))


def reserved(town: Town, name: str) -> Project:
    """In the pool by Beijing's text: the residents asked, the menu drafted."""
    street = town.actors["bj-street"]
    row = making.neighbourhood(community(town, STREET), street, name)
    making.state("BJ-C-demand", [row], street, "诉求征集记录")
    project = making.project([row], street)
    planning.say(project, "BJ-C-menu", street, "整治内容菜单")
    fire(project, "reserve", by=street, now=making.NOW)
    return project


def named(project: Project, town: Town, *, affordable: bool = True) -> Project:
    """Investor and entity named by the district, affordability on file or not."""
    district = town.actors["bj-district"]
    for criterion in ("BJ-C-investor", "BJ-C-entity"):
        planning.file(project, criterion, district)
    if affordable:
        planning.say(project, "BJ-C-fiscal", district, "财政可承受能力评估")
    return project


def failing(blocked: Blocked) -> set[str]:
    return {entry.id for entry in blocked.answer.failing()}


def test_conference_confirms_in_beijing(beijing: Town) -> None:
    """S9."""
    actors = beijing.actors
    ripe = [named(reserved(beijing, name), beijing) for name in ("一号院", "二号院")]
    poor = named(reserved(beijing, "三号院"), beijing, affordable=False)
    with pytest.raises(Blocked) as by_hand:
        fire(ripe[0], "plan", by=actors["bj-office"], now=making.NOW)
    assert failing(by_hand.value) == {"BJ-C-confirmed", "BJ-R-1"}
    with pytest.raises(Refused):
        fire(ripe[0], "plan", by=actors["bj-district"], now=making.NOW)
    with pytest.raises(Refused):
        planning.say(ripe[0], "BJ-C-confirmed", actors["bj-district"], "项目确认文件")

    plan = open_plan(planning.YEAR, by=actors["bj-district"], now=making.NOW)
    entries = nominate([*ripe, poor], plan, by=actors["bj-district"], now=making.NOW)
    with pytest.raises(Refused, match="年度计划由市老旧小区综合整治联席会"):
        planning.confirmed(plan, entries, actors["bj-district"])
    outcome = planning.confirmed(plan, entries, actors["bj-conference"], "京老旧办〔2026〕5号")

    batch = PlanBatch.objects.get()
    assert outcome.batch == batch
    assert (batch.document_no, batch.organisation.actor) == ("京老旧办〔2026〕5号", "conference")
    for project in ripe:
        project.refresh_from_db()
        assert project.state == State.PLANNED
        stated = ProjectDeclaration.objects.get(project=project, criterion="BJ-C-confirmed", is_current=True)
        assert (stated.value, stated.stated_by) == (True, "conference")
        assert [(e.name, e.document) for e in stated.evidence.all()] == [("项目确认文件", batch.document)]
        held = ReviewRound.objects.get(project=project, review="BJ-R-1")
        assert (held.state, held.concluded_by) == (RoundState.APPROVED, batch.organisation)
        (reviewer,) = held.reviewers.all()
        (opinion,) = reviewer.opinions.all()
        assert (reviewer.actor, opinion.opinion, opinion.is_recorded) == (
            "conference",
            OpinionKind.AGREE,
            False,
        )
        assert [(o.output, o.document) for o in held.outputs.all()] == [("confirmation", batch.document)]
    poor.refresh_from_db()
    assert poor.state == State.RESERVED
    assert [(each["project"], [r["name"] for r in each["reasons"]]) for each in batch.left_off] == [
        (poor.pk, ["财政可承受能力评估"])
    ]


def test_office_confirms_for_the_conference(beijing: Town) -> None:
    plan = open_plan(planning.YEAR, by=beijing.actors["bj-district"], now=making.NOW)
    project = named(reserved(beijing, "一号院"), beijing)
    entries = nominate([project], plan, by=beijing.actors["bj-district"], now=making.NOW)
    assert planning.confirmed(plan, entries, beijing.actors["bj-office"]).batch is not None
    stated = ProjectDeclaration.objects.get(criterion="BJ-C-confirmed", is_current=True)
    assert (stated.stated_by, stated.organisation.actor) == ("conference", "office")


def test_confirmation_taken_back_counts_no_more(beijing: Town) -> None:
    actors = beijing.actors
    plan = open_plan(planning.YEAR, by=actors["bj-district"], now=making.NOW)
    project = named(reserved(beijing, "一号院"), beijing)
    entries = nominate([project], plan, by=actors["bj-district"], now=making.NOW)
    planning.confirmed(plan, entries, actors["bj-office"])
    adjust(
        PlanEntry.objects.get(),
        kind="remove",
        document_no="京老旧办〔2026〕6号",
        reason="居民意见变化",
        on=planning.DAY,
        by=actors["bj-conference"],
        now=making.NOW,
    )
    project.refresh_from_db()
    assert project.state == State.RESERVED
    with pytest.raises(Blocked) as by_hand:
        fire(project, "plan", by=actors["bj-office"], now=making.NOW)
    assert failing(by_hand.value) == {"BJ-C-confirmed", "BJ-R-1"}
    later = open_plan(planning.YEAR + 1, by=actors["bj-district"], now=making.NOW)
    again = nominate([project], later, by=actors["bj-district"], now=making.NOW)
    assert planning.confirmed(later, again, actors["bj-conference"], "七号").batch is not None


def test_record_is_not_declared_by_hand_by_the_conference_either(beijing: Town) -> None:
    project = reserved(beijing, "一号院")
    with pytest.raises(NotPossible, match="确认年度计划"):
        planning.say(project, "BJ-C-confirmed", beijing.actors["bj-conference"], "项目确认文件")


def test_housing_commission_confirms_in_wulong(wulong: Town, people: People) -> None:
    with wulong.entered():
        street, housing = people.wl_street, people.wl_housing
        row = making.neighbourhood(wulong.places[making.WL_COMMUNITY], street)
        for criterion in ("WL-C-neglect", "WL-C-municipal", "WL-C-services", "WL-C-will"):
            making.state(criterion, [row], street)
        making.state("WL-C-place", [row], people.wl_planning)
        project = making.project([row], street)
        fire(project, "reserve", by=housing, now=making.NOW)
        planning.file(project, "WL-C-leader", people.wl_leader, "包干责任表")
        plan, entries = planning.drafted([project], street)
        blocked = planning.confirmed(plan, entries, housing, "武住建〔2026〕1号")
        assert [reason.name for reason in blocked.left_off[0].reasons] == ["已明确实施主体单位"]
        planning.file(project, "WL-C-entity", housing)
        with pytest.raises(Refused):
            planning.confirmed(plan, entries, people.wl_reform, "武住建〔2026〕1号")
        outcome = planning.confirmed(plan, entries, housing, "武住建〔2026〕1号")
        assert outcome.batch is not None
        assert outcome.cautions[0][:12] == "武隆区尚未填报本年度财政"


def test_without_a_row_the_own_level_and_the_district_confirm(db: None) -> None:
    logins = {
        "zj-lead": (("lead",), "clerk", "330102"),
        "zj-other": (("lead",), "clerk", "330105"),
    }
    town = found_town("zhejiang", "浙江省", logins, adopted=date(2021, 1, 1))
    with town.entered():
        own, other = town.actors["zj-lead"], town.actors["zj-other"]
        row = making.neighbourhood(community(town, "330102"), own)
        project = making.project([row], own)
        fire(project, "reserve", by=own, now=making.NOW)
        plan, entries = planning.drafted([project], own)
        with pytest.raises(Refused):
            confirmer([project], adopted=making.today(), by=other)
        outcome = confirm(
            plan,
            entries,
            document_no="上城建〔2026〕1号",
            confirmed_on=planning.DAY,
            by=own,
            now=making.NOW,
        )
        assert outcome.batch is not None
        project.refresh_from_db()
        assert project.state == State.PLANNED


def test_hand_declared_no_needs_no_act(beijing: Town) -> None:
    """A no is anybody's of that body: only the yes is filed by the confirmation."""
    project = reserved(beijing, "一号院")
    made = declare(
        project,
        criterion="BJ-C-confirmed",
        value=False,
        adopted=making.today(),
        by=beijing.actors["bj-conference"],
        on=planning.DAY,
    )
    assert made.value is False
