"""The rulebook and the decisions as JSON: scoped by place, filtered, paged by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.people.rights import Actor
from communities.rulebooks import queries, services
from policies.question import Question
from tests.cast import People, Town

DECISIONS = "/api/v1/decisions/"


@pytest.fixture
def inside(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


def get(client: Client, url: str, tenant: str = "qingdao", status: int = 200) -> Any:
    response = client.get(url, headers={"X-Tenant": tenant})
    assert response.status_code == status, response.content
    return response.json()


def decide(town: Town, place: str, subjects: range) -> None:
    adopted = queries.in_force(timezone.localdate())
    answer = adopted.rulebook.ask("QD-E-1", Question())
    place_row = town.places[place]
    rulings = [
        services.Ruling("QD-E-1", "neighbourhood", n, place_row, {"facts": {}}, answer) for n in subjects
    ]
    services.record_decisions(rulings, adopted=adopted, by=None, now=timezone.now())


def test_rulebook_in_force_names_its_hashes(
    inside: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    book = get(client_of(people.qd_street), "/api/v1/rulebook/")
    adopted = queries.in_force(timezone.localdate())
    assert book["identity"]["id"] == "qingdao"
    assert book["version"] == adopted.version.pack_hash
    assert book["overlay_hash"] is None
    assert set(book["layers"]) == {"national"}
    assert book["effective_from"] == "2023-01-01"


def test_decisions_are_those_of_the_callers_places(
    inside: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    decide(inside, "370202001", range(1, 3))
    decide(inside, "370203", range(3, 6))
    subjects = {
        login: [d["subject_id"] for d in get(client_of(getattr(people, login)), DECISIONS)["results"]]
        for login in ("qd_street", "qd_city")
    }
    assert subjects == {"qd_street": [2, 1], "qd_city": [5, 4, 3, 2, 1]}
    get(client_of(people.qd_admin), DECISIONS, status=403)


def test_decision_outside_the_place_is_not_found(
    inside: Town, people: People, wulong: Town, client_of: Callable[[Actor], Client]
) -> None:
    decide(inside, "370203", range(3, 4))
    decision = queries.decisions(people.qd_city).get()
    assert get(client_of(people.qd_city), f"{DECISIONS}{decision.pk}/")["verdict"]["rule"] == "QD-E-1"
    get(client_of(people.qd_street), f"{DECISIONS}{decision.pk}/", status=404)
    get(client_of(people.wl_district), f"{DECISIONS}{decision.pk}/", tenant="wulong", status=404)
    get(client_of(people.wl_district), f"{DECISIONS}{decision.pk}/", tenant="qingdao", status=404)


def test_filters_narrow_the_list(inside: Town, people: People, client_of: Callable[[Actor], Client]) -> None:
    decide(inside, "370202001", range(1, 4))
    client = client_of(people.qd_city)
    assert len(get(client, f"{DECISIONS}?subject_kind=neighbourhood&subject_id=2")["results"]) == 1
    assert get(client, f"{DECISIONS}?rule=QD-E-9")["results"] == []
    assert len(get(client, f"{DECISIONS}?answer=undetermined")["results"]) == 3
    assert get(client, f"{DECISIONS}?subject_id=x", status=400)["fields"] == {"subject_id": ["须是编号。"]}


def test_list_is_paged_by_key_and_costs_the_same(
    inside: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(people.qd_city)
    decide(inside, "370202001", range(1, 2))

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            get(client, DECISIONS)
        return len(asked)

    before = cost()
    decide(inside, "370202001", range(2, 80))
    assert cost() == before
    first = get(client, DECISIONS)
    second = get(client, first["next"])
    seen = [d["subject_id"] for d in (*first["results"], *second["results"])]
    assert seen == list(range(79, 0, -1))


def test_without_a_login_nothing_is_said(client: Client) -> None:
    get(client, "/api/v1/rulebook/", status=401)
    get(client, DECISIONS, status=401)


def test_openapi_document_describes_both(client: Client, db: None) -> None:
    text = client.get("/api/schema/").content.decode()
    assert "/api/v1/rulebook/" in text
    assert "/api/v1/decisions/{id}/" in text
