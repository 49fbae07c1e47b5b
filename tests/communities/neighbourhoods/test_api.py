"""The JSON interface: the same rows, the same services, the same refusals as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from communities.neighbourhoods.models import Neighbourhood, NeighbourhoodDeclaration
from communities.people.rights import Actor
from tests.cast import People, Town
from tests.communities.neighbourhoods import making

Browser = Callable[[Actor], Client]
ROWS = "/api/v1/neighbourhoods/"
STATED = "/api/v1/declarations/"
NEW = {
    "jurisdiction": making.COMMUNITY,
    "name": "登州路31号院",
    "survey_year": 2024,
    "completed_on": "1991-06",
    "buildings_declared": 6,
    "households_declared": 214,
    "residents": 640,
    "floor_area_declared": "17200.50",
}


class Api:
    """Calls in JSON as one person in one tenant."""

    def __init__(self, client: Client, tenant: str) -> None:
        self.client, self.headers = client, {"X-Tenant": tenant}

    def get(self, url: str) -> Any:
        return self.client.get(url, headers=self.headers)

    def post(self, url: str, data: Any) -> Any:
        return self.client.post(url, data, content_type="application/json", headers=self.headers)

    def patch(self, url: str, data: Any) -> Any:
        return self.client.patch(url, data, content_type="application/json", headers=self.headers)


@pytest.fixture
def api(client_of: Browser) -> Callable[[Actor], Api]:
    return lambda actor: Api(client_of(actor), actor.tenant.code)


@pytest.fixture
def row(qingdao: Town, people: People) -> Neighbourhood:
    with qingdao.entered():
        return making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)


def test_create_and_retrieve_with_the_whole_verdict(
    qingdao: Town, people: People, api: Callable[[Actor], Api]
) -> None:
    caller = api(people.qd_street)

    made = caller.post(ROWS, NEW)
    found = caller.get(f"{ROWS}{made.json()['id']}/").json()

    assert made.status_code == 201
    assert (found["completed_on"], found["floor_area"], found["residents"], found["eligible"]) == (
        "1991-06",
        "17200.50",
        640,
        "undetermined",
    )
    verdict = next(one for one in found["verdicts"] if one["rule"] == "QD-E-1")
    assert verdict["answer"]["answer"] == "undetermined"
    assert "declared:QD-C-neglect" in verdict["answer"]["missing"]


def test_create_in_another_district_is_refused_and_an_unknown_place_named(
    qingdao: Town, people: People, api: Callable[[Actor], Api]
) -> None:
    hidden = api(people.qd_street).post(ROWS, {**NEW, "jurisdiction": making.ELSEWHERE})
    without = api(people.qd_finance).post(ROWS, NEW)

    assert (hidden.status_code, list(hidden.json()["fields"])) == (400, ["jurisdiction"])
    assert (without.status_code, without.json()["error"]) == (403, "refused")


def test_list_is_scoped_and_filtered(
    qingdao: Town, row: Neighbourhood, people: People, wulong: Town, api: Callable[[Actor], Api]
) -> None:
    assert [one["id"] for one in api(people.qd_city).get(f"{ROWS}?q=hqlexq").json()["results"]] == [row.pk]
    assert api(people.qd_city).get(f"{ROWS}?verdict=yes").json()["results"] == []
    assert api(people.wl_housing).get(ROWS).json()["results"] == []
    assert api(people.wl_housing).get(f"{ROWS}{row.pk}/").status_code == 404


def test_patch_needs_revision_and_reason_and_keeps_the_rest(
    qingdao: Town, row: Neighbourhood, people: People, api: Callable[[Actor], Api]
) -> None:
    caller, url = api(people.qd_street), f"{ROWS}{row.pk}/"

    bare = caller.patch(url, {"structure": "砖混"})
    done = caller.patch(url, {"structure": "砖混", "revision": 1, "reason": "核对"})
    stale = caller.patch(url, {"structure": "框架", "revision": 1, "reason": "核对"})

    assert set(bare.json()["fields"]) == {"revision", "reason"}
    assert (done.status_code, done.json()["structure"], done.json()["completed_on"]) == (200, "砖混", "1998")
    assert (stale.status_code, stale.json()["current"]["structure"]) == (409, "砖混")


def test_patch_without_the_right_is_refused(
    qingdao: Town, row: Neighbourhood, people: People, api: Callable[[Actor], Api]
) -> None:
    response = api(people.qd_housing).patch(
        f"{ROWS}{row.pk}/", {"revision": 1, "reason": "核对", "structure": "框架"}
    )

    assert response.status_code == 403


def _statement(*rows: Neighbourhood, **more: Any) -> dict[str, Any]:
    return {
        "criterion": "QD-C-residential",
        "value": True,
        "neighbourhoods": [row.pk for row in rows],
        "on": "2026-11-20",
        **more,
    }


def test_declare_many_and_list(
    qingdao: Town, row: Neighbourhood, people: People, api: Callable[[Actor], Api]
) -> None:
    with qingdao.entered():
        other = making.neighbourhood(row.jurisdiction, people.qd_street, "第二小区")
        paper = making.paper(row.jurisdiction, people.qd_street)
    caller = api(people.qd_street)

    plain = caller.post(STATED, _statement(row, other))
    papers = caller.post(
        STATED,
        _statement(row, criterion="QD-C-neglect", evidence=[{"name": "摸底调查表", "document": paper.pk}]),
    )

    assert (plain.status_code, papers.status_code) == (201, 201)
    listed = caller.get(f"{STATED}?neighbourhood={row.pk}&current=1").json()["results"]
    assert {one["criterion"] for one in listed} == {"QD-C-residential", "QD-C-neglect"}
    assert listed[0]["evidence"] == [{"name": "摸底调查表", "document": paper.pk}]


@pytest.mark.parametrize(
    ("login", "status"), [("qd_community", 403), ("qd_planning", 403), ("qd_finance", 403), ("qd_admin", 404)]
)
def test_declare_by_another_actor_is_refused_as_on_the_page(
    qingdao: Town, row: Neighbourhood, people: People, api: Callable[[Actor], Api], login: str, status: int
) -> None:
    response = api(getattr(people, login)).post(STATED, _statement(row))

    assert response.status_code == status
    with qingdao.entered():
        assert not NeighbourhoodDeclaration.objects.exists()


def test_declare_yes_without_the_named_paper_is_refused_at_the_evidence(
    qingdao: Town, row: Neighbourhood, people: People, api: Callable[[Actor], Api]
) -> None:
    response = api(people.qd_street).post(STATED, _statement(row, criterion="QD-C-neglect"))

    assert response.status_code == 400
    assert "evidence" in response.json()["fields"]


def test_declare_about_a_row_of_another_tenant_is_not_found(
    qingdao: Town, row: Neighbourhood, people: People, wulong: Town, api: Callable[[Actor], Api]
) -> None:
    response = api(people.wl_street).post(STATED, _statement(row, criterion="WL-C-neglect"))

    assert response.status_code == 404
