"""Cookies of production, names of hosts, the way from HTTP to HTTPS: with the very settings of production."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import DisallowedHost
from django.test import Client, RequestFactory
from pytest_django import Settings

from communities.people.models import Person
from tests.cast import PASSWORD
from tests.config.test_production import ROOT, SAFE

NAMES = (
    "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
    "USE_X_FORWARDED_HOST", "ALLOWED_HOSTS", "SECURE_CONTENT_TYPE_NOSNIFF", "DEBUG", "SECURE_PROXY_SSL_HEADER",
    "PASSWORD_HASHERS",
)  # fmt: skip


@cache
def of_production() -> dict[str, Any]:
    """The settings as a server of production reads them, in a process of its own."""
    program = (
        "import json; from django.conf import settings; "
        f"print(json.dumps({{name: getattr(settings, name) for name in {NAMES!r}}}))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "HUANJU_AS_OWNER"} | SAFE
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout))


@pytest.fixture
def production(settings: Settings, db: None) -> dict[str, Any]:
    """This process answers as production does."""
    for name, value in of_production().items():
        setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value)
    return of_production()


def test_cookies_leave_only_encrypted_and_are_no_script_s_business(production: dict[str, Any]) -> None:
    Person.objects.create_user("somebody", PASSWORD, name="某人")
    browser = Client()
    browser.get("/login/", secure=True, headers={"Host": "huanju.example"})
    browser.post(
        "/login/",
        {"username": "somebody", "login": "somebody", "password": PASSWORD},
        secure=True,
        headers={"Host": "huanju.example"},
    )
    cookies = dict(browser.cookies.items())
    assert {"sessionid", "csrftoken"} <= set(cookies)
    for name, cookie in cookies.items():
        assert (name, cookie["secure"], cookie["httponly"]) == (name, True, True)
        assert (name, cookie["samesite"]) in {(name, "Lax"), (name, "Strict")}
        assert (name, cookie["domain"]) == (name, "")


def test_plain_http_is_led_to_https_and_remembered(production: dict[str, Any]) -> None:
    plain = Client().get("/login/", headers={"Host": "huanju.example"})
    assert (plain.status_code, plain["Location"]) == (301, "https://huanju.example/login/")
    safe = Client().get("/login/", secure=True, headers={"Host": "huanju.example"})
    assert int(safe["Strict-Transport-Security"].split(";")[0].partition("=")[2]) >= 31536000


@pytest.mark.parametrize(
    "host", ["evil.example", "huanju.example.evil.example", "huanju.example:80@evil.example", "*"]
)
def test_other_names_of_the_host_are_refused(host: str, production: dict[str, Any]) -> None:
    answer = Client().get("/login/", secure=True, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_name_told_by_a_proxy_is_not_believed(production: dict[str, Any], settings: Settings) -> None:
    told = {"HTTP_HOST": "huanju.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    assert RequestFactory().get("/", **told).get_host() == "huanju.example"  # type: ignore[arg-type]
    settings.USE_X_FORWARDED_HOST = True  # the guard taken away: now only the list of hosts stands
    with pytest.raises(DisallowedHost):
        RequestFactory().get("/", **told).get_host()  # type: ignore[arg-type]
    settings.ALLOWED_HOSTS = ["*"]
    assert RequestFactory().get("/", **told).get_host() == "evil.example"  # type: ignore[arg-type]


def test_passwords_are_kept_as_slow_hashes(settings: Settings) -> None:
    """The tests' own hasher is a quick one: the hash is made with those of production."""
    settings.PASSWORD_HASHERS = of_production()["PASSWORD_HASHERS"]
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


def test_flags_come_from_production_alone(settings: Settings, db: None) -> None:
    """Without them the cookie of a form travels in the clear: what the first test looks for is really the setting."""
    assert of_production()["CSRF_COOKIE_SECURE"] is True
    settings.CSRF_COOKIE_SECURE = False
    browser = Client()
    browser.get("/login/")
    assert not browser.cookies["csrftoken"]["secure"]
