"""业主名册: ciphertext at rest, masks on pages, full text with a reason, found by exact number."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.owners import services
from communities.owners.errors import Doubtful
from communities.owners.models import Dwelling
from communities.people import services as people_services
from communities.people.models import Person, Role
from communities.people.rights import Actor, Refused, actor_for
from communities.privacy.numbers import check_of
from communities.records import tasks
from communities.records.models import PERSONAL_EXPORT, Document, Job
from tests.cast import PASSWORD, TODAY, People, Town
from tests.communities.privacy.test_fields import NEW, OLD
from tests.projects import making

Browser = Callable[[Actor], Client]
NOW = making.NOW
ELSEWHERE = "370202002"
NAME, PHONE = "欧阳海听", "13812345678"
IDENTITY = (_body := "37020219900101123") + check_of(_body)
PLAIN = (NAME, PHONE, IDENTITY)


@pytest.fixture
def row(qingdao: Town, people: People) -> Neighbourhood:
    """With two dwellings, one of them whole."""
    with qingdao.entered():
        made = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        add(made, people.qd_street, "101", owner=NAME, phone=PHONE, identity=IDENTITY, floor_area=60)
        add(made, people.qd_street, "102")
    return made


def add(row: Neighbourhood, by: Actor, room: str, **values: Any) -> Dwelling:
    given = {"building": None, "room": room, **values}
    return services.create(row, values=given, confirmed=False, by=by, now=NOW)


def first(row: Neighbourhood) -> Dwelling:
    found: Dwelling = Dwelling.objects.select_related("neighbourhood", "building").get(
        neighbourhood=row, room="101"
    )
    return found


def keeper(town: Town, *roles: str, place: str = "370202001") -> Actor:
    """Somebody with these standard roles at the street."""
    with town.entered():
        person = Person.objects.create_user("-".join(roles), PASSWORD, name="乐天行")
        for role in roles:
            people_services.appoint(
                person=person,
                role=Role.objects.get(code=role),
                jurisdiction=town.places[place],
                organisation=None,
                starts_on=TODAY - timedelta(days=400),
            )
        actor = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert actor is not None
    return actor


def texts_of_the_database() -> Iterator[tuple[str, str]]:
    """Every value of every text and JSON column of the tenant entered, with its table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'json')"
        )
        columns = cursor.fetchall()
        for table, column in columns:
            cursor.execute(f'SELECT "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL')  # noqa: S608 - names from the catalogue
            yield from ((f"{table}.{column}", text) for (text,) in cursor.fetchall())


