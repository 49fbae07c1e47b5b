"""People by spreadsheet: what each row is told, whose rows are written, what is never overwritten or kept."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from communities.joining import services
from communities.joining.reading import HEADINGS, MOST, Row, read
from communities.neighbourhoods.register import UnusableFile
from communities.people import services as people_services
from communities.people.models import Affiliation, Membership, Person, Role
from communities.people.rights import Actor, actor_for
from tests.cast import TODAY, People, Town

pytestmark = pytest.mark.django_db

NEW = "/qingdao/system/people/import/"


def roster(*rows: dict[str, object], head: dict[str, str] = HEADINGS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(head.values()))
    for row in rows:
        sheet.append([row.get(name) for name in head])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def good(number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "name": f"新人{number}",
        "username": f"roster-{number}",
        "phone": 13812345678,
        "place": "370202001",
        "role": "经办",
        "starts_on": date(2026, 11, 21),
        **changes,
    }


def upload(browser: Client, content: bytes) -> str:
    file = SimpleUploadedFile("名册.xlsx", content)
    return html.unescape(browser.post(NEW, {"file": file}).content.decode())


@pytest.fixture
def district(people: People, qingdao: Town) -> Iterator[Actor]:
    """The system administrator of 市南区 alone."""
    with qingdao.entered():
        person = Person.objects.create_user("admin-370202", name="区管理员")
        people_services.appoint(
            person=person,
            role=Role.objects.get(code="system-administrator"),
            jurisdiction=qingdao.places["370202"],
            starts_on=TODAY - timedelta(days=1),
        )
        actor = actor_for(person=person, tenant=qingdao.tenant, on=TODAY)
        assert actor
        yield actor


WRONG = {
    "taken": ({"username": "qd-street"}, "导入不改动原有账号"),
    "next door": ({"place": "370203001"}, "在您管理的范围内没有地点"),
    "above": ({"place": "青岛市"}, "在您管理的范围内没有地点"),
    "no organisation": ({"organisation": "不存在的单位"}, "在您管理的范围内没有单位"),
    "no role": ({"role": "超人"}, "没有名为“超人”的角色"),
    "no place": ({"place": None}, "至少填一项"),
    "no name": ({"name": None}, "没有填姓名"),
    "bad day": ({"starts_on": "昨天"}, "不是日期"),
    "impossible day": ({"starts_on": "2026-02-30"}, "不是日期"),
    "ends first": ({"ends_on": "2026.1.1"}, "结束日期不能早于开始日期"),
    "bad phone": ({"phone": "打给我"}, "只用数字"),
}


def test_rows_are_told_apart_and_only_the_good_ones_written(
    people: People, qingdao: Town, district: Actor, client_of: Callable[[Actor], Client]
) -> None:
    before = Person.objects.get(username="qd-street")
    rows = [good(), *(good(n, **changes) for n, (changes, _) in enumerate(WRONG.values(), start=2))]
    browser = client_of(district)
    looked_at = upload(browser, roster(*rows))
    for _, sentence in WRONG.values():
        assert sentence in looked_at
    assert "可写入 1 行" in looked_at
    assert not Person.objects.filter(username="roster-1").exists()

    sent = re.search(r'name="rows" value="([^"]+)"', looked_at)
    assert sent
    response = browser.post(f"{NEW}write/", {"rows": sent[1]})
    assert "no-store" in response.headers["Cache-Control"]
    shown = html.unescape(response.content.decode())
    password = re.search(r"roster-1</code></td>\s*<td><code>(\w{14})</code>", shown)
    assert password
    person = Person.objects.get(username="roster-1")
    assert person.check_password(password[1])
    assert (person.phone, person.must_change_password) == ("13812345678", True)
    post = Affiliation.objects.get(person=person)
    assert (post.jurisdiction.code, post.proposed_role.code) == ("370202001", "clerk")
    assert not Membership.objects.filter(person=person).exists()
    after = Person.objects.get(username="qd-street")
    assert (after.name, after.password) == (before.name, before.password)
    assert Affiliation.objects.count() == 1

    result = re.search(r'name="result" value="([^"]+)"', shown)
    assert result
    book = browser.post(f"{NEW}passwords/", {"result": result[1]})
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book.content)).active.values for cell in row]
    assert password[1] in cells
    again = html.unescape(browser.post(f"{NEW}write/", {"rows": sent[1]}).content.decode())
    assert "导入不改动原有账号" in again  # sent twice: written once


def test_rows_made_up_by_the_sender_are_asked_as_the_page_asks(district: Actor, qingdao: Town) -> None:
    """Whatever a preview had said: the writing asks anew, row by row."""
    rows = [Row(2, "甲", "made-1", place="370203001"), Row(3, "乙", "made-2", place="370202001")]
    made = services.engage_all(rows, by=district, on=TODAY)
    assert [bool(row.password) for row in made] == [False, True]
    assert list(Person.objects.filter(username__startswith="made-").values_list("username", flat=True)) == [
        "made-2"
    ]


def test_rows_not_signed_by_us_are_a_bad_request(
    people: People, qingdao: Town, client_of: Callable[[Actor], Client]
) -> None:
    browser = client_of(people.qd_admin)
    for address in ("write/", "passwords/"):
        assert browser.post(f"{NEW}{address}", {"rows": "x", "result": "x"}).status_code == 400


def test_template_is_read_again(people: People, qingdao: Town, client_of: Callable[[Actor], Client]) -> None:
    content = client_of(people.qd_admin).get(f"{NEW}template/").content
    with pytest.raises(UnusableFile) as empty:
        read(content)
    assert empty.value.code == "no_rows"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04", "truncated"),
        (b"", "empty"),
        (roster(head={"name": "姓名"}), "no_head"),
        (roster(*({"name": "a", "username": f"u{n}"} for n in range(MOST + 1))), "too_many"),
    ],
)
def test_unusable_file_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read(content)
    assert refused.value.code == code
