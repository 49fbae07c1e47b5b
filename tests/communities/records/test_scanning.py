"""Uploads and the scanner: clean, infected, down; against a real server that speaks its protocol."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from communities.audit.models import AuditEntry
from communities.neighbourhoods.models import NeighbourhoodDeclaration
from communities.people.notices import Notice
from communities.people.rights import Actor
from communities.records import scanning, sealing, tasks
from communities.records.models import Document, ScanState
from communities.records.services import store
from tests.cast import People, Town
from tests.communities.records.declaring import NOTE, declared
from tests.communities.records.scanner import EICAR, nobody, scanner

PDF = b"%PDF-1.7 ..."
INFECTED = PDF + EICAR
Browser = Callable[[Actor], Client]


def kept(town: Town, by: Actor, content: bytes = PDF) -> Document:
    place = town.places["370202001"]
    return store(file=ContentFile(content), filename="证明.pdf", kind="证明", jurisdiction=place, by=by)


def test_file_is_clean_or_named_by_both_kinds_of_socket(settings: Settings, tmp_path: Path) -> None:
    for where in (None, tmp_path / "clamd.sock"):
        with scanner(where) as address:
            settings.CLAMAV_SOCKET = address
            assert scanning.finding(io.BytesIO(PDF * 50_000)) == ""
            assert scanning.finding(io.BytesIO(PDF * 20_000 + EICAR)) == "Eicar-Signature"


def test_answer_that_is_not_understood_is_no_answer(settings: Settings) -> None:
    for said in (b"INSTREAM size limit exceeded. ERROR", b"", b"OK or so"):
        with scanner(says=said or b"\0") as settings.CLAMAV_SOCKET:
            assert scanning.scanned(io.BytesIO(PDF)) == ScanState.QUARANTINED


def test_without_a_scanner_files_are_taken_and_say_so(
    qingdao: Town, people: People, settings: Settings
) -> None:
    settings.CLAMAV_SOCKET = ""
    with qingdao.entered():
        assert kept(qingdao, people.qd_street, INFECTED).scan == ScanState.UNSCANNED


def test_file_waits_in_quarantine_until_the_scanner_answers(
    qingdao: Town, people: People, client_of: Browser, settings: Settings
) -> None:
    settings.CLAMAV_SOCKET = nobody()
    with qingdao.entered():
        good, bad = kept(qingdao, people.qd_street), kept(qingdao, people.qd_street, INFECTED)
        assert good.scan == bad.scan == ScanState.QUARANTINED
    browser, address = client_of(people.qd_street), f"/qingdao/documents/{good.pk}/"
    waiting = browser.get(address)
    assert waiting.status_code == 403
    assert "正在隔离" in waiting.content.decode()
    tasks.scan_waiting()
    with qingdao.entered():
        assert Document.objects.filter(scan=ScanState.QUARANTINED).count() == 2
    listed = client_of(people.qd_security).get("/qingdao/documents/sealed/").content.decode()
    assert listed.count("隔离中") >= 2
    with scanner() as settings.CLAMAV_SOCKET:
        tasks.scan_waiting()
    assert b"".join(browser.get(address).streaming_content) == PDF  # type: ignore[attr-defined]
    sealed = browser.get(f"/qingdao/documents/{bad.pk}/")
    assert sealed.status_code == 403
    assert "已封存" in sealed.content.decode()
    with qingdao.entered():
        bad.refresh_from_db()
        assert bad.scan == ScanState.INFECTED
        told = set(Notice.objects.values_list("person__username", flat=True))
        assert told == {"qd-street", "qd-security"}
        assert AuditEntry.objects.filter(object_id=bad.pk, what__contains="病毒").count() == 1


def test_infected_upload_is_sealed_and_what_it_proved_is_not_declared(
    qingdao: Town, people: People, client_of: Browser, settings: Settings
) -> None:
    with scanner() as settings.CLAMAV_SOCKET:
        answer = declared(qingdao, people, client_of(people.qd_street), INFECTED)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "发现病毒" in said
    assert NOTE in said
    with qingdao.entered():
        assert not NeighbourhoodDeclaration.objects.exists()
        sealed = Document.objects.get(scan=ScanState.INFECTED)
        assert default_storage.exists(sealed.file.name)
        entry = AuditEntry.objects.get(object_id=sealed.pk, object_kind="communities.Document")
        assert entry.person_id == people.qd_street.person_id
    shown = client_of(people.qd_security).get("/qingdao/documents/sealed/").content.decode()
    assert "证明.pdf" in shown
    assert client_of(people.qd_street).get("/qingdao/documents/sealed/").status_code == 403


def test_file_that_is_gone_stays_in_quarantine(qingdao: Town, people: People, settings: Settings) -> None:
    settings.CLAMAV_SOCKET = nobody()
    with qingdao.entered():
        document = kept(qingdao, people.qd_street)
        default_storage.delete(document.file.name)
        with scanner() as settings.CLAMAV_SOCKET:
            assert sealing.scan_waiting(now=timezone.now())["waiting"] == 1
    with qingdao.entered(), pytest.raises(ValidationError), scanner() as settings.CLAMAV_SOCKET:
        kept(qingdao, people.qd_street, INFECTED)