def test_no_plain_text_stands_anywhere_in_the_database(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    seer = keeper(qingdao, "personal-data")
    address = f"/qingdao/neighbourhoods/{row.pk}/dwellings/{_pk(qingdao, row)}/reveal/"
    assert PHONE in client_of(seer).post(address, {"reason": f"核对补偿协议 {PHONE}"}).content.decode()
    client_of(people.qd_street).post("/qingdao/dwellings/search/", {"number": PHONE})
    with qingdao.entered():
        services.correct(
            first(row),
            values={"phone": "13900001111"},
            reason="换号",
            confirmed=False,
            by=people.qd_street,
            now=NOW,
        )
        stored = dict.fromkeys(PLAIN, "")
        seen = 0
        for where, text in texts_of_the_database():
            seen += 1
            for plain in stored:
                assert plain not in text, where
        assert seen > 1000
        dwelling = first(row)
        events = list(dwelling.history.order_by("pgh_id"))  # type: ignore[attr-defined]
        assert [event.phone for event in events] == [PHONE, "13900001111"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT phone FROM communities_dwellingevent ORDER BY pgh_id")
            raw = [text for (text,) in cursor.fetchall() if text]
        assert len(set(raw)) == len(raw) == 2
        assert all(text.partition(":")[0].isalnum() and PHONE not in text for text in raw)


def _pk(town: Town, row: Neighbourhood) -> int:
    with town.entered():
        return first(row).pk


def test_page_is_masked_and_says_where_the_sums_differ(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    address = f"/qingdao/neighbourhoods/{row.pk}/dwellings/"
    browser = client_of(people.qd_street)
    said = browser.get(address).content.decode()
    assert "欧**" in said
    assert "138****5678" in said
    assert f"3702**********{IDENTITY[-4:]}" in said
    assert not [plain for plain in PLAIN if plain in said]
    assert "名册少 310 户" in said
    assert "查看完整信息" not in said
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    with qingdao.entered():
        for room in range(200, 205):
            add(row, people.qd_street, str(room), owner=NAME, phone=PHONE)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(few) == len(many)


def test_full_text_is_shown_once_by_post_with_a_reason_on_record(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    seer = keeper(qingdao, "personal-data")
    pk = _pk(qingdao, row)
    address = f"/qingdao/neighbourhoods/{row.pk}/dwellings/{pk}/reveal/"
    browser = client_of(seer)
    assert PHONE not in browser.get(address).content.decode()
    for empty in ("", "  ", "看"):
        assert PHONE not in browser.post(address, {"reason": empty}).content.decode()
    answer = browser.post(address, {"reason": f"联系户主 {PHONE} 签字"})
    assert answer["Cache-Control"] == "no-store"
    assert all(plain in answer.content.decode() for plain in PLAIN)
    with qingdao.entered():
        entry = AuditEntry.objects.get(action=Action.PERSONAL)
        assert (entry.person_id, entry.object_id) == (seer.person_id, pk)
        assert entry.what == "查看个人信息：业主姓名、手机号码、身份证号"
        assert entry.reason == "联系户主 138****5678 签字"
    assert client_of(people.qd_street).post(address, {"reason": "联系户主签字"}).status_code == 403
    elsewhere = keeper(qingdao, "personal-data", "reader", place=ELSEWHERE)
    assert client_of(elsewhere).post(address, {"reason": "联系户主签字"}).status_code == 404
    with qingdao.entered(), pytest.raises(Refused):
        services.show(first(row), reason="联系户主签字", by=people.qd_leader)


def test_owner_is_found_by_exact_number_in_ones_places_only(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    search = "/qingdao/dwellings/search/"
    browser = client_of(people.qd_street)
    for number in (PHONE, f"+86 {PHONE[:3]}-{PHONE[3:7]}-{PHONE[7:]}", IDENTITY, IDENTITY.lower()):
        said = browser.post(search, {"number": number}).content.decode()
        assert row.name in said
        assert "欧**" in said
        assert NAME not in said
    assert row.name not in browser.post(search, {"number": PHONE[:-1]}).content.decode()
    assert row.name not in browser.get(f"{search}?number={PHONE}").content.decode()
    other = keeper(qingdao, "clerk", place=ELSEWHERE)
    assert row.name not in client_of(other).post(search, {"number": PHONE}).content.decode()
    with qingdao.entered():
        notes = AuditEntry.objects.filter(what__startswith="按号码查找业主")
        assert notes.count() == 6
        assert not [note for note in notes if PHONE in note.what]


def test_number_that_looks_wrong_is_a_question_and_nothing_typed_is_lost(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    address = f"/qingdao/neighbourhoods/{row.pk}/dwellings/new/"
    browser = client_of(people.qd_street)
    given = {
        "room": "103",
        "owner": "王五",
        "identity": IDENTITY[:-1] + ("1" if IDENTITY[-1] != "1" else "2"),
    }
    said = browser.post(address, given).content.decode()
    assert "校验位不符" in said
    assert 'value="王五"' in said
    assert browser.post(address, {**given, "confirmed": "on"}).status_code == 302
    assert "校验位不符" in browser.get(f"/qingdao/neighbourhoods/{row.pk}/dwellings/").content.decode()
    twice = browser.post(address, {"room": "103"}).content.decode()
    assert "这个房号已登记" in twice
    with qingdao.entered():
        with pytest.raises(Doubtful):
            add(row, people.qd_street, "104", phone="123")
        with pytest.raises(ValidationError, match="遮盖"):
            add(row, people.qd_street, "104", phone="138****5678")
        with pytest.raises(Refused):
            add(row, people.qd_housing, "104")
        other = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, "河清路三小区")
        neighbourhoods.add_buildings(other, [{"name": "1号楼"}], by=people.qd_street, now=NOW)
        with pytest.raises(ValidationError, match="本小区的楼栋"):
            add(row, people.qd_street, "104", building=Building.objects.get(neighbourhood=other))


def test_correction_keeps_what_is_not_typed_anew(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    address = f"/qingdao/neighbourhoods/{row.pk}/dwellings/{_pk(qingdao, row)}/edit/"
    browser = client_of(people.qd_street)
    shown = browser.get(address).content.decode()
    assert "现为 138****5678" in shown
    assert not [plain for plain in PLAIN if plain in shown]
    sent = {"room": "101", "floor_area": "61.5", "owner": "赵六", "clear": ["identity"]}
    assert "请写明更正的原因" in browser.post(address, sent).content.decode()
    assert browser.post(address, {**sent, "reason": "房屋过户"}).status_code == 302
    with qingdao.entered():
        after = first(row)
        assert (after.owner, after.phone, after.identity, after.identity_hash) == ("赵六", PHONE, "", "")
        assert after.phone_hash
        latest = after.history.latest("pgh_id")  # type: ignore[attr-defined]
        assert latest.pgh_context["reason"] == "房屋过户"


def cells(content: bytes) -> str:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return " ".join(str(cell.value) for line in sheet.iter_rows() for cell in line)


def test_export_is_masked_and_the_full_one_is_its_makers_for_a_day(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser, settings: Settings
) -> None:
    base = f"/qingdao/neighbourhoods/{row.pk}/dwellings/"
    masked = cells(client_of(people.qd_street).get(f"{base}file/").content)
    assert "138****5678" in masked
    assert PHONE not in masked
    assert client_of(people.qd_street).post(f"{base}full/", {"reason": "签订补偿协议"}).status_code == 403
    seer = keeper(qingdao, "personal-data", "reader")
    browser = client_of(seer)
    assert client_of(keeper(qingdao, "personal-data")).get(f"{base}full/").status_code == 403
    assert "请写明用途" in browser.post(f"{base}full/", {"reason": ""}).content.decode()
    assert "下载" in browser.post(f"{base}full/", {"reason": "签订补偿协议"}, follow=True).content.decode()
    with qingdao.entered():
        job = Job.objects.get(kind=PERSONAL_EXPORT)
        assert AuditEntry.objects.get(action=Action.PERSONAL).reason == "签订补偿协议"
    download = f"/qingdao/documents/{job.document_id}/"
    assert PHONE in cells(b"".join(browser.get(download).streaming_content))  # type: ignore[attr-defined]
    assert client_of(people.qd_city).get(download).status_code == 404
    settings.PERSONAL_EXPORT_HOURS = 0
    assert browser.get(download).status_code == 404
    tasks.forget_exports()
    with qingdao.entered():
        document = Document.objects.get(pk=job.document_id)
        assert not document.file.storage.exists(document.file.name)
    settings.PERSONAL_EXPORT_HOURS = 24
    assert browser.get(download).status_code == 404


def test_keys_are_turned_for_current_rows_and_history_stays_readable(
    qingdao: Town, people: People, settings: Settings, client_of: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FIELD_KEYS = OLD
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        add(row, people.qd_street, "101", owner=NAME, phone=PHONE)
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    call_command("rotate_keys", "--dry-run")
    assert "2 处需要换用密钥 new" in capsys.readouterr().err
    call_command("rotate_keys")
    call_command("field_keys")
    said = capsys.readouterr().err
    assert "new（当前）：现行 2 处，历史 " in said
    assert "old（旧）：现行 0 处，历史 " in said
    assert "可以从 FIELD_KEYS 删去" not in said
    call_command("rotate_keys")
    assert "0 处已换用" in capsys.readouterr().err
    with qingdao.entered():
        assert [event.phone for event in first(row).history.all()] == [PHONE] * 3  # type: ignore[attr-defined]
        assert AuditEntry.objects.filter(what__contains="换用密钥 new").exists()
    found = client_of(people.qd_street).post("/qingdao/dwellings/search/", {"number": PHONE})
    assert row.name in found.content.decode()


def test_missing_key_is_said_on_a_page_and_in_one_line_without_data(
    qingdao: Town,
    people: People,
    row: Neighbourhood,
    client_of: Browser,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.FIELD_KEYS = NEW
    with caplog.at_level(logging.ERROR):
        answer = client_of(people.qd_street).get(f"/qingdao/neighbourhoods/{row.pk}/dwellings/")
    assert answer.status_code == 503
    assert "密钥没有装在服务器上" in answer.content.decode()
    assert "No key 'k1'" in caplog.text
    assert not [plain for plain in PLAIN if plain in caplog.text + answer.content.decode()]
    with pytest.raises(SystemExit, match="1"):
        call_command("field_keys")
    with pytest.raises(SystemExit, match="2"):
        call_command("rotate_keys")


def test_phone_of_a_person_is_seen_with_a_reason(qingdao: Town, people: People, client_of: Browser) -> None:
    seer, person = keeper(qingdao, "personal-data"), people.qd_street.person
    person.phone = PHONE
    person.save()
    address = f"/qingdao/people/{person.pk}/phone/"
    assert PHONE in client_of(seer).post(address, {"reason": "通知值班"}).content.decode()
    assert client_of(people.qd_admin).post(address, {"reason": "通知值班"}).status_code == 403
    assert client_of(seer).get(f"/qingdao/people/{2**40}/phone/").status_code == 404
