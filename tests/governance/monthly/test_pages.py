"""Pages and interface of the month report: numbers open their rows, refusals, files, queries that do not grow."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.neighbourhoods.services import correct as correct_neighbourhood
from communities.people.rights import Actor
from governance.figures.instant import Instant
from governance.models import MonthReport
from governance.monthly import services
from governance.monthly.counting import count
from tests.approvals.plan import planning
from tests.cast import People, Town
from tests.governance.monthly import staging
from tests.governance.monthly.staging import DISTRICT, MONTH, NOW
from tests.projects import making

Browser = Callable[[Actor], Client]
REPORTS = "/qingdao/month-reports/"


@pytest.fixture
def stage(qingdao: Town, people: People) -> Iterator[staging.Stage]:
    with qingdao.entered():
        yield staging.staged(qingdao, people)


@pytest.fixture
def report(stage: staging.Stage, people: People) -> MonthReport:
    return staging.drafted(stage.town, people.qd_housing)


def said(response: Any) -> str:
    content: str = response.content.decode()
    return content


def test_number_opens_its_rows_as_they_were_after_a_later_change(
    stage: staging.Stage, report: MonthReport, people: People, client_of: Browser
) -> None:
    row = stage.row
    correct_neighbourhood(
        row,
        values={"name": "改了名的小区", "households_declared": 999},
        revision=row.revision,
        reason="复核",
        by=people.qd_street,
        now=timezone.now(),
    )
    browser = client_of(people.qd_housing)
    page = said(browser.get(f"{REPORTS}{report.pk}/?period=month"))
    address = f"{REPORTS}{report.pk}/cells/{staging.STREET}/started.households/month/"
    assert f'<a href="{address}">312</a>' in page
    rows = said(browser.get(address))
    assert "湛山二路小区" in rows
    assert "2026-10-10 开工" in rows
    assert "改了名的小区" not in rows
    assert "999" not in rows


def test_rates_are_of_the_columns_and_the_foot_is_the_sum(
    report: MonthReport, people: People, client_of: Browser
) -> None:
    page = said(client_of(people.qd_city).get(f"{REPORTS}{report.pk}/"))
    assert (
        page.count("100.00%") == 4
    )  # both started of both planned, by neighbourhoods and households; line and foot
    assert page.count("50.00%") == 4


def test_whole_way_of_a_report_on_the_pages(report: MonthReport, people: People, client_of: Browser) -> None:
    own, above = client_of(people.qd_housing), client_of(people.qd_city)
    page = f"{REPORTS}{report.pk}/"
    given = {
        "line": staging.STREET,
        "figure": "pipelines",
        "period": "both",
        "value": "x",
        "reason": "自来水公司",
    }
    again = said(own.post(f"{page}supplement/", given))
    assert "请填写数字" in again
    assert "自来水公司" in again  # nothing typed is lost
    assert own.post(f"{page}supplement/", given | {"value": "0.35"}).status_code == 302
    assert set(report.supplements.values_list("period", "value")) == {
        ("month", Decimal(350)),
        ("year", Decimal(350)),
    }
    assert "2.35" in said(own.get(page))
    assert own.post(f"{page}submit/", {"note": ""}).status_code == 302
    assert own.get(f"{page}lock/").status_code == 403
    assert "请写明原因" in said(above.post(f"{page}return/", {"reason": " "}))
    assert above.post(f"{page}return/", {"reason": "漏报热力管线"}).status_code == 302
    assert "已退回：漏报热力管线" in said(own.get(page))
    draft = {"place": DISTRICT, "month": "2026-10", "cutoff": "closes"}
    assert own.post(f"{REPORTS}draft/", draft).status_code == 302
    own.post(f"{page}submit/", {"note": "已核对"})
    assert above.post(f"{page}lock/", {"ok": "1"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "locked"
    moved = own.post(f"{page}correct/", {"reason": "补登记"})
    assert moved["Location"].endswith("/compare/?with=former")
    assert "第 1 号" in said(own.get(moved["Location"]))


def test_difference_to_the_former_number_is_explained_by_rows_and_reasons(
    stage: staging.Stage, report: MonthReport, people: People, client_of: Browser
) -> None:
    staging.locked(report, people)
    row = stage.row
    correct_neighbourhood(
        row,
        values={"households_declared": 350},
        revision=row.revision,
        reason="入户复核",
        by=people.qd_street,
        now=timezone.now(),
    )
    made = services.correct(report, reason="户数复核", by=people.qd_housing, now=timezone.now())
    page = said(client_of(people.qd_housing).get(f"{REPORTS}{made.pk}/compare/"))
    assert "新开工 · 户数（本月，户）" in page
    assert "312 → 350，+38" in page
    assert f"{people.qd_street.person.name}：入户复核" in page
    assert "新开工 · 小区数" not in page


def test_list_shows_who_is_late_once_a_day_is_settled(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    browser = client_of(people.qd_city)
    month = f"{REPORTS}?month={timezone.localdate().replace(day=1):%Y-%m}"
    assert "本级未定报送日，不计逾期" in said(browser.get(REPORTS))
    assert "每个月都有这一天" in said(
        browser.post(f"{REPORTS}due/", {"day": "31", "basis": "青建办〔2026〕1号"})
    )
    assert browser.post(f"{REPORTS}due/", {"day": "5", "basis": "青建办〔2026〕1号"}).status_code == 302
    assert "次月 5 日前报送" in said(browser.get(month))
    assert "逾期" not in said(browser.get(month)).partition("报送情况")[2]
    past = said(browser.get(f"{REPORTS}?month=2025-12" if timezone.localdate().year < 2028 else REPORTS))
    assert past.count("逾期 ") >= 3  # the city and its two districts
    assert client_of(people.qd_housing).get(f"{REPORTS}due/").status_code == 403
    assert "您的辖区不单独报送月报" in said(client_of(people.qd_street).get(REPORTS))


def test_workbook_has_numbers_hash_and_no_formula(
    stage: staging.Stage, report: MonthReport, people: People, client_of: Browser
) -> None:
    services.supplement(
        report,
        line=stage.town.places[staging.STREET],
        figure="parking",
        periods=["year"],
        value=Decimal(4),
        reason="=1+1",
        by=people.qd_housing,
        now=NOW,
    )
    staging.locked(report, people)
    report.refresh_from_db()
    content = client_of(people.qd_city).get(f"{REPORTS}{report.pk}/file/").content
    book: Any = openpyxl.load_workbook(BytesIO(content))
    assert book.sheetnames == ["进展（本年）", "进展（本月）", "效果", "补充说明"]
    year, effect, added = book["进展（本年）"], book["效果"], book["补充说明"]
    assert [cell.value for cell in year[5]][:6] == ["合计", 2, 16, 624, 5.02, 374.4]
    assert [cell.value for cell in year[5]][-4:] == [100, 100, 50, 50]
    assert {cell.data_type for cell in year[5]} == {"s", "n"}
    assert year["B5"].number_format == "#,##0"
    head = [cell.value for cell in effect[4]]
    column = next(c for c in range(1, 19) if effect.cell(3, c).value == "停车位")
    assert (head[column - 1], head[column], effect.cell(5, column + 1).value) == (
        "本月（个）",
        "本年（个）",
        4,
    )
    assert (added["E5"].value, added["E5"].data_type) == ("=1+1", "s")
    texts = [cell.value for row in year.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any(report.digest in text for text in texts)
    assert any("单位负责人" in text for text in texts)
    assert len(report.digest) == len(hashlib.sha256().hexdigest())
    paper = said(client_of(people.qd_city).get(f"{REPORTS}{report.pk}/print/"))
    assert report.digest in paper


def test_ranking_page_counts_the_year(stage: staging.Stage, people: People, client_of: Browser) -> None:
    page = said(client_of(people.qd_city).get("/qingdao/ranking/?month=2026-10"))
    if "2026-10" in page:  # two years back from the day of the test
        assert "全部开工" in page
        assert 'data-v="100"' in page
    assert client_of(people.qd_housing).get("/qingdao/ranking/?place=370203").status_code == 404


def test_queries_do_not_grow_with_what_is_counted(
    stage: staging.Stage, report: MonthReport, people: People, client_of: Browser
) -> None:
    place, instant = stage.town.places[DISTRICT], Instant.end_of(MONTH)
    browser = client_of(people.qd_city)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as counted:
            count(place, instant, adopted=making.today())
        with CaptureQueriesContext(connection) as shown:
            browser.get(f"{REPORTS}{report.pk}/")
        return len(counted), len(shown)

    browser.get(f"{REPORTS}{report.pk}/")
    before = cost()
    more = planning.ripe(stage.town, people, "新增小区")
    plan, entries = planning.drafted([more], people.qd_street, 2026)
    planning.confirmed(
        plan,
        entries,
        people.qd_city,
        "青建发〔2026〕12号",
        confirmed_on=date(2026, 10, 9),
        now=staging.moment(10, 9),
    )
    more.refresh_from_db()
    staging.moved(more, "start", staging.moment(10, 11), people.qd_street)
    for _ in range(3):
        services.supplement(
            report,
            line=stage.town.places[staging.STREET],
            figure="parking",
            periods=["month", "year"],
            value=Decimal(1),
            reason="增补",
            by=people.qd_housing,
            now=NOW,
        )
    item = stage.late.items.first()
    assert item is not None
    staging.invested(item, 9, "1.00", people.qd_street)
    assert cost() == before
    assert before[0] <= 8


def test_interface_drafts_submits_returns_and_locks(
    qingdao: Town, people: People, client_of: Browser
) -> None:
    own, above = client_of(people.qd_housing), client_of(people.qd_city)
    at: dict[str, Any] = {"content_type": "application/json", "headers": {"X-Tenant": "qingdao"}}
    root = "/api/v1/month-reports/"
    assert own.post(root, {"place": DISTRICT, "month": "2026-13"}, **at).status_code == 400
    assert above.post(root, {"place": DISTRICT, "month": "2026-10"}, **at).status_code == 403
    assert own.post(root, {"place": "370203", "month": "2026-10"}, **at).status_code == 404
    early = own.post(root, {"place": DISTRICT, "month": "2021-01"}, **at)
    assert (early.status_code, "没有生效的规则版本" in said(early)) == (400, True)
    made = own.post(root, {"place": DISTRICT, "month": "2026-10"}, **at)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert made.json()["year_lines"][-1]["place"] == "all"
    one = f"{root}{made.json()['id']}/"
    assert own.post(f"{one}submit/", {}, **at).json()["state"] == "submitted"
    assert own.post(f"{one}lock/", {}, **at).status_code == 403
    assert above.post(f"{one}return/", {"reason": "核对"}, **at).json()["state"] == "returned"
    assert above.post(f"{one}lock/", {}, **at).status_code == 400
    own.post(f"{one}submit/", {}, **at)
    assert above.post(f"{one}lock/", {}, **at).json()["state"] == "locked"
    assert [row["state"] for row in above.get(root, headers={"X-Tenant": "qingdao"}).json()] == ["locked"]
    assert client_of(people.qd_street).get(one, headers={"X-Tenant": "qingdao"}).status_code == 404
