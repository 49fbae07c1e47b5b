"""The pages of 系统: who sees them, what they refuse, what they keep."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.people import services
from communities.people.models import Affiliation, Membership, Organisation, Person, Role
from communities.people.rights import Actor
from tests.cast import PASSWORD, TODAY, People, Town

pytestmark = pytest.mark.django_db

Browser = Callable[[Actor], Client]
ACCOUNTS = [
    "organisations",
    "invitations",
    "organisations/new",
    "people/new",
    "people/import",
    "invitations/new",
]
RIGHTS = ["authorisations", "roles/new"]
BOTH = ["people", "roles"]
LISTS = ["organisations", "people", "roles", "invitations", "authorisations"]
WHOSE = dict.fromkeys(ACCOUNTS, ("qd_admin",)) | dict.fromkeys(RIGHTS, ("qd_security",))
WHOSE |= dict.fromkeys(BOTH, ("qd_admin", "qd_security"))


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("page", list(WHOSE))
def test_each_administrator_opens_his_own_pages_only(page: str, people: People, client_of: Browser) -> None:
    """And nobody else any: not the audit administrator, not the clerk of the whole city."""
    for login in ("qd_admin", "qd_security", "qd_audit", "qd_city"):
        response = client_of(getattr(people, login)).get(f"/qingdao/system/{page}/")
        assert response.status_code == (200 if login in WHOSE[page] else 403), login
        if response.status_code == 403:
            assert "您没有这项权限" in text(response)


@pytest.mark.parametrize(
    ("page", "login"),
    [
        ("people/{person}", "admin"),
        ("people/{person}", "security"),
        ("people/{person}/join", "admin"),
        ("people/{person}/memberships/new", "security"),
        ("memberships/{seat}/end", "security"),
        ("affiliations/{post}/move", "admin"),
        ("affiliations/{post}/end", "admin"),
        ("organisations/{office}", "admin"),
        ("organisations/{office}/name", "admin"),
        ("organisations/{office}/close", "admin"),
    ],
)
def test_administrator_of_another_tenant_finds_nobody(
    page: str, login: str, people: People, qingdao: Town, wulong: Town, client_of: Browser
) -> None:
    person = people.qd_street.person
    with qingdao.entered():
        seat = Membership.objects.get(person=person)
        post = services.affiliate(
            person=person, jurisdiction=qingdao.top, organisation=None, starts_on=TODAY, by=None
        )
    address = page.format(person=person.pk, seat=seat.pk, post=post.pk, office=seat.organisation_id)
    own = getattr(people, f"qd_{login}")
    assert client_of(own).get(f"/qingdao/system/{address}/").status_code == 200
    stranger = client_of(getattr(people, f"wl_{login}"))
    assert stranger.get(f"/wulong/system/{address}/").status_code == 404
    assert stranger.get(f"/qingdao/system/{address}/").status_code == 404


def test_lists_show_own_tenant_only(people: People, qingdao: Town, wulong: Town, client_of: Browser) -> None:
    admin, security = client_of(people.wl_admin), client_of(people.wl_security)
    assert "wl-street" in text(admin.get("/wulong/system/people/"))
    for page in LISTS:
        browser = security if page == "authorisations" else admin
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
            "phone": "13812345678",
            "role": role.pk,
            "place": "市南区",
            "starts_on": "2026-01-01",
        },
    )
    found = re.search(r'<code id="password">(\w{14})</code>', text(response))
    assert found
    person = Person.objects.get(username="wangfang")
    with qingdao.entered():
        post = Affiliation.objects.get(person=person)
        assert (post.jurisdiction.code, post.proposed_role) == ("370202", role)
        assert not Membership.objects.filter(person=person).exists()
    shown = text(client_of(people.qd_admin).get(f"/qingdao/system/people/{person.pk}/"))
    assert "138****5678" in shown
    assert "13812345678" not in shown

    browser = Client()
    assert browser.login(username="wangfang", password=found[1])
    assert browser.get("/qingdao/").headers["Location"] == "/password/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"place": "不存在街道"}, "没有“不存在街道”"),
        ({"place": ""}, "请填写任职地点"),
        ({"ends_on": "2025-01-01"}, "结束日期不能早于开始日期"),
        ({"username": "qd-admin"}, "已存在|已被使用|具有"),
        ({"starts_on": "昨天"}, "昨天"),
        ({"role": "9" * 9}, "王芳"),
        ({"phone": "打这个电话"}, "只用数字"),
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
    assert "青岛市及下级" in shown
    assert "任职：领导" in shown
    assert "登记新的小区和楼栋" not in shown


def test_membership_is_added_and_ended(people: People, qingdao: Town, client_of: Browser) -> None:
    person, browser = people.qd_street.person, client_of(people.qd_security)
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
    browser = client_of(people.qd_security)
    sent = {"name": "巡查员", "description": "只看。", "capabilities": ["view", "export"]}
    assert browser.post("/qingdao/system/roles/new/", sent).status_code == 302
    with qingdao.entered():
        role = Role.objects.get(name="巡查员")
        assert role.capabilities == ["view", "export"]
    address = f"/qingdao/system/roles/{role.pk}/edit/"
    refused = browser.post(address, {**sent, "capabilities": ["view", "fly"]})
    assert refused.status_code == 200
    assert 'value="巡查员"' in text(refused)
    assert "三员分立" in text(browser.post(address, {**sent, "capabilities": ["view", "audit"]}))
    with qingdao.entered():
        role.refresh_from_db()
        assert role.capabilities == ["view", "export"]
    copied = text(browser.get(f"/qingdao/system/roles/new/?copy={role.pk}"))
    assert "巡查员（副本）" in copied
    assert len(re.findall("checked", copied)) == 2
    assert browser.post(f"/qingdao/system/roles/{role.pk}/retire/").status_code == 302
    with qingdao.entered():
        role.refresh_from_db()
        assert role.retired_on is not None


def test_changed_role_says_for_whom_before_it_is_saved(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    """And what was looked at is what is saved: other capabilities are asked about anew."""
    browser = client_of(people.qd_security)
    with qingdao.entered():
        role = Role.objects.get(code="leader")
    address = f"/qingdao/system/roles/{role.pk}/edit/"
    sent = {"name": "领导", "description": "看。", "capabilities": ["view", "export", "import"]}
    asked = text(browser.post(address, sent))
    assert "1 人的权限立即改变" in asked
    assert "增加：用电子表格导入小区台账" in asked
    assert "减少：替所在单位作出决定" in asked
    assert people.qd_leader.person.name in asked
    with qingdao.entered():
        role.refresh_from_db()
        assert "import" not in role.capabilities
    other = {**sent, "capabilities": ["view"], "confirmed": "export,import,view"}
    assert browser.post(address, other).status_code == 200
    assert browser.post(address, {**sent, "confirmed": "export,import,view"}).status_code == 302
    with qingdao.entered():
        role.refresh_from_db()
        assert set(role.capabilities) == {"view", "export", "import"}


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
    admin, security = client_of(people.qd_admin), client_of(people.qd_security)

    def cost(page: str) -> int:
        browser = security if page == "authorisations" else admin
        browser.get(f"/qingdao/system/{page}/")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert browser.get(f"/qingdao/system/{page}/").status_code == 200
        return len(captured)

    def add(numbers: range) -> None:
        role, place = Role.objects.get(code="reader"), qingdao.places["370202"]
        for number in numbers:
            person = Person.objects.create_user(f"reader-{number}", name=f"读者{number}")
            services.appoint(person=person, role=role, jurisdiction=place, starts_on=TODAY)
            there = {"jurisdiction": place, "organisation": None, "proposed_role": role}
            services.invite(name=f"客{number}", **there, now=timezone.now(), by=people.qd_admin)
            newcomer = Person.objects.create_user(f"newcomer-{number}", name=f"新人{number}")
            services.affiliate(person=newcomer, **there, starts_on=TODAY, by=None)
            services.ensure_organisation(
                actor_id="d-housing", kind="department", name=f"部门{number}", jurisdiction=place
            )

    with qingdao.entered():
        add(range(1))
    before = [cost(page) for page in LISTS]
    with qingdao.entered():
        add(range(1, 31))
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


def test_everybody_sees_what_he_himself_may_do(people: People, client_of: Browser) -> None:
    shown = text(client_of(people.qd_finance).get("/qingdao/my-rights/"))
    assert "任职：部门办理" in shown
    assert "市南区及下级" in shown
    assert "授予和收回角色" not in shown


def test_newcomer_is_authorised_from_a_form_that_is_filled_in(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    with qingdao.entered():
        office = people.qd_street.seats[0].organisation
        person, _ = services.engage(
            username="xinren",
            name="新来人",
            jurisdiction=qingdao.places["370202001"],
            organisation=office,
            proposed_role=Role.objects.get(code="clerk"),
            starts_on=timezone.localdate(),
            by=people.qd_admin,
        )
    browser = client_of(people.qd_security)
    waiting = text(browser.get("/qingdao/system/authorisations/"))
    link = re.search(rf'href="(/qingdao/system/people/{person.pk}/memberships/new/\?post=\d+)"', waiting)
    assert link
    form = text(browser.get(link[1]))
    sent = dict(re.findall(r'name="(place|starts_on)"[^>]*value="([^"]*)"', form))
    sent |= {
        name: chosen
        for name, options in re.findall(r'<select name="(role|organisation)"(.*?)</select>', form, re.DOTALL)
        for chosen in re.findall(r'value="(\d+)" selected', options)
    }
    assert set(sent) == {"place", "starts_on", "role", "organisation"}
    assert browser.post(link[1], sent).status_code == 302
    with qingdao.entered():
        seat = Membership.objects.get(person=person)
        assert (seat.role.code, seat.organisation, seat.jurisdiction.code) == ("clerk", office, "370202001")
    assert "没有人在等授权" in text(browser.get("/qingdao/system/authorisations/"))


def test_organisation_is_renamed_with_its_history_and_closed_when_empty(
    people: People, qingdao: Town, client_of: Browser
) -> None:
    browser = client_of(people.qd_admin)
    with qingdao.entered():
        office = services.ensure_organisation(
            actor_id="designer",
            kind="third-party",
            name="甲设计院",
            jurisdiction=qingdao.places["370202001"],
        )
        guest = Person.objects.create_user("guest", name="某设计师")
        post = services.affiliate(
            person=guest, jurisdiction=office.jurisdiction, organisation=office, starts_on=TODAY, by=None
        )
    address = f"/qingdao/system/organisations/{office.pk}/"
    assert browser.post(f"{address}name/", {"name": "乙设计院", "reason": "合并"}).status_code == 302
    shown = text(browser.get(address))
    assert "甲设计院" in shown
    assert "乙设计院" in shown
    assert "合并" in shown
    closing = {"on": "2026-12-31", "reason": "撤销"}
    assert "届时还有 1 人" in text(browser.post(f"{address}close/", closing))
    with qingdao.entered():
        services.leave(post, on=TODAY, by=people.qd_admin)
    assert browser.post(f"{address}close/", closing).status_code == 302
    with qingdao.entered():
        office.refresh_from_db()
        assert f"{office.closed_on}" == "2026-12-31"
        with pytest.raises(ValidationError, match="撤销"):
            services.affiliate(
                person=guest,
                jurisdiction=office.jurisdiction,
                organisation=office,
                starts_on=TODAY,
                by=people.qd_admin,
            )
    browser.get(address)  # with the message of the closing
    assert "乙设计院" not in text(browser.get("/qingdao/system/organisations/?kind=street"))
    assert "乙设计院" in text(browser.get("/qingdao/system/organisations/?kind=third-party"))
