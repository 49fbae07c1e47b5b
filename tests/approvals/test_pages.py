"""The pages of projects and of the pool: who finds them, what they refuse, what they cost, what they export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Actor
from communities.rulebooks.services import settle
from projects.enums import State
from projects.models import Project, ProjectNeighbourhood, WorksItem
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db

LISTS = ["projects/", "pool/", "dashboard/", ""]


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def row(town: Town, people: People) -> Neighbourhood:
    return making.eligible(town.places[making.COMMUNITY], people)


@pytest.fixture
def project(row: Neighbourhood, people: People) -> Project:
    return making.project([row], people.qd_street)


def addresses(project: Project, item: WorksItem) -> list[str]:
    """Every page and route about one project."""
    one = f"projects/{project.pk}/"
    return [
        f"/qingdao/{one}",
        f"/qingdao/{one}items/",
        f"/qingdao/{one}items/{item.pk}/",
        f"/qingdao/{one}ledger/",
        f"/qingdao/{one}declare/QD-C-voluntary/",
        f"/qingdao/{one}move/withdraw/",
    ]


def test_one_project_is_not_there_for_another_tenant_or_district(
    town: Town,
    row: Neighbourhood,
    project: Project,
    people: People,
    client_of: Callable[[Actor], Client],
    wulong: Town,
) -> None:
    item = making.item(project, row, people.qd_street)
    other = next(p for p in town.places.values() if p.code.startswith("370203") and p.level == "street")
    Project.objects.filter(pk=project.pk).update(jurisdiction=other, path=other.path)
    ProjectNeighbourhood.objects.filter(project=project).delete()
    for address in addresses(project, item):
        for stranger in (people.qd_street, people.wl_housing):
            assert client_of(stranger).get(address).status_code == 404, address
        in_own_tenant = address.replace("/qingdao/", "/wulong/").replace("QD-C-voluntary", "WL-C-leader")
        assert client_of(people.wl_housing).get(in_own_tenant).status_code == 404, in_own_tenant
    for name in ("reserve", "withdraw"):
        fired = client_of(people.wl_housing).post(f"/wulong/projects/{project.pk}/fire/{name}/")
        assert fired.status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        *LISTS,
        "pool/ranking/",
        "projects/new/",
        "superior-table/",
        "superior-table/file/",
        "projects/file/",
        "pool/file/",
    ],
)
def test_lists_are_not_there_for_another_tenant(
    town: Town, people: People, client_of: Callable[[Actor], Client], wulong: Town, address: str
) -> None:
    assert client_of(people.wl_housing).get(f"/qingdao/{address}").status_code == 404


def test_inside_but_without_the_right_is_403_with_its_sentence(
    project: Project, people: People, client_of: Callable[[Actor], Client]
) -> None:
    street = client_of(people.qd_street)
    fired = street.post(f"/qingdao/projects/{project.pk}/fire/reserve/")
    assert (fired.status_code, "由区(市)政府" in fired.content.decode()) == (403, True)
    finance = client_of(people.qd_finance)
    for address, words in (
        (f"/qingdao/projects/{project.pk}/ledger/", "提出改造项目"),
        (f"/qingdao/projects/{project.pk}/declare/QD-C-voluntary/", "申报"),
        (f"/qingdao/projects/{project.pk}/move/withdraw/", "撤回"),
    ):
        page = finance.get(address)
        assert (page.status_code, words in page.content.decode()) == (403, True), address


def test_story_of_a_project_by_its_pages(
    row: Neighbourhood, people: People, client_of: Callable[[Actor], Client]
) -> None:
    street, housing, city = (client_of(a) for a in (people.qd_street, people.qd_housing, people.qd_city))
    made = street.post(
        "/qingdao/projects/new/", {"name": "海风项目", "route": "comprehensive", "picked": [row.pk]}
    )
    project = Project.objects.get()
    one = f"/qingdao/projects/{project.pk}/"
    assert (made.status_code, made.headers["Location"]) == (302, f"{one}items/")
    item = {
        "item": "road",
        "neighbourhood": row.pk,
        "quantity": "2600",
        "unit": "平方米",
        "estimate": "468000",
    }
    assert street.post(f"{one}items/", item).status_code == 302
    assert "已列入“海风项目”" in street.post(f"{one}items/", item).content.decode()
    assert "纳入储备库" in housing.get(one).content.decode()
    assert "已入库" in housing.post(f"{one}fire/reserve/", follow=True).content.decode()
    assert "请写明理由" in city.post(f"{one}move/return/", {"reason": ""}).content.decode()
    assert "估算不全" in city.post(f"{one}move/return/", {"reason": "估算不全"}, follow=True).content.decode()
    assert "修改被退回的项目" in street.get("/qingdao/").content.decode()
    assert Project.objects.get().state == State.PROPOSED


def test_blocked_reserve_shows_the_project_with_what_blocks(
    project: Project, row: Neighbourhood, people: People, client_of: Callable[[Actor], Client]
) -> None:
    making.willing([row], people, value=False)
    page = (
        client_of(people.qd_housing)
        .post(f"/qingdao/projects/{project.pk}/fire/reserve/", follow=True)
        .content.decode()
    )
    assert "还不能纳入储备库：居民改造意愿强烈" in page
    assert "二(二)1" in page


def test_second_editor_keeps_what_was_typed(
    project: Project, people: People, client_of: Callable[[Actor], Client]
) -> None:
    client, address = client_of(people.qd_street), f"/qingdao/projects/{project.pk}/ledger/"
    values = {"name": project.name, "route": "comprehensive", "revision": project.revision}
    assert client.post(address, {**values, "scope": "第一人"}).status_code == 302
    second = client.post(address, {**values, "scope": "第二人的话"})
    assert (second.status_code, "刚被他人修改" in second.content.decode()) == (200, True)
    assert "第二人的话" in second.content.decode()


# ── cost ────────────────────────────────────────────────────────────────────────────────────────────────────────


def many(row: Neighbourhood, by: Actor, count: int) -> None:
    """So many more neighbourhoods like the row, each with a project of one item and what lists repeat of the gates."""
    copies = [
        Neighbourhood(**{**plain(row), "name": f"第{n}小区", "name_key": f"第{n}小区"}) for n in range(count)
    ]
    rows = Neighbourhood.objects.bulk_create(copies)
    first = Project.objects.get()
    projects = Project.objects.bulk_create(
        Project(**{**plain(first), "code": f"c{n}", "name": f"项目{n}"}) for n in range(count)
    )
    ProjectNeighbourhood.objects.bulk_create(
        ProjectNeighbourhood(project=p, neighbourhood=n) for p, n in zip(projects, rows, strict=True)
    )
    WorksItem.objects.bulk_create(
        WorksItem(project=p, neighbourhood=n, item="road") for p, n in zip(projects, rows, strict=True)
    )


def plain(row: Any) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "id"}


def queries_of(client: Client, address: str) -> int:
    """Questions put to tables; opening the transaction and the tenant is the same four statements everywhere."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(" FROM " in query["sql"] for query in asked.captured_queries)


