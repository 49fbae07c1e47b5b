"""S1, S2, S4, S22: subsidies asked and awarded, to the fen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from communities.people.rights import Refused
from communities.rulebooks.models import Decision
from funding import queries, services
from funding.errors import NotAwardable
from funding.models import Award
from policies.verdict import Verdict
from projects.errors import NotPossible
from projects.models import Lift, Project, WorksItem
from projects.services import add_lift, declare
from tests.cast import People, Town
from tests.funding import money
from tests.projects import making

pytestmark = pytest.mark.django_db


def claim(project: Project, rule: str) -> queries.Claim:
    claims = queries.subsidies_of(project, making.today(), making.NOW.date())
    return next(found for found in claims if found.rule.id == rule)


def papers(lifts: list[Lift], people: People, approved: tuple[bool | None, ...]) -> None:
    for lift, approval in zip(lifts, approved, strict=True):
        money.about_lift(lift, "WL-C-selffund", people.wl_street, "自筹资金协议")
        if approval is not None:
            document = "审批文件" if approval else ""
            money.about_lift(lift, "WL-C-liftok", people.wl_planning, document, value=approval)


def award(project: Project, rule: str, people: People, works_item: WorksItem | None = None) -> Award:
    return services.award(
        project,
        rule=rule,
        works_item=works_item,
        adopted=making.today(),
        by=people.wl_housing,
        now=making.NOW,
    )


@pytest.mark.parametrize(
    ("approved", "answer", "amount", "count"),
    [
        ((True, True), "yes", Decimal("160000.00"), 2),
        ((True, None), "undetermined", None, 1),
        ((True, False), "yes", Decimal("80000.00"), 1),
        ((False, False), "no", Decimal("0.00"), 0),
    ],
)
def test_s1_each_lift_of_a_seven_storey_block_is_judged(
    wulong: Town,
    people: People,
    approved: tuple[bool | None, ...],
    answer: str,
    amount: Decimal | None,
    count: int,
) -> None:
    with wulong.entered():
        project, lifts = money.wulong_project(wulong, people)
        papers(lifts, people, approved)
        said = claim(project, "WL-U-lift").answer
        assert said is not None
        assert (said.answer, said.amount, said.count_allowed) == (answer, amount, count)
        if answer == "undetermined":
            assert said.missing == (f"declared:WL-C-liftok @lift:{lifts[1].pk}",)


def test_s1_award_keeps_the_decision(wulong: Town, people: People) -> None:
    with wulong.entered():
        project, lifts = money.wulong_project(wulong, people)
        papers(lifts, people, (True, True))
        made = award(project, "WL-U-lift", people, lifts[0].works_item)
        assert made.amount == Decimal("160000.00")
        assert made.decision.verdict["amount"] == "160000.00"
        assert made.decision.subject_id == lifts[0].works_item_id
        assert claim(project, "WL-U-lift").award == made
        with pytest.raises(NotPossible, match="不必重复核定"):
            award(project, "WL-U-lift", people, lifts[0].works_item)


def test_s2_five_storeys_get_nothing_and_the_clause_is_named(wulong: Town, people: People) -> None:
    with wulong.entered():
        project, lifts = money.wulong_project(wulong, people, storeys=5)
        papers(lifts, people, (True, True))
        said = claim(project, "WL-U-lift").answer
        assert said is not None
        assert (said.answer, said.amount) == (Verdict.NO, Decimal("0.00"))
        failing = {(entry.id, entry.quote) for entry in said.failing() if entry.answer is Verdict.NO}
        assert failing == {("WL-C-storeys", "6层(含6层)以上的房屋")}
        with pytest.raises(NotAwardable) as refused:
            award(project, "WL-U-lift", people, lifts[0].works_item)
        assert "6层(含6层)以上(四(一)4)" in refused.value.sentence
        assert not Decision.objects.filter(rule="WL-U-lift").exists()
        assert project.items.filter(item="lift").exists()  # WL-N-8: the lift itself is not refused


def test_lifts_that_nobody_listed_are_asked_for(wulong: Town, people: People) -> None:
    with wulong.entered():
        project, _ = money.wulong_project(wulong, people, lifts=0)
        assert claim(project, "WL-U-lift").answer is None
        with pytest.raises(NotAwardable, match="请先在改造内容中登记每部电梯"):
            award(project, "WL-U-lift", people, project.items.get())


def test_s4_half_of_a_gas_line_and_nothing_for_a_road(wulong: Town, people: People) -> None:
    with wulong.entered():
        project, _ = money.wulong_project(wulong, people, lifts=0)
        row = project.memberships.get().neighbourhood
        gas = money.item(project, row, people.wl_street, "p-gas", "1234567.89")
        road = money.item(project, row, people.wl_street, "road", "1234567.89")
        assert claim(project, "WL-U-pipes").answer.answer is Verdict.UNDETERMINED  # type: ignore[union-attr]
        with pytest.raises(NotAwardable, match="还不能核定"):
            award(project, "WL-U-pipes", people, gas)
        for works in (gas, road):
            declare(
                project,
                criterion="WL-C-linesync",
                value=True,
                works_item=works,
                adopted=making.today(),
                by=people.wl_housing,
                on=making.DAY,
            )
        assert award(project, "WL-U-pipes", people, gas).amount == Decimal("617283.95")
        rule = making.today().rulebook.get("subsidies", "WL-U-pipes")
        said = queries.subsidy_for(project, rule, road, making.today(), making.NOW.date()).answer
        assert said is not None
        assert (said.answer, said.amount) == (Verdict.NO, Decimal("0.00"))
        with pytest.raises(NotAwardable, match="不予补助"):
            award(project, "WL-U-pipes", people, road)


def test_a_new_award_supersedes_and_nothing_is_edited(wulong: Town, people: People) -> None:
    with wulong.entered():
        project, lifts = money.wulong_project(wulong, people)
        papers(lifts, people, (True, False))
        first = award(project, "WL-U-lift", people, lifts[0].works_item)
        money.about_lift(lifts[1], "WL-C-liftok", people.wl_planning, "审批文件")
        second = award(project, "WL-U-lift", people, lifts[0].works_item)
        assert (first.amount, second.amount) == (Decimal("80000.00"), Decimal("160000.00"))
        assert second.supersedes == first
        assert list(queries.awards_of(project).values()) == [second]
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            Award.objects.filter(pk=first.pk).update(amount=1)


def test_only_a_public_body_awards(wulong: Town, people: People) -> None:
    with wulong.entered():
        project, lifts = money.wulong_project(wulong, people)
        papers(lifts, people, (True, True))
        for stranger in (people.wl_street, people.wl_admin, people.wl_utility):
            with pytest.raises(Refused):
                services.award(
                    project,
                    rule="WL-U-lift",
                    works_item=lifts[0].works_item,
                    adopted=making.today(),
                    by=stranger,
                    now=making.NOW,
                )
        assert not Award.objects.exists()


def test_s22_the_same_lifts_under_qingdao_stay_undetermined(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        building = money.plain_block(row, people.qd_street, 7)
        project = making.project([row], people.qd_street)
        works = money.item(project, row, people.qd_street, "lift", "900000.00")
        lifts = [
            add_lift(
                works, building=building, position=f"{n}单元", adopted=making.today(), by=people.qd_street
            )
            for n in (1, 2)
        ]
        for lift in lifts:
            money.about_lift(lift, "QD-C-liftaward", people.qd_housing)
        said = claim(project, "QD-U-lift").answer
        assert said is not None
        assert (said.answer, said.amount) == (Verdict.UNDETERMINED, None)
        assert "overlay:QD-U-lift.amount" in said.missing
        assert {f"facts.building.storeys @lift:{lift.pk}" for lift in lifts} <= set(said.unused)
        with pytest.raises(NotAwardable, match="还不能核定"):
            services.award(
                project,
                rule="QD-U-lift",
                works_item=works,
                adopted=making.today(),
                by=people.qd_housing,
                now=making.NOW,
            )


def test_questions_do_not_grow_with_the_items(
    wulong: Town, people: People, django_assert_max_num_queries: object
) -> None:
    with wulong.entered():
        project, _ = money.wulong_project(wulong, people)
        row = project.memberships.get().neighbourhood
        for id_ in ("p-gas", "p-water", "p-power", "p-telecom", "p-cable"):
            money.item(project, row, people.wl_street, id_, "100.00")
        adopted = making.today()
        with django_assert_max_num_queries(15):  # type: ignore[operator]  # the fixture
            assert len(queries.subsidies_of(project, adopted, making.NOW.date())) == 6
