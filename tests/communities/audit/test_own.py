"""登录与安全记录: what happened to one's own login, from everywhere, page by page, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from communities.audit import own
from communities.audit.models import SecurityEvent
from communities.people import tokens
from communities.people.delegation import services as lending
from communities.people.models import AccessToken, Membership, Person
from communities.people.rights import Actor
from tests.cast import PASSWORD, People, Town

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
DESK = "Mozilla/5.0 (Windows NT 10.0) Firefox/140"
PAGE = "/account/events/"


def test_page_tells_what_happened_at_the_door_and_in_the_tenant_and_what_to_do(
    people: People, qingdao: Town, wulong: Town, client_of: Browser
) -> None:
    person, now = people.qd_street.person, timezone.now()
    desk = Client(HTTP_USER_AGENT=DESK, REMOTE_ADDR="10.1.1.1")
    desk.post("/login/", {"username": "qd-street", "password": "wrong"})
    desk.post("/login/", {"username": "qd-street", "password": PASSWORD})
    Client(REMOTE_ADDR="10.9.9.9").post("/login/", {"username": "qd-district", "password": "wrong"})
    with wulong.entered():
        tokens.issue(person=people.wl_street.person, tenant=wulong.tenant)
    with qingdao.entered():
        tokens.issue(person=person, tenant=qingdao.tenant)
        lent = lending.delegate(
            Membership.objects.get(person=person),
            to=people.qd_district.person,
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate() + timedelta(days=2),
            reason="外出",
            by=people.qd_street,
            now=now,
        )
        lending.accept(lent, by=people.qd_district, now=timezone.now())
    admin = client_of(people.qd_admin)
    admin.post(f"/qingdao/system/people/{person.pk}/password/")

    Person.objects.filter(pk=person.pk).update(must_change_password=False)
    desk.force_login(Person.objects.get(pk=person.pk))  # the old login ended with the password
    text = desk.get(PAGE).content.decode()
    told = re.findall(r'<th scope="row">(?:<span.*?</svg>)?(.*?)<', text.replace("\n", ""))
    assert [what.strip() for what in told] == [
        "登录",
        "委托被接受",
        "签发接口令牌",
        "登录",
        "登录失败",
        "重设密码",  # the record dates by the start of the transaction, which is the test's
    ]
    assert f"由{people.qd_admin.person.name}" in text
    assert "Firefox · Windows" in text
    assert "10.1.1.1" in text
    assert "10.9.9.9" not in text
    for link in ("/password/", "/account/sessions/"):
        assert f'href="{link}"' in text.partition("不是我本人操作")[2]
    other = client_of(people.qd_district).get(PAGE).content.decode()
    assert "委托被接受" in other
    assert "签发接口令牌" not in other


def test_every_event_stands_on_one_page_forwards_and_back_also_of_one_moment(
    people: People, qingdao: Town, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    person, now = people.qd_street.person, timezone.now()
    with qingdao.entered():
        for _ in range(own.PAGE):
            tokens.issue(person=person, tenant=qingdao.tenant)
        AccessToken.objects.update(created_at=now, revoked_at=now)
    for _ in range(own.PAGE):
        SecurityEvent.objects.create(kind="login", person=person)
    on, seen, pages, before = timezone.localdate(), [], [], ""
    while True:
        with django_assert_max_num_queries(16):
            shown = own.page(person, on=on, before=before)
        seen += [event.key for event in shown.rows]
        pages.append(shown)
        if not shown.older:
            break
        before = shown.older
    assert len(seen) == len(set(seen)) == 3 * own.PAGE
    assert seen == sorted(seen, reverse=True)
    back = own.page(person, on=on, after=pages[2].newer)
    assert [event.key for event in back.rows] == [event.key for event in pages[1].rows]
    assert own.page(person, on=on, after=back.newer).newer == ""
    assert own.page(person, on=on, after="nonsense").rows == pages[0].rows


def test_somebody_without_any_tenant_reads_his_own(client: Client) -> None:
    person = Person.objects.create_user("zhang", PASSWORD, name="张三")
    client.force_login(person)
    assert client.get(PAGE, {"before": "1.door.1"}).content.decode().count("还没有记录") == 1
    assert client.post(PAGE).status_code == 405
