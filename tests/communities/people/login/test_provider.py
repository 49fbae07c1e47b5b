"""Logging in by a real OpenID provider: allauth's own provider application, run in a second process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.utils.crypto import get_random_string

from communities.audit.models import SecurityEvent
from communities.people.models import Person
from tests.communities.people.login.phones import code, set_up
from tests.communities.people.login.provider.serve import CLIENT, PASSWORD, SECRET

pytestmark = pytest.mark.django_db

START, BACK = "/account/oidc/gov/", "/account/oidc/gov/back/"


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The provider's address, while it runs."""
    folder = tmp_path_factory.mktemp("provider")
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(
        [sys.executable, "serve.py", f"http://testserver{BACK}"],
        cwd=Path(__file__).parent / "provider",
        env=environment | {"PROVIDER_DB": str(folder / "provider.sqlite3")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    yield f"http://127.0.0.1:{json.loads(process.stdout.readline())['port']}"
    process.communicate(timeout=20)


@pytest.fixture
def gov(issuer: str, settings: object) -> str:
    """The settings name the provider."""
    app = dict(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0])  # type: ignore[attr-defined]
    app |= {"client_id": CLIENT, "secret": SECRET}
    app["settings"] = app["settings"] | {"server_url": issuer}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}  # type: ignore[attr-defined]
    settings.OIDC_ISSUER = issuer  # type: ignore[attr-defined]
    settings.OIDC_NAME = "政务统一身份认证"  # type: ignore[attr-defined]
    return issuer


@pytest.fixture
def zhang() -> Person:
    return Person.objects.create_user("zhang", get_random_string(20), name="张三")


def question(client: Client, **wanted: str) -> str:
    """Where our button leads: the provider's address with our question."""
    response = client.get(START, wanted)
    assert response.status_code == 302
    return str(response.headers["Location"])


def answer(issuer: str, asked: str, who: str = "zhang") -> str:
    """Log in at the provider: the address of ours that it sends the browser back to."""
    browser = requests.Session()
    browser.post(f"{issuer}/accounts/login/", {"login": who, "password": PASSWORD}, timeout=10)
    response = browser.get(asked, allow_redirects=False, timeout=10)
    assert response.status_code == 302, response.text
    back = urlsplit(response.headers["Location"])
    assert (back.netloc, back.path) == ("testserver", BACK)
    return f"{back.path}?{back.query}"


def is_refused(response: object) -> str:
    """What the refusal says; nobody is in, nothing was made."""
    assert response.status_code == 403  # type: ignore[attr-defined]
    said: str = response.content.decode()  # type: ignore[attr-defined]
    assert "没有登录" in said
    assert not SecurityEvent.objects.filter(kind="login").exists()
    assert not SocialAccount.objects.exists()
    return said


def test_whole_flow_leads_in_and_to_where_he_wanted(gov: str, zhang: Person) -> None:
    client = Client()
    page = client.get("/login/", {"next": "/qingdao/pool/"}).content.decode()
    assert "用政务统一身份认证登录" in page
    assert 'href="/account/oidc/gov/?next=%2Fqingdao%2Fpool%2F"' in page
    asked = question(client, next="/qingdao/pool/")
    sent = parse_qs(urlsplit(asked).query)
    assert {"state", "nonce", "code_challenge"} <= set(sent)
    assert sent["code_challenge_method"] == ["S256"]
    response = client.get(answer(gov, asked))
    assert response.headers["Location"] == "/qingdao/pool/"
    assert client.get("/account/").status_code == 200
    event = SecurityEvent.objects.get(kind="login")
    assert (event.person, event.detail) == (zhang, "统一身份认证")
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()


def test_next_leads_nowhere_else(gov: str, zhang: Person) -> None:
    client = Client()
    response = client.get(answer(gov, question(client, next="https://evil.cn/")))
    assert response.headers["Location"] == "/"


