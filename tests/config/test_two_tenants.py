"""A person in two tenants: by name and colour where he is, forms to the tenant of their page, nothing stale offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from communities.closing.services import suspend
from communities.people.models import Membership, Organisation, Role
from communities.people.rights import Actor
from communities.people.services import appoint
from tests.cast import People, Town


@pytest.fixture
def traveller(qingdao: Town, wulong: Town, people: People) -> Actor:
    """Wulong's system administrator, who is Qingdao's too."""
    with qingdao.entered():
        appoint(
            person=people.wl_admin.person,
            role=Role.objects.get(code="system-administrator"),
            jurisdiction=qingdao.top,
            starts_on=date(2026, 1, 1),
        )
    return people.wl_admin


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_frame_names_the_tenant_and_offers_the_other(
    traveller: Actor, people: People, client_of: Callable[[Actor], Client]
) -> None:
    browser = client_of(traveller)
    assert page(browser, "/").count("<li>") == 2
    here, there = page(browser, "/qingdao/"), page(browser, "/wulong/")
    for text, name, other in ((here, "青岛市", "/wulong/"), (there, "武隆区", "/qingdao/")):
        assert f"您正在：</span>{name}" in text
        assert f'href="{other}"' in text
    assert "您正在" not in page(client_of(people.qd_admin), "/qingdao/")


def test_form_goes_to_the_tenant_of_its_page(
    traveller: Actor, qingdao: Town, wulong: Town, client_of: Callable[[Actor], Client]
) -> None:
    """The page of Qingdao is open in one tab; the person goes to Wulong in another, comes back and sends it."""
    browser = client_of(traveller)
    form = "/qingdao/system/organisations/new/"
    assert browser.get(form).status_code == 200
    assert browser.get("/wulong/").status_code == 200
    given = {"actor": "city-gov", "name": "青岛市人民政府", "place": "3702"}
    assert browser.post(form, given).status_code == 302
    found = []
    for town in (qingdao, wulong):
        with town.entered():
            found.append(Organisation.objects.filter(name="青岛市人民政府").exists())
    assert found == [True, False]


def test_ended_and_suspended_are_not_offered(
    traveller: Actor, qingdao: Town, wulong: Town, client_of: Callable[[Actor], Client]
) -> None:
    browser = client_of(traveller)
    assert "/qingdao/" in page(browser, "/wulong/")
    suspend(qingdao.tenant, reason="迁移", now=timezone.now())
    after = page(browser, "/wulong/")
    assert 'href="/qingdao/"' not in after
    assert "青岛市（已停用）" in after
    assert "青岛市（已停用）" in page(browser, "/")
    with qingdao.entered():
        yesterday = timezone.localdate() - timedelta(days=1)
        Membership.objects.filter(person=traveller.person).update(ends_on=yesterday)
    assert "青岛市" not in page(browser, "/wulong/")
    assert browser.get("/")["Location"] == "/wulong/"
    with wulong.entered():
        Membership.objects.filter(person=traveller.person).update(ends_on=yesterday)
    assert "您还没有角色" in page(browser, "/")
