"""Name and password: in, out, refused; nothing of the library beyond what we route; no open redirect."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from communities.audit.models import SecurityEvent
from communities.people.models import Person

pytestmark = pytest.mark.django_db

PASSWORD = "Shi-nan-2026"


@pytest.fixture
def zhang() -> Person:
    return Person.objects.create_user("zhang", PASSWORD, name="张三")


def log_in(client: Client, username: str = "zhang", password: str = PASSWORD, **more: str) -> object:
    return client.post("/login/", {"username": username, "password": password, **more})


def events() -> list[tuple[str, str, str]]:
    """(kind, user name, detail), the oldest first."""
    return list(SecurityEvent.objects.order_by("id").values_list("kind", "username", "detail"))


def test_right_password_leads_to_where_he_wanted_and_is_on_record(zhang: Person) -> None:
    client = Client(HTTP_USER_AGENT="Firefox/140 Windows", REMOTE_ADDR="10.1.2.3")
    response = log_in(client, next="/qingdao/pool/")
    assert response.headers["Location"] == "/qingdao/pool/"
    assert client.get("/account/").status_code == 200
    out = client.post("/logout/")
    assert "已退出登录" in out.content.decode()
    assert client.get("/account/").status_code == 302
    assert events() == [("login", "zhang", "密码"), ("logout", "zhang", "")]
    event = SecurityEvent.objects.earliest("id")
    assert (event.person, event.address, event.agent) == (zhang, "10.1.2.3", "Firefox/140 Windows")


@pytest.mark.parametrize(
    "wanted", ["https://evil.cn/", "//evil.cn/", "/\\evil.cn/", "http:evil.cn", "javascript:alert(1)"]
)
def test_next_leads_nowhere_else(zhang: Person, wanted: str) -> None:
    client = Client()
    assert log_in(client, next=wanted).headers["Location"] == "/"
    assert client.get("/login/", {"next": wanted}).headers["Location"] == "/"
    assert "evil" not in Client().get("/login/", {"next": wanted}).content.decode().replace("next=", "")


def test_wrong_password_unknown_name_and_one_who_left_get_the_same_answer(zhang: Person) -> None:
    left = Person.objects.create_user("li", PASSWORD, name="李四", is_active=False)

    def answer(username: str, password: str) -> tuple[int, str]:
        client = Client()
        response = log_in(client, username, password)
        assert "sessionid" not in response.cookies
        said = response.content.decode()
        return response.status_code, said[said.index("data-errors") :].split("</form>")[0].replace(
            username, ""
        )

    def plain(said: tuple[int, str]) -> str:
        return said[1].split("<form")[0]

    wrong = answer("zhang", "falsch-2026")
    assert wrong[0] == 200
    assert "用户名或密码不正确" in wrong[1]
    assert {plain(wrong), plain(answer("nobody", PASSWORD)), plain(answer(left.username, PASSWORD))} == {
        plain(wrong)
    }
    assert [kind for kind, *_ in events()] == ["failed"] * 3


def test_unknown_name_costs_a_password_check_too(zhang: Person, settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]  # type: ignore[attr-defined]
    zhang.set_password(PASSWORD)
    zhang.save()

    def seconds(username: str) -> float:
        took = []
        for number in range(3):
            began = time.perf_counter()
            log_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), username, "falsch-2026")
            took.append(time.perf_counter() - began)
        return sorted(took)[1]

    known, unknown = seconds("zhang"), seconds("nobody")
    assert 0.5 < known / unknown < 2


def test_what_nobody_is_called_is_kept_cut_short(zhang: Person) -> None:
    log_in(Client(), "Mein-Passwort-2026", "x")
    assert events() == [("failed", "Me…", "没有这个用户名")]


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_reset_password",
        "account_change_password",
        "account_set_password",
        "account_inactive",
        "account_confirm_login_code",
        "socialaccount_signup",
        "socialaccount_connections",
        "mfa_login_webauthn",
        "mfa_signup_webauthn",
        "mfa_trust",
    ],
)
def test_the_rest_of_the_library_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_logout_needs_a_form_of_ours(zhang: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(zhang)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 403
    assert client.get("/account/").status_code == 200


def test_address_is_believed_as_far_as_our_proxies_reach(zhang: Person, settings: object) -> None:
    settings.TRUSTED_PROXIES = 2  # type: ignore[attr-defined]
    seen = []
    for forwarded in ("6.6.6.6, 10.9.9.9, 172.16.0.1", "10.9.9.9, 172.16.0.1", "6.6.6.6", "x, 10.1.1.1"):
        log_in(Client(HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR="127.0.0.1"), password="falsch")
        seen.append(SecurityEvent.objects.latest("id").address)
    assert seen == ["10.9.9.9", "10.9.9.9", "127.0.0.1", None]
    settings.TRUSTED_PROXIES = 0  # type: ignore[attr-defined]
    log_in(Client(HTTP_X_FORWARDED_FOR="6.6.6.6", REMOTE_ADDR="127.0.0.1"), password="falsch")
    assert SecurityEvent.objects.latest("id").address == "127.0.0.1"


def test_strangers_to_a_browser_are_slowed_down_and_colleagues_are_not(
    zhang: Person, settings: object
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_at_a_new_device": "2/m/ip"}  # type: ignore[attr-defined]
    own = Client()
    log_in(own)
    own.post("/logout/")
    for name in ("a", "b", "c"):
        last = log_in(Client(), name)
    assert last.status_code == 429
    assert "请稍候再试" in last.content.decode()
    assert log_in(own).status_code == 302
