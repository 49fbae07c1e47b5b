"""The pages of the works: filling in a month, the list of the district, confirming, sending back, correcting."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from communities.people.rights import Actor
from projects.models import Contract, Milestone, Progress, Project, ProjectPaper, WorksItem
from tests.cast import People, Town
from tests.projects import making, working
from tests.projects.working import OCTOBER, confirmed, report

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]
Site = tuple[Project, list[WorksItem]]
LIST = "/qingdao/progress/"


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def site(town: Town, people: People) -> Site:
    return working.site(town, people, 400_000, 100_000)


def page(project: Project, rest: str = "") -> str:
    return f"/qingdao/projects/{project.pk}/{rest}"


def line(item: WorksItem, **values: Any) -> dict[str, Any]:
    return {f"i{item.pk}-{name}": value for name, value in values.items()}


def photo(name: str = "现场") -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    return SimpleUploadedFile(f"{name}.png", picture.getvalue(), "image/png")


def test_street_fills_in_a_month_and_loses_nothing_by_a_mistake(
    site: Site, people: People, client_of: Browser
) -> None:
    project, (road, pipes) = site
    confirmed(report(road, people.qd_street, 40, month=OCTOBER, paid=1000), people.qd_housing)
    street, address = client_of(people.qd_street), page(project, "progress/fill/?month=2026-11")
    assert "上次（2026年10月，已确认）：40.00%" in street.get(address).content.decode()
    sent = line(road, physical="39", invested="5000", paid="300000", note="东段") | line(
        pipes, physical="", invested="", paid=""
    )
    refused = street.post(address, sent | line(road, photos=[photo(), photo("东段")])).content.decode()
    assert ("不能低于2026年10月已确认的 40.00%" in refused, 'value="东段"' in refused) == (True, True)
    assert "请填写，没有的填 0" in street.post(address, sent | line(pipes, physical="5")).content.decode()
    assert "没有填写或修改任何一项" in street.post(address, line(pipes, physical="")).content.decode()
    assert not Progress.objects.filter(month__gt=OCTOBER).exists()
    assert not ProjectPaper.objects.exists()
    done = street.post(address, sent | line(road, physical="50", photos=[photo(), photo("东段")]))
    assert done.status_code == 302
    row = Progress.objects.get(month__gt=OCTOBER)
    assert (row.physical, row.note, row.papers.count()) == (50, "东段", 2)
    shown = street.get(page(project, "progress/")).content.decode()
    paper = row.papers.order_by("id").first()
    assert paper is not None
    for part in ("支付超进度", "待确认", f"papers/{paper.pk}/", "32.00", "东段.png"):
        assert part in shown
    image: Any = street.get(page(project, f"papers/{paper.pk}/"))
    assert (image["Content-Type"], image.status_code) == ("image/png", 200)
    housing = client_of(people.qd_housing)
    assert housing.get(address).status_code == 200
    assert client_of(people.qd_admin).get(address).status_code in (403, 404)


def test_district_confirms_what_it_read_and_sends_back_the_rest(
    site: Site, people: People, client_of: Browser
) -> None:
    project, (road, pipes) = site
    first, second = report(road, people.qd_street, 30), report(pipes, people.qd_street, 60, paid=90_000)
    housing, street = client_of(people.qd_housing), client_of(people.qd_street)
    listed = housing.get(f"{LIST}?month=2026-11").content.decode()
    assert (f"{first.pk}-{first.stamp}" in listed, "确认所选" in listed, "支付超进度" in listed) == (
        True,
    ) * 3
    assert "确认所选" not in street.get(f"{LIST}?month=2026-11").content.decode()
    confirm = f"{LIST}confirm/?month=2026-11&state=reported"
    picked = {"picked": [f"{first.pk}-{first.stamp}", f"{second.pk}-{second.stamp}"]}
    assert street.post(confirm, picked).status_code == 403
    report(pipes, people.qd_street, 61, paid=90_000, now=making.NOW + timedelta(hours=1))
    told = housing.post(confirm, picked, follow=True)
    assert told.redirect_chain == [(f"{LIST}?month=2026-11&state=reported", 302)]
    said = told.content.decode()
    assert ("已确认 1 条进度" in said, "有 1 条在您打开以后又有变化" in said) == (True, True)
    back = page(project, f"progress/{second.pk}/return/")
    assert street.get(back).status_code == 403
    assert "请填写退回原因" in housing.post(back, {"reason": ""}).content.decode()
    housing.post(back, {"reason": "缺照片"})
    assert "退回：缺照片" in street.get(page(project, "progress/fill/?month=2026-11")).content.decode()
    correct = page(project, f"progress/{first.pk}/correct/")
    figures = {"physical": "25", "invested": "0", "paid": "0"}
    assert "请填写更正原因" in street.post(correct, figures).content.decode()
    assert street.post(correct, figures | {"reason": "多计"}).status_code == 302
    assert sorted(Progress.objects.values_list("number", "state")) == [
        (1, "confirmed"), (1, "returned"), (2, "reported"),
    ]  # fmt: skip
    for query, count in (("state=returned", 1), ("state=missing", 0), ("flagged=1", 1), ("q=没有", 0)):
        assert len(housing.get(f"{LIST}?month=2026-11&{query}").context["lines"]) == count, query
    assert len(housing.get(f"{LIST}?month=2026-10&state=missing").context["lines"]) == 2


def test_list_and_sheet_cost_the_same_for_one_and_for_many(
    town: Town, site: Site, people: People, client_of: Browser
) -> None:
    housing = client_of(people.qd_housing)
    report(site[1][0], people.qd_street, 30)

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert housing.get(address).status_code == 200
        return len(queries)

    addresses = (f"{LIST}?month=2026-11", f"{LIST}file/?month=2026-11", page(site[0], "progress/"))
    few = [cost(address) for address in addresses]
    more = working.site(town, people, 1, 2, 3, name="海琴路小区")[1]
    for item in more:
        report(item, people.qd_street, 10)
    report(site[1][1], people.qd_street, 10)
    assert [cost(address) for address in addresses] == few
    (sheet,) = openpyxl.load_workbook(io.BytesIO(housing.get(addresses[1]).content)).worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert (rows[0][10], [row[10] for row in rows[1:6]]) == ("形象进度（%，累计）", [10, 10, 10, 30, 10])


def test_contract_and_milestones_by_their_pages(site: Site, people: People, client_of: Browser) -> None:
    project, _ = site
    street = client_of(people.qd_street)
    assert "还没有登记责任主体" in street.get(page(project, "contracts/new/")).content.decode()
    street.post(page(project, "parties/supervisor/"), {"name": "东方监理", "from_on": making.DAY.isoformat()})
    party = project.parties.get()
    facts = {"party": party.pk, "number": "监-1", "title": "监理", "signed_on": making.DAY.isoformat()}
    assert "请上传合同文本" in street.post(page(project, "contracts/new/"), facts).content.decode()
    pdf = SimpleUploadedFile("监理合同.pdf", b"%PDF-1.4\n%%EOF\n")
    assert street.post(page(project, "contracts/new/"), facts | {"file_0": pdf}).status_code == 302
    assert Contract.objects.get().party == party
    node = {"name": "管网完成", "planned_on": "2026-10-31", "planned_percent": "40"}
    street.post(page(project, "milestones/new/"), node)
    row = Milestone.objects.get()
    assert "已逾期" in street.get(page(project, "progress/")).content.decode()
    reach = page(project, f"milestones/{row.pk}/reach/")
    late = street.post(reach, {"reached_on": "2026-11-20"}).content.decode()
    assert "节点已晚于计划日期，请写明延误原因" in late
    street.post(page(project, f"milestones/{row.pk}/"), node | {"planned_on": "2026-11-10", "reason": "汛期"})
    street.post(reach, {"reached_on": "2026-11-20", "delay_reason": "汛期"})
    shown = street.get(page(project, "progress/")).content.decode()
    for part in ("原定 2026-10-31", "2026-11-20 延误", "监理合同.pdf", "东方监理"):
        assert part in shown
