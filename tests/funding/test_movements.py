"""Money that arrives and is paid: only what is there, only once, never edited."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, transaction

from communities.people.rights import Refused
from funding import queries, services
from funding.models import FundingSource, Movement
from projects.errors import NotPossible, Stale
from projects.models import Project
from tests.cast import People, Town
from tests.funding import money
from tests.projects import making

pytestmark = pytest.mark.django_db


def standing(row: FundingSource) -> tuple[Decimal, Decimal]:
    row.refresh_from_db()
    return row.arrived, row.paid


def reverse(row: Movement, people: People, reason: str = "录入错误") -> Movement:
    return services.counter(row, reason=reason, on=making.DAY, by=people.qd_street, now=making.NOW)


def test_no_more_is_paid_than_arrived(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = money.source(money.qingdao_project(qingdao, people, "100.00"), people.qd_street)
        money.arrive(row, "1000.00", people.qd_street)
        money.pay(row, "999.99", people.qd_street)
        with pytest.raises(NotPossible, match=r"最多还可支付 0\.01 元"):
            money.pay(row, "0.02", people.qd_street)
        money.pay(row, "0.01", people.qd_street)
        assert standing(row) == (Decimal("1000.00"), Decimal("1000.00"))


def test_arrivals_above_the_plan_are_marked(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "100.00")
        row = money.source(project, people.qd_street, "100.00")
        money.arrive(row, "130.00", people.qd_street)
        (line,) = queries.sources_of(project, making.today())
        assert line.above_plan == Decimal("30.00")


@pytest.mark.parametrize("amount", ["0", "-1", "0.001"])
def test_an_amount_is_above_zero_and_ends_at_the_fen(qingdao: Town, people: People, amount: str) -> None:
    with qingdao.entered():
        row = money.source(money.qingdao_project(qingdao, people, "100.00"), people.qd_street)
        with pytest.raises(NotPossible, match="金额须大于 0"):
            money.arrive(row, amount, people.qd_street)


def test_tomorrow_is_refused(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = money.source(money.qingdao_project(qingdao, people, "100.00"), people.qd_street)
        with pytest.raises(NotPossible, match="不能晚于今天"):
            money.arrive(row, "1", people.qd_street, on=making.NOW.date() + timedelta(days=1))


def test_a_counter_entry_reverses_wholly_and_once(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = money.source(money.qingdao_project(qingdao, people, "100.00"), people.qd_street)
        money.arrive(row, "100.00", people.qd_street)
        wrong = money.pay(row, "60.00", people.qd_street)
        entry = reverse(wrong, people)
        assert (entry.kind, entry.amount, entry.counters_id) == ("payment", Decimal("60.00"), wrong.pk)
        assert standing(row) == (Decimal("100.00"), Decimal("0.00"))
        with pytest.raises(NotPossible, match="已经冲销"):
            reverse(wrong, people)
        with pytest.raises(NotPossible, match="冲销记录不能再冲销"):
            reverse(entry, people)
        with pytest.raises(NotPossible, match="请写明冲销原因"):
            reverse(wrong, people, " ")


def test_an_arrival_that_was_paid_out_is_not_countered(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = money.source(money.qingdao_project(qingdao, people, "100.00"), people.qd_street)
        arrival = money.arrive(row, "100.00", people.qd_street)
        payment = money.pay(row, "0.01", people.qd_street)
        with pytest.raises(NotPossible, match="请先冲销相应的支付"):
            reverse(arrival, people)
        reverse(payment, people)
        reverse(arrival, people)
        assert standing(row) == (Decimal("0.00"), Decimal("0.00"))


def test_the_same_key_is_entered_once(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = money.source(money.qingdao_project(qingdao, people, "100.00"), people.qd_street)
        key = uuid4()
        first = money.arrive(row, "100.00", people.qd_street, key=key)
        assert money.arrive(row, "100.00", people.qd_street, key=key) == first
        assert standing(row) == (Decimal("100.00"), Decimal("0.00"))


def test_the_database_keeps_movements_and_sums(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = money.source(money.qingdao_project(qingdao, people, "100.00"), people.qd_street)
        entry = money.arrive(row, "100.00", people.qd_street)
        for write in (
            lambda: Movement.objects.filter(pk=entry.pk).update(amount=1),
            lambda: Movement.objects.filter(pk=entry.pk).delete(),
        ):
            with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
                write()
        with pytest.raises(IntegrityError, match="source_pays_only_what_arrived"), transaction.atomic():
            FundingSource.objects.filter(pk=row.pk).update(paid=Decimal("100.01"))
        history: Any = apps.get_model("funding", "FundingSourceEvent")
        assert not history.objects.filter(pgh_label="update_update").exists()


def test_a_channel_that_is_not_settled_is_refused(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "100.00")
        money.settled("channel:provident.enabled", False, people.qd_admin)
        with pytest.raises(NotPossible, match="尚未启用"):
            money.source(project, people.qd_street, channel="provident", payer="residents")
        with pytest.raises(NotPossible, match="没有这一资金渠道"):
            money.source(project, people.qd_street, channel="nonsense")
        with pytest.raises(NotPossible, match="出资方应为居民"):
            money.source(project, people.qd_street, channel="resident", payer="city")


def test_a_bond_needs_its_balance_plan(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "100.00")
        with pytest.raises(NotPossible, match="须附《预期收益与融资平衡方案》"):
            money.source(project, people.qd_street, channel="bond", payer="city")
        plan = making.paper("预期收益与融资平衡方案", project.jurisdiction, people.qd_street)
        made = money.source(project, people.qd_street, channel="bond", payer="city", paper=plan)
        assert (made.kind, made.paper) == ("bond", plan)


def test_plans_are_settled_with_the_approval_and_money_still_arrives(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "100.00")
        row = money.source(project, people.qd_street, "100.00")
        for state in ("reserved", "planned", "designed", "approved"):
            Project.objects.filter(pk=project.pk).update(state=state)
        with pytest.raises(NotPossible, match="计划金额不能再修改"):
            services.correct_source(
                row, giver="", planned=Decimal(90), revision=row.revision, by=people.qd_street
            )
        with pytest.raises(NotPossible, match="资金计划已定"):
            money.source(project, people.qd_street, "1.00")
        late = money.source(project, people.qd_street, "0.00", channel="central", payer="government")
        money.arrive(late, "50.00", people.qd_street)
        assert standing(late) == (Decimal("50.00"), Decimal("0.00"))


def test_a_source_is_corrected_once_seen_and_dropped_while_nothing_moved(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "100.00")
        row = money.source(project, people.qd_street, "100.00")
        changed = services.correct_source(
            row, giver="市财政局", planned=Decimal("120.00"), revision=1, by=people.qd_street
        )
        assert (changed.planned, changed.revision) == (Decimal("120.00"), 2)
        with pytest.raises(Stale):
            services.correct_source(row, giver="", planned=Decimal(1), revision=1, by=people.qd_street)
        money.arrive(row, "1.00", people.qd_street)
        with pytest.raises(NotPossible, match="不能删除"):
            services.drop_source(row, by=people.qd_street)
        other = money.source(project, people.qd_street, "5.00")
        services.drop_source(other, by=people.qd_street)
        assert FundingSource.objects.count() == 1


def test_who_may_not_keep_money_is_refused(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        project = money.qingdao_project(qingdao, people, "100.00")
        row = money.source(project, people.qd_street)
        entry = money.arrive(row, "100.00", people.qd_street)
        for stranger in (people.qd_leader, people.qd_admin):
            with pytest.raises(Refused):
                money.pay(row, "1.00", stranger)
            with pytest.raises(Refused):
                money.source(project, stranger)
            with pytest.raises(Refused):
                services.counter(entry, reason="x", on=making.DAY, by=stranger, now=making.NOW)
        assert Movement.objects.count() == 1
