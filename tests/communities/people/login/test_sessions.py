"""Where one is logged in, ended from elsewhere; a login that nobody works with ends, what is typed does not."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.audit.models import SecurityEvent
from communities.people.models import Person
from communities.people.rights import Actor
from tests.cast import PASSWORD, People

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/140 Mobile"
DESK = "Mozilla/5.0 (Windows NT 10.0) Firefox/140"


@pytest.fixture
def zhang() -> Person:
    return Person.objects.create_user("zhang", PASSWORD, name="张三")


def logged_in(agent: str = DESK, username: str = "zhang") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR="10.1.1.1")
    assert client.post("/login/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def set_back(client: Client, **seconds: float) -> None:
    """Let the clocks of the session have run so long already."""
    session = client.session
    for name, value in seconds.items():
        session[f"login_{name}"] = time.time() - value
    session.save()


def test_list_shows_own_logins_and_one_is_ended_there(zhang: Person) -> None:
    desk, phone = logged_in(), logged_in(PHONE)
    Person.objects.create_user("li", PASSWORD, name="李四")
    other = logged_in("Edg/140", "li")
    page = desk.get("/account/sessions/").content.decode()
    assert "Firefox · Windows" in page
    assert "Chrome · 安卓" in page
    assert "Edge" not in page
    there = UserSession.objects.get(user=zhang, user_agent=PHONE)
    assert other.post(f"/account/sessions/{there.pk}/end/").status_code == 404
    assert is_in(phone)
    desk.post(f"/account/sessions/{there.pk}/end/")
    assert not is_in(phone)
    assert is_in(desk)
    assert SecurityEvent.objects.latest("id").detail == "1 处登录"


def test_own_present_login_is_not_ended_from_the_list(zhang: Person) -> None:
    desk = logged_in()
    desk.post(f"/account/sessions/{UserSession.objects.get().pk}/end/")
    assert is_in(desk)


def test_all_others_are_ended_at_once(zhang: Person) -> None:
    desk, others = logged_in(), [logged_in(PHONE), logged_in("Safari")]
    desk.post("/account/sessions/end/")
    assert is_in(desk)
    assert not any(map(is_in, others))
    assert Session.objects.count() == 1


def test_changing_the_password_ends_the_others(zhang: Person) -> None:
    desk, phone = logged_in(), logged_in(PHONE)
    sent = {"old_password": PASSWORD, "new_password1": "xin-mi-ma-2026", "new_password2": "xin-mi-ma-2026"}
    assert desk.post("/password/", sent).headers["Location"] == "/password/done/"
    assert is_in(desk)
    assert not is_in(phone)
    assert desk.get("/account/sessions/").content.decode().count("在那里退出</button>") == 0
    assert SecurityEvent.objects.filter(kind="password", person=zhang).count() == 1


def test_security_administrator_ends_all_logins_of_his_people(people: People, client_of: Browser) -> None:
    person = people.qd_street.person
    client = logged_in(username=person.username)
    address = f"/qingdao/system/people/{person.pk}/sessions/end/"
    assert client_of(people.qd_admin).post(address).status_code == 403
    assert client_of(people.qd_city).post(address).status_code == 403
    assert client_of(people.wl_security).post(address.replace("qingdao", "wulong")).status_code == 404
    assert is_in(client)
    assert client_of(people.qd_security).post(address).status_code == 302
    assert not is_in(client)
    event = SecurityEvent.objects.filter(kind="session-ended").get()
    assert event.person == person
    assert people.qd_security.person.name in event.detail


def test_idle_login_ends_and_leads_back_and_a_late_form_is_told_so(
    people: People, client_of: Browser
) -> None:
    client = client_of(people.qd_street)
    assert client.get("/qingdao/pool/").status_code == 200
    set_back(client, seen=1800 + 179)
    assert client.get("/qingdao/pool/").status_code == 200, "never earlier than told"
    set_back(client, seen=1800 + 181)
    referer = {"Referer": "http://testserver/qingdao/neighbourhoods/new/?place=370202"}
    late = client.post("/qingdao/neighbourhoods/new/", {"name": "新"}, headers=referer)
    assert late.status_code == 401
    said = late.content.decode()
    assert "登录已过期" in said
    assert re.search(r"next=/qingdao/neighbourhoods/new/%3Fplace%3D370202", said)
    assert client.get("/qingdao/pool/").headers["Location"] == "/login/?next=/qingdao/pool/"
    assert SecurityEvent.objects.latest("id").detail == "闲置超时"


def test_login_lives_no_longer_than_a_day_s_work_however_busy(zhang: Person) -> None:
    client = logged_in()
    set_back(client, since=8 * 3600 + 1, seen=1)
    assert not is_in(client)
    assert SecurityEvent.objects.latest("id").detail == "登录已满时限"


def test_session_is_not_written_at_every_request(zhang: Person) -> None:
    client = logged_in()

    def writes() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert is_in(client)
        return sum(query["sql"].startswith("UPDATE") for query in asked.captured_queries)

    assert writes() == 0
    set_back(client, seen=181)
    UserSession.objects.update(last_seen_at="2026-01-01T00:00Z")
    assert writes() == 2, "the session, and when it was last seen"
    assert writes() == 0
    assert UserSession.objects.get().last_seen_at.year > 2025


def test_going_on_starts_the_clock_anew(zhang: Person) -> None:
    client = logged_in()
    set_back(client, seen=1700)
    assert client.post("/account/continue/").status_code == 204
    assert time.time() - client.session["login_seen"] < 5
    assert Client().post("/account/continue/").status_code == 401
    assert client.get("/account/continue/").status_code == 405
