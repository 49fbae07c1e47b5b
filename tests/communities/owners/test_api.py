"""Dwellings in JSON: masked as on the page, written by the same services, in full only with a right and a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.owners import services
from communities.owners.models import Dwelling
from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction
from tests.cast import People, Town
from tests.communities.owners.test_register import (
    ELSEWHERE,
    IDENTITY,
    NAME,
    NOW,
    PHONE,
    PLAIN,
    add,
    keeper,
    row,
)
from tests.projects import making

__all__ = ["row"]
pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]
HEADERS = {"X-Tenant": "qingdao"}
ROOM = "/api/v1/dwellings/"
MASKED = {"owner": "欧**", "phone": "138****5678", "identity": f"3702**********{IDENTITY[-4:]}"}


def get(browser: Client, path: str = "", **asked: Any) -> Any:
    return browser.get(ROOM + path, asked, headers=HEADERS)


def send(browser: Client, path: str, data: dict[str, Any], method: str = "post") -> Any:
    return getattr(browser, method)(ROOM + path, data, content_type="application/json", headers=HEADERS)


def next_door(town: Town) -> Jurisdiction:
    """A community of the other street."""
    return next(
        place for code, place in town.places.items() if code.startswith(ELSEWHERE) and place.depth == 4
    )


def whole(town: Town, neighbourhood: Neighbourhood) -> Dwelling:
    with town.entered():
        found: Dwelling = Dwelling.objects.get(neighbourhood=neighbourhood, room="101")
    return found


def test_list_and_detail_are_masked_and_end_at_the_places_of_the_caller(
    row: Neighbourhood, qingdao: Town, wulong: Town, people: People, client_of: Browser
) -> None:
    clerk, one = client_of(people.qd_street), whole(qingdao, row)
    with qingdao.entered():
        elsewhere = making.neighbourhood(next_door(qingdao), people.qd_city, name="外面的")
        other = add(elsewhere, people.qd_city, "101", owner=NAME)
    answer = get(clerk)
    assert [line["room"] for line in answer.json()["results"]] == ["102", "101"]
    assert {name: answer.json()["results"][1][name] for name in MASKED} == MASKED
    detail = get(clerk, f"{one.pk}/")
    assert detail.json() == answer.json()["results"][1]
    assert not [text for text in PLAIN if text in answer.content.decode() + detail.content.decode()]
    assert get(clerk, neighbourhood=row.pk + 10**9).json()["results"] == []
    assert get(clerk, f"{other.pk}/").status_code == 404
    assert get(client_of(people.wl_district), f"{one.pk}/").status_code == 404
    assert get(client_of(people.qd_admin)).status_code == 403


def test_list_of_thirty_takes_as_many_statements_as_of_two(
    row: Neighbourhood, qingdao: Town, people: People, client_of: Browser
) -> None:
    clerk = client_of(people.qd_street)

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert get(clerk, neighbourhood=row.pk).status_code == 200
        return len(asked)

    statements()
    few = statements()
    with qingdao.entered():
        building = Building.objects.create(neighbourhood=row, name="1号楼")
        for number in range(28):
            services.create(
                row,
                values={"building": building, "room": str(number), "owner": NAME},
                confirmed=True,
                by=people.qd_street,
                now=NOW,
            )
    assert statements() == few


def test_writing_goes_by_the_rules_of_the_page(
    row: Neighbourhood, qingdao: Town, people: People, client_of: Browser
) -> None:
    clerk = client_of(people.qd_street)
    new = {"neighbourhood": row.pk, "room": "201", "floor_area": "55.5", "owner": NAME, "phone": PHONE}
    made = send(clerk, "", new)
    assert (made.status_code, made.json()["owner"], made.json()["phone"]) == (201, "欧**", "138****5678")
    assert "这个房号已登记" in send(clerk, "", new).content.decode()
    doubtful = send(clerk, "", {**new, "room": "202", "phone": "1381234567"})
    assert (doubtful.status_code, "phone" in doubtful.content.decode()) == (400, True)
    confirmed = send(clerk, "", {**new, "room": "202", "phone": "1381234567", "confirmed": True})
    assert confirmed.status_code == 201
    masked = send(clerk, "", {**new, "room": "203", "phone": "138****5678"})
    assert (masked.status_code, "遮盖后的内容" in masked.content.decode()) == (400, True)
    assert send(clerk, "", {**new, "room": "204", "floor_area": "0"}).status_code == 400

    path = f"{made.json()['id']}/"
    assert send(clerk, path, {"room": "301"}, "patch").status_code == 400
    changed = send(clerk, path, {"phone": "", "reason": "号码已换"}, "patch")
    assert (changed.status_code, changed.json()["phone"], changed.json()["owner"]) == (200, "", "欧**")
    reader, recorder = keeper(qingdao, "reader"), keeper(qingdao, "recorder")
    assert send(client_of(reader), "", {**new, "room": "205"}).status_code == 403
    assert send(client_of(recorder), path, {"room": "9", "reason": "想改"}, "patch").status_code == 403
    with qingdao.entered():
        assert set(Dwelling.objects.values_list("room", flat=True)) == {"101", "102", "201", "202"}
        lines = AuditEntry.objects.filter(route__startswith="api:dwelling", action=Action.WRITE)
        assert sorted(line.what for line in lines) == ["更正业主房屋", "登记业主房屋", "登记业主房屋"]


def test_ids_of_elsewhere_in_the_body_do_not_exist(
    row: Neighbourhood, qingdao: Town, people: People, client_of: Browser
) -> None:
    clerk = client_of(people.qd_street)
    with qingdao.entered():
        elsewhere = making.neighbourhood(next_door(qingdao), people.qd_city, name="外面的")
        foreign = Building.objects.create(neighbourhood=elsewhere, name="9号楼")
    assert send(clerk, "", {"neighbourhood": elsewhere.pk, "room": "1"}).status_code == 404
    assert send(clerk, "", {"neighbourhood": row.pk, "room": "1", "building": foreign.pk}).status_code == 400
    path = f"{whole(qingdao, row).pk}/"
    moved = send(clerk, path, {"building": foreign.pk, "reason": "移走"}, "patch")
    assert moved.status_code == 400
    kept = send(clerk, path, {"neighbourhood": elsewhere.pk, "reason": "移走"}, "patch")
    assert (kept.status_code, kept.json()["neighbourhood"]) == (200, row.pk)


def test_owner_in_full_needs_the_right_and_a_reason_and_stays_on_record(
    row: Neighbourhood, qingdao: Town, people: People, client_of: Browser
) -> None:
    path = f"{whole(qingdao, row).pk}/reveal/"
    reason = {"reason": f"核对补偿协议签字人 {PHONE}"}
    assert send(client_of(people.qd_street), path, reason).status_code == 403
    beside = keeper(qingdao, "personal-data", place=ELSEWHERE)
    assert send(client_of(beside), path, reason).status_code == 404
    reader = client_of(keeper(qingdao, "personal-data", "reader"))
    assert send(reader, path, {"reason": "看"}).status_code == 400
    assert send(reader, path, {}).status_code == 400
    shown = send(reader, path, reason)
    assert shown.status_code == 200
    assert (shown.json()["owner"], shown.json()["phone"], shown.json()["identity"]) == PLAIN
    assert "no-store" in shown["Cache-Control"]
    with qingdao.entered():
        line = AuditEntry.objects.get(action=Action.PERSONAL)
        assert (line.what, line.object_id) == (
            "查看个人信息：业主姓名、手机号码、身份证号",
            whole(qingdao, row).pk,
        )
        assert "核对补偿协议签字人" in line.reason
        assert PHONE not in line.reason
