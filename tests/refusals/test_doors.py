"""The doors besides the addresses: bodies, headers, the way back after login, bytes that no database takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Actor
from projects.models import Project, WorksItem
from tests.cast import PASSWORD, People
from tests.projects import making
from tests.refusals.test_every_route import MISSING, Caller, everything_in
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("doors")

Browser = Callable[[Actor], Client]
ROWS, PROJECTS, ITEMS = "/api/v1/neighbourhoods/", "/api/v1/projects/", "/api/v1/works-items/"


def sent(caller: Caller, method: str, path: str, /, **body: Any) -> Any:
    return caller.client.generic(
        method, path, json.dumps(body), content_type="application/json", headers=caller.headers
    )


def test_fields_that_nobody_types_are_not_taken_from_a_body(world: World, client_of: Browser) -> None:
    """Tenant, place by path, verdict, state and revision come from the system, whatever the body says."""
    caller = Caller(client_of(world.owner), **{"X-Tenant": "qingdao"})
    forged = {
        "id": MISSING,
        "tenant": world.wulong.tenant.pk,
        "path": "0001",
        "eligible": "yes",
        "missing_count": 0,
        "is_registered": True,
        "open_queries": 0,
        "merged_into": world.ids["neighbourhood"],
        "updated_by": world.stranger.person_id,
        "decision": world.ids["decision"],
    }
    new = {"jurisdiction": making.COMMUNITY, "name": "登州路31号院", "survey_year": 2024}
    plain = sent(caller, "POST", ROWS, **new).json()
    made = sent(caller, "POST", ROWS, **{**forged, **new, "name": "登州路33号院"}).json()
    with world.qingdao.entered():
        honest, row = (Neighbourhood.objects.get(pk=one["id"]) for one in (plain, made))
        own = {"id", "name", "search_text", "sort_key", "name_key", "decision"}
        assert model_to_dict(row, exclude=own) == model_to_dict(honest, exclude=own)
        assert row.tenant_id == world.qingdao.tenant.pk
    changed = sent(
        caller, "PATCH", f"{ROWS}{row.pk}/", reason="更正", **{**forged, "revision": made["revision"]}
    )
    assert changed.status_code == 200, changed.content
    with world.qingdao.entered():
        after = Neighbourhood.objects.get(pk=row.pk)
        assert (after.tenant_id, after.path, after.eligible) == (row.tenant_id, row.path, row.eligible)
        assert after.merged_into_id is None


def test_project_and_item_keep_their_state(world: World, client_of: Browser) -> None:
    caller = Caller(client_of(world.owner), **{"X-Tenant": "qingdao"})
    with world.qingdao.entered():
        project = Project.objects.get(pk=world.ids["project"])
    body = {
        "revision": project.revision,
        "scope": "全部楼栋",
        "state": "reserved",
        "batch": "first",
        "path": "0001",
    }
    assert sent(caller, "PATCH", f"{PROJECTS}{project.pk}/", **body).status_code == 200
    item = {
        "project": project.pk,
        "neighbourhood": world.ids["neighbourhood"],
        "item": "gas",
        "state": "withdrawn",
    }
    made = sent(caller, "POST", ITEMS, **item)
    with world.qingdao.entered():
        after = Project.objects.get(pk=project.pk)
        assert (after.scope, after.state, after.batch, after.path) == (
            "全部楼栋",
            project.state,
            project.batch,
            project.path,
        )
        assert made.status_code == 201, made.content
        assert WorksItem.objects.get(pk=made.json()["id"]).state != "withdrawn"


def test_ids_in_a_body_are_answered_like_ids_of_nothing(world: World, client_of: Browser) -> None:
    caller = Caller(client_of(world.stranger), **{"X-Tenant": "wulong"})
    before = everything_in(world.qingdao), everything_in(world.wulong)
    bodies: list[tuple[str, Callable[[int], dict[str, Any]]]] = [
        (PROJECTS, lambda pk: {"name": "夺来的项目", "neighbourhoods": [pk]}),
        (ITEMS, lambda pk: {"project": pk, "neighbourhood": pk, "item": "gas"}),
        (
            "/api/v1/declarations/",
            lambda pk: {"criterion": "WL-C-1", "value": True, "neighbourhoods": [pk], "on": "2026-11-01"},
        ),
    ]
    for path, body in bodies:
        theirs = world.ids["project" if path == ITEMS else "neighbourhood"]
        answers = [sent(caller, "POST", path, **body(pk)) for pk in (theirs, MISSING)]
        assert answers[0].status_code in (400, 404), path
        said = [
            a.content.decode().replace(str(pk), "N") for a, pk in zip(answers, (theirs, MISSING), strict=True)
        ]
        assert said[0] == said[1], path
    place = sent(caller, "POST", ROWS, jurisdiction=making.COMMUNITY, name="夺来的小区", survey_year=2024)
    nowhere = sent(caller, "POST", ROWS, jurisdiction="999999999999", name="夺来的小区", survey_year=2024)
    assert place.content.decode().replace(making.COMMUNITY, "N") == nowhere.content.decode().replace(
        "9" * 12, "N"
    )
    assert (everything_in(world.qingdao), everything_in(world.wulong)) == before


def test_session_without_the_key_of_the_form_writes_nothing(world: World) -> None:
    actor, before = world.owner, everything_in(world.qingdao)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(actor.person)
    new = {"jurisdiction": making.COMMUNITY, "name": "登州路31号院", "survey_year": 2024}
    caller = Caller(browser, **{"X-Tenant": "qingdao"})
    refused = sent(caller, "POST", ROWS, **new)
    assert refused.status_code == 403
    assert browser.post("/qingdao/neighbourhoods/new/", new).status_code == 403
    assert everything_in(world.qingdao) == before


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:///evil.example",
    ],
)
def test_login_leads_to_no_other_site(address: str, people: People, client: Client) -> None:
    given = {"username": people.qd_street.person.username, "password": PASSWORD, "next": address}
    assert client.post(reverse("login"), given)["Location"] == reverse("home")


def test_name_of_the_host_reaches_no_link(people: People, client: Client) -> None:
    response = client.get(
        "/qingdao/neighbourhoods/", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    )
    assert response.status_code in (302, 400)
    assert "evil.example" not in response.get("Location", "") + response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/%00/",
        "/qing%00dao/",
        "/qingdao/neighbourhoods/?q=%00",
        "/qingdao/neighbourhoods/?place=%00",
        "/qingdao/dashboard/?place=%00",
        "/qingdao/projects/?q=%00",
        "/api/v1/neighbourhoods/?place=%00",
        "/api/v1/decisions/?rule=%00",
    ],
)
def test_byte_that_no_database_takes_is_a_bad_request(path: str, people: People, client_of: Browser) -> None:
    assert client_of(people.qd_street).get(path, headers={"X-Tenant": "qingdao"}).status_code == 400


@pytest.mark.parametrize("digits", ["²", "９" * 30, "9" * 30, "-1", "1e3"])
def test_number_that_is_none_is_no_error_of_the_server(
    digits: str, people: People, client_of: Browser
) -> None:
    browser = client_of(people.qd_street)
    for path in (
        "/qingdao/dashboard/?year=",
        "/qingdao/neighbourhoods/?year=",
        "/qingdao/imports/?before=",
        "/qingdao/rulebook/compare/?to=1&from=",
        "/api/v1/works-items/?project=",
        "/api/v1/decisions/?subject_id=",
        "/api/v1/declarations/?neighbourhood=",
    ):
        assert browser.get(path + digits, headers={"X-Tenant": "qingdao"}).status_code < 500, path
