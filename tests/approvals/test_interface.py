"""The same in JSON: the same services, the same refusals, nothing across tenants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Actor
from projects.models import Project
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db
API = "/api/v1/"


@pytest.fixture
def row(qingdao: Town, people: People) -> Iterator[Neighbourhood]:
    with qingdao.entered():
        yield making.eligible(qingdao.places[making.COMMUNITY], people)


@pytest.fixture
def project(row: Neighbourhood, people: People) -> Project:
    return making.project([row], people.qd_street)


@pytest.fixture
def ask(client_of: Callable[[Actor], Client]) -> Callable[..., Any]:
    """`ask(actor, "get", "projects/")`: as that person, in his own tenant unless another is named."""

    def ask(actor: Actor, method: str, path: str, data: Any = None, tenant: str = "") -> Any:
        call = getattr(client_of(actor), method)
        given = {} if data is None else {"data": data, "content_type": "application/json"}
        return call(API + path, headers={"X-Tenant": tenant or actor.tenant.code}, **given)

    return ask


def test_propose_reads_back(row: Neighbourhood, people: People, ask: Callable[..., Any]) -> None:
    made = ask(people.qd_street, "post", "projects/", {"name": "海风项目", "neighbourhoods": [row.pk]})
    assert made.status_code == 201
    assert (made.json()["state"], made.json()["households"]) == ("proposed", 312)
    (listed,) = ask(people.qd_street, "get", "projects/").json()["results"]
    assert listed == made.json()


def test_propose_twice_says_why(
    row: Neighbourhood, project: Project, people: People, ask: Callable[..., Any]
) -> None:
    answer = ask(people.qd_street, "post", "projects/", {"name": "再来", "neighbourhoods": [row.pk]})
    assert answer.status_code == 400
    assert project.name in answer.json()["fields"]["detail"][0]


def test_ledger_with_a_stale_revision_is_refused(
    project: Project, people: People, ask: Callable[..., Any]
) -> None:
    path = f"projects/{project.pk}/"
    assert ask(people.qd_street, "patch", path, {"scope": "一", "revision": 1}).json()["revision"] == 2
    stale = ask(people.qd_street, "patch", path, {"scope": "二", "revision": 1})
    assert (stale.status_code, Project.objects.get().scope) == (400, "一")


def test_works_item_is_added_once(
    row: Neighbourhood, project: Project, people: People, ask: Callable[..., Any]
) -> None:
    given = {"project": project.pk, "neighbourhood": row.pk, "item": "road", "estimate": "468000.00"}
    assert ask(people.qd_street, "post", "works-items/", given).status_code == 201
    assert ask(people.qd_street, "post", "works-items/", given).status_code == 400
    (listed,) = ask(people.qd_street, "get", f"works-items/?project={project.pk}").json()["results"]
    assert (listed["item"], listed["estimate"]) == ("road", "468000.00")


def test_gate_answers_and_moves(project: Project, people: People, ask: Callable[..., Any]) -> None:
    path = f"projects/{project.pk}/transitions/reserve/"
    assert ask(people.qd_street, "get", path).json()["answer"] == "yes"
    refused = ask(people.qd_street, "post", path, {})
    assert (refused.status_code, refused.json()["error"]) == (403, "refused")
    moved = ask(people.qd_housing, "post", path, {})
    assert (moved.status_code, moved.json()["state"]) == (200, "reserved")
    assert ask(people.qd_housing, "post", path, {}).status_code == 400


def test_blocked_gate_is_409_with_the_answer(
    row: Neighbourhood, project: Project, people: People, ask: Callable[..., Any]
) -> None:
    making.willing([row], people, value=False)
    blocked = ask(people.qd_housing, "post", f"projects/{project.pk}/transitions/reserve/", {})
    assert blocked.status_code == 409
    assert blocked.json()["answer"]["answer"] == "no"


def test_return_without_a_reason_is_refused(
    project: Project, people: People, ask: Callable[..., Any]
) -> None:
    ask(people.qd_housing, "post", f"projects/{project.pk}/transitions/reserve/", {})
    answer = ask(people.qd_city, "post", f"projects/{project.pk}/transitions/return/", {"reason": ""})
    assert (answer.status_code, "理由" in answer.content.decode()) == (400, True)


def test_nothing_is_found_across_tenants(
    qingdao: Town, people: People, ask: Callable[..., Any], wulong: Town
) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        project = making.project([row], people.qd_street)
        item = making.item(project, row, people.qd_street)
    for path in (
        f"projects/{project.pk}/",
        f"works-items/{item.pk}/",
        f"projects/{project.pk}/transitions/reserve/",
    ):
        assert ask(people.wl_housing, "get", path).status_code == 404, path
        assert ask(people.wl_housing, "get", path, tenant="qingdao").status_code == 404, path
    assert (
        ask(people.wl_housing, "post", f"projects/{project.pk}/transitions/reserve/", {}).status_code == 404
    )
    assert ask(people.wl_housing, "get", "projects/").json()["results"] == []
    assert ask(people.wl_housing, "get", "works-items/").json()["results"] == []
    taken = ask(people.wl_street, "post", "projects/", {"name": "别人的", "neighbourhoods": [row.pk]})
    assert taken.status_code == 404
    given = {"project": project.pk, "neighbourhood": row.pk, "item": "road"}
    assert ask(people.wl_street, "post", "works-items/", given).status_code == 400
