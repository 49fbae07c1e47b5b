"""The pages of 系统: who sees them, what they refuse, what they keep."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.people import services
from communities.people.models import Membership, Organisation, Person, Role
from communities.people.rights import Actor
from tests.cast import PASSWORD, TODAY, People, Town

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]
LISTS = ["organisations", "people", "roles"]
FORMS = ["organisations/new", "people/new", "roles/new"]


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("page", [*LISTS, *FORMS])
def test_administrator_opens_every_page(page: str, people: People, client_of: Browser) -> None:
    assert client_of(people.qd_admin).get(f"/qingdao/system/{page}/").status_code == 200


@pytest.mark.parametrize("page", [*LISTS, *FORMS])
def test_clerk_of_the_whole_city_is_told_which_right_is_wanting(
    page: str, people: People, client_of: Browser
) -> None:
    response = client_of(people.qd_city).get(f"/qingdao/system/{page}/")
    assert response.status_code == 403
    assert "管理单位、人员和角色" in text(response)


@pytest.mark.parametrize(
    "page", ["people/{person}", "people/{person}/memberships/new", "memberships/{seat}/end"]
)
def test_administrator_of_another_tenant_finds_nobody(
    page: str, people: People, qingdao: Town, wulong: Town, client_of: Browser
) -> None:
    person = people.qd_street.person
    with qingdao.entered():
        seat = Membership.objects.get(person=person)
    address = page.format(person=person.pk, seat=seat.pk)
    assert client_of(people.qd_admin).get(f"/qingdao/system/{address}/").status_code == 200
    stranger = client_of(people.wl_admin)
    assert stranger.get(f"/wulong/system/{address}/").status_code == 404
    assert stranger.get(f"/qingdao/system/{address}/").status_code == 404


def test_lists_show_own_tenant_only(people: People, qingdao: Town, wulong: Town, client_of: Browser) -> None:
    browser = client_of(people.wl_admin)
    assert "wl-street" in text(browser.get("/wulong/system/people/"))
    for page in LISTS:
        shown = text(browser.get(f"/wulong/system/{page}/"))
        assert "qd-" not in shown
        assert "市南区" not in shown


def test_new_person_gets_a_password_once_and_must_change_it(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    with qingdao.entered():
        role = Role.objects.get(code="reader")
    response = client_of(people.qd_admin).post(
        "/qingdao/system/people/new/",
        {
            "name": "王芳",
            "username": "wangfang",
            "role": role.pk,
            "place": "市南区",
            "starts_on": "2026-01-01",
        },
    )
    found = re.search(r'<code id="password">(\w{14})</code>', text(response))
    assert found
    person = Person.objects.get(username="wangfang")
    with qingdao.entered():
        assert Membership.objects.get(person=person).jurisdiction.code == "370202"

    browser = Client()
    assert browser.login(username="wangfang", password=found[1])
    assert browser.get("/qingdao/").headers["Location"] == "/password/"
    answer = browser.post(
        "/password/",
        {"old_password": found[1], "new_password1": "xin-mi-ma-2026", "new_password2": "xin-mi-ma-2026"},
    )
    assert answer.headers["Location"] == "/password/done/"
    person.refresh_from_db()
    assert not person.must_change_password
    assert browser.get("/qingdao/system/people/").status_code == 403


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"place": "不存在街道"}, "没有“不存在街道”"),
        ({"place": ""}, "请填写任职地点"),
        ({"ends_on": "2025-01-01"}, "结束日期不能早于开始日期"),
        ({"username": "qd-admin"}, "已存在|已被使用|具有"),
        ({"starts_on": "昨天"}, "昨天"),
        ({"role": ""}, "王芳"),
    ],
)
def test_refused_person_form_says_why_and_keeps_what_was_typed(
    typed: dict[str, str], sentence: str, people: People, qingdao: Town, client_of: Browser
) -> None:
    with qingdao.entered():
        role = Role.objects.get(code="reader")
    sent = {
        "name": "王芳",
        "username": "wangfang",
        "role": role.pk,
        "place": "市南区",
        "starts_on": "2026-01-01",
    }
    response = client_of(people.qd_admin).post("/qingdao/system/people/new/", {**sent, **typed})
    assert response.status_code == 200
    assert re.search(sentence, text(response))
    assert 'value="王芳"' in text(response)
    assert 'aria-invalid="true"' in text(response) or "is-bad" in text(response)
    assert not Person.objects.filter(username="wangfang").exists()


def test_person_page_says_what_may_be_done_and_from_where(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    response = client_of(people.qd_admin).get(f"/qingdao/system/people/{people.qd_leader.person_id}/")
    shown = text(response)
    assert "替所在单位作出决定" in shown
    assert "青岛市及下级 · 领导" in shown
    assert "登记新的小区和楼栋" not in shown


def test_membership_is_added_and_ended(people: People, qingdao: Town, client_of: Browser) -> None:
    person, browser = people.qd_street.person, client_of(people.qd_admin)
    with qingdao.entered():
        role = Role.objects.get(code="reader")
    address = f"/qingdao/system/people/{person.pk}/memberships/new/"
    sent = {"role": role.pk, "place": "370203", "starts_on": "2026-01-01"}
    assert browser.post(address, sent).status_code == 302
    again = browser.post(address, sent)
    assert "该人员在这一时期已有同样的角色" in text(again)
    with qingdao.entered():
        seat = Membership.objects.get(person=person, role=role)
    ended = browser.post(f"/qingdao/system/memberships/{seat.pk}/end/", {"on": "2026-06-30"})
    assert ended.status_code == 302
    with qingdao.entered():
        seat.refresh_from_db()
    assert f"{seat.ends_on}" == "2026-06-30"


def test_role_gets_capabilities_from_the_closed_list(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    browser = client_of(people.qd_admin)
    sent = {"name": "巡查员", "description": "只看。", "capabilities": ["view", "export"]}
    assert browser.post("/qingdao/system/roles/new/", sent).status_code == 302
    with qingdao.entered():
        role = Role.objects.get(name="巡查员")
        assert role.capabilities == ["view", "export"]
    refused = browser.post(f"/qingdao/system/roles/{role.pk}/", {**sent, "capabilities": ["view", "fly"]})
    assert refused.status_code == 200
    assert 'value="巡查员"' in text(refused)
    with qingdao.entered():
        role.refresh_from_db()
        assert role.capabilities == ["view", "export"]


def test_organisation_stands_at_a_place_of_its_actors_level(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    browser = client_of(people.qd_admin)
    address, sent = "/qingdao/system/organisations/new/", {"actor": "d-housing", "name": "市北区住建局"}
    refused = browser.post(address, {**sent, "place": "青岛市"})
    assert "不是这一级" in text(refused)
    assert 'value="市北区住建局"' in text(refused)
    assert browser.post(address, {**sent, "place": "市北区"}).status_code == 302
    with qingdao.entered():
        made = Organisation.objects.select_related("jurisdiction").get(name="市北区住建局")
    assert (made.actor, made.kind, made.jurisdiction.code) == ("d-housing", "department", "370203")


def test_residents_are_no_choice_for_an_organisation_with_members(people: People, client_of: Browser) -> None:
    response = client_of(people.qd_admin).post(
        "/qingdao/system/organisations/new/", {"actor": "residents", "name": "居民", "place": "市北区"}
    )
    assert response.status_code == 200
    assert "is-bad" in text(response)


def test_person_list_costs_the_same_with_1_row_and_30(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    browser = client_of(people.qd_admin)

    def cost(page: str) -> int:
        browser.get(f"/qingdao/system/{page}/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert browser.get(f"/qingdao/system/{page}/").status_code == 200
        return len(captured)

    before = [cost(page) for page in LISTS]
    with qingdao.entered():
        role, place = Role.objects.get(code="reader"), qingdao.places["370202"]
        for number in range(30):
            person = Person.objects.create_user(f"reader-{number}", name=f"读者{number}")
            services.appoint(person=person, role=role, jurisdiction=place, starts_on=TODAY)
            services.ensure_organisation(
                actor_id="d-housing", kind="department", name=f"部门{number}", jurisdiction=place
            )
    assert [cost(page) for page in LISTS] == before
    assert max(before) <= 15


def test_reset_password_is_shown_once_and_needs_post(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    browser, address = (
        client_of(people.qd_admin),
        f"/qingdao/system/people/{people.qd_street.person_id}/password/",
    )
    assert browser.get(address).status_code == 405
    response = browser.post(address)
    assert "no-store" in response.headers["Cache-Control"]
    assert Client().login(username="qd-street", password=PASSWORD) is False
    assert Person.objects.get(username="qd-street").must_change_password
