"""The monthly run to the digit (S18), once and again, late, per tenant; what is skipped and why."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import DatabaseError

from communities.models import RulebookVersion
from communities.people.rights import Refused
from communities.rulebooks.services import settle
from governance.assessment import services
from governance.assessment.errors import NotBegun
from governance.models import AssessmentReport
from projects.errors import NotPossible
from tests.cast import Town
from tests.governance.assessment.conftest import LATE, SEPTEMBER
from tests.governance.figures import ground


def command(town: Town, month: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    call_command("assess", tenant=town.tenant.code, month=month, as_json=True)
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_september_of_beijing_is_right_to_the_digit(
    beijing: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    said = command(beijing, "2020-09", capsys)
    assert said["created"] == len(said["reports"]) == 1 + 2 + 1 + 10
    assert said["skipped"] == []
    by_body = {(r["assessment"], r["body"]): r for r in said["reports"]}
    own = by_body["BJ-A-1", f"perf@{beijing.top.code}"]
    assert (own["total"], own["total_missing"], own["progress"]) == (None, ["BJ-A-1.weights"], False)
    figures = {one["id"]: one for one in own["indicators"]}
    assert [
        (figures[id_]["value"], figures[id_]["target"], figures[id_]["rate"], figures[id_]["answer"])
        for id_ in ("BJ-I-start", "BJ-I-done", "BJ-I-invest")
    ] == [(62, 80, "77.50", "no"), (31, 50, "62.00", "no"), ("9.35", "12.8", "73.05", "no")]
    assert figures["BJ-I-progress"] | {"unit": "percent"} == {
        "id": "BJ-I-progress",
        "value": None,
        "numerator": 0,
        "denominator": 0,
        "unit": "percent",
        "target": None,
        "rate": None,
        "answer": None,
    }
    districts = [by_body["BJ-A-1", f"district-gov@{code}"] for code in ("110101", "110102")]
    started = [next(i for i in r["indicators"] if i["id"] == "BJ-I-start") for r in districts]
    assert [(i["value"], i["target"], i["rate"], i["answer"]) for i in started] == [
        (33, None, None, None),
        (29, None, None, None),
    ]
    departments = [r for r in said["reports"] if r["assessment"] == "BJ-A-2" and r is not own]
    assert len(departments) == 11
    assert all(r["indicators"][0]["value"] is None for r in departments)

    again = command(beijing, "2020-09", capsys)
    assert again == said | {"created": 0}


def test_district_with_a_plan_of_its_own_is_held_to_it(beijing: Town) -> None:
    with beijing.entered():
        place = beijing.places["110101"]
        of_first = [p for p in ground.Project.objects.order_by("id") if p.path.startswith(place.path)]
        ground.planned(of_first, "2020-02-15", investment="20000000.00")
        run = services.assess(month=SEPTEMBER, now=LATE)
        shown = {r.body: {i["id"]: i for i in r.indicators} for r in run.reports if r.assessment == "BJ-A-1"}
        first = shown["district-gov@110101"]
        assert (first["BJ-I-start"]["target"], first["BJ-I-start"]["rate"]) == (33, "100.00")
        assert (first["BJ-I-invest"]["target"], first["BJ-I-invest"]["rate"]) == ("6.6", "141.67")
        assert first["BJ-I-done"]["target"] is None
        assert shown["district-gov@110102"]["BJ-I-start"]["target"] is None


def test_qingdao_is_skipped_until_the_cadence_is_settled(
    qingdao: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    before = command(qingdao, "2023-08", capsys)
    assert (before["created"], before["reports"]) == (0, [])
    assert {"assessment": "QD-A-1", "missing": ["overlay:QD-A-1.cadence"]} in before["skipped"]
    with qingdao.entered():
        settle(
            path="QD-A-1.cadence",
            value="monthly",
            basis="演示",
            reason="演示",
            effective_from=date(2023, 8, 1),
            by=qingdao.actors["qd-admin"],
            now=ground.at("2023-08-02"),
            is_demo=True,
        )
    after = command(qingdao, "2023-08", capsys)
    bodies = {r["body"].partition("@")[0] for r in after["reports"]}
    assert bodies == {"lead-group", "district-gov", "city-depts"}
    assert after["skipped"] == [{"assessment": "QD-A-2", "missing": ["overlay:QD-A-2.cadence"]}]
    assert command(qingdao, "2022-12", capsys)["skipped"] == [{"assessment": None, "missing": ["无生效规则"]}]


def test_yearly_assessment_gets_a_sheet_of_progress(wulong: Town) -> None:
    with wulong.entered():
        run = services.assess(month=date(2023, 5, 1), now=ground.at("2023-06-01"))
    assert {(r.assessment, r.is_progress) for r in run.reports} == {("WL-A-1", True)}
    streets = [r for r in run.reports if r.actor == "street"]
    assert {r.jurisdiction.level for r in streets} == {"street"}


def test_command_refuses_what_it_can_not_use(qingdao: Town, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        {"tenant": "nowhere", "month": "2023-08"},
        {"tenant": "qingdao", "month": "2099-01"},
        {"tenant": "qingdao", "month": "2023-13"},
    ):
        with pytest.raises(SystemExit) as stopped:
            call_command("assess", as_json=True, **arguments)
        told = capsys.readouterr()
        assert (stopped.value.code, told.out) == (2, "")
        assert set(json.loads(told.err)) == {"error", "message"}
    with qingdao.entered(), pytest.raises(NotBegun):
        services.assess(month=date(2023, 9, 1), now=ground.at("2023-08-31 23:59"))


def test_running_month_is_brought_up_to_date_when_it_has_ended(beijing: Town) -> None:
    with beijing.entered():
        early = services.assess(month=SEPTEMBER, now=ground.at("2020-09-03"))
        assert own(early.reports, "BJ-I-invest")["value"] == 0
        assert services.assess(month=SEPTEMBER, now=ground.at("2020-09-20")).created == 0
        with pytest.raises(NotPossible, match="月内"):
            services.publish("BJ-A-1", SEPTEMBER, by=beijing.actors["bj-perf"], now=ground.at("2020-09-21"))
        ended = services.assess(month=SEPTEMBER, now=ground.at("2020-10-01 02:00"))
        assert ended.created == 0
        assert own(ended.reports, "BJ-I-invest")["value"] == "9.35"


def test_published_is_locked_and_a_correction_is_the_next_number(beijing: Town) -> None:
    perf = beijing.actors["bj-perf"]
    with beijing.entered():
        services.assess(month=SEPTEMBER, now=LATE)
        for stranger in ("bj-housing", "bj-district"):
            with pytest.raises(Refused):
                services.publish("BJ-A-1", SEPTEMBER, by=beijing.actors[stranger], now=LATE)
        assert services.publish("BJ-A-1", SEPTEMBER, by=perf, now=LATE) == 3
        told = beijing.actors["bj-district"].person.notices.get()
        assert told.text == "2020年9月《按月考核》已发布。"
        with pytest.raises(NotPossible, match="已经发布"):
            services.publish("BJ-A-1", SEPTEMBER, by=perf, now=LATE)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE governance_assessmentreport SET indicators = '[]'")
        with pytest.raises(NotPossible, match="写明原因"):
            services.correct("BJ-A-1", SEPTEMBER, reason=" ", by=perf, now=LATE)

        # What was confirmed in October belongs to September, and counts by correction.
        corrected = services.correct("BJ-A-1", SEPTEMBER, reason="补确认9月进度", by=perf, now=LATE)
        assert {(r.body, r.number) for r in corrected} == {
            (f"perf@{beijing.top.code}", 2),
            ("district-gov@110101", 2),
        }
        assert own(corrected, "BJ-I-invest")["value"] == "9.35000002"
        with pytest.raises(NotPossible, match="没有变化"):
            services.correct("BJ-A-1", SEPTEMBER, reason="再来一次", by=perf, now=LATE)
        assert services.publish("BJ-A-1", SEPTEMBER, by=perf, now=LATE) == 2
        first = AssessmentReport.objects.get(assessment="BJ-A-1", is_own=True, number=1)
        assert next(i for i in first.indicators if i["id"] == "BJ-I-invest")["value"] == "9.35"


def test_declared_figure_is_the_assessors_with_evidence(wulong: Town) -> None:
    leader, month = wulong.actors["wl-leader"], date(2023, 5, 1)
    street = wulong.places["500156001"]
    with wulong.entered():
        paper = ground.paper(wulong.top, "评分表", "2023-05-20")

        def declare(
            value: str, by: str = "wl-leader", when: str = "2023-05-20", actor: str = "street"
        ) -> Any:
            return services.declare_figure(
                "WL-I-organise",
                actor=actor,
                jurisdiction=street,
                month=month,
                value=Decimal(value),
                document=paper,
                by=wulong.actors[by],
                now=ground.at(when),
            )

        with pytest.raises(Refused):
            declare("90", by="wl-street")
        with pytest.raises(NotPossible):
            declare("-1")
        with pytest.raises(NotPossible):
            declare("90", actor="entity")
        declare("80")
        declare("85.5", when="2023-05-25")
        declare("10", when="2023-06-02")
        run = services.assess(month=month, now=ground.at("2023-07-01"))
        values = {r.body: r.indicators[0]["value"] for r in run.reports}
        assert values["street@500156001"] == "85.5"
        assert values["street@500156002"] is None
        corrected = services.correct("WL-A-1", month, reason="补评分", by=leader, now=ground.at("2023-07-02"))
        assert [(r.body, r.indicators[0]["value"]) for r in corrected] == [("street@500156001", 10)]


def test_weights_settled_give_a_total_by_the_engine(beijing: Town) -> None:
    with beijing.entered():
        settle(
            path="BJ-A-1.weights",
            value={"BJ-I-start": 40, "BJ-I-done": 40, "BJ-I-invest": 20},
            basis="测试",
            reason="测试",
            effective_from=date(2020, 2, 1),
            by=beijing.actors["bj-admin"],
            now=ground.at("2020-02-01"),
        )
        ground.planned(list(ground.Project.objects.all()), "2020-02-15")  # else the fourth figure is missing
        run = services.assess(month=SEPTEMBER, now=LATE)
        mine = next(r for r in run.reports if r.is_own and r.assessment == "BJ-A-1")
        # 0.4 x 77.50 + 0.4 x 62.00 + 0.2 x 73.046875
        assert (mine.total, mine.total_missing) == (Decimal("70.41"), [])
        assert RulebookVersion.objects.get(pk=mine.version_id).number == 2


def own(reports: list[AssessmentReport], indicator: str) -> dict[str, Any]:
    mine = next(r for r in reports if r.is_own)
    found: dict[str, Any] = next(i for i in mine.indicators if i["id"] == indicator)
    return found
