"""Files on record: told by their content, named safely, opened only by those of the place."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from pytest_django import Settings

from communities.people.rights import Actor
from communities.records.models import Document
from communities.records.services import store, store_bytes
from tests.cast import People, Town

ClientOf = Callable[[Actor], Client]


def office(part: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(part, "<a/>")
    return packed.getvalue()


def picture(kind: str) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (3, 2), "teal").save(output, kind)
    return output.getvalue()


PDF = b"%PDF-1.7 ..."
PNG, JPEG = picture("PNG"), picture("JPEG")
OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def kept(
    town: Town, by: Actor, content: bytes = PDF, filename: str = "证明.pdf", place: str = ""
) -> Document:
    where = town.places[place] if place else town.top
    return store_bytes(content=content, filename=filename, kind="摸底调查表", jurisdiction=where, by=by)


@pytest.mark.parametrize(
    ("content", "filename", "content_type", "name"),
    [
        (PDF, "证明.pdf", "application/pdf", "证明.pdf"),
        (PNG, "证明.pdf", "image/png", "证明.pdf.png"),
        (JPEG, "照片.JPEG", "image/jpeg", "照片.JPEG"),
        (office("xl/workbook.xml"), "台账", None, "台账.xlsx"),
        (office("word/document.xml"), "函.docx", None, "函.docx"),
        (PDF, "C:\\桌面\\..\\证明\u202efdp.pdf", "application/pdf", "证明fdp.pdf"),
        (PDF, "../../etc/passwd", "application/pdf", "passwd.pdf"),
        (PDF, "长" * 300 + ".pdf", "application/pdf", "长" * 196 + ".pdf"),
        (PDF, "???", "application/pdf", "文件.pdf"),
    ],
)
def test_type_is_told_by_content_and_the_name_made_safe(
    qingdao: Town, people: People, content: bytes, filename: str, content_type: str | None, name: str
) -> None:
    with qingdao.entered():
        document = kept(qingdao, people.qd_city, content, filename)
        assert document.filename == name
        assert content_type in (None, document.content_type)
        with document.file.open() as stored:
            assert document.sha256 == hashlib.sha256(stored.read()).hexdigest()
            assert document.size == stored.size
        assert document.file.name.startswith(f"t{qingdao.tenant.pk}/")
        assert "证明" not in document.file.name


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件是空的"),
        (b"MZ....", "这种文件不收"),
        (b"<html>", "这种文件不收"),
        (office("readme.txt"), "这是压缩包"),
        (office("xl/workbook.xml")[:-30], "文件不完整或已损坏"),
        (OLD, "旧版 Office 文件"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    ],
)
def test_other_files_are_refused_with_a_sentence(
    qingdao: Town, people: People, content: bytes, sentence: str
) -> None:
    with qingdao.entered():
        with pytest.raises(ValidationError, match=sentence):
            kept(qingdao, people.qd_city, content, "证明.pdf")
        assert not Document.objects.exists()


def test_file_above_the_limit_is_refused(qingdao: Town, people: People, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    large = ContentFile(PDF + bytes(1024 * 1024))
    with qingdao.entered(), pytest.raises(ValidationError, match=r"1\.0 MB，超过 1 MB 的上限"):
        store(file=large, filename="a.pdf", kind="x", jurisdiction=qingdao.top, by=people.qd_city)


def test_download_is_an_attachment_that_no_browser_guesses_about(
    qingdao: Town, people: People, client_of: ClientOf
) -> None:
    with qingdao.entered():
        document = kept(qingdao, people.qd_street, place="370202001")
    response = client_of(people.qd_district).get(f"/qingdao/documents/{document.pk}/")
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    headers = response.headers
    assert headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


@pytest.mark.parametrize(
    ("login", "code"),
    [
        ("qd_street", "qingdao"),  # lies above his place
        ("qd_admin", "qingdao"),  # views nothing
        ("wl_district", "wulong"),
        ("wl_district", "qingdao"),
    ],
)
def test_document_of_another_place_or_tenant_does_not_exist(
    qingdao: Town, wulong: Town, people: People, client_of: ClientOf, login: str, code: str
) -> None:
    with wulong.entered():
        kept(wulong, people.wl_district)
    with qingdao.entered():
        document = kept(qingdao, people.qd_city)
    client = client_of(getattr(people, login))
    assert client.get(f"/{code}/documents/{document.pk}/").status_code == 404
