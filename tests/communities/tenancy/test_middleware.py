"""A request enters exactly one tenant, for its members only, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from communities.people import services, tokens
from communities.people.models import Membership, Person, Role
from communities.people.rights import Actor
from communities.tenancy.context import tenant_id_or_none
from tests.cast import People, Town

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.communities.tenancy.addresses")]

Browser = Callable[[Actor], Client]


def body(client: Client, address: str) -> tuple[int, str]:
    """Status and text without what differs between any two requests."""
    response = client.get(address)
    return response.status_code, re.sub(r"[0-9a-f]{12}", "", response.content.decode())


def test_member_is_inside_and_the_tenant_is_left_after(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    response = client_of(people.qd_street).get("/qingdao/who/")
    assert response.json() == {"tenant": qingdao.tenant.pk, "person": "qd-street"}
    assert tenant_id_or_none() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('app.tenant_id', true), '')")
        assert cursor.fetchone() == ("",)


def test_another_tenant_a_missing_tenant_and_a_missing_row_look_the_same(
    people: People, qingdao: Town, wulong: Town, client_of: Browser
) -> None:
    with qingdao.entered():
        theirs = Role.objects.get(code="reader").pk
    browser = client_of(people.wl_admin)
    missing_row = body(browser, "/wulong/role/999999999/")
    assert missing_row[0] == 404
    assert body(browser, f"/wulong/role/{theirs}/") == missing_row
    assert body(browser, f"/qingdao/role/{theirs}/") == missing_row
    assert body(browser, "/qingdao/who/") == missing_row
    assert body(browser, "/no-such-tenant/who/") == missing_row


def test_anonymous_is_sent_to_log_in_and_back(client: Client, qingdao: Town) -> None:
    response = client.get("/qingdao/who/?page=2")
    assert response.status_code == 302
    assert response["Location"] == "/login/?next=/qingdao/who/%3Fpage%3D2"
    assert client.get("/no-such-tenant/who/").status_code == 302


def test_form_sent_after_the_login_ended_is_answered_by_a_page(client: Client, qingdao: Town) -> None:
    here = {"HTTP_REFERER": "http://testserver/qingdao/pool/?q=1"}
    response = client.post("/qingdao/who/", **here)  # type: ignore[arg-type]  # headers are keywords
    assert response.status_code == 401
    assert "/login/?next=/qingdao/pool/" in response.content.decode()
    elsewhere = client.post("/qingdao/who/", HTTP_REFERER="http://evil.example/qingdao/pool/")
    assert "evil" not in elsewhere.content.decode()
    twice = client.post("/qingdao/who/", HTTP_REFERER="http://testserver//evil.example/x/")
    assert "/login/?next=/evil.example/x/" in twice.content.decode()


@pytest.mark.parametrize(
    ("status", "kept"), [(200, True), (302, True), (400, True), (500, False), (503, False)]
)
def test_answer_of_500_rolls_back(
    status: int, kept: bool, people: People, qingdao: Town, client_of: Browser
) -> None:
    assert client_of(people.qd_admin).post(f"/qingdao/write/{status}/").status_code == status
    with qingdao.entered():
        assert Role.objects.filter(code="written").exists() is kept


def test_exception_in_a_view_rolls_back(people: People, qingdao: Town, client_of: Browser) -> None:
    browser = client_of(people.qd_admin)
    browser.raise_request_exception = False
    assert browser.post("/qingdao/write/0/").status_code == 500
    with qingdao.entered():
        assert not Role.objects.filter(code="written").exists()


def test_history_says_who_and_by_which_request(people: People, qingdao: Town, client_of: Browser) -> None:
    response = client_of(people.qd_admin).post("/qingdao/write/200/")
    with qingdao.entered():
        event = Role.objects.get(code="written").history.get()
    assert event.pgh_context["person"] == people.qd_admin.person_id
    assert event.pgh_context["request"] == response["X-Request-ID"]


def test_membership_that_ended_yesterday_opens_nothing(qingdao: Town, client_of: Browser) -> None:
    today = timezone.localdate()
    with qingdao.entered():
        person = Person.objects.create_user("former", name="前任")
        seat = services.appoint(
            person=person, role=Role.objects.get(code="reader"), jurisdiction=qingdao.top, starts_on=today
        )
    browser = client_of(Actor(person=person, tenant=qingdao.tenant, seats=()))
    assert browser.get("/qingdao/who/").status_code == 200
    with qingdao.entered():
        Membership.objects.filter(pk=seat.pk).update(
            starts_on=date(2020, 1, 1), ends_on=today - timedelta(days=1)
        )
    assert browser.get("/qingdao/who/").status_code == 404


def test_token_opens_its_own_tenant_only(people: People, qingdao: Town, wulong: Town, client: Client) -> None:
    with qingdao.entered():
        key = tokens.issue(person=people.qd_street.person, tenant=qingdao.tenant)

    def call(token: str) -> object:
        client.raise_request_exception = False
        response = client.get(
            "/api/v1/who/", headers={"Authorization": f"Bearer {token}", "X-Tenant": "wulong"}
        )
        return response.json()["person"] if response.status_code == 200 else response.status_code

    assert call(key) == "qd-street"
    assert call(key.replace("qingdao.", "wulong.")) == 500  # outside any tenant the page of this test fails
    assert call(key + "x") == 500


def test_session_names_its_tenant_by_the_header(people: People, qingdao: Town, client_of: Browser) -> None:
    browser = client_of(people.qd_street)
    browser.raise_request_exception = False
    assert browser.get("/api/v1/who/", headers={"X-Tenant": "qingdao"}).json()["tenant"] == qingdao.tenant.pk
    assert browser.get("/api/v1/who/", headers={"X-Tenant": "wulong"}).status_code == 500
    assert browser.get("/api/v1/who/").status_code == 500
