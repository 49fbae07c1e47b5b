"""One-time codes by the real algorithm; recovery codes; a role that demands a second factor gets one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from communities.audit.models import SecurityEvent
from communities.people import services, tokens
from communities.people.models import Person, Role
from communities.people.rights import Actor
from tests.cast import PASSWORD, TODAY, People, Town
from tests.communities.people.login.phones import code, set_up

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]
NEEDED = "/account/needed/?next="


@pytest.fixture
def zhang() -> Person:
    return Person.objects.create_user("zhang", PASSWORD, name="张三")


def log_in(client: Client, username: str = "zhang", **more: str) -> str:
    """Where the password leads."""
    sent = {"username": username, "password": PASSWORD, **more}
    return client.post("/login/", sent).headers["Location"]


def details() -> list[str]:
    return list(
        SecurityEvent.objects.filter(kind="second-factor").order_by("id").values_list("detail", flat=True)
    )


def test_password_and_then_the_code_and_each_code_counts_once(
    zhang: Person, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    first = Client()
    log_in(first)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        secret, codes = set_up(first)
    assert len(codes) == 10
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored, "the secret is kept as ciphertext"

    client = Client()
    assert log_in(client, next="/qingdao/pool/") == "/account/second/"
    assert client.get("/account/").status_code == 302, "not in yet"
    refused = client.post("/account/second/", {"code": "000000"})
    assert "验证不成功" in refused.content.decode()
    right = code(secret, steps=1)
    assert client.post("/account/second/", {"code": right}).headers["Location"] == "/qingdao/pool/"
    assert client.get("/account/").status_code == 200

    replay = Client()
    log_in(replay)
    assert replay.post("/account/second/", {"code": right}).status_code == 200
    assert replay.post("/account/second/", {"code": codes[0]}).status_code == 302
    again = Client()
    log_in(again)
    assert again.post("/account/second/", {"code": codes[0]}).status_code == 200

    assert "设置动态口令" in details()
    assert details()[-1] == "验证不成功：动态口令"
    assert SecurityEvent.objects.filter(kind="login").values_list("detail", flat=True)[1] == "密码、动态口令"
    kept = " ".join(f"{e.username} {e.detail}" for e in SecurityEvent.objects.all())
    assert not any(secret_ in kept for secret_ in (PASSWORD, secret, right, *codes))


def test_guessing_codes_is_slow(zhang: Person) -> None:
    first = Client()
    log_in(first)
    secret, _ = set_up(first)
    client = Client()
    log_in(client)
    for _ in range(5):
        client.post("/account/second/", {"code": "000000"})
    said = client.post("/account/second/", {"code": code(secret, steps=1)})
    assert "错误次数太多" in said.content.decode()


@pytest.mark.parametrize(
    "address", ["/account/totp/", "/account/keys/add/", "/account/codes/", "/account/codes/new/"]
)
def test_what_protects_the_login_is_changed_only_after_confirming(zhang: Person, address: str) -> None:
    first = Client()
    log_in(first)
    if "codes" in address:
        set_up(first)
    client = Client()
    client.force_login(zhang)
    assert client.get(address).headers["Location"].startswith("/account/confirm/?next=")
    assert "密码不正确" in client.post("/account/confirm/", {"password": "x"}).content.decode()


def test_removed_again_it_is_not_asked_for(zhang: Person) -> None:
    client = Client()
    log_in(client)
    set_up(client)
    assert "已设置" in client.get("/account/").content.decode()
    assert client.post("/account/totp/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert log_in(Client()) == "/"


def test_pages_of_another_person_s_key_do_not_exist(zhang: Person) -> None:
    key = Authenticator.objects.create(user=zhang, type="webauthn", data={"name": "办公室"})
    stranger = Person.objects.create_user("li", PASSWORD, name="李四")
    client = Client()
    log_in(client, "li")
    client.post("/account/confirm/", {"password": PASSWORD})
    assert client.post(f"/account/keys/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk, user=zhang).exists()
    assert stranger.pk != zhang.pk


@pytest.fixture
def demanding(qingdao: Town) -> Role:
    """The clerks of Qingdao must use a second factor."""
    with qingdao.entered():
        role = Role.objects.get(code="clerk")
        role.needs_second_factor = True
        role.save()
        return role


def test_role_leads_to_set_one_up_and_back(demanding: Role, people: People, client_of: Browser) -> None:
    client = client_of(people.qd_street)
    wanted = "/qingdao/pool/?q=1"
    led = client.get(wanted)
    assert led.headers["Location"] == f"{NEEDED}%2Fqingdao%2Fpool%2F%3Fq%3D1"
    assert "须设置第二重验证" in client.get(led.headers["Location"]).content.decode()
    set_up(client)
    onward = client.get("/account/").context["onward"]
    assert client.get(onward).headers["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_role_asks_whoever_has_one_to_show_it(demanding: Role, people: People, client_of: Browser) -> None:
    client = client_of(people.qd_street)
    secret, _ = set_up(client)
    later = client_of(people.qd_street)  # a login without it
    led = later.get("/qingdao/pool/").headers["Location"]
    way = later.get(led).headers["Location"]
    assert way.startswith("/account/confirm/code/?next=")
    answer = later.post(way, {"code": code(secret, steps=1)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/qingdao/pool/"


def test_next_of_the_demand_leads_nowhere_else(people: People, client_of: Browser) -> None:
    client = client_of(people.qd_street)
    set_up(client)
    assert client.get("/account/needed/", {"next": "//evil.cn/"}).headers["Location"] == "/"


def test_other_roles_and_other_tenants_stay_open(demanding: Role, people: People, client_of: Browser) -> None:
    assert client_of(people.qd_leader).get("/qingdao/pool/").status_code == 200
    assert client_of(people.wl_street).get("/wulong/pool/").status_code == 200


def test_interface_refuses_session_and_token_of_whoever_has_none(
    demanding: Role, people: People, qingdao: Town, client_of: Browser
) -> None:
    address = "/api/v1/projects/"
    client = client_of(people.qd_street)
    refused = client.get(address, headers={"X-Tenant": "qingdao"})
    assert (refused.status_code, refused.json()["error"]) == (403, "second_factor_needed")
    with qingdao.entered():
        key = tokens.issue(person=people.qd_street.person, tenant=qingdao.tenant)
    bearer = {"Authorization": f"Bearer {key}"}
    assert Client().get(address, headers=bearer).status_code == 403
    set_up(client)
    assert Client().get(address, headers=bearer).status_code == 200


def test_what_was_sent_to_a_demanding_tenant_is_not_done(
    demanding: Role, people: People, client_of: Browser
) -> None:
    response = client_of(people.qd_street).post("/qingdao/pool/propose/", {"name": "新项目"})
    assert response.headers["Location"] == f"{NEEDED}%2F"


def test_who_lost_phone_and_codes_is_freed_by_the_security_administrator(
    people: People, client_of: Browser
) -> None:
    person = people.qd_street.person
    client = Client()
    log_in(client, person.username)
    set_up(client)
    address = f"/qingdao/system/people/{person.pk}/second-factor/end/"
    assert client_of(people.qd_admin).post(address).status_code == 403
    assert client_of(people.wl_security).post(address.replace("qingdao", "wulong")).status_code == 404
    assert Authenticator.objects.filter(user=person).count() == 2
    assert client_of(people.qd_security).post(address).status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/account/").status_code == 302, "logged out"
    assert log_in(Client(), person.username) == "/"
    assert "移除动态口令" in details()


def test_who_serves_elsewhere_keeps_his_second_factor(
    people: People, wulong: Town, client_of: Browser
) -> None:
    person = people.qd_street.person
    with wulong.entered():
        role = Role.objects.get(code="reader")
        services.appoint(person=person, role=role, jurisdiction=wulong.top, starts_on=TODAY)
    Authenticator.objects.create(user=person, type="totp", data={})
    address = f"/qingdao/system/people/{person.pk}/second-factor/end/"
    assert client_of(people.qd_security).post(address).status_code == 403
    assert Authenticator.objects.filter(user=person).exists()
