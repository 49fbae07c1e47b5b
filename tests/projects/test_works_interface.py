"""The works in JSON: the same story, the same refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from communities.people import tokens
from communities.people.rights import Actor
from projects.models import Progress
from tests.cast import People, Town
from tests.projects import making, working
from tests.projects.test_record_pages import pdf

pytestmark = pytest.mark.django_db

DAY = making.DAY.isoformat()
Call = Callable[..., Any]


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def call(town: Town) -> Call:
    """Ask as the actor; a dictionary with a file goes as a form."""

    def send(by: Actor, method: str, address: str, **values: object) -> Any:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.issue(person=by.person, tenant=by.tenant)}")
        kind = "multipart" if "file" in values else "json"
        return getattr(client, method)(f"/api/v1/{address}", values, format=kind)

    return send


def test_month_is_reported_returned_confirmed_and_corrected(town: Town, people: People, call: Call) -> None:
    project, (road, pipes) = working.site(town, people, 400_000, None)
    street, housing, one = people.qd_street, people.qd_housing, f"projects/{project.pk}/progress/"
    image = working.photo(project.jurisdiction, street)
    lines = [
        {"works_item": road.pk, "physical": "30", "invested": "1000.00", "paid": "0", "photos": [image.pk]},
        {"works_item": pipes.pk, "physical": "101", "invested": "0", "paid": "0"},
    ]
    assert call(street, "post", one, month="2026-11", items=lines).status_code == 400
    lines[1]["physical"] = "100"
    assert call(street, "post", one, month="2026/11", items=lines).json()["fields"]["month"] == [
        "月份请写成 2026-03。"
    ]
    made = call(street, "post", one, month="2026-11", items=lines)
    assert (made.status_code, [row["month"] for row in made.json()]) == (201, ["2026-11", "2026-11"])
    first, second = made.json()
    row = f"progress/{first['id']}/"
    assert call(street, "post", f"{row}confirm/", stamp=first["stamp"]).status_code == 403
    assert "又有变化" in call(housing, "post", f"{row}confirm/", stamp="1").content.decode()
    done = call(housing, "post", f"{row}confirm/", stamp=first["stamp"]).json()
    assert (done["state"], done["physical"]) == ("confirmed", "30.00")
    again = call(housing, "post", f"{row}confirm/", stamp=first["stamp"])
    assert (again.status_code, "确认，请刷新查看" in again.content.decode()) == (400, True)
    sent = call(housing, "post", f"progress/{second['id']}/return/", reason="缺照片").json()
    assert (sent["state"], sent["return_reason"]) == ("returned", "缺照片")
    figures = {"physical": "25", "invested": "900", "paid": "0", "reason": "多计"}
    corrected = call(street, "post", f"{row}correct/", **figures)
    assert (corrected.status_code, corrected.json()["number"]) == (201, 2)
    listed = call(housing, "get", "progress/?month=2026-11&state=reported").json()["results"]
    assert [each["id"] for each in listed] == [corrected.json()["id"]]
    assert len(call(street, "get", one).json()["results"]) == Progress.objects.count() == 3


def test_contracts_and_milestones_of_a_project(town: Town, people: People, call: Call) -> None:
    project, _ = working.site(town, people)
    party = working.contractor(project, people.qd_street)
    street, one = people.qd_street, f"projects/{project.pk}/"
    facts = {"party": party.pk, "number": "施-1", "title": "施工", "signed_on": DAY}
    assert "请上传合同文本" in call(street, "post", f"{one}contracts/", **facts).content.decode()
    signed = call(street, "post", f"{one}contracts/", **facts, file=[pdf("施工合同")], file_name=["施工合同"])
    assert (signed.status_code, signed.json()["number"]) == (201, "施-1")
    node = {"name": "主体完成", "planned_on": "2026-11-01", "planned_percent": "60"}
    planned = call(street, "post", f"{one}milestones/", **node).json()
    own = f"{one}milestones/{planned['id']}/"
    assert call(street, "patch", own, **node).status_code == 400
    moved = call(street, "patch", own, **{**node, "planned_on": "2026-11-10"}, reason="汛期")
    assert moved.json()["planned_on"] == "2026-11-10"
    assert "请写明延误原因" in call(street, "post", f"{own}reach/", reached_on=DAY).content.decode()
    reached = call(street, "post", f"{own}reach/", reached_on=DAY, delay_reason="汛期").json()
    assert (reached["reached_on"], reached["delay_reason"]) == (DAY, "汛期")
    for rest in ("contracts/", "milestones/"):
        assert len(call(street, "get", f"{one}{rest}").json()["results"]) == 1
