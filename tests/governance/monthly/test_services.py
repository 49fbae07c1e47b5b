"""Month reports: what is counted, what a locked one keeps, who may do what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from communities.neighbourhoods.services import correct as correct_neighbourhood
from communities.people.rights import Refused
from governance.enums import MonthState
from governance.models import MonthCell, MonthReport
from governance.monthly import services
from projects.errors import NotPossible
from projects.models import WorksItem
from tests.cast import People, Town
from tests.governance.monthly import staging
from tests.governance.monthly.staging import DISTRICT, MONTH, NEXT_DISTRICT, NOW, moment


@pytest.fixture
def stage(qingdao: Town, people: People) -> staging.Stage:
    with qingdao.entered():
        return staging.staged(qingdao, people)


def test_month_and_year_are_counted_from_the_records(stage: staging.Stage, people: People) -> None:
    with stage.town.entered():
        report = staging.drafted(stage.town, people.qd_housing)
        month, year = staging.numbers(report), staging.numbers(report, "year")
    assert month == {
        "planned.neighbourhoods": 2,
        "planned.buildings": 16,
        "planned.households": 624,
        "planned.floor_area": Decimal(50200),
        "planned.investment": Decimal(4 * 2 * 468_000),
        "started.neighbourhoods": 1,
        "started.buildings": 8,
        "started.households": 312,
        "started.floor_area": Decimal(25100),
        "started.investment": Decimal(4 * 468_000),
        "completed.neighbourhoods": 1,
        "completed.buildings": 8,
        "completed.households": 312,
        "completed.floor_area": Decimal(25100),
        "completed.investment": Decimal(50_000),
        "lifts": 3,
        "pipelines": Decimal(2000),
    }
    assert (year["started.neighbourhoods"], year["started.investment"]) == (2, Decimal(8 * 468_000))
    assert (year["within_started.neighbourhoods"], year["within_completed.households"]) == (2, 312)
    assert (year["lifts"], year["completed.investment"]) == (5, Decimal(150_000))


def test_quantity_in_a_unit_that_does_not_fit_is_shown_not_summed(
    stage: staging.Stage, people: People
) -> None:
    with stage.town.entered():
        report = staging.drafted(stage.town, people.qd_housing)
        (cell,) = report.cells.filter(figure="pipelines", period="month")
    assert (cell.value, cell.unmeasured, len(cell.rows)) == (2000, 1, 3)
    (left_out,) = [row for row in cell.rows if row["value"] is None]
    assert "4 处，不能按本表单位计量" in left_out["note"]


def test_lines_add_up_and_the_citys_line_is_the_districts_report(
    stage: staging.Stage, people: People
) -> None:
    with stage.town.entered():
        own = staging.drafted(stage.town, people.qd_city, "")
        counted = staging.numbers(own, "year")
        district = staging.drafted(stage.town, people.qd_housing)
        line = stage.town.places[staging.STREET]
        services.supplement(
            district,
            line=line,
            figure="lifts",
            periods=["month", "year"],
            value=Decimal(2),
            reason="居民自行加装，未列入项目",
            by=people.qd_housing,
            now=NOW,
        )
        staging.locked(district, people)
        WorksItem.objects.filter(item="lift").update(quantity=100)
        own = staging.drafted(stage.town, people.qd_city, "")
        assert staging.numbers(own, "year") == staging.numbers(district, "year") == counted
        assert {source["name"]: source["number"] for source in own.sources} == {"市南区": 1, "市北区": None}
        carried = own.supplements.get(period="year")
        assert (carried.value, carried.jurisdiction.code, carried.carried_from) == (2, DISTRICT, district)
        with pytest.raises(NotPossible, match="由市南区更正"):
            services.supplement(
                own,
                line=stage.town.places[DISTRICT],
                figure="lifts",
                periods=["year"],
                value=Decimal(1),
                reason="漏报",
                by=people.qd_city,
                now=NOW,
            )


def test_past_month_gives_the_same_figures_whenever_it_is_made(stage: staging.Stage, people: People) -> None:
    with stage.town.entered():
        first = staging.drafted(stage.town, people.qd_housing)
        before = [(c.jurisdiction_id, c.figure, c.period, c.value, c.rows) for c in first.cells.all()]
        item = WorksItem.objects.exclude(state="finished").get(item="heat")
        staging.finished(item, 900, "米", date(2026, 10, 30), at=moment(11, 20))
        staging.moved(stage.late, "accept", moment(11, 2), people.qd_street)
        again = staging.drafted(stage.town, people.qd_housing, now=moment(12, 24))
        assert [(c.jurisdiction_id, c.figure, c.period, c.value, c.rows) for c in again.cells.all()] == before
        assert again.pk == first.pk


def test_correction_counts_what_was_recorded_since_and_the_former_stays(
    stage: staging.Stage, people: People
) -> None:
    with stage.town.entered():
        report = staging.locked(staging.drafted(stage.town, people.qd_housing), people)
        kept = [(c.figure, c.value, c.rows) for c in report.cells.all()]
        row = stage.row
        correct_neighbourhood(
            row,
            values={"households_declared": 350},
            revision=row.revision,
            reason="复核户数",
            by=people.qd_street,
            now=timezone.now(),
        )
        made = services.correct(report, reason="市南区复核户数", by=people.qd_housing, now=timezone.now())
        assert staging.numbers(made)["started.households"] == 350
        assert staging.numbers(report)["started.households"] == 312
        assert [(c.figure, c.value, c.rows) for c in report.cells.all()] == kept
        assert services.digest_of(report) == report.digest
        assert (made.number, made.state) == (2, MonthState.DRAFT)
        with pytest.raises(NotPossible, match="最新一号"):
            services.correct(report, reason="再次", by=people.qd_housing, now=timezone.now())


STATEMENTS = (
    "UPDATE governance_monthreport SET state = 'submitted', locked_at = NULL, locked_by_id = NULL",
    "UPDATE governance_monthreport SET digest = 'x'",
    "DELETE FROM governance_monthreport",
    "UPDATE governance_monthcell SET value = value + 1",
    "DELETE FROM governance_monthcell",
    "INSERT INTO governance_monthcell (tenant_id, report_id, jurisdiction_id, figure, period, value, unmeasured, rows)"
    " SELECT tenant_id, id, jurisdiction_id, 'x', 'year', 1, 0, '[]' FROM governance_monthreport",
    "INSERT INTO governance_monthsupplement (tenant_id, report_id, jurisdiction_id, figure, period, value, reason,"
    " by_id, at) SELECT tenant_id, id, jurisdiction_id, 'lifts', 'year', 1, 'x', made_by_id, now()"
    " FROM governance_monthreport",
    "UPDATE governance_monthsupplement SET value = 3",
    "DELETE FROM governance_monthsupplement",
)


def test_locked_report_refuses_every_statement(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        report = staging.drafted(qingdao, people.qd_housing)
        place = report.jurisdiction
        MonthCell.objects.create(
            report=report, jurisdiction=place, figure="lifts", period="year", value=1, rows=[]
        )
        told: dict[str, Any] = {"reason": "漏报", "by": people.qd_housing, "now": NOW}
        services.supplement(report, line=place, figure="lifts", periods=["year"], value=Decimal(1), **told)
        staging.locked(report, people)
        for statement in STATEMENTS:
            refused = pytest.raises(DatabaseError, match="pgtrigger")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_supplements_stay_when_the_report_is_drafted_again_and_go_on_in_the_next_month(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        report = staging.drafted(qingdao, people.qd_housing)
        line, told = qingdao.places[DISTRICT], {"by": people.qd_housing, "now": NOW}
        added = {"line": line, "figure": "charging_cars", "reason": "供电公司台账"}
        services.supplement(report, periods=["month", "year"], value=Decimal(6), **added, **told)
        services.supplement(report, periods=["year"], value=Decimal(-1), **added, **told)
        with pytest.raises(NotPossible, match="小于零"):
            services.supplement(report, periods=["month"], value=Decimal(-7), **added, **told)
        again = staging.drafted(qingdao, people.qd_housing)
        assert again.supplements.count() == 3
        next_month = services.draft(
            month=date(2026, 11, 1), place=line, by=people.qd_housing, now=moment(12, 2)
        )
        (carried,) = next_month.supplements.all()
        assert (carried.period, carried.value, carried.carried_from) == ("year", 5, report)
        assert carried.reason == "沿用 2026年10月第 1 号的补充：供电公司台账"


def test_report_is_submitted_returned_and_locked_by_its_own_people_only(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        place = qingdao.places[DISTRICT]
        for stranger in (people.qd_street, people.qd_city, people.qd_admin):
            with pytest.raises(Refused):
                services.draft(month=MONTH, place=place, by=stranger, now=NOW)
        report = staging.drafted(qingdao, people.qd_housing)
        with pytest.raises(NotPossible, match="只有已报送的才能锁定"):
            services.lock(report, by=people.qd_city, now=NOW)
        services.submit(report, by=people.qd_housing, now=NOW)
        with pytest.raises(NotPossible, match="不能再次报送"):  # the second of two at once
            services.submit(report, by=people.qd_district, now=NOW)
        for wrong in (people.qd_housing, people.qd_street, people.qd_utility, people.qd_admin):
            with pytest.raises(Refused):
                services.lock(report, by=wrong, now=NOW)
            with pytest.raises(Refused):
                services.give_back(report, reason="数字有误", by=wrong, now=NOW)
        with pytest.raises(NotPossible, match="退回以后才能"):
            staging.drafted(qingdao, people.qd_housing)
        returned = services.give_back(report, reason="漏报电梯", by=people.qd_city, now=NOW)
        assert (returned.state, returned.return_reason) == ("returned", "漏报电梯")
        staging.drafted(qingdao, people.qd_housing)
        services.submit(report, by=people.qd_housing, now=NOW)
        done = services.lock(report, by=people.qd_city, now=NOW)
        assert (done.state, len(done.digest)) == ("locked", 64)
        with pytest.raises(NotPossible, match="请办理更正"):
            staging.drafted(qingdao, people.qd_housing)
        assert MonthReport.objects.count() == 1


def test_own_report_names_who_has_not_reported(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        staging.drafted(qingdao, people.qd_city, "")
        staging.locked(staging.drafted(qingdao, people.qd_housing), people)
        own = MonthReport.objects.get(jurisdiction=qingdao.top)
        with pytest.raises(NotPossible, match="请先重新编制"):
            services.submit(own, note="先行报送", by=people.qd_city, now=NOW)
        own = staging.drafted(qingdao, people.qd_city, "")
        with pytest.raises(NotPossible, match="市北区的月报还没有锁定"):
            services.submit(own, by=people.qd_city, now=NOW)
        sent = services.submit(own, note="市北区机构调整，后补", by=people.qd_city, now=NOW)
        assert (sent.state, sent.submission_note) == ("submitted", "市北区机构调整，后补")


@pytest.mark.parametrize(
    ("code", "month", "sentence"),
    [
        (DISTRICT, date(2026, 12, 1), "2026年12月还没有开始"),
        (staging.STREET, MONTH, "不单独报送"),
    ],
)
def test_month_not_begun_and_place_that_does_not_report_are_refused(
    qingdao: Town, people: People, code: str, month: date, sentence: str
) -> None:
    by = people.qd_street if code == staging.STREET else people.qd_housing
    with qingdao.entered(), pytest.raises(NotPossible, match=sentence):
        services.draft(month=month, place=qingdao.places[code], by=by, now=NOW)


def test_running_month_is_known_until_now(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        place = qingdao.places[DISTRICT]
        running = services.draft(month=date(2026, 11, 1), place=place, by=people.qd_housing, now=NOW)
        past = staging.drafted(qingdao, people.qd_housing)
    assert running.known_until == NOW
    assert past.known_until.isoformat() == "2026-10-31T23:59:59.999999+08:00"


def test_unknown_place_of_the_next_district_has_no_line(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        report = staging.drafted(qingdao, people.qd_housing)
        with pytest.raises(NotPossible, match="不是这份月报的一行"):
            services.supplement(
                report,
                line=qingdao.places[NEXT_DISTRICT],
                figure="lifts",
                periods=["year"],
                value=Decimal(1),
                reason="试",
                by=people.qd_housing,
                now=NOW,
            )
