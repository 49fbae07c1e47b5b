"""Files that nobody opens: in quarantine until the scanner has answered, sealed when it has found something."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from communities.audit.enums import Action
from communities.audit.services import note
from communities.people.acting import named
from communities.people.enums import Capability
from communities.people.models import Membership
from communities.people.notices import tell
from communities.people.rights import Actor, Refused
from communities.records import scanning, storage
from communities.records.models import Document, ScanState
from communities.tenancy.context import enter, tenant_id
from communities.tenancy.models import Tenant

logger = logging.getLogger(__name__)

AT_A_TIME = 50
"""Ours: waiting files that one look of the clock takes from a tenant."""

_found: ContextVar[list[tuple[Document, Actor]] | None] = ContextVar("found", default=None)


def must_be_open(document: Document) -> None:
    """Raise `Refused` for a file that may not be opened yet, or ever."""
    if document.scan == ScanState.QUARANTINED:
        raise Refused("文件正在隔离，等待查毒。材料已在册，不用重新上传；查毒完成后就能下载。")
    if document.scan == ScanState.INFECTED:
        raise Refused("文件中发现病毒，已封存，不能下载。请由上传人换一份干净的文件重新上传。")


def seal(document: Document, *, by: Actor) -> None:
    """Put an infected upload on record. What the person submitted with it is refused and undone; the record of it must
    not be undone with it, so inside a request it is written when the request's own transaction has ended.
    """
    waiting = _found.get()
    if waiting is None:
        _record(document, by)
    else:
        waiting.append((document, by))


class SealingMiddleware:
    """Writes down what was found in the uploads of a request. Stands outside the tenant's own transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with _collecting() as found:
            response = self.get_response(request)
        for document, by in found:
            with enter(by.tenant.pk):
                _record(document, by)
        return response


@contextmanager
def _collecting() -> Iterator[list[tuple[Document, Actor]]]:
    found: list[tuple[Document, Actor]] = []
    token = _found.set(found)
    try:
        yield found
    finally:
        _found.reset(token)


def _record(document: Document, by: Actor | None) -> None:
    """The document sealed, a line of the record, word to the security administrators."""
    document.scan = ScanState.INFECTED
    document.scanned_at = document.scanned_at or timezone.now()
    document.save()
    note(Action.REFUSED, "上传的文件中发现病毒，已封存", by=by, about=document, name=document.filename)
    told = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()),
        role__capabilities__contains=[Capability.AUTHORISE],
    )
    text = f"{named(document.uploaded_by, document.acted_for)}上传的“{document.filename}”中发现病毒，已封存。"
    tenant = Tenant.objects.get(pk=tenant_id())
    url = reverse("document_sealed", kwargs={"tenant": tenant.code})
    tell(told.order_by().values_list("person", flat=True), text=text, url=url)


def scan_waiting(*, now: datetime) -> dict[str, int]:
    """Ask the scanner about the files in quarantine of the tenant entered, the oldest first; how many are clean,
    sealed, still waiting.

    The uploader of one that is sealed is told. The clock comes again: what can't be asked now stays where it is.
    """
    counted = {"clean": 0, "infected": 0, "waiting": 0}
    waiting = Document.objects.filter(scan=ScanState.QUARANTINED).select_related("uploaded_by", "acted_for")
    for document in waiting.select_for_update(of=("self",), skip_locked=True).order_by("id")[:AT_A_TIME]:
        try:
            with storage.opened(document.file.name) as content:
                found = scanning.finding(content)
        except (scanning.ScannerDown, storage.StorageDown):
            counted["waiting"] += 1
            break
        except FileNotFoundError:
            logger.error("document %s in quarantine has no file", document.pk)
            counted["waiting"] += 1
            continue
        document.scanned_at = now
        if found:
            _record(document, None)
            text = f"您上传的“{document.filename}”中发现病毒，已封存。请换一份干净的文件重新上传。"
            tell([document.uploaded_by_id], text=text, url="")
            counted["infected"] += 1
        else:
            document.scan = ScanState.CLEAN
            document.save(update_fields=["scan", "scanned_at"])
            counted["clean"] += 1
    return counted
