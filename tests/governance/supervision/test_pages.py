"""The pages and the interface of supervision: who finds a case, what its forms keep, what a list costs."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from communities.people import tokens
from communities.people.rights import Actor
from governance.models import DutyTask, SupervisionCase
from projects.enums import State
from tests.cast import People, Town
from tests.governance.supervision.handling import assigned, opened, own, project, rechecked, rectified
from tests.governance.supervision.test_duties import given
from tests.projects import making

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
LIST = "/qingdao/cases/"
DAY = making.DAY.isoformat()


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("整改.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")


def case_of(town: Town) -> SupervisionCase:
    with town.entered():
        case: SupervisionCase = SupervisionCase.objects.latest("pk")
        return case


def test_case_goes_from_the_street_to_its_end_in_the_browser(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    with qingdao.entered():
        place = project(qingdao, people)
        street = own(people.qd_street)
    clerk, district = client_of(people.qd_street), client_of(people.qd_district)
    add = f"{LIST}new/?project={place.pk}"
    assert "加密保存，平时只显示姓氏" in clerk.get(add).content.decode()
    typed = {"source": "hotline", "subject": "夜间施工", "text": "扰民", "number": "20261120-7", "on": "昨天"}
    again = clerk.post(add, typed).content.decode()
    assert "日期请写成 2026-11-21" in again
    assert 'value="20261120-7"' in again
    response = clerk.post(add, typed | {"on": DAY})
    case = case_of(qingdao)
    assert response["Location"] == f"{LIST}{case.pk}/"
    assert (case.kind, case.source, case.project_id) == ("complaint", "hotline", place.pk)

    page = f"{LIST}{case.pk}/"
    assert f"{page}assign/" in district.get(page).content.decode()
    to = {"organisation": street.pk, "due_on": "2026-11-30", "on": DAY, "text": "停止夜间施工"}
    assert district.post(f"{page}assign/", to).status_code == 302
    assert (
        clerk.post(f"{page}rectify/", {"text": "已停工整改", "on": DAY, "document": pdf()}).status_code == 302
    )
    assert clerk.get(f"{page}recheck/").status_code == 403
    refused = district.post(f"{page}recheck/", {"ok": "no", "text": "", "on": DAY}).content.decode()
    assert "须写明哪里没有整改到位" in refused
    assert district.post(f"{page}recheck/", {"ok": "yes", "text": "属实", "on": DAY}).status_code == 302
    assert "投诉办结须写明答复" in district.post(f"{page}close/", {"on": DAY, "text": ""}).content.decode()
    assert district.post(f"{page}close/", {"on": DAY, "text": "已电话答复"}).status_code == 302

    told = clerk.get(page).content.decode()
    for word in ("登记", "交办", "报告整改", "复查通过", "整改.pdf", "停止夜间施工", "已办结"):
        assert word in told
    paper = clerk.get(f"{page}print/").content.decode()
    assert "整改通知单" in paper
    assert street.name in paper
    assert f"{page}reopen/" in district.get(page).content.decode()


def test_petition_form_proposes_the_day_of_the_law(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    with qingdao.entered():
        case = opened(project(qingdao, people), people.qd_street, "petition")
    client = client_of(people.qd_district)
    assert "信访工作条例第二十三条" in client.get(f"{LIST}{case.pk}/").content.decode()
    form = client.get(f"{LIST}{case.pk}/assign/").content.decode()
    assert "信访工作条例第三十四条" in form
    assert "受理日期" in form


def test_case_is_found_by_its_places_and_filters_narrow(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    with qingdao.entered():
        place = project(qingdao, people)
        first = opened(place, people.qd_street, subject="=1+1脚手架")
        given_ = assigned(
            opened(place, people.qd_street, subject="围挡破损"), people.qd_street, people.qd_district
        )
        done = rectified(
            assigned(opened(place, people.qd_street, subject="扬尘"), people.qd_street, people.qd_district),
            people.qd_street,
        )
        rechecked(done, people.qd_district, ok=True)
        SupervisionCase.objects.filter(pk=given_.pk).update(due_on=making.DAY)
    client = client_of(people.qd_street)

    def shown(query: str) -> list[str]:
        text = client.get(f"{LIST}?{query}").content.decode()
        return [word for word in ("脚手架", "围挡破损", "扬尘") if f"{word}</b>" in text]

    assert shown("") == ["脚手架", "围挡破损", "扬尘"]
    assert shown("state=recorded") == ["脚手架"]
    assert shown("overdue=1") == ["围挡破损"]
    assert shown("mine=1") == ["围挡破损", "扬尘"]
    assert shown("kind=complaint") == []
    assert shown("q=扬尘") == ["扬尘"]
    assert shown(f"project={place.pk}") == ["脚手架", "围挡破损", "扬尘"]
    file = client.get(f"{LIST}export/?q=脚手架").content
    sheet = load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=1+1")]
    assert [cell.data_type for cell in cells] == ["s"]
    assert client_of(people.qd_admin).get(f"{LIST}{first.pk}/").status_code == 404

    client.get(LIST)  # what a process reads once
    with CaptureQueriesContext(connection) as one:
        client.get(f"{LIST}?q=扬尘")
    with CaptureQueriesContext(connection) as three:
        client.get(f"{LIST}?q=")
    assert len(one) == len(three)


def test_draw_shows_its_seed_and_leads_to_an_inspection(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    with qingdao.entered():
        place = making.at(project(qingdao, people), State.BUILDING)
    client = client_of(people.qd_street)
    page = client.get(f"{LIST}draw/?count=3&seed=20261121-a1").content.decode()
    assert "种子 20261121-a1" in page
    (address,) = re.findall(r'href="(/qingdao/cases/new/[^"]+)"', page)
    form = client.get(html.unescape(address)).content.decode()
    assert f"project={place.pk}" in address
    assert "种子 20261121-a1，在建项目 1 个，第 1 个抽中。" in form
    assert "请填整数" in client.get(f"{LIST}draw/?count=x&seed=1").content.decode()


def test_duty_is_set_on_the_page_and_ticked_off_with_its_paper(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    city, district = client_of(people.qd_city), client_of(people.qd_district)
    places = [qingdao.places[code].pk for code in ("370202", "370203")]
    form = {"actor": "district-gov", "places": places, "due_on": "2027-01-15", "note": "报实施方案"}
    assert "请填写期限" in city.post("/qingdao/duties/set/QD-Y-2/", form | {"due_on": ""}).content.decode()
    assert city.post("/qingdao/duties/set/QD-Y-2/", form).status_code == 302
    assert district.get("/qingdao/duties/set/QD-Y-2/").status_code == 403
    with qingdao.entered():
        task = DutyTask.objects.get(jurisdiction__code="370202")
    page = district.get("/qingdao/duties/").content.decode()
    done = f"/qingdao/duties/{task.pk}/done/"
    assert done in page
    assert "作为第一责任主体" in page
    assert "请附上证明材料" in district.post(done, {"text": "已印发", "on": DAY}).content.decode()
    assert district.post(done, {"text": "已印发", "on": DAY, "document": pdf()}).status_code == 302
    assert "整改.pdf" in city.get("/qingdao/duties/").content.decode()
    assert client_of(people.qd_street).get(done).status_code == 404
    with qingdao.entered():
        (other,) = DutyTask.objects.filter(done_on__isnull=True)
    assert "已催办" in city.post(f"/qingdao/duties/{other.pk}/remind/", follow=True).content.decode()


def test_deadlines_page_leads_to_what_is_open(wulong: Town, people: People, client_of: ClientOf) -> None:
    page = client_of(people.wl_housing).get("/wulong/deadlines/").content.decode()
    assert "每周有安排" in page
    assert "/wulong/rulebook/unsettled/#WL-D-week.due" in page
    assert (
        client_of(people.wl_housing).get("/wulong/deadlines/WL-D-week/500156/2026-11-20/").status_code == 404
    )


def test_interface_carries_a_case_and_says_no_in_words(qingdao: Town, people: People, client: Client) -> None:
    with qingdao.entered():
        place = project(qingdao, people)
        keys = {
            who: {"Authorization": f"Bearer {tokens.issue(person=by.person, tenant=by.tenant)}"}
            for who, by in (("street", people.qd_street), ("district", people.qd_district))
        }
        document = making.paper("整改照片", place.jurisdiction, people.qd_street)
        street = own(people.qd_street)
        (task,) = given(qingdao, people.qd_city, places=[qingdao.places["370202"]])

    def send(who: str, path: str, body: dict[str, Any]) -> Any:
        return client.post(f"/api/v1/{path}", body, content_type="application/json", headers=keys[who])

    new = {"kind": "inspection", "source": "covert", "on": DAY, "subject": "扬尘", "text": "未洒水"}
    assert send("street", "cases/", new).status_code == 400
    made = send("street", "cases/", new | {"project": place.pk})
    assert made.status_code == 201
    case = f"cases/{made.json()['id']}/"
    to = {"organisation": street.pk, "on": DAY}
    assert "请填写整改期限" in send("district", f"{case}assign/", to).content.decode()
    assert send("district", f"{case}assign/", to | {"due_on": "2026-11-30"}).json()["state"] == "assigned"
    report = {"text": "已洒水", "on": DAY, "document": document.pk}
    assert send("district", f"{case}rectify/", report).status_code == 403
    assert send("street", f"{case}rectify/", report).json()["steps"][-1]["document"] == document.pk
    assert send("district", f"{case}recheck/", {"ok": True, "on": DAY}).status_code == 200
    assert send("district", f"{case}close/", {"on": DAY}).json()["state"] == "closed"
    assert send("district", f"{case}reopen/", {"reason": "又扬尘", "on": DAY}).json()["state"] == "recorded"
    listed = client.get("/api/v1/cases/?state=recorded", headers=keys["street"]).json()
    assert [row["subject"] for row in listed["results"]] == ["扬尘"]

    tick = {"text": "已印发", "on": DAY, "document": document.pk}
    assert send("district", f"duties/{task.pk}/done/", tick).json()["done_on"] == DAY
    assert send("street", f"duties/{task.pk}/done/", tick).status_code == 404
    shown = client.get("/api/v1/deadlines/", headers=keys["district"]).json()
    assert [row["next"] for row in shown if row["id"] == "QD-D-pilot"] == [None]
