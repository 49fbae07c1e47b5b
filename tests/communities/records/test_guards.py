"""What a file carries inside: pictures are written anew, office files looked through before anything opens them."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image
from pytest_django import Settings

from communities.records import filetypes, packages, pictures
from communities.records.services import store
from tests.cast import People, Town

CONTENT_TYPES = '<?xml version="1.0"?><Types/>'


def office(**more: str | bytes) -> bytes:
    """An .xlsx as far as its directory goes; `__` in a name stands for `/`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", more.pop("types", CONTENT_TYPES))
        archive.writestr("xl/workbook.xml", more.pop("workbook", "<a/>"))
        for name, content in more.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def swollen() -> bytes:
    return office(xl__media__a=bytes(20 * 1024 * 1024))


def overlapping() -> bytes:
    """Many entries in the directory that share one part: small on disk, huge when unpacked."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"xl/media/{number}", bytes(7 * 1024 * 1024))
    return body.getvalue()


def locked() -> bytes:
    content = bytearray(office())
    place = content.rfind(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


DTD = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("zip_bomb", swollen, "异常膨胀"),
    ("zip_bomb of many parts", overlapping, "异常膨胀"),
    ("entities", lambda: office(workbook=DTD), "实体定义"),
    ("entities behind a comment", lambda: office(workbook=f"<!--{'x' * 70_000}-->{DTD}"), "实体定义"),
    ("entities in utf-16", lambda: office(workbook=DTD.encode("utf-16")), "实体定义"),
    ("entities in a chart's workbook", lambda: office(xl__embeddings__a="x") and embedded(DTD), "实体定义"),
    ("nested archive", lambda: office(xl__media__a=office()), "夹带了压缩包"),
    ("nested rar", lambda: office(xl__media__a=b"Rar!\x1a\x07\x00"), "夹带了压缩包"),
    ("program", lambda: office(xl__media__a=b"MZ\x90\x00"), "夹带了压缩包或程序"),
    ("macros", lambda: office(xl__vbaProject="x"), "宏程序"),
    ("old macros", lambda: office(xl__macrosheets__sheet1="x"), "宏程序"),
    ("macros by type", lambda: office(types="<Types>macroEnabled.main+xml</Types>"), "宏程序"),
    ("traversal", lambda: office(**{"..__..__etc__passwd": "x"}), "系统目录"),
    ("absolute name", lambda: office(__etc__passwd="x"), "系统目录"),
    ("drive", lambda: office(**{"C:\\x": "x"}), "系统目录"),
    ("password", locked, "打开密码"),
    ("two in one", lambda: office(word__document="x", **{"word__document.xml": "<a/>"}), "两种格式"),
    ("pdf and zip", lambda: b"%PDF-1.7\n" + office(), "两种格式"),
    ("cut off", lambda: office()[:-30], "不完整"),
]


def embedded(workbook: str) -> bytes:
    return office(**{"xl__embeddings__chart.xlsx": office(workbook=workbook)})


@pytest.mark.parametrize(
    ("content", "said"), [(c, s) for _, c, s in REFUSED], ids=[name for name, _, _ in REFUSED]
)
def test_dangerous_office_file_is_refused_in_words(content: Callable[[], bytes], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        filetypes.of(io.BytesIO(content()))


def test_honest_office_files_pass_with_the_workbook_of_a_chart() -> None:
    assert filetypes.of(io.BytesIO(embedded("<a/>"))) is filetypes.XLSX
    deep = office(**{"xl__embeddings__a.xlsx": embedded("<a/>")})
    with pytest.raises(ValidationError, match="夹带了压缩包"):
        filetypes.of(io.BytesIO(deep))
    assert packages.MAX_RATIO * 1024 < packages.RATIO_COUNTS_FROM


def taken(kind: str = "JPEG", size: tuple[int, int] = (40, 20)) -> bytes:
    """A photograph with its place, its camera and a way to hold it."""
    picture = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "某某手机"
    exif.get_ifd(0x8825)[2] = (36.0, 4.0, 1.5)
    output = io.BytesIO()
    picture.save(output, kind, exif=exif, comment=b"xiang zhu") if kind == "JPEG" else picture.save(
        output, kind, exif=exif
    )
    return output.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_picture_is_kept_upright_without_place_and_camera(qingdao: Town, people: People, kind: str) -> None:
    given = taken(kind) + b"\0PK\x03\x04 something behind the end"
    with qingdao.entered():
        file = ContentFile(given)
        document = store(file=file, filename="a", kind="x", jurisdiction=qingdao.top, by=people.qd_city)
        with document.file.open() as stored:
            kept = stored.read()
    assert (document.sha256, document.size) == (hashlib.sha256(kept).hexdigest(), len(kept))
    assert kept != given
    for trace in (b"Exif", "某某手机".encode(), b"xiang zhu", b"behind the end"):
        assert trace not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((20, 40), {})


def test_transparent_and_indexed_pictures_keep_their_look() -> None:
    for mode in ("P", "LA", "RGBA", "1"):
        output = io.BytesIO()
        Image.new(mode, (4, 4)).save(output, "PNG")
        with Image.open(io.BytesIO(pictures.rewritten(output, "PNG"))) as picture:
            assert picture.size == (4, 4)


def huge_png() -> bytes:
    """Says that it is 60,000 by 60,000 and brings nothing."""
    head = struct.pack("!IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(body)) + name + body + struct.pack("!I", zlib.crc32(name + body))
        for name, body in parts
    )


def test_broken_and_oversized_pictures_are_refused_in_words(settings: Settings) -> None:
    with pytest.raises(ValidationError, match="万像素"):
        pictures.rewritten(io.BytesIO(huge_png()), "PNG")
    for broken in (taken()[:200], b"\xff\xd8\xff\xe0....", taken("PNG")[:-40]):
        kind = "PNG" if broken.startswith(b"\x89PNG") else "JPEG"
        with pytest.raises(ValidationError, match="图片已损坏"):
            pictures.rewritten(io.BytesIO(broken), kind)
    settings.PICTURE_MAX_PIXELS = 799
    with pytest.raises(ValidationError, match="万像素"):
        pictures.rewritten(io.BytesIO(taken()), "JPEG")
