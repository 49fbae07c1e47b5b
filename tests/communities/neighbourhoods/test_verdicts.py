"""The verdict on a neighbourhood, to the letter of the scenarios, through the services."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.neighbourhoods import queries, services
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.people.rights import Actor, Refused
from communities.rulebooks.models import Decision
from communities.rulebooks.queries import in_force
from communities.rulebooks.services import settle
from communities.tenancy.models import Jurisdiction
from policies.question import Declaration, Subject, WorksItem
from tests.cast import People, Town
from tests.communities.neighbourhoods import making

BUILT = "QD-C-built"


@pytest.mark.parametrize(
    ("built", "eligible"),
    [
        ("2005-12-31", "yes"),
        ("2006-01-01", "no"),
        ("1998", "yes"),
        ("2005", "yes"),
        ("2006", "no"),
        ("2005/2006", "undetermined"),
        ("", "undetermined"),
    ],
)
def test_qingdao_cut_off_by_completion(qingdao: Town, people: People, built: str, eligible: str) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, built=built)

        making.declare_all(row, street=people.qd_street, community=people.qd_community)

        assert row.eligible == eligible
        assert row.decision is not None
        because = {entry["id"]: entry for entry in row.decision.verdict["because"]}
        assert because[BUILT]["answer"] == eligible
        assert because[BUILT]["quote"] == "将2005年12月31日前建成"


def test_qingdao_not_eligible_names_the_failing_criterion(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, built="2006-01-01")

        making.declare_all(row, street=people.qd_street, community=people.qd_community)

        assert (row.eligible, row.first_reason, row.missing_count) == ("no", "2005年12月31日前建成", 0)


def test_qingdao_one_criterion_undeclared_is_undetermined_not_no(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, built="1998-07-01")

        making.declare_all(row, street=people.qd_street, community=people.qd_community, but=["QD-C-services"])

        assert (row.eligible, row.missing_count) == ("undetermined", 1)
        assert row.decision is not None
        assert row.decision.verdict["missing"] == ["declared:QD-C-services"]


def _wulong(place: Jurisdiction, people: People, built: str = "1996-05-01") -> Neighbourhood:
    row = making.neighbourhood(place, people.wl_street, built=built)
    for criterion in ("WL-C-neglect", "WL-C-municipal", "WL-C-services", "WL-C-will"):
        making.declare(criterion, [row], people.wl_street)
    making.declare("WL-C-place", [row], people.wl_planning)
    row.refresh_from_db()
    return row


def _settle(by: Actor, value: str) -> None:
    settle(
        path="WL-C-built.value",
        value=value,
        basis="区政府专题会议纪要",
        reason="",
        effective_from=date(2021, 1, 1),
        by=by,
        now=making.NOW,
    )


@pytest.mark.parametrize(("value", "eligible"), [("2000-12-31", "yes"), ("1999-12-31", "no")])
def test_wulong_year_2000_undetermined_until_the_tenant_settles_the_reading(
    wulong: Town, people: People, value: str, eligible: str
) -> None:
    with wulong.entered():
        row = _wulong(wulong.places[making.WL_COMMUNITY], people, built="2000")
        before = row.eligible

        _settle(people.wl_admin, value)
        services.judge([row], by=None, now=making.NOW, reason="补充设定")

        row.refresh_from_db()
        assert (before, row.eligible) == ("undetermined", eligible)


@pytest.mark.parametrize(
    ("storeys", "answer", "amount"), [(7, "yes", Decimal("160000.00")), (5, "no", Decimal("0.00"))]
)
def test_wulong_lift_subsidy_by_the_facts_of_the_register(
    wulong: Town, people: People, storeys: int, answer: str, amount: Decimal
) -> None:
    with wulong.entered():
        row = _wulong(wulong.places[making.WL_COMMUNITY], people)
        (building,) = services.add_buildings(
            row,
            [{"name": "1号楼", "storeys": storeys, "households": 48}],
            by=people.wl_street,
            now=making.NOW,
        )
        services.declare(
            criterion="WL-C-structure",
            value=True,
            neighbourhoods=[row],
            building=building,
            stated_by="owners",
            evidence=[("结构安全证明", making.paper(row.jurisdiction, people.wl_street))],
            on=making.DAY,
            by=people.wl_street,
            now=making.NOW,
        )
        adopted = in_force(making.DAY)
        known = queries.question_for(row, adopted, making.DAY)
        (of_building,) = known.subjects
        papers = {
            "WL-C-selffund": Declaration(True, "residents", ("自筹资金协议",)),
            "WL-C-liftok": Declaration(True, "planning", ("审批文件",)),
        }
        lifts = [
            Subject("lift", n, of_building.facts, {**of_building.declared, **papers}, {}, WorksItem("lift"))
            for n in ("1", "2")
        ]

        given = adopted.rulebook.ask(
            "WL-U-lift", replace(known, subjects=tuple(lifts), item=WorksItem("lift"))
        )

        assert (given.answer, given.amount) == (answer, amount)


def test_judge_same_facts_again_stores_nothing_new(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        before = Decision.objects.count()

        services.judge([row], by=people.qd_street, now=making.NOW)

        assert Decision.objects.count() == before


def test_decision_keeps_version_and_facts_when_facts_change_later(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, built="1998")
        first = row.decision

        services.correct(
            row,
            values={"completed_from": date(2006, 1, 1), "completed_to": date(2006, 12, 31)},
            reason="竣工验收资料",
            revision=row.revision,
            by=people.qd_street,
            now=making.NOW,
        )

        row.refresh_from_db()
        assert first is not None
        assert row.decision is not None
        kept = Decision.objects.get(pk=first.pk)
        assert kept.facts["facts"]["neighbourhood.completed_on"] == "1998"
        assert row.decision.facts["facts"]["neighbourhood.completed_on"] == "2006"
        assert (kept.answer, row.eligible, row.decision.reason) == ("undetermined", "no", "竣工验收资料")


def _many(place: Jurisdiction, count: int) -> list[Neighbourhood]:
    rows = []
    for number in range(count):
        row = Neighbourhood(jurisdiction=place, **making.facts(f"{number}号院"))
        services.place_and_name(row)
        services.settle_sums(row, [])
        rows.append(row)
    return list(Neighbourhood.objects.bulk_create(rows))


def test_judge_one_or_thirty_same_number_of_queries(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        rows = _many(qingdao.places[making.COMMUNITY], 31)
        services.judge(rows[:1], by=None, now=making.NOW)
        with CaptureQueriesContext(connection) as one:
            services.judge(rows[:1], by=None, now=making.NOW, reason="一")
        with CaptureQueriesContext(connection) as many:
            services.judge(rows[1:], by=None, now=making.NOW)

        # The rows seen for the first time add one INSERT, for any number of them.
        assert len(many) <= len(one) + 1


def test_judge_a_register_of_473_in_seconds(qingdao: Town) -> None:
    with qingdao.entered():
        rows = _many(qingdao.places[making.COMMUNITY], 473)
        began = time.perf_counter()

        services.judge(rows, by=None, now=making.NOW)

        assert Neighbourhood.objects.filter(eligible="undetermined", missing_count=5).count() == 473
        assert time.perf_counter() - began < 5  # measured well below; the import as a whole has 5 s


def test_building_rows_are_subjects_of_the_question(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        Building.objects.create(neighbourhood=row, name="1号楼", storeys=6, danger_grade="C")

        known = queries.question_for(row, in_force(making.DAY), making.DAY)

        assert [(s.kind, s.facts) for s in known.subjects] == [
            ("building", {"building.storeys": 6, "building.danger_grade": "C"})
        ]


def test_survey_ratio_in_the_question_is_exact(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        services.record_survey(
            row,
            on=making.DAY,
            households=3,
            answered=3,
            agreeing=2,
            source="摸底表",
            by=people.qd_street,
            now=making.NOW,
        )

        known = queries.question_for(row, in_force(making.DAY), making.DAY)

        row.refresh_from_db()
        assert known.facts["neighbourhood.willing_ratio"] > Decimal("66.6666")
        assert known.facts["neighbourhood.willing_ratio"] < Decimal("66.67")
        assert (row.willing_ratio, row.participation) == (Decimal("66.67"), Decimal("100.00"))


def test_follow_rulebook_judges_what_an_older_version_decided_and_then_rests(
    wulong: Town, people: People
) -> None:
    with wulong.entered():
        row = _wulong(wulong.places[making.WL_COMMUNITY], people, built="2000")
        _settle(people.wl_admin, "2000-12-31")

        first = services.follow_rulebook(now=making.NOW)
        second = services.follow_rulebook(now=making.NOW)

        row.refresh_from_db()
        assert (first, second, row.eligible) == (1, 0, "yes")
        assert row.decision is not None
        assert row.decision.version.number == 2


def test_judge_again_without_the_right_to_edit_is_refused(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)

        with pytest.raises(Refused):
            services.judge_again([row], by=people.qd_housing, now=making.NOW)
