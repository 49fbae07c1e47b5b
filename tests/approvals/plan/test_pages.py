"""The pages and the interface of the annual plan: the story, who is refused, what they cost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from approvals.models import FiscalCapacity, PlanAdjustment, PlanBatch, PlanEntry
from communities.people import tokens
from communities.people.rights import Actor
from projects.enums import State
from projects.models import Project
from tests.approvals.plan import planning
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


def said(answer: Any) -> str:
    return str(answer.content.decode())


def test_story_of_a_year_by_its_pages(town: Town, people: People, client_of: Browser) -> None:
    ripe, raw = planning.ripe(town, people, "一号院"), planning.reserved(town, people, "二号院")
    street, city, finance = (client_of(a) for a in (people.qd_street, people.qd_city, people.qd_finance))
    assert "先开立一个年度" in said(street.get("/qingdao/plans/"))
    assert street.post("/qingdao/plans/", {"year": "20270"}).status_code == 200
    opened = street.post("/qingdao/plans/", {"year": "2027"})
    year = "/qingdao/plans/2027/"
    assert (opened.status_code, opened.headers["Location"]) == (302, year)
    assert "草案是空的" in said(street.get(year))

    empty = said(street.post(f"{year}nominate/", {"note": "居民急需"}))
    assert "请先勾选" in empty
    assert "居民急需" in empty
    picked = {"picked": [ripe.pk, raw.pk], "note": "居民急需"}
    assert "已将 2 个项目列入" in said(street.post(f"{year}nominate/", picked, follow=True))
    assert "没有可以列入的项目" in said(street.get(f"{year}nominate/"))

    capacity = {"place": town.places["370202"].pk, "amount": "400000", "basis": "青财评〔2026〕3号"}
    assert "已填报市南区" in said(finance.post(f"{year}capacity/", capacity, follow=True))

    draft = said(city.get(f"{year}?show=draft"))
    assert "可确认" in draft
    assert "财政承受能力评估论证" in draft
    ids = list(PlanEntry.objects.values_list("pk", flat=True))
    asked = city.post(f"{year}confirm/", {"picked": ids})
    assert "能够通过" in said(asked)
    assert "由区(市)财政部门" in said(asked)
    form = {"picked": ids, "document_no": "青建发〔2026〕11号", "confirmed_on": "2026-11-20"}
    over = said(city.post(f"{year}confirm/", {**form, "explanation": ""}))
    assert "多 68,000.00 元" in over
    assert "青建发〔2026〕11号" in over
    all_or_none = {**form, "explanation": "省补", "all_or_nothing": "on"}
    assert "没有确认：有项目不能通过" in said(city.post(f"{year}confirm/", all_or_none))
    assert not PlanBatch.objects.exists()
    done = said(city.post(f"{year}confirm/", {**form, "explanation": "省补"}, follow=True))
    assert "已确认第 1 批共 1 个项目，1 个不能通过的留在草案" in done
    assert "未列入这一批" in done
    twice = said(
        city.post(f"{year}confirm/", {**form, "picked": ids[:1], "explanation": "省补"}, follow=True)
    )
    assert "请先在草案中勾选" in twice

    document = PlanBatch.objects.get().document
    got = street.get(f"/qingdao/documents/{document.pk}/")
    assert got.status_code == 200
    entry = PlanEntry.objects.get(project=ripe)
    change = {"kind": "remove", "document_no": "青建函3号", "on": "2026-11-20", "reason": ""}
    assert "请写明调整的理由" in said(city.post(f"{year}entries/{entry.pk}/adjust/", change))
    change["reason"] = "居民意见变化"
    adjusted = said(city.post(f"{year}entries/{entry.pk}/adjust/", change, follow=True))
    assert "已办理第 1 号调整" in adjusted
    assert "全部调出" in adjusted
    assert "第 1 号调整调出" in said(city.get(f"{year}?show=1"))
    other = PlanEntry.objects.get(project=raw)
    struck = street.post(f"{year}entries/{other.pk}/strike/", follow=True)
    assert "已将“二号院改造项目”移出草案" in said(struck)
    assert "年度计划" in said(city.get(f"{year}print/"))


@pytest.mark.parametrize(
    ("login", "address"),
    [
        ("qd_street", "confirm/"),
        ("qd_district", "confirm/"),
        ("qd_housing", "capacity/"),
        ("qd_utility", "nominate/"),
    ],
)
def test_page_of_others_is_403_with_its_sentence(
    town: Town, people: People, client_of: Browser, login: str, address: str
) -> None:
    planning.drafted([planning.reserved(town, people)], people.qd_street)
    client = client_of(getattr(people, login))
    for answer in (
        client.get(f"/qingdao/plans/2027/{address}"),
        client.post(f"/qingdao/plans/2027/{address}"),
    ):
        assert answer.status_code == 403
        assert "您不在这样的单位" in said(answer) or "您不在该单位" in said(answer)


def test_district_cannot_adjust_and_a_stranger_finds_nothing(
    town: Town, people: People, client_of: Browser, wulong: Town
) -> None:
    plan, (entry,) = planning.drafted([planning.ripe(town, people)], people.qd_street)
    planning.confirmed(plan, [entry], people.qd_city)
    adjust = f"/qingdao/plans/2027/entries/{entry.pk}/adjust/"
    assert client_of(people.qd_district).get(adjust).status_code == 403
    assert client_of(people.qd_district).post(adjust).status_code == 403
    for address in ("", "confirm/", f"entries/{entry.pk}/adjust/"):
        stranger = client_of(people.wl_housing)
        assert stranger.get(f"/qingdao/plans/2027/{address}").status_code == 404
        assert stranger.get(f"/wulong/plans/2027/{address}").status_code == 404


def test_another_street_sees_the_year_and_nothing_on_it(
    town: Town, people: People, client_of: Browser
) -> None:
    project = planning.ripe(town, people, "听海苑")
    _, (entry,) = planning.drafted([project], people.qd_street)
    elsewhere = next(p for p in town.places.values() if p.code.startswith("370203") and p.level == "street")
    Project.objects.filter(pk=project.pk).update(jurisdiction=elsewhere, path=elsewhere.path)
    project.memberships.all().delete()
    client = client_of(people.qd_street)
    for address in ("", "?show=draft", "print/", "file/", "nominate/"):
        assert "听海苑" not in said_or_bytes(client.get(f"/qingdao/plans/2027/{address}"))
    assert client.post(f"/qingdao/plans/2027/entries/{entry.pk}/strike/").status_code == 404


def said_or_bytes(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode(errors="replace"))


# ── cost ────────────────────────────────────────────────────────────────────────────────────────────────────────


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(" FROM " in query["sql"] for query in asked.captured_queries)


def copies(entry: PlanEntry, count: int) -> None:
    """So many more lines like this one, each with a project of its own that holds nothing yet."""
    first = entry.project
    plain = {f.attname: getattr(first, f.attname) for f in first._meta.concrete_fields if f.name != "id"}
    made = Project.objects.bulk_create(
        Project(**{**plain, "code": f"c{entry.pk}-{n}", "name": f"项目{n}"}) for n in range(count)
    )
    line = {f.attname: getattr(entry, f.attname) for f in entry._meta.concrete_fields if f.name != "id"}
    PlanEntry.objects.bulk_create(PlanEntry(**{**line, "project_id": project.pk}) for project in made)


@pytest.mark.slow
def test_page_of_a_year_costs_the_same_with_3_projects_and_with_30(
    town: Town, people: People, client_of: Browser
) -> None:
    projects = [planning.ripe(town, people, name) for name in ("一号院", "二号院", "三号院")]
    plan, entries = planning.drafted(projects, people.qd_street)
    planning.confirmed(plan, entries[:1], people.qd_city)
    addresses = [
        "",
        "2027/",
        "2027/?show=draft",
        "2027/?show=1",
        "2027/nominate/",
        "2027/print/",
        "2027/file/",
    ]
    clients = [client_of(actor) for actor in (people.qd_street, people.qd_city)]
    before = [cost(client, f"/qingdao/plans/{address}") for client in clients for address in addresses]
    for entry in PlanEntry.objects.select_related("project").exclude(pk=entries[2].pk):
        copies(entry, 14)
    assert PlanEntry.objects.count() == 31
    after = [cost(client, f"/qingdao/plans/{address}") for client in clients for address in addresses]
    assert after == before
    assert max(before) <= 40, before


# ── the interface ───────────────────────────────────────────────────────────────────────────────────────────────


def test_year_by_the_interface(town: Town, people: People, client: Client) -> None:
    ripe, raw = planning.ripe(town, people, "一号院"), planning.reserved(town, people, "二号院")

    def call(who: Actor, method: str, address: str, **data: Any) -> Any:
        key = tokens.issue(person=who.person, tenant=who.tenant)
        return client.generic(
            method,
            f"/api/v1/plans/{address}",
            data=json.dumps(data),
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}"},
        )

    street, city = people.qd_street, people.qd_city
    assert call(street, "POST", "", year=2027).json() == {
        "year": 2027,
        "drafted": 0,
        "confirmed": 0,
        "batches": 0,
    }
    assert call(street, "POST", "", year=1900).status_code == 400
    assert call(street, "POST", "2027/nominate/", projects=[ripe.pk, 2**40]).status_code == 404
    made = call(street, "POST", "2027/nominate/", projects=[ripe.pk, raw.pk])
    assert (made.status_code, [row["households"] for row in made.json()]) == (201, [312, 312])
    assert call(street, "POST", "2027/nominate/", projects=[ripe.pk]).status_code == 400
    ids = [row["id"] for row in made.json()]
    paper = {"document_no": "青建发〔2026〕11号", "confirmed_on": "2026-11-20"}
    assert call(people.qd_district, "POST", "2027/confirm/", entries=ids, **paper).status_code == 403
    refused = call(city, "POST", "2027/confirm/", entries=ids, all_or_nothing=True, **paper)
    assert (refused.status_code, refused.json()["left_off"][0]["project"]) == (409, raw.pk)
    done = call(city, "POST", "2027/confirm/", entries=ids, **paper)
    assert (done.status_code, done.json()["batch"], done.json()["entries"]) == (201, 1, ids[:1])
    adjust = {"kind": "remove", "document_no": "函3号", "reason": "撤", "on": "2026-11-20"}
    address = f"2027/entries/{ids[0]}/adjust/"
    assert call(people.qd_district, "POST", address, **adjust).status_code == 403
    assert call(city, "POST", address, **adjust).json()["number"] == 1
    assert call(city, "POST", address, **adjust).status_code == 400
    assert call(city, "DELETE", f"2027/entries/{ids[1]}/").status_code == 204
    (line,) = call(city, "GET", "2027/entries/").json()
    assert (line["batch"], line["is_removed"], line["state"]) == (1, True, State.RESERVED)
    year = call(city, "GET", "2027/").json()
    assert (year["batches"][0]["document_no"], year["adjustments"][0]["kind"]) == (
        paper["document_no"],
        "remove",
    )
    assert PlanAdjustment.objects.count() == 1
    assert call(city, "GET", "2031/").status_code == 404


def test_capacity_form_keeps_what_was_typed(town: Town, people: People, client_of: Browser) -> None:
    planning.open_plan(2027, by=people.qd_street, now=making.NOW)
    address = "/qingdao/plans/2027/capacity/"
    wrong = {"place": town.places["370203"].pk, "amount": "12,5x", "basis": "青财评〔2026〕3号"}
    page = said(client_of(people.qd_finance).post(address, wrong))
    assert "您的单位不能填报这一地区" in page
    assert "12,5x" in page
    assert "青财评〔2026〕3号" in page
    assert not FiscalCapacity.objects.exists()
