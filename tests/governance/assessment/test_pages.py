"""Pages and interface of the assessment: what each sees, what stands there, how many queries."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.people import tokens
from communities.people.rights import Actor
from governance.assessment import services
from governance.models import AssessmentReport, DeclaredFigure, Pilot
from projects.models import Project
from tests.cast import People, Town
from tests.governance.assessment.conftest import LATE, SEPTEMBER
from tests.governance.figures import ground
from tests.projects import making

Browser = Callable[[Actor], Client]
MONTH = "/beijing/assessments/BJ-A-1/2020-09/"


@pytest.fixture
def assessed(beijing: Town) -> Town:
    with beijing.entered():
        services.assess(month=SEPTEMBER, now=LATE)
    return beijing


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_drafts_are_for_the_tenants_level_and_bodies_see_their_own_once_published(
    assessed: Town, client_of: Browser
) -> None:
    perf, district = (client_of(assessed.actors[login]) for login in ("bj-perf", "bj-district"))
    assert "还没有可以看的报告" in page(district, MONTH)
    table = page(perf, MONTH)
    for words in (
        "62",
        "77.50%",
        "73.05%",
        "9.35",
        "目标 80",
        "目标未定",
        "本期不计总分、不排总名次：权重未定",
    ):
        assert words in table, words
    assert "发布并锁定" in table
    with assessed.entered():
        own = AssessmentReport.objects.get(assessment="BJ-A-1", is_own=True)
        mine = AssessmentReport.objects.get(assessment="BJ-A-1", path=assessed.places["110101"].path)
        other = AssessmentReport.objects.get(assessment="BJ-A-1", path=assessed.places["110102"].path)
    reports = "/beijing/assessments/reports/"
    for pk in (own.pk, mine.pk, other.pk):
        assert district.get(f"{reports}{pk}/").status_code == 404
    assert district.post(f"{MONTH}publish/").status_code == 404
    assert client_of(assessed.actors["bj-housing"]).post(f"{MONTH}publish/").status_code == 403

    assert "已发布 3 份报告并锁定" in perf.post(f"{MONTH}publish/", follow=True).content.decode()
    seen = page(district, MONTH)
    assert "东城区" in seen
    assert "西城区" not in seen
    sheet = page(district, f"{reports}{mine.pk}/")
    assert "本级未定目标" in sheet
    for pk in (own.pk, other.pk):
        assert district.get(f"{reports}{pk}/").status_code == 404
        assert district.get(f"{reports}{pk}/figures/BJ-I-start/").status_code == 404
    assert "待发布" not in page(perf, MONTH)
    assert "已发布" in page(perf, "/beijing/assessments/")

    token = {"Authorization": f"Bearer {tokens_of(assessed, 'bj-district')}"}
    found = Client().get("/api/v1/assessment-reports/?month=2020-09", headers=token).json()["results"]
    assert [(one["body"], one["state"]) for one in found] == [("district-gov@110101", "published")]
    assert Client().get(f"/api/v1/assessment-reports/{other.pk}/", headers=token).status_code == 404


def tokens_of(town: Town, login: str) -> str:
    with town.entered():
        return tokens.issue(person=town.actors[login].person, tenant=town.tenant)


def test_correction_by_page_keeps_what_was_and_shows_both(assessed: Town, client_of: Browser) -> None:
    perf = client_of(assessed.actors["bj-perf"])
    perf.post(f"{MONTH}publish/")
    empty = perf.post(f"{MONTH}correct/", {"reason": ""}).content.decode()
    assert "请写明更正原因" in empty
    done = perf.post(f"{MONTH}correct/", {"reason": "补确认9月进度"}, follow=True).content.decode()
    assert "2 个单位的数字有变化" in done
    assert "补确认9月进度" in done
    assert "原报告" in page(perf, f"{MONTH}?number=1")
    again = perf.post(f"{MONTH}correct/", {"reason": "再来"}).content.decode()
    assert "都没有变化" in again
    assert "再来" in again  # nothing typed is lost


def test_rows_behind_a_figure_add_up_to_it(assessed: Town, client_of: Browser) -> None:
    perf = client_of(assessed.actors["bj-perf"])
    with assessed.entered():
        own = AssessmentReport.objects.get(assessment="BJ-A-1", is_own=True)
        other = AssessmentReport.objects.get(assessment="BJ-A-2", is_own=True)
    shown = page(perf, f"/beijing/assessments/reports/{own.pk}/figures/BJ-I-start/")
    assert shown.count('<th scope="row"><a href="/beijing/projects/') == 62
    assert "没有计入的记录" in page(perf, f"/beijing/assessments/reports/{other.pk}/figures/BJ-I-lead/")
    assert perf.get(f"/beijing/assessments/reports/{own.pk}/figures/BJ-I-lead/").status_code == 404


def test_spreadsheet_holds_numbers(assessed: Town, client_of: Browser) -> None:
    response = client_of(assessed.actors["bj-perf"]).get(f"{MONTH}file/")
    sheet: Any = openpyxl.load_workbook(io.BytesIO(response.content)).active
    heads = [cell.value for cell in sheet[1]]
    rows = {
        row[1]: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)
    }
    assert rows["北京市（本级）"]["固定资产投资（亿元）"] == 9.35
    assert rows["东城区"]["开工项目：目标"] == "本级未定目标"


def test_table_costs_the_same_for_any_number_of_bodies(assessed: Town, client_of: Browser) -> None:
    perf = client_of(assessed.actors["bj-perf"])
    page(perf, MONTH)
    counts = []
    for address in (MONTH, MONTH.replace("BJ-A-1", "BJ-A-2")):  # 3 bodies, 11 bodies
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(perf, address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_figure_and_pilot_are_entered_by_page(wulong: Town, people: People, client_of: Browser) -> None:
    leader = client_of(people.wl_leader)
    address = "/wulong/assessments/WL-A-1/2023-05/figures/"
    given = {"indicator": "WL-I-organise", "body": "street@500156001", "value": "88.5", "note": "抽查"}
    refused = leader.post(address, given).content.decode()
    assert "请上传评价依据" in refused
    assert "88.5" in refused
    file = SimpleUploadedFile("评分表.pdf", b"%PDF-1.4\n%%EOF\n")
    kept = leader.post(address, {**given, "file": file}, follow=True).content.decode()
    assert "已申报" in kept
    assert "88.50" in kept
    wrong = leader.post(address, {**given, "file": SimpleUploadedFile("x.pdf", b"MZ not a paper")})
    assert wrong.status_code == 200
    assert client_of(people.wl_street).get(address).status_code == 403
    with wulong.entered():
        assert DeclaredFigure.objects.count() == 1
        place = wulong.places[making.WL_COMMUNITY]
        (project,) = ground.projects([ground.neighbourhoods(place, 1)])
        assert isinstance(project, Project)
    housing = client_of(people.wl_housing)
    tick = {
        "kind": "market",
        "project": project.pk,
        "is_pilot": "yes",
        "on": "2023-05-01",
        "basis": "武建〔2023〕1号",
    }
    assert "试点须选定" in housing.post("/wulong/pilots/", tick | {"kind": "cocreation"}).content.decode()
    assert "武建〔2023〕1号" in housing.post("/wulong/pilots/", tick, follow=True).content.decode()
    assert "不需再改" in housing.post("/wulong/pilots/", tick).content.decode()
    street = client_of(people.wl_street).post("/wulong/pilots/", tick | {"is_pilot": "no"})
    assert street.status_code == 403
    with wulong.entered():
        assert Pilot.objects.count() == 1
