"""Files that cannot be read as a whole: each with a code and a sentence saying what, why and what next."""

import io
import random
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from communities.neighbourhoods.register import UnusableFile
from communities.neighbourhoods.register.archive import MAX_FILE_BYTES
from tests.communities.register.sheets import (
    FIRST_ROW,
    HEADERS,
    REGISTERS,
    opened,
    raw,
    reading,
    register,
    saved,
    sheet_of,
)

SHEET = "xl/worksheets/sheet1.xml"
OLE_HEAD = bytes.fromhex("d0cf11e0a1b11ae1")


def compound(*streams: str) -> bytes:
    """An OLE container whose directory lists these streams, as Excel wraps old and encrypted workbooks."""
    head = OLE_HEAD + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    table = struct.pack("<I", 0) + struct.pack("<I", 0xFFFFFFFF) * 108
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + struct.pack("<I", 0xFFFFFFFF) * 126
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<H", 2 * len(name) + 2)
        + bytes([5 if place == 0 else 2])
        + bytes(61)
        for place, name in enumerate(("Root Entry", *streams))
    )
    return head + table + fat + directory.ljust(512, b"\0")


def repacked(content: bytes, replaced: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with some of its parts replaced or added."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w", compression) as target:
        parts = {name: source.read(name) for name in source.namelist()} | replaced
        for name, part in parts.items():
            target.writestr(name, part)
    return packed.getvalue()


def bomb() -> bytes:
    """A small file with a sheet of 200 MB."""
    return repacked(register({}), {SHEET: b"<worksheet>" + b" " * 200_000_000 + b"</worksheet>"})


def many_small_bombs() -> bytes:
    """Parts that are each below the size from which a ratio counts, but not together."""
    return repacked(register({}), {f"xl/media/image{number}.bin": bytes(7_000_000) for number in range(12)})


def lying_sizes() -> bytes:
    """A bomb whose directory claims that the sheet is small."""
    content = bytearray(bomb())
    place = content.find(SHEET.encode(), content.find(b"PK\x01\x02")) - 46
    while content[place : place + 4] != b"PK\x01\x02":
        place = content.find(SHEET.encode(), place + 47) - 46
    content[place + 24 : place + 28] = struct.pack("<I", 1000)
    return bytes(content)


def with_entities() -> bytes:
    laughs = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;">]>'
    with zipfile.ZipFile(io.BytesIO(register({}))) as archive:
        return repacked(register({}), {SHEET: laughs + archive.read(SHEET)})


def with_outside_entity() -> bytes:
    with zipfile.ZipFile(io.BytesIO(register({}))) as archive:
        outside = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        return repacked(register({}), {"xl/workbook.xml": outside + archive.read("xl/workbook.xml")})


def million_rows() -> bytes:
    head = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % text.encode() for text in HEADERS.values())
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (row, row, row) for row in range(2, 1_000_002)
    )
    sheet = b'<worksheet><sheetData><row r="1">' + head + b"</row>" + rows + b"</sheetData></worksheet>"
    return repacked(register({}), {SHEET: sheet})


def far_cell(reference: str) -> bytes:
    workbook = opened(register({}))
    sheet_of(workbook)[reference] = 1
    return saved(workbook)


