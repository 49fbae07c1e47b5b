"""Rules of passwords by configuration, told in plain words."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from communities.people.login.models import PasswordRecord
from communities.people.login.passwords import KindsValidator
from communities.people.models import Person

pytestmark = pytest.mark.django_db

FIRST = "Zuo-tian-2026"


@pytest.fixture
def zhang() -> Person:
    return Person.objects.create_user("zhangsan", FIRST, name="张三")


def change(client: Client, old: str, new: str) -> str:
    """What the page says; empty when it is done."""
    sent = {"old_password": old, "new_password1": new, "new_password2": new}
    response = client.post("/password/", sent)
    return "" if response.status_code == 302 else response.content.decode()


@pytest.fixture
def client_in(zhang: Person) -> Client:
    client = Client()
    client.force_login(zhang)
    return client


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kurz-26", "密码太短，至少 10 位"),
        ("20261122001", "密码只包含数字"),
        ("onlysmallletters", "至少 2 种"),
        ("Zhangsan-26", "太相似了"),
        (FIRST, "最近 5 次"),
    ],
)
def test_weak_password_is_refused_in_chinese(client_in: Client, password: str, sentence: str) -> None:
    """The page lists the rules in any case: the refusal is said besides."""
    rules = client_in.get("/password/").content.decode()
    assert change(client_in, FIRST, password).count(sentence) > rules.count(sentence)


@pytest.mark.parametrize(
    ("password", "kinds"), [("abc", 1), ("abC", 2), ("abC1", 3), ("abC1-", 4), ("密码", 1), ("", 0)]
)
def test_kinds_of_characters_are_counted(password: str, kinds: int) -> None:
    KindsValidator(kinds).validate(password)
    with pytest.raises(Exception, match=f"至少 {kinds + 1} 种"):
        KindsValidator(kinds + 1).validate(password)


def test_the_last_five_can_not_come_back_and_the_sixth_can(client_in: Client) -> None:
    used = [FIRST, *(f"Jin-tian-{number}" for number in range(2026, 2031))]
    for old, new in pairwise(used):
        assert change(client_in, old, new) == ""
    assert "最近 5 次" in change(client_in, used[-1], used[1])
    assert change(client_in, used[-1], used[0]) == ""
    assert all(FIRST not in row.encoded for row in PasswordRecord.objects.all())


def test_wrong_present_password_changes_nothing(client_in: Client, zhang: Person) -> None:
    assert "现在的密码不正确" in change(client_in, "falsch", "Jin-tian-2026")
    zhang.refresh_from_db()
    assert zhang.check_password(FIRST)


def test_page_tells_the_rules(client_in: Client) -> None:
    page = client_in.get("/password/").content.decode()
    assert "至少 2 种" in page
    assert "最近 5 次" in page


def test_too_old_a_password_is_changed_at_the_next_login(zhang: Person, settings: object) -> None:
    def led() -> str:
        client = Client()
        client.post("/login/", {"username": "zhangsan", "password": FIRST})
        return client.get("/account/").headers.get("Location", "")

    PasswordRecord.objects.update(set_at=timezone.now() - timedelta(days=91))
    assert led() == "", "without the setting no password is too old"
    settings.PASSWORD_MAX_AGE_DAYS = 92  # type: ignore[attr-defined]
    assert led() == ""
    settings.PASSWORD_MAX_AGE_DAYS = 90  # type: ignore[attr-defined]
    assert led() == "/password/"
