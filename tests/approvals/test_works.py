"""S7 and what else decides whether a works item may start: Beijing's clean-up first, its property contract first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from approvals import gates, transitions, works
from approvals.errors import Blocked, NotNow
from communities.models import Decision, Neighbourhood
from communities.neighbourhoods import services as neighbourhoods
from communities.people.rights import Refused
from communities.rulebooks.services import settle
from projects import services
from projects.enums import ItemState, State
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from tests.approvals.carrying import Carrier
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db

LOCKS, STRENGTHENING = "locks", "seismic"


@pytest.fixture
def beijing(db: None) -> Carrier:
    return Carrier("beijing", "北京市")


def ready(carrier: Carrier) -> tuple[Project, dict[str, WorksItem]]:
    """READY, with one item of the clean-up class and one that the tenant has put into another."""
    settle(
        path=f"item:{STRENGTHENING}.class",
        value="basic",
        basis="测试",
        reason="测试",
        effective_from=making.NOW.date(),
        by=carrier.admin,
        now=making.NOW,
    )
    project = carrier.project(carrier.neighbourhood(), (LOCKS, STRENGTHENING))
    carrier.until(project, State.READY)
    return project, {item.item: item for item in WorksItem.objects.filter(project=project)}


def agree_to_fees(carrier: Carrier, project: Project) -> None:
    """The residents agree to standard and fee; the street records it."""
    rows = list(Neighbourhood.objects.filter(project_memberships__project=project))
    carrier.state_about_neighbourhood("BJ-C-fees", rows)


def sign_contract(carrier: Carrier, project: Project) -> None:
    rows = list(Neighbourhood.objects.filter(project_memberships__project=project))
    carrier.state_about_neighbourhood("BJ-C-contract", rows)


def clean_up(carrier: Carrier, project: Project) -> None:
    """The street confirms: one record, both criteria."""
    by = carrier.person("street")
    papers = carrier.papers(["治理完成确认"], by)
    filed = services.file_record(
        project, "clearing", adopted=carrier.adopted, by=by, on=making.DAY, evidence=papers
    )
    assert {row.criterion for row in filed} == {"BJ-C-demolish", "BJ-C-holes"}


def start(carrier: Carrier, item: WorksItem) -> WorksItem:
    by = carrier.mover(item.project, "start")
    return works.start_item(item, on=making.DAY, by=by, now=making.NOW)


def test_s7_without_the_property_contract_nothing_starts(beijing: Carrier) -> None:
    with beijing.entered():
        project, items = ready(beijing)
        agree_to_fees(beijing, project)
        clean_up(beijing, project)
        by = beijing.mover(project, "start")
        with pytest.raises(Blocked) as blocked:
            transitions.fire(project, "start", by=by, now=making.NOW)
        (failing,) = blocked.value.answer.failing()
        assert (failing.rule, failing.id) == ("BJ-G-property", "BJ-C-contract")
        gate = beijing.adopted.rulebook.get("gates", "BJ-G-property")
        assert gate.quote == "並簽訂物業服務協議的,綜合整治項目方可實施"
        with pytest.raises(Blocked):
            start(beijing, items[LOCKS])
        sign_contract(beijing, project)
        transitions.fire(project, "start", by=by, now=making.NOW)
        assert project.state == State.BUILDING


def test_s7_clean_up_starts_before_and_the_rest_waits_for_it(beijing: Carrier) -> None:
    with beijing.entered():
        project, items = ready(beijing)
        agree_to_fees(beijing, project)
        sign_contract(beijing, project)
        assert start(beijing, items[LOCKS]).state == ItemState.STARTED
        project.refresh_from_db()
        assert project.state == State.READY
        with pytest.raises(Blocked) as blocked:
            start(beijing, items[STRENGTHENING])
        assert {entry.rule for entry in blocked.value.answer.failing()} == {"BJ-G-governance"}
        clean_up(beijing, project)
        started = start(beijing, items[STRENGTHENING])
        project.refresh_from_db()
        assert (started.started_on, project.state) == (making.DAY, State.BUILDING)
        decision = Decision.objects.filter(rule="transition:start", subject_kind="item").get(
            subject_id=started.pk
        )
        assert decision.answer == "yes"


def test_exempt_item_starts_and_finishes_while_approved_and_no_other_does(beijing: Carrier) -> None:
    with beijing.entered():
        row = beijing.neighbourhood()
        project = beijing.project(row, (LOCKS, "parking"))
        beijing.until(project, State.APPROVED)
        agree_to_fees(beijing, project)
        sign_contract(beijing, project)
        locks, parking = WorksItem.objects.filter(project=project).order_by("id")
        by = beijing.mover(project, "start")
        with pytest.raises(NotNow, match="具备开工条件以后"):
            works.start_item(parking, on=making.DAY, by=by, now=making.NOW)
        works.start_item(locks, on=making.DAY, by=by, now=making.NOW)
        done = works.finish_item(locks, on=making.DAY, by=by, now=making.NOW)
        project.refresh_from_db()
        assert (done.state, done.finished_on, project.state) == (
            ItemState.FINISHED,
            making.DAY,
            State.APPROVED,
        )


def test_item_is_started_once_by_who_may_and_not_tomorrow(beijing: Carrier) -> None:
    with beijing.entered():
        project, items = ready(beijing)
        agree_to_fees(beijing, project)
        sign_contract(beijing, project)
        outsider = beijing.outsider(project, "start")
        assert outsider is not None
        with pytest.raises(Refused):
            works.start_item(items[LOCKS], on=making.DAY, by=outsider, now=making.NOW)
        by = beijing.mover(project, "start")
        with pytest.raises(NotPossible, match="不能晚于今天"):
            works.start_item(items[LOCKS], on=making.NOW.date() + timedelta(days=400), by=by, now=making.NOW)
        start(beijing, items[LOCKS])
        with pytest.raises(NotNow, match="不能再次开工"):
            start(beijing, items[LOCKS])
        with pytest.raises(NotPossible, match="不能早于开工日期"):
            works.finish_item(items[LOCKS], on=making.DAY - timedelta(days=1), by=by, now=making.NOW)
        with pytest.raises(NotPossible, match="不能登记完成"):
            works.finish_item(items[STRENGTHENING], on=making.DAY, by=by, now=making.NOW)


def test_held_project_starts_nothing_until_released(beijing: Carrier) -> None:
    with beijing.entered():
        project, items = ready(beijing)
        agree_to_fees(beijing, project)
        sign_contract(beijing, project)
        by = beijing.mover(project, "start")
        with pytest.raises(NotNow, match="须写明理由"):
            transitions.fire(project, "hold", by=by, now=making.NOW)
        transitions.fire(project, "hold", by=by, now=making.NOW, reason="业主对车位有争议")
        assert (project.state, project.held_from) == (State.ON_HOLD, State.READY)
        with pytest.raises(NotNow):
            start(beijing, items[LOCKS])
        transitions.fire(project, "release", by=by, now=making.NOW, reason="意见已统一")
        assert (project.state, project.held_from) == (State.READY, "")
        start(beijing, items[LOCKS])


def test_project_in_a_confirmed_plan_is_not_withdrawn_by_hand(beijing: Carrier) -> None:
    with beijing.entered():
        project, _ = ready(beijing)
        by = beijing.mover(project, "withdraw")
        with pytest.raises(NotNow, match="编号调整"):
            transitions.fire(project, "withdraw", by=by, now=making.NOW, reason="居民反对")


def test_later_rulebook_rewrites_no_decision(beijing: Carrier) -> None:
    with beijing.entered():
        project, _ = ready(beijing)
        log = project.transitions.get(transition="approve")
        before = (log.decision.version.number, log.decision.facts, log.decision.verdict)
        settle(
            path="item:parking.class",
            value="basic",
            basis="测试",
            reason="测试",
            effective_from=making.NOW.date(),
            by=beijing.admin,
            now=making.NOW,
        )
        assert beijing.adopted.version.number > before[0]
        log.refresh_from_db()
        assert (log.decision.version.number, log.decision.facts, log.decision.verdict) == before


def test_lift_item_without_its_lifts_waits_for_them(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        project = making.project([row], people.qd_street)
        item = making.item(project, row, people.qd_street, "lift")
        (building,) = neighbourhoods.add_buildings(
            row, [{"name": "3号楼", "storeys": 7, "households": 312}], by=people.qd_street, now=making.NOW
        )

        def failing() -> set[str]:
            asked = gates.ask(project, "start", adopted=making.today(), on=making.NOW.date(), item=item)
            return {entry.id for entry in asked.answer.failing()}

        assert "QD-C-liftformal" in failing()
        lift = services.add_lift(
            item, building=building, position="1单元", adopted=making.today(), by=people.qd_street
        )
        assert "QD-C-liftformal" in failing()
        papers = [
            (n, making.paper(n, row.jurisdiction, people.qd_planning))
            for n in ("规划审查", "施工图审查", "施工备案")
        ]
        services.declare(
            project,
            criterion="QD-C-liftformal",
            value=True,
            adopted=making.today(),
            evidence=papers,
            lift=lift,
            by=people.qd_planning,
            on=making.DAY,
        )
        assert "QD-C-liftformal" not in failing()
