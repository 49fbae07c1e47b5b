"""What somebody may try with a file, a name of a file and a body: through the doors that everybody has.

The readers' own limits stand in `tests/communities/register/test_refused_files.py` and
`tests/communities/records/test_guards.py`; here the attack goes through a request.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from communities.models import Document, RegisterImport
from communities.people.rights import Actor
from communities.records import filetypes
from communities.records.services import store_bytes
from tests.cast import People, Town

Browser = Callable[[Actor], Client]
PDF = b"%PDF-1.4\n%%EOF\n"
DECLARE = "/qingdao/declare/bulk/"


def office(**parts: bytes) -> bytes:
    """A packed office file of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return packed.getvalue()


ENTITY = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook>&x;</workbook>'
ATTACKS = {
    "entity in a workbook": office(xl__workbook_xml=ENTITY),
    "entity in a document": office(word__document_xml=ENTITY),
    "bomb in a workbook": office(xl__workbook_xml=b"<workbook>" + b" " * 90_000_000),
    "bomb in a document": office(word__document_xml=b"<document>" + b" " * 90_000_000),
    "page named as a workbook": b"<html><script>alert(1)</script></html>",
    "program named as a workbook": b"MZ\x90\x00" + bytes(200),
}


@pytest.mark.parametrize("content", ATTACKS.values(), ids=ATTACKS)
def test_register_to_import_is_refused_before_it_does_harm(
    content: bytes, people: People, qingdao: Town, client_of: Browser
) -> None:
    browser = client_of(people.qd_street)
    address = reverse("import_new", kwargs={"tenant": "qingdao"})
    answer = browser.post(address, {"file": SimpleUploadedFile("台账.xlsx", content)})
    with qingdao.entered():
        taken = list(RegisterImport.objects.all())
    assert answer.status_code in (200, 302)
    assert "root:" not in answer.content.decode()
    for row in taken:  # taken in means: to be read by a worker, which refuses it (test_refused_files)
        page = browser.get(
            reverse("import_detail", kwargs={"tenant": "qingdao", "pk": row.pk})
        ).content.decode()
        assert "root:" not in page


@pytest.mark.parametrize("content", ATTACKS.values(), ids=ATTACKS)
def test_evidence_of_this_kind_is_not_kept(content: bytes, people: People, qingdao: Town) -> None:
    with qingdao.entered():
        with pytest.raises(Exception) as refused:  # noqa: PT011 - a sentence for the person, checked below
            store_bytes(
                content=content,
                filename="证明.xlsx",
                kind="证明",
                jurisdiction=qingdao.top,
                by=people.qd_city,
            )
        assert type(refused.value).__name__ == "ValidationError"
        assert not Document.objects.exists()


NAMES = [
    "../../../etc/cron.d/x.pdf",
    "..\\..\\windows\\x.pdf",
    "/etc/passwd.pdf",
    "x.pdf\r\nSet-Cookie: a=b",
    'x".pdf; filename="evil.exe',
    "x\0.pdf",
    "x\u202efdp.exe.pdf",
    "C:x.pdf",
    "...pdf",
    "con.pdf/..",
]


@pytest.mark.parametrize("name", NAMES)
def test_name_leads_nowhere_and_breaks_no_header(
    name: str, people: People, qingdao: Town, client_of: Browser
) -> None:
    with qingdao.entered():
        document = store_bytes(
            content=PDF,
            filename=name,
            kind="证明",
            jurisdiction=qingdao.places["370202001"],
            by=people.qd_street,
        )
    kept = Path(document.file.name)
    assert kept.parts[0] == f"t{qingdao.tenant.pk}"
    assert ".." not in kept.parts
    assert not kept.is_absolute()
    assert not {"/", "\\", "\r", "\n", "\0", '"'} & set(document.filename)
    answer = client_of(people.qd_street).get(f"/qingdao/documents/{document.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Set-Cookie" not in answer.headers
    assert ".exe" not in answer["Content-Disposition"].rpartition(".")[2]


def test_without_the_guard_the_name_is_what_was_sent() -> None:
    """What `filetypes.named` takes away was there."""
    assert any(Path(name).name != filetypes.named(name, filetypes.PDF) for name in NAMES)
    assert all(filetypes.named(name, filetypes.PDF).endswith(".pdf") for name in NAMES)


def test_body_above_the_limit_is_not_read(people: People, client_of: Browser, settings: Settings) -> None:
    """The interface's parsers would read any body: taken away, the middleware's limit is missed at once."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.REQUEST_MAX_BYTES = 5000
    browser = client_of(people.qd_street)
    sent = {"content_type": "application/json", "headers": {"X-Tenant": "qingdao"}}
    large = '{"name": "' + "长" * 1000 + '"}'
    answer = browser.post("/api/v1/neighbourhoods/", large, **sent)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["error"]) == (413, "too_large")
    page = browser.post(
        "/qingdao/neighbourhoods/new/", {"name": "长" * 1000, "file": io.BytesIO(bytes(6000))}
    )
    assert page.status_code == 413
    assert "内容太大" in page.content.decode()
    small = browser.post("/qingdao/neighbourhoods/new/", {"name": "长", "file": io.BytesIO(bytes(2000))})
    assert small.status_code == 200
    settings.MIDDLEWARE = [name for name in django_settings.MIDDLEWARE if "SizeMiddleware" not in name]
    unguarded = client_of(people.qd_street).post("/api/v1/neighbourhoods/", large, **sent)  # type: ignore[arg-type]
    assert unguarded.status_code == 400, "read whole, and only then found wanting"


@pytest.mark.parametrize("length", ["-1", "1e9", "９", "99999999999999999999"])
def test_size_that_is_none_is_refused(length: str, people: People, client_of: Browser) -> None:
    answer = client_of(people.qd_street).post("/login/", {}, CONTENT_LENGTH=length)
    assert answer.status_code in (400, 413)
