"""People and rights in JSON: who reads, who appoints, and that no id of another place is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from communities.people import services
from communities.people.models import Membership, Person, Role
from communities.people.rights import Actor, actor_for
from tests.cast import TODAY, People, Town

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
ROOMS = ("organisations", "people", "roles", "memberships")
HEADERS = {"X-Tenant": "qingdao"}


def post(browser: Client, path: str, data: dict[str, Any]) -> Any:
    return browser.post(f"/api/v1/{path}", data, content_type="application/json", headers=HEADERS)


@pytest.mark.parametrize("room", ROOMS)
def test_administrators_of_people_read_and_nobody_else(
    room: str, people: People, qingdao: Town, client_of: Browser
) -> None:
    for login, status in (("qd_admin", 200), ("qd_security", 200), ("qd_audit", 403), ("qd_city", 403)):
        answer = client_of(getattr(people, login)).get(f"/api/v1/{room}/", headers=HEADERS)
        assert answer.status_code == status, login
        if status == 200:
            assert answer.json()["results"]
            assert "phone" not in answer.content.decode()


def test_security_administrator_gives_and_ends_a_membership(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    browser = client_of(people.qd_security)
    sent = {"person": "qd-street", "role": "reader", "place": "370203", "starts_on": "2026-11-21"}
    made = post(browser, "memberships/", sent)
    assert made.status_code == 201
    again = post(browser, "memberships/", sent)
    assert (again.status_code, again.json()["error"]) == (400, "invalid")
    ended = post(browser, f"memberships/{made.json()['id']}/end/", {"on": "2026-12-31"})
    assert ended.json()["ends_on"] == "2026-12-31"
    own = post(browser, "memberships/", {**sent, "person": "qd-security"})
    assert (own.status_code, "不能给自己授权" in own.json()["message"]) == (403, True)
    refused = post(client_of(people.qd_admin), "memberships/", sent)
    assert refused.status_code == 403
    assert post(client_of(people.qd_admin), f"memberships/{made.json()['id']}/end/", {}).status_code == 403


def test_district_reaches_neither_people_nor_places_nor_memberships_of_another(
    people: People, qingdao: Town, wulong: Town, client_of: Browser
) -> None:
    with qingdao.entered():
        person = Person.objects.create_user("security-370203", name="区安全管理员")
        services.appoint(
            person=person,
            role=Role.objects.get(code="security-administrator"),
            jurisdiction=qingdao.places["370203"],
            starts_on=TODAY,
        )
        stranger = actor_for(person=person, tenant=qingdao.tenant, on=TODAY)
        seat = Membership.objects.get(person=people.qd_street.person)
        office = seat.organisation_id
    assert stranger
    browser = client_of(stranger)
    sent = {"person": "qd-street", "role": "reader", "place": "370203", "starts_on": "2026-11-21"}
    assert "person" in post(browser, "memberships/", sent).json()["fields"]
    assert "person" in post(browser, "memberships/", {**sent, "person": "wl-street"}).json()["fields"]
    assert "place" in post(browser, "memberships/", {**sent, "place": "370202"}).json()["fields"]
    assert "organisation" in post(browser, "memberships/", {**sent, "organisation": office}).json()["fields"]
    for path in (f"memberships/{seat.pk}/end/", f"people/{people.qd_street.person_id}/"):
        assert browser.get(f"/api/v1/{path}", headers=HEADERS).status_code in (404, 405)
    assert post(browser, f"memberships/{seat.pk}/end/", {"on": "2026-12-31"}).status_code == 404