@pytest.mark.slow
def test_lists_cost_the_same_with_one_row_and_with_500(
    project: Project, row: Neighbourhood, people: People, client_of: Callable[[Actor], Client]
) -> None:
    clients = [client_of(actor) for actor in (people.qd_street, people.qd_housing, people.qd_city)]
    before = [queries_of(client, f"/qingdao/{address}") for client in clients for address in LISTS]
    many(row, people.qd_street, 499)
    assert Project.objects.count() == 500
    assert [queries_of(client, f"/qingdao/{address}") for client in clients for address in LISTS] == before
    desks = before[LISTS.index("") :: len(LISTS)]
    assert max(before) == max(desks) <= 38, "a desk gathers what waits in every room"
    assert max(count for count in before if count not in desks) <= 15, before


def test_pages_of_a_list_show_every_row_once(
    project: Project, row: Neighbourhood, people: People, client_of: Callable[[Actor], Client]
) -> None:
    many(row, people.qd_street, 119)
    client, address, seen = client_of(people.qd_housing), "/qingdao/pool/", []
    for _ in range(4):
        page = client.get(address).context["page"]
        seen += [found.pk for found in page.rows]
        if not page.next:
            break
        address = f"/qingdao/pool/?after={page.next}"
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == 120
    back = client.get(f"/qingdao/pool/?before={page.previous}").context["page"]
    assert [found.pk for found in back.rows] == seen[50:100]


# ── spreadsheets ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", ["projects/file/", "pool/file/", "pool/ranking/file/"])
def test_export_holds_numbers_and_no_formula(
    row: Neighbourhood, people: People, client_of: Callable[[Actor], Client], address: str
) -> None:
    project = making.project([row], people.qd_street, "=HYPERLINK(1)")
    making.item(project, row, people.qd_street)
    answer = client_of(people.qd_housing).get(f"/qingdao/{address}")
    assert answer.status_code == 200
    sheet: Any = openpyxl.load_workbook(BytesIO(answer.content)).active
    head, line = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
    found = dict(zip(head, line, strict=True))
    assert found["项目名称"] == "=HYPERLINK(1)"
    assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} <= {"n", "s"}
    if "ranking" in address:
        assert (found["名次"], found["是否并列"]) == (1, None)
    else:
        assert (found["户数(户)"], found["估算投资(元)"], found["能否办理"]) == (312, 468_000, "可以办理")


def test_export_without_the_right_is_refused(
    town: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    refused = client_of(people.qd_admin).get("/qingdao/projects/file/")
    assert (refused.status_code, "导出表格" in refused.content.decode()) == (403, True)


def test_answer_of_yesterday_is_asked_again_under_the_new_rulebook(
    project: Project, people: People, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(people.qd_housing)
    client.get("/qingdao/pool/")
    first = Project.objects.get().asked_of
    settle(
        path="item:road.class",
        value="basic",
        basis="青建发〔2026〕1号",
        reason="定",
        effective_from=making.DAY - timedelta(days=30),
        by=people.qd_admin,
        now=making.NOW,
    )
    client.get("/qingdao/pool/")
    assert Project.objects.get().asked_of != first