def test_second_factor_is_asked_for_all_the_same(gov: str, zhang: Person) -> None:
    zhang.set_password("Huan-ju-2026")
    zhang.save()
    first = Client()
    first.force_login(zhang)
    first.post("/account/confirm/", {"password": "Huan-ju-2026"})
    secret, _ = set_up(first)
    client = Client()
    assert client.get(answer(gov, question(client))).headers["Location"] == "/account/second/"
    assert client.get("/account/").status_code == 302
    assert client.post("/account/second/", {"code": code(secret, steps=1)}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_first_password_is_not_asked_of_who_never_needed_it(gov: str, zhang: Person) -> None:
    Person.objects.update(must_change_password=True)
    client = Client()
    client.get(answer(gov, question(client)))
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("who", ["nobody-here", "left"])
def test_who_is_unknown_here_or_has_left_is_refused_and_nobody_is_made(
    gov: str, zhang: Person, who: str
) -> None:
    Person.objects.create_user("left", name="李四", is_active=False)
    before = Person.objects.count()
    client = Client()
    said = is_refused(client.get(answer(gov, question(client), who)))
    assert who in said
    assert Person.objects.count() == before


def test_another_claim_may_name_the_person(gov: str, zhang: Person, settings: object) -> None:
    settings.OIDC_CLAIM = "employee_number"  # type: ignore[attr-defined]
    client = Client()
    assert "没有用户名" in is_refused(client.get(answer(gov, question(client))))


def test_provider_that_names_another_issuer_is_refused(gov: str, zhang: Person, settings: object) -> None:
    settings.OIDC_ISSUER = "https://id.qingdao.gov.cn"  # type: ignore[attr-defined]
    is_refused(Client().get(START))


def test_issuer_that_changes_between_question_and_answer_is_refused(
    gov: str, zhang: Person, settings: object
) -> None:
    client = Client()
    back = answer(gov, question(client))
    settings.OIDC_ISSUER = "https://id.qingdao.gov.cn"  # type: ignore[attr-defined]
    is_refused(client.get(back))


def test_provider_out_of_reach_is_said_so(gov: str, zhang: Person, settings: object) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]  # type: ignore[attr-defined]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    assert "暂时联系不上" in is_refused(Client().get(START))


def test_code_replayed_in_another_browser_is_refused(gov: str, zhang: Person) -> None:
    thief, victim = Client(), Client()
    is_refused(thief.get(answer(gov, question(victim))))


def test_code_used_twice_is_refused(gov: str, zhang: Person) -> None:
    client = Client()
    back = answer(gov, question(client))
    assert client.get(back).status_code == 302
    client.post("/logout/")
    assert client.get(back).status_code == 403
    assert client.get("/account/").status_code == 302


def test_code_of_another_question_is_refused(gov: str, zhang: Person) -> None:
    """An attacker's own code, slipped under the state of the victim's question: PKCE and nonce tell them apart."""
    attacker, victim = Client(), Client()
    stolen = parse_qs(urlsplit(answer(gov, question(attacker))).query)["code"][0]
    state = parse_qs(urlsplit(question(victim)).query)["state"][0]
    is_refused(victim.get(BACK, {"code": stolen, "state": state}))


def test_token_without_our_nonce_is_refused(gov: str, zhang: Person) -> None:
    client = Client()
    asked = question(client)
    nonce = parse_qs(urlsplit(asked).query)["nonce"][0]
    is_refused(client.get(answer(gov, asked.replace(nonce, "another"))))


@pytest.mark.parametrize("change", ["tampered", "missing"])
def test_state_tampered_or_missing_is_refused(gov: str, zhang: Person, change: str) -> None:
    client = Client()
    back = answer(gov, question(client))
    state = parse_qs(urlsplit(back).query)["state"][0]
    is_refused(client.get(back.replace(f"state={state}", "state=tampered" if change == "tampered" else "s=")))


def test_cancelled_at_the_provider_is_said_so(gov: str, zhang: Person) -> None:
    client = Client()
    state = parse_qs(urlsplit(question(client)).query)["state"][0]
    said = is_refused(client.get(BACK, {"error": "access_denied", "state": state}))
    assert "取消了登录" in said


def test_without_the_settings_there_is_no_such_address() -> None:
    client = Client()
    assert client.get(START).status_code == 404
    assert client.get(BACK).status_code == 404
    assert client.get("/account/oidc/other/").status_code == 404
    assert "oidc" not in client.get("/login/").content.decode()
