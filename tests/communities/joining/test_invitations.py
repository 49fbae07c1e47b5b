"""A link opens a door once: for whom, how long, and that everything else is one page of nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from communities.people import services
from communities.people.models import Affiliation, Invitation, Membership, Person, Role
from communities.people.rights import Actor, Refused
from tests.cast import People, Town

pytestmark = pytest.mark.django_db

CHOSEN = {"username": "lixia", "password": "xin-mi-ma-2026", "again": "xin-mi-ma-2026", "phone": ""}


def text(response: object) -> str:
    said = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"[0-9a-f]{8}-?[0-9a-f-]{4,}", "ID", said)


@pytest.fixture
def link(people: People, qingdao: Town, client_of: Callable[[Actor], Client]) -> str:
    """Made on the page, as an administrator does."""
    with qingdao.entered():
        role = Role.objects.get(code="clerk").pk
    made = client_of(people.qd_admin).post(
        "/qingdao/system/invitations/new/", {"name": "李霞", "place": "370202001", "role": role}
    )
    found = re.search(r'value="http://testserver(/invitation/qingdao\.[\w-]+/)"', text_of(made))
    assert found
    assert "no-store" in made.headers["Cache-Control"]
    return found[1]


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_invited_person_makes_a_login_and_gets_no_right(link: str, qingdao: Town) -> None:
    visitor = Client()
    page = visitor.get(link)
    assert page.status_code == 200
    assert "李霞" in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]
    done = visitor.post(link, CHOSEN)
    assert "lixia" in text_of(done)
    person = Person.objects.get(username="lixia")
    assert person.check_password(CHOSEN["password"])
    assert (person.name, person.must_change_password) == ("李霞", False)
    with qingdao.entered():
        assert Affiliation.objects.get(person=person).jurisdiction.code == "370202001"
        assert not Membership.objects.filter(person=person).exists()
        kept = Invitation.objects.get()
        assert kept.accepted_by == person
        assert link.strip("/").rpartition("/")[2] not in str(vars(kept))  # only the hash
    assert visitor.get(link).status_code == 404
    assert Person.objects.filter(username="lixia").count() == 1


def test_invited_person_joins_with_the_login_he_has(
    link: str, people: People, qingdao: Town, wulong: Town, client_of: Callable[[Actor], Client]
) -> None:
    browser = client_of(people.wl_street)
    assert "用这个账号加入" in text_of(browser.get(link))
    assert browser.post(link).status_code == 200
    with qingdao.entered():
        assert Affiliation.objects.get().person == people.wl_street.person
    with wulong.entered():
        assert not Affiliation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "123", "again": "123"}, "密码"),
        ({"again": "another-one-2026"}, "两次输入的密码不一样"),
        ({"username": "qd-street"}, "已存在|已被使用|具有"),
    ],
)
def test_refused_choice_leaves_the_link_open(typed: dict[str, str], sentence: str, link: str) -> None:
    shown = text_of(Client().post(link, {**CHOSEN, **typed}))
    assert re.search(sentence, shown)
    assert not Person.objects.filter(username="lixia").exists()
    assert Client().get(link).status_code == 200


def test_every_closed_link_is_the_same_page_of_nothing(
    link: str, people: People, qingdao: Town, client_of: Callable[[Actor], Client]
) -> None:
    nothing = text(Client().get("/invitation/nowhere.xyz/"))
    key = link.strip("/").rpartition(".")[2]
    for wrong in (f"/invitation/qingdao.{key}x/", f"/invitation/wulong.{key}/", f"/invitation/login.{key}/"):
        answer = Client().get(wrong)
        assert (answer.status_code, text(answer)) == (404, nothing), wrong
    with qingdao.entered():
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post(link, CHOSEN).status_code == 404
    with qingdao.entered():
        Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
        pk = Invitation.objects.get().pk
    assert Client().get(link).status_code == 200
    assert client_of(people.qd_admin).post(f"/qingdao/system/invitations/{pk}/revoke/").status_code == 302
    answer = Client().post(link, CHOSEN)
    assert (answer.status_code, text(answer)) == (404, nothing)
    qingdao.tenant.refresh_from_db()
    with qingdao.entered():
        Invitation.objects.update(revoked_at=None)
    type(qingdao.tenant).objects.filter(pk=qingdao.tenant.pk).update(suspended_at=timezone.now())
    assert Client().get(link).status_code == 404
    assert not Person.objects.filter(username="lixia").exists()


def test_nobody_invites_to_a_place_of_another(people: People, qingdao: Town, wulong: Town) -> None:
    with qingdao.entered():
        place = qingdao.places["370202001"]
        for by in (people.qd_security, people.qd_city, people.wl_admin):
            with pytest.raises(Refused):
                services.invite(name="某", jurisdiction=place, organisation=None, now=timezone.now(), by=by)


def test_revoked_after_it_was_accepted_says_so(
    link: str, people: People, qingdao: Town, client_of: Callable[[Actor], Client]
) -> None:
    Client().post(link, CHOSEN)
    with qingdao.entered():
        pk = Invitation.objects.get().pk
    answer = client_of(people.qd_admin).post(f"/qingdao/system/invitations/{pk}/revoke/", follow=True)
    assert "对方已经接受" in text_of(answer)