def blank_styled_rows() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(4, 110_000))
    return repacked(register({}), {SHEET: b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"})


def hidden_only() -> bytes:
    with zipfile.ZipFile(io.BytesIO(register({}))) as archive:
        book = archive.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
        return repacked(register({}), {"xl/workbook.xml": book})


def two_registers() -> bytes:
    workbook = opened(register({}))
    copy = workbook.copy_worksheet(sheet_of(workbook))
    copy.title = "市北区"
    return saved(workbook)


def without_area() -> bytes:
    return register({}, headers={field: text for field, text in HEADERS.items() if field != "floor_area"})


def locked_zip() -> bytes:
    content = bytearray(register({}))
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


def plain_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return packed.getvalue()


QINGDAO = (REGISTERS / "qingdao-2023-register.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("build", "code", "words"),
    [
        (lambda: b"", "empty", "0 字节"),
        (lambda: b"PK" + bytes(MAX_FILE_BYTES), "too_large", "超过 20 MB"),
        (lambda: compound("Workbook"), "old_xls", "另存为"),
        (lambda: b"\x09\x08\x10\x00" + bytes(100), "old_xls", "另存为"),
        (lambda: compound("EncryptionInfo", "EncryptedPackage"), "password", "取消密码"),
        (locked_zip, "password", "取消密码"),
        (lambda: b"<html><table><tr><td>", "not_a_workbook", "网页"),
        (lambda: "序号，小区名称\n".encode("gb18030"), "not_a_workbook", "CSV"),
        (plain_zip, "not_a_workbook", "Word"),
        (lambda: QINGDAO[: len(QINGDAO) // 2], "truncated", "不完整"),
        (lambda: QINGDAO[:-1000], "truncated", "不完整"),
        (lambda: QINGDAO[:20_000] + bytes(2_000) + QINGDAO[22_000:], "truncated", "不完整"),
        (lambda: repacked(register({}), {SHEET: b"<worksheet><sheetData><row"}), "truncated", "不完整"),
        (lambda: repacked(register({}), {SHEET: b'<worksheet><row r="x"/></worksheet>'}), "truncated", "不完整"),
        (lambda: repacked(register({}), {SHEET: b'<s><row><c r="?"/></row></s>'}), "truncated", "不完整"),
        (bomb, "zip_bomb", "膨胀"),
        (many_small_bombs, "zip_bomb", "膨胀"),
        (lying_sizes, "truncated", "不完整"),
        (lambda: repacked(register({}), {}, zipfile.ZIP_LZMA), "truncated", "不完整"),
        (with_entities, "entities", "实体"),
        (with_outside_entity, "entities", "实体"),
        (million_rows, "too_many_rows", "20,000 行"),
        (blank_styled_rows, "too_many_rows", "空白格式行"),
        (lambda: far_cell("A1048576"), "too_many_rows", "1,048,576"),
        (lambda: far_cell("XFD5"), "too_many_columns", "16,384 列"),
        (hidden_only, "no_sheet", "取消隐藏"),
        (lambda: saved(Workbook()), "no_header", "没有找到表头"),
        (lambda: raw(["青岛市台账"], [1, "市南区", "八大关街道", "八大关社区"]), "no_header", "没有找到表头"),
        (two_registers, "several_registers", "2 张工作表"),
        (lambda: raw(list(HEADERS.values())), "no_rows", "没有一行小区"),
        (without_area, "columns_missing", "“建筑面积”"),
    ],
)  # fmt: skip
def test_file_is_refused_with_its_own_sentence(build: Callable[[], bytes], code: str, words: str) -> None:
    content = build()
    with pytest.raises(UnusableFile) as refused:
        reading(content)
    assert refused.value.code == code
    assert words in refused.value.message
    assert refused.value.message.endswith("。")


def test_column_that_resembles_a_better_one_does_not_stop_the_file() -> None:
    result = reading(register({"remarks": 1}, headers={**HEADERS, "remarks": "户数"}))
    assert [row.values["households"] for row in result.rows] == [330]


def test_area_without_unit_is_refused_and_a_mapping_may_settle_it() -> None:
    bare = [["序号", "区", "街道", "社区", "小区名称", "建成时间", "楼栋数", "户数", "建筑面积"]]
    row = [1, "市南区", "八大关街道", "八大关社区", "四建西家属楼", 1981, 9, 330, 26500]
    content = raw(*bare, row)
    with pytest.raises(UnusableFile) as refused:
        reading(content)
    assert refused.value.code == "area_unit_unknown"
    assert str(reading(content, mapping={"建筑面积": "floor_area@平方米"}).totals.floor_area) == "26500.00"


@pytest.mark.parametrize("build", [bomb, lying_sizes, lambda: far_cell("XFD1048576"), million_rows])
def test_dangerous_file_is_refused_quickly_and_in_little_memory(build: Callable[[], bytes]) -> None:
    content = build()
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(UnusableFile):
        reading(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - started < 10
    assert peak < 100 * 1024 * 1024


def test_style_in_the_last_corner_costs_nothing() -> None:
    workbook = opened(register({}))
    sheet_of(workbook)["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")
    with pytest.raises(UnusableFile, match="空白格式行"):
        reading(saved(workbook))
    sheet_of(workbook)["XFD1048576"].fill = PatternFill()
    del sheet_of(workbook)._cells[1048576, 16384]
    sheet_of(workbook)["XFD400"].fill = PatternFill("solid", fgColor="FF0000")
    assert len(reading(saved(workbook)).rows) == 1


def test_large_second_sheet_does_not_stop_the_register() -> None:
    workbook = opened(register({}))
    workbook.create_sheet("区划")["A900000"] = 1
    assert [row.number for row in reading(saved(workbook)).rows] == [FIRST_ROW]


@pytest.mark.parametrize("length", range(0, len(QINGDAO), 1499))
def test_file_cut_anywhere_is_refused_and_never_fails(length: int) -> None:
    with pytest.raises(UnusableFile):
        reading(QINGDAO[:length])


@pytest.mark.parametrize("seed", range(100))
def test_damaged_file_is_read_or_refused_and_never_fails(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(QINGDAO)
    for _ in range(chance.choice([1, 3, 20])):
        content[chance.randrange(len(content) - 2_000, len(content))] = chance.randrange(256)
    try:
        households = reading(bytes(content)).totals.households
    except UnusableFile:
        return
    assert households == 137_714


def test_path_and_bytes_read_the_same(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(register({}))
    assert reading(path.read_bytes()) == reading(path)  # type: ignore[arg-type]
