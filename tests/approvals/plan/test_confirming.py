"""Confirming a year's list: who may, what is frozen, who stays off, what is on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import DatabaseError, connection, transaction

from approvals.models import FiscalCapacity, PlanBatch, PlanEntry
from approvals.plan.services import NeedsExplanation, set_capacity
from approvals.transitions import fire
from communities.models import Notice
from communities.neighbourhoods import services as neighbourhoods
from communities.people.rights import Refused
from communities.records.models import Document
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project, TransitionLog
from tests.approvals.plan import planning
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db
TO_COME = date(2099, 1, 1)


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


def paper_of(batch: PlanBatch) -> Any:
    """The stored confirmation, opened as Word opens it."""
    with batch.document.file.open("rb") as stored:
        return docx.Document(BytesIO(stored.read()))


def test_city_confirms_two_projects_at_once(town: Town, people: People) -> None:
    projects = [
        planning.ripe(town, people, "一号院"),
        planning.ripe(town, people, "二号院<&>", estimate=None),
    ]
    plan, entries = planning.drafted(projects, people.qd_street)
    outcome = planning.confirmed(plan, entries, people.qd_city)
    batch = outcome.batch
    assert batch is not None
    assert (batch.number, batch.document_no, batch.left_off) == (1, "青建发〔2026〕11号", [])
    assert batch.organisation.actor == "city-gov"
    for project, entry in zip(projects, entries, strict=True):
        project.refresh_from_db()
        entry.refresh_from_db()
        assert project.state == State.PLANNED
        assert (entry.batch, entry.neighbourhoods, entry.buildings, entry.households) == (batch, 1, 8, 312)
        assert entry.floor_area == Decimal("25100.00")
        log = TransitionLog.objects.get(project=project, transition="plan")
        assert (log.organisation, log.decision is None) == (batch.organisation, False)
    assert [entry.investment for entry in entries] == [Decimal("468000.00"), None]
    assert entries[0].listed == [
        {
            "id": entries[0].listed[0]["id"],
            "name": "一号院",
            "place": "云霄路社区",
            "buildings": 8,
            "households": 312,
            "floor_area": "25100.00",
        }
    ]
    assert Notice.objects.filter(text__contains="第 1 批已由").exists()


def test_confirmation_is_a_word_document(town: Town, people: People) -> None:
    projects = [
        planning.ripe(town, people, "一号院"),
        planning.ripe(town, people, "二号院<&>", estimate=None),
    ]
    plan, entries = planning.drafted(projects, people.qd_street)
    outcome = planning.confirmed(plan, entries, people.qd_city, explanation="另有中央补助")
    assert outcome.batch is not None
    opened = paper_of(outcome.batch)
    table = [[cell.text for cell in row.cells] for row in opened.tables[0].rows]
    assert table[1:] == [
        ["1", "一号院改造项目", "云霄路社区", "1", "8", "312", "2.51", "46.80"],
        ["2", "二号院<&>改造项目", "云霄路社区", "1", "8", "312", "2.51", "—"],
        ["", "合计", "", "2", "16", "624", "5.02", "—"],
    ]
    words = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    for expected in (
        "2027 年度计划（第 1 批）确认文件",
        "青建发〔2026〕11号",
        "青岛市市",
        "2026年11月20日",
    ):
        assert expected in words
    assert "说明：另有中央补助" in words
    assert "{{" not in words


def test_only_the_actor_of_plan_at_its_own_place_confirms(town: Town, people: People) -> None:
    project = planning.ripe(town, people)
    plan, entries = planning.drafted([project], people.qd_street)
    for actor in (people.qd_district, people.qd_housing, people.qd_street, people.qd_leader, people.qd_admin):
        with pytest.raises(Refused, match="年度计划由市确认和调整"):
            planning.confirmed(plan, entries, actor)
        with pytest.raises(Refused):
            fire(project, "plan", by=actor, now=making.NOW)
    assert not PlanBatch.objects.exists()
    project.refresh_from_db()
    assert project.state == State.RESERVED


def test_blocked_project_stays_off_with_its_reasons(town: Town, people: People) -> None:
    ripe, raw = planning.ripe(town, people, "一号院"), planning.reserved(town, people, "二号院")
    plan, entries = planning.drafted([ripe, raw], people.qd_street)
    outcome = planning.confirmed(plan, entries, people.qd_city)
    assert [entry.project for entry in outcome.entries] == [ripe]
    assert outcome.batch is not None
    (left,) = outcome.batch.left_off
    assert (left["project"], left["name"]) == (raw.pk, raw.name)
    assert {(reason["name"], reason["clause"]) for reason in left["reasons"]} == {
        ("居民自愿、自下而上", "二(二)2"),
        ("财政承受能力评估论证", "二(二)2"),
    }
    assert all(reason["quote"] and reason["needs"] for reason in left["reasons"])
    assert PlanEntry.objects.get(batch=None).project == raw
    raw.refresh_from_db()
    assert raw.state == State.RESERVED


@pytest.mark.parametrize("all_or_nothing", [True, False])
def test_nothing_is_written_where_nothing_may_be(town: Town, people: People, all_or_nothing: bool) -> None:
    projects = [planning.reserved(town, people, "二号院")]
    if all_or_nothing:
        projects.append(planning.ripe(town, people, "一号院"))
    plan, entries = planning.drafted(projects, people.qd_street)
    papers = Document.objects.count()
    outcome = planning.confirmed(plan, entries, people.qd_city, all_or_nothing=all_or_nothing)
    assert (outcome.batch, outcome.entries) == (None, [])
    assert [trial.project for trial in outcome.left_off] == projects[:1]
    assert not PlanBatch.objects.exists()
    assert Document.objects.count() == papers
    assert PlanEntry.objects.filter(batch=None).count() == len(projects)


def test_project_put_on_hold_stays_off(town: Town, people: People) -> None:
    project, other = planning.ripe(town, people, "一号院"), planning.ripe(town, people, "二号院")
    plan, entries = planning.drafted([project, other], people.qd_street)
    fire(project, "hold", by=people.qd_city, now=making.NOW, reason="权属争议")
    outcome = planning.confirmed(plan, entries, people.qd_city)
    assert [trial.reasons[0].name for trial in outcome.left_off] == ["项目现为“暂缓”，不能列入年度计划"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": " "}, "请填写确认文件的文号"),
        ({"confirmed_on": TO_COME}, "不能晚于今天"),
    ],
)
def test_form_that_is_wrong_is_refused(
    town: Town, people: People, changes: dict[str, Any], words: str
) -> None:
    plan, entries = planning.drafted([planning.ripe(town, people)], people.qd_street)
    with pytest.raises(NotPossible, match=words):
        planning.confirmed(plan, entries, people.qd_city, **changes)


def test_batches_are_numbered_and_a_document_number_serves_once(town: Town, people: People) -> None:
    projects = [planning.ripe(town, people, name) for name in ("一号院", "二号院")]
    plan, entries = planning.drafted(projects, people.qd_street)
    planning.confirmed(plan, entries[:1], people.qd_city)
    with pytest.raises(NotPossible, match="已用于另一批次"):
        planning.confirmed(plan, entries[1:], people.qd_city)
    second = planning.confirmed(plan, entries[1:], people.qd_city, "青建发〔2026〕12号")
    assert second.batch is not None
    assert second.batch.number == 2


def test_second_click_is_told(town: Town, people: People) -> None:
    plan, entries = planning.drafted([planning.ripe(town, people)], people.qd_street)
    planning.confirmed(plan, entries, people.qd_city)
    with pytest.raises(NotPossible, match="已不在草案中"):
        planning.confirmed(plan, entries, people.qd_city, "青建发〔2026〕12号")
    assert PlanBatch.objects.count() == 1


# ── frozen ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_later_correction_does_not_move_the_frozen_figure(town: Town, people: People) -> None:
    project = planning.ripe(town, people)
    plan, (entry,) = planning.drafted([project], people.qd_street)
    planning.confirmed(plan, [entry], people.qd_city)
    row = project.memberships.get().neighbourhood
    neighbourhoods.correct(
        row,
        values={"households_declared": 250},
        revision=row.revision,
        reason="复核",
        by=people.qd_street,
        now=making.NOW,
    )
    row.refresh_from_db()
    entry.refresh_from_db()
    assert (row.households, entry.households, entry.listed[0]["households"]) == (250, 312, 312)


def test_frozen_rows_refuse_change_and_removal_by_the_database(town: Town, people: People) -> None:
    plan, (entry,) = planning.drafted([planning.ripe(town, people)], people.qd_street)
    batch = planning.confirmed(plan, [entry], people.qd_city).batch
    assert batch is not None
    attempts = [
        lambda: PlanEntry.objects.filter(pk=entry.pk).update(households=1),
        lambda: PlanEntry.objects.filter(pk=entry.pk).update(batch=None),
        lambda: PlanEntry.objects.filter(pk=entry.pk).delete(),
        lambda: PlanBatch.objects.filter(pk=batch.pk).update(document_no="别的文号"),
        lambda: PlanBatch.objects.filter(pk=batch.pk).delete(),
        *(lambda sql=sql: _run(sql) for sql in RAW),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    entry.refresh_from_db()
    assert entry.households == 312


RAW = (
    "UPDATE approvals_planentry SET investment = 1 WHERE batch_id IS NOT NULL",
    "DELETE FROM approvals_planentry WHERE batch_id IS NOT NULL",
    "UPDATE approvals_planbatch SET number = 9",
    "DELETE FROM approvals_planbatch",
)


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


# ── the budget ──────────────────────────────────────────────────────────────────────────────────────────────────


def capacity(town: Town, people: People, amount: str) -> None:
    set_capacity(
        town.places["370202"],
        year=planning.YEAR,
        amount=Decimal(amount),
        basis="青财评〔2026〕3号",
        adopted=making.today(),
        by=people.qd_finance,
        now=making.NOW,
    )


def test_capacity_exceeded_needs_an_explanation(town: Town, people: People) -> None:
    capacity(town, people, "500000.00")
    projects = [planning.ripe(town, people, name) for name in ("一号院", "二号院")]
    plan, entries = planning.drafted(projects, people.qd_street)
    first = planning.confirmed(plan, entries[:1], people.qd_city)
    assert (first.batch is not None, first.cautions) == (True, [])
    with pytest.raises(NeedsExplanation) as refused:
        planning.confirmed(plan, entries[1:], people.qd_city, "二号")
    for figure in ("市南区", "936,000.00 元", "500,000.00 元", "436,000.00 元"):
        assert figure in refused.value.sentence
    assert Project.objects.get(pk=projects[1].pk).state == State.RESERVED
    second = planning.confirmed(plan, entries[1:], people.qd_city, "二号", explanation="省级奖补已到位")
    assert second.batch is not None
    assert second.batch.explanation == "省级奖补已到位"


def test_capacity_that_nobody_entered_is_a_caution_only(town: Town, people: People) -> None:
    plan, entries = planning.drafted([planning.ripe(town, people, estimate=None)], people.qd_street)
    outcome = planning.confirmed(plan, entries, people.qd_city)
    assert outcome.batch is not None
    assert outcome.cautions == [
        "市南区尚未填报本年度财政承受能力，未能比较。",
        "市南区有 1 个项目的投资未填全，财政负担未计入这些项目。",
    ]


def test_capacity_is_stated_by_government_or_finance_and_corrected_in_place(
    town: Town, people: People
) -> None:
    for actor in (people.qd_housing, people.qd_street, people.qd_leader, people.qd_admin):
        with pytest.raises(Refused, match="财政承受能力由当地政府或财政部门填报"):
            set_capacity(
                town.places["370202"],
                year=2027,
                amount=Decimal(1),
                basis="评估",
                adopted=making.today(),
                by=actor,
                now=making.NOW,
            )
    with pytest.raises(Refused):
        set_capacity(
            town.places["370203"],
            year=2027,
            amount=Decimal(1),
            basis="评估",
            adopted=making.today(),
            by=people.qd_finance,
            now=making.NOW,
        )
    capacity(town, people, "1.00")
    capacity(town, people, "2.00")
    assert [row.amount for row in FiscalCapacity.objects.all()] == [Decimal("2.00")]
