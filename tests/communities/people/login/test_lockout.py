"""Five wrong passwords: locked there for a while, but nobody can lock a colleague out at his own desk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from communities.audit.models import SecurityEvent
from communities.people.login import lockout
from communities.people.login.devices import COOKIE
from communities.people.models import Person
from communities.people.rights import Actor, Refused
from tests.cast import PASSWORD, People, Town

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]
WRONG = "falsch-2026"
OFFICE = {"REMOTE_ADDR": "10.1.1.1"}


def attempt(client: Client, username: str, password: str = WRONG) -> int:
    return client.post("/login/", {"username": username, "password": password}).status_code


def guess(username: str, times: int = 5, **where: str) -> Client:
    """An attacker at a browser of his own."""
    client = Client(**{**OFFICE, **where})
    for _ in range(times):
        attempt(client, username)
    return client


@pytest.fixture
def zhang() -> Person:
    return Person.objects.create_user("zhang", PASSWORD, name="张三")


def test_fifth_failure_locks_and_says_how_long_and_the_right_password_does_not_help(zhang: Person) -> None:
    client = guess("zhang", 4)
    assert attempt(client, "zhang") == 429
    said = client.post("/login/", {"username": "zhang", "password": PASSWORD})
    assert said.status_code == 429
    assert re.search(r"<b>15 分钟</b>", said.content.decode())
    assert "sessionid" not in said.cookies
    kinds = Counter(SecurityEvent.objects.values_list("kind", flat=True))
    assert kinds == {"failed": 6, "locked": 1}


def test_a_name_that_nobody_has_is_locked_in_the_same_words(zhang: Person) -> None:
    pages = []
    for name in ("zhang", "nobody"):
        response = guess(name).post("/login/", {"username": name, "password": "x"})
        pages.append((response.status_code, response.content))
    assert pages[0] == pages[1]


def test_lock_ends_after_its_time_and_trying_does_not_lengthen_it(zhang: Person) -> None:
    client = guess("zhang", 8)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert attempt(client, "zhang", PASSWORD) == 302


def test_attacker_in_the_same_office_does_not_lock_the_colleague_at_his_own_browser(zhang: Person) -> None:
    own = Client(**OFFICE)
    assert attempt(own, "zhang", PASSWORD) == 302
    own.post("/logout/")
    assert attempt(guess("zhang"), "zhang", PASSWORD) == 429
    assert attempt(own, "zhang", PASSWORD) == 302


def test_attacker_does_not_lock_anybody_at_another_address_nor_others_at_his(zhang: Person) -> None:
    Person.objects.create_user("li", PASSWORD, name="李四")
    attacker = guess("zhang")
    assert attempt(Client(REMOTE_ADDR="10.2.2.2"), "zhang", PASSWORD) == 302
    assert attempt(attacker, "li", PASSWORD) == 302


def test_device_locks_itself_after_its_own_failures_wherever_it_is_carried(zhang: Person) -> None:
    own = Client(**OFFICE)
    attempt(own, "zhang", PASSWORD)
    own.post("/logout/")
    for number in range(5):
        own.defaults["REMOTE_ADDR"] = f"10.3.3.{number}"
        attempt(own, "zhang")
    assert attempt(own, "zhang", PASSWORD) == 429


def test_device_cookie_is_signed_names_nobody_and_serves_only_its_person(zhang: Person) -> None:
    own = Client(**OFFICE)
    attempt(own, "zhang", PASSWORD)
    cookie = own.cookies[COOKIE]
    assert cookie["httponly"]
    assert int(cookie["max-age"]) > 300 * 24 * 3600
    assert "zhang" not in cookie.value
    guess("zhang")
    forged = Client(**OFFICE)
    forged.cookies[COOKIE] = cookie.value[:-2] + ("aa" if cookie.value[-2:] != "aa" else "bb")
    assert attempt(forged, "zhang", PASSWORD) == 429
    stolen = Client(**OFFICE)
    stolen.cookies[COOKIE] = cookie.value
    for _ in range(4):
        attempt(stolen, "li")
    assert attempt(stolen, "li") == 429


def test_what_is_typed_is_not_kept_in_the_clear(zhang: Person) -> None:
    guess("zhang", 1)
    guess("My-Password-2026", 1)
    for row in AccessAttempt.objects.all():
        kept = f"{row.username} {row.post_data} {row.get_data}"
        assert not re.search("zhang|My-Password|falsch", kept)


def test_wrong_password_on_confirming_counts_too(zhang: Person) -> None:
    client = Client(**OFFICE)
    client.force_login(zhang)
    for _ in range(5):
        last = client.post("/account/confirm/", {"password": "falsch"})
    assert last.status_code == 429


def test_security_administrator_sees_who_is_locked_and_lets_him_in(
    people: People, client_of: Browser
) -> None:
    locked = people.qd_street.person
    attacker = guess(locked.username)
    guess(people.wl_street.person.username)
    browser = client_of(people.qd_security)
    page = browser.get("/qingdao/system/lockouts/").content.decode()
    assert locked.name in page
    assert "wl-street" not in page
    address = f"/qingdao/system/lockouts/{locked.pk}/end/"
    assert client_of(people.qd_admin).post(address).status_code == 403
    assert client_of(people.wl_security).post(address).status_code == 404
    assert attempt(attacker, locked.username, PASSWORD) == 429
    assert browser.post(address).status_code == 302
    assert attempt(attacker, locked.username, PASSWORD) == 302
    assert "现在没有人被锁定" in browser.get("/qingdao/system/lockouts/").content.decode()


def test_person_of_the_other_tenant_is_not_let_in_by_this_one(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    other = people.wl_street.person
    address = f"/qingdao/system/lockouts/{other.pk}/end/"
    assert client_of(people.qd_security).post(address).status_code == 404
    with qingdao.entered(), pytest.raises(Refused):
        lockout.let_in(other, by=people.qd_security)
