"""Dwellings from a spreadsheet: rights row by row, refusals in words, nothing of the file kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.neighbourhoods.models import Neighbourhood
from communities.owners.models import Dwelling
from communities.owners.sheets import HEADINGS
from communities.people.rights import Actor
from communities.records.models import Document
from tests.cast import People, Town
from tests.communities.owners.test_register import IDENTITY, NAME, PHONE, add, first, keeper
from tests.projects import making

Browser = Callable[[Actor], Client]
WRONG = IDENTITY[:-1] + ("1" if IDENTITY[-1] != "1" else "2")


@pytest.fixture
def row(qingdao: Town, people: People) -> Neighbourhood:
    """With one dwelling."""
    with qingdao.entered():
        made = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        add(made, people.qd_street, "101", owner=NAME, phone=PHONE)
    return made


def sheet(*lines: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    paper = book.worksheets[0]
    for line in (headings, *lines):
        paper.append(list(line))
    output = io.BytesIO()
    book.save(output)
    return SimpleUploadedFile("业主.xlsx", output.getvalue())


def sent(browser: Client, row: Neighbourhood, file: SimpleUploadedFile, **chosen: str) -> str:
    given = {"existing": "keep", "doubtful": "leave", "wrong": "stop", **chosen}
    answer = browser.post(f"/qingdao/neighbourhoods/{row.pk}/dwellings/import/", {**given, "file": file})
    assert answer.status_code == 200
    return answer.content.decode()


def rooms(town: Town) -> list[str]:
    with town.entered():
        return sorted(Dwelling.objects.values_list("room", flat=True))


def test_rows_are_written_and_the_file_is_not_kept(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    browser = client_of(people.qd_street)
    template = openpyxl.load_workbook(
        io.BytesIO(browser.get(f"/qingdao/neighbourhoods/{row.pk}/dwellings/template/").content)
    )
    assert [cell.value for cell in template.worksheets[0][1]][1:] == list(HEADINGS)
    said = sent(
        browser, row, sheet(("", "201", 88.5, "王五", 13900002222, IDENTITY), ("", 202, "", "", "", ""))
    )
    assert "新增 2 户" in said
    with qingdao.entered():
        made = Dwelling.objects.get(room="201")
        assert (made.owner, made.phone, made.identity, str(made.floor_area)) == (
            "王五",
            "13900002222",
            IDENTITY,
            "88.50",
        )
        assert not Document.objects.exists()
        assert AuditEntry.objects.filter(action=Action.IMPORT, object_id=row.pk).count() == 1
    found = browser.post("/qingdao/dwellings/search/", {"number": "13900002222"}).content.decode()
    assert row.name in found


def test_recorder_who_may_only_add_changes_no_row_that_stands(
    qingdao: Town, row: Neighbourhood, client_of: Browser
) -> None:
    browser = client_of(keeper(qingdao, "recorder"))
    file = (("", "101", "", "夺名", "", ""), ("", "301", "", "", "", ""))
    for overwrite in ("keep", "overwrite"):
        said = sent(browser, row, sheet(*file), existing=overwrite)
        assert "您只能登记新户" in said
        assert rooms(qingdao) == ["101"]
    assert "新增 1 户" in sent(browser, row, sheet(*file), existing="overwrite", wrong="skip")
    assert rooms(qingdao) == ["101", "301"]
    with qingdao.entered():
        assert first(row).owner == NAME


def test_clerk_overwrites_when_he_says_so_and_an_empty_cell_changes_nothing(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    browser = client_of(people.qd_street)
    file = ("", "101", 70, "", "", IDENTITY)
    assert "请选择“更正已登记的户”" in sent(browser, row, sheet(file))
    assert "更正 1 户" in sent(browser, row, sheet(file), existing="overwrite")
    assert "与登记相同的 1 户" in sent(browser, row, sheet(file), existing="overwrite")
    with qingdao.entered():
        after = first(row)
        assert (after.owner, after.phone, after.identity) == (NAME, PHONE, IDENTITY)


def test_wrong_rows_are_named_without_their_numbers_and_stop_the_file_or_are_left_out(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    browser = client_of(people.qd_street)
    lines = (
        ("7号楼", "201", "", "", "", ""),
        ("", "202", "约九十", "", "", ""),
        ("", "203", "", "张*", "138****5678", ""),
        ("", "204", "", "", "", int(IDENTITY[:17] + "0")),
        ("", "205", "", "", "", ""),
        ("", "205", "", "", "", ""),
        ("", "", 60, "无房号", "", ""),
        ("", "206", "", "", "", ""),
    )
    said = sent(browser, row, sheet(*lines))
    for words in ("没有登记“7号楼”", "不是数字", "遮盖后的内容", "存成了数字", "出现两次", "请填写房号"):
        assert words in said
    assert rooms(qingdao) == ["101"]
    assert "新增 1 户" in sent(browser, row, sheet(*lines), wrong="skip")
    assert rooms(qingdao) == ["101", "206"]
    doubtful = sheet(("", "301", "", "", "1380013", WRONG))
    said = sent(browser, row, doubtful)
    assert "校验位不符" in said
    assert WRONG not in said
    assert rooms(qingdao) == ["101", "206"]
    assert "新增 1 户" in sent(browser, row, sheet(("", "301", "", "", "1380013", WRONG)), doubtful="keep")
    assert "没有找到表头" in sent(browser, row, sheet(("x",), headings=("甲",)))
    assert "不是 .xlsx 文件" in sent(browser, row, SimpleUploadedFile("a.xlsx", b"<html>"))


def test_who_may_not_import_is_refused(
    qingdao: Town, people: People, row: Neighbourhood, client_of: Browser
) -> None:
    address = f"/qingdao/neighbourhoods/{row.pk}/dwellings/import/"
    assert client_of(people.qd_housing).post(address, {"file": sheet()}).status_code == 403
    assert client_of(people.wl_street).post(address, {"file": sheet()}).status_code == 404
