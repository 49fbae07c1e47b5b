"""An account closed and opened again: by whom, what ends with it, and whose door stays open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.utils import timezone

from communities.audit.models import AuditEntry, SecurityEvent
from communities.people import queries, tokens
from communities.people.delegation import queries as delegations
from communities.people.delegation import services as lending
from communities.people.login import disabling
from communities.people.models import Membership, Person
from communities.people.notices import Notice
from communities.people.rights import Actor, Refused, actor_for
from communities.people.services import appoint, create_standard_roles
from tests.cast import PASSWORD, TODAY, People, Town
from tests.communities.people.delegation.test_at_once import at_once

Browser = Callable[[Actor], Client]
HEADERS = {"X-Tenant": "qingdao"}
REASON = {"reason": "账号外借，核查期间停用"}


def page(person: Person, what: str = "disable") -> str:
    return f"/qingdao/system/people/{person.pk}/{what}/"


def close(person: Person, by: Actor, reason: str = "核查") -> Person:
    request = RequestFactory().post("/")
    return disabling.disable(person, reason=reason, by=by, now=timezone.now(), request=request)


def another_administrator(town: Town) -> Actor:
    person = Person.objects.create_user("qd-admin-2", PASSWORD, name="接任的")
    role = create_standard_roles()["system-administrator"]
    appoint(person=person, role=role, jurisdiction=town.top, starts_on=TODAY)
    found = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert found
    return found


def test_disabled_account_is_out_everywhere_at_once_and_comes_back_without_old_tokens(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    person = people.qd_street.person
    with qingdao.entered():
        key = tokens.issue(person=person, tenant=qingdao.tenant)
    desk, admin = Client(), client_of(people.qd_admin)
    assert desk.post("/login/", {"username": "qd-street", "password": PASSWORD}).status_code == 302
    assert desk.get("/account/").status_code == 200
    call = {"Authorization": f"Bearer {key}"}
    assert Client().get("/api/v1/neighbourhoods/", headers=call).status_code == 200

    done = admin.post(page(person), REASON, follow=True)
    assert "账号已停用，现在什么也不能做" in done.content.decode()
    assert desk.get("/account/").status_code == 302
    assert Client().get("/api/v1/neighbourhoods/", headers=call).status_code == 401
    refused = Client().post("/login/", {"username": "qd-street", "password": PASSWORD})
    assert "用户名或密码不正确" in refused.content.decode()
    with qingdao.entered():
        assert actor_for(person=Person.objects.get(pk=person.pk), tenant=qingdao.tenant, on=TODAY) is None
        assert Membership.objects.filter(person=person, ends_on=None).exists()
        entry = AuditEntry.objects.get(route="person_disable", action="administer")
        assert (entry.what, entry.object_id, entry.reason) == ("停用账号", person.pk, REASON["reason"])
        told = set(Notice.objects.filter(text__contains=REASON["reason"]).values_list("person", flat=True))
        assert told == {person.pk, people.qd_security.person_id}
    ended = SecurityEvent.objects.get(kind="session-ended", person=person)
    assert ended.detail == f"1 处登录，由{people.qd_admin.person.name}"

    assert admin.post(page(person, "enable"), REASON).status_code == 302
    assert desk.get("/account/").status_code == 302
    assert desk.post("/login/", {"username": "qd-street", "password": PASSWORD}).status_code == 302
    assert Client().get("/api/v1/neighbourhoods/", headers=call).status_code == 401
    with qingdao.entered():
        assert AuditEntry.objects.filter(route="person_enable", what="启用账号").count() == 1


def test_accounts_are_the_system_administrators_of_the_same_government(
    people: People, qingdao: Town, wulong: Town, client_of: Browser
) -> None:
    person, stranger = people.qd_street.person, people.wl_street.person
    for login, status in (("qd_security", 403), ("qd_audit", 403), ("qd_city", 403), ("wl_admin", 404)):
        browser = client_of(getattr(people, login))
        assert browser.post(page(person), REASON).status_code == status, login
        answer = browser.post(f"/api/v1/people/{person.pk}/disable/", REASON, headers=HEADERS)
        assert answer.status_code == status, login
    admin = client_of(people.qd_admin)
    assert admin.post(page(stranger), REASON).status_code == 404
    assert admin.post(page(person), {"reason": "  "}).status_code == 200
    assert Person.objects.filter(pk__in=[person.pk, stranger.pk], is_active=True).count() == 2


def test_account_that_opens_the_door_of_another_tenant_is_left_alone(
    people: People, qingdao: Town, wulong: Town, client_of: Browser
) -> None:
    person = people.qd_street.person
    with wulong.entered():
        reader = create_standard_roles()["reader"]
        appoint(person=person, role=reader, jurisdiction=wulong.top, starts_on=TODAY)
    admin = client_of(people.qd_admin)
    answer = admin.post(page(person), REASON)
    assert (answer.status_code, "还在其他地区任职" in answer.content.decode()) == (403, True)
    assert "武隆" not in answer.content.decode()
    shown = admin.get(f"/qingdao/system/people/{person.pk}/").content.decode()
    assert "账号也不能由一个地区停用" in shown
    assert page(person) not in shown
    assert Person.objects.get(pk=person.pk).is_active


def test_neither_oneself_nor_the_last_administrator_nor_twice(people: People, qingdao: Town) -> None:
    admin, security = people.qd_admin, people.qd_security
    with qingdao.entered():
        with pytest.raises(Refused, match="自己"):
            close(admin.person, admin)
        with pytest.raises(ValidationError, match="至少要保留一名"):
            close(security.person, admin)
        second = another_administrator(qingdao)
        close(second.person, admin)
        with pytest.raises(ValidationError, match="已经停用"):
            close(second.person, admin)
        with pytest.raises(ValidationError, match="系统管理员"):  # the only one left that can log in
            close(admin.person, second)
        disabling.enable(second.person, reason="核查完毕", by=admin, now=timezone.now())
        with pytest.raises(ValidationError, match="没有停用"):
            disabling.enable(second.person, reason="核查完毕", by=admin, now=timezone.now())


def test_nothing_lent_by_or_to_a_disabled_account_can_be_used(people: People, qingdao: Town) -> None:
    holder, delegate, now = people.qd_street, people.qd_district, timezone.now()
    today = timezone.localdate(now)
    with qingdao.entered():
        row = lending.delegate(
            Membership.objects.get(person=holder.person),
            to=delegate.person,
            starts_on=today,
            ends_on=today + timedelta(days=3),
            reason="外出",
            by=holder,
            now=now,
        )
        lending.accept(row, by=delegate, now=now)
        street = holder.seats[0].path

        def usable() -> tuple[bool, bool]:
            by_list = delegate.person in [
                h.person for h in queries.who_may(street, on=today) if "受" in h.why
            ]
            return delegations.acted_under(row.pk, delegate=delegate.person, on=today) is not None, by_list

        assert usable() == (True, True)
        for person in (holder.person, delegate.person):
            close(person, people.qd_admin)
            assert usable() == (False, False), person
            shut = Person.objects.get(pk=person.pk)
            assert queries.rights_of(shut, today) == []
            disabling.enable(shut, reason="核查完毕", by=people.qd_admin, now=now)
            assert usable() == (True, True)
        texts = Notice.objects.filter(text__contains="与您的委托").values_list("person", "text")
        assert {p for p, _ in texts} == {holder.person_id, delegate.person_id}


def test_list_says_who_is_disabled_and_filters_by_it(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    admin = client_of(people.qd_admin)
    api = admin.post(f"/api/v1/people/{people.qd_street.person_id}/disable/", REASON, headers=HEADERS)
    assert (api.status_code, api.json()["is_active"]) == (200, False)

    def names(state: str) -> tuple[bool, bool, bool]:
        text: Any = admin.get("/qingdao/system/people/", {"state": state}).content.decode()
        return "<code>qd-street</code>" in text, "<code>qd-housing</code>" in text, "账号已停用" in text

    assert names("") == (True, True, True)
    assert names("on") == (False, True, False)
    assert names("off") == (True, False, True)


@pytest.mark.slow
def test_two_administrators_who_disable_each_other_at_once_leave_one(
    committed: None, people: People, qingdao: Town
) -> None:
    with qingdao.entered():
        second = another_administrator(qingdao)
    first = people.qd_admin
    ends = at_once(qingdao, lambda: close(second.person, first), lambda: close(first.person, second))
    assert ends[0] == "done"
    assert "至少要保留一名" in ends[1]
    assert Person.objects.filter(pk__in=[first.person_id, second.person_id], is_active=True).count() == 1
