"""Taking a file on record, opening a job, letting people know."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from datetime import date
from typing import IO, Any, cast

from celery import Task
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from communities.people.models import Membership, Organisation
from communities.people.notices import tell
from communities.people.rights import Actor
from communities.records import filetypes, pictures, scanning, sealing, storage
from communities.records.models import Document, Job, JobState, ScanState, storage_path
from communities.tenancy import luggage
from communities.tenancy.context import enter
from communities.tenancy.models import Jurisdiction


def store(*, file: File[bytes], filename: str, kind: str, jurisdiction: Jurisdiction, by: Actor) -> Document:
    """Take a file on record at a place, under the name `kind` that the rulebook gives such evidence.

    Its type is told by its content. Raises `ValidationError` with a sentence for the person when it is
    empty, larger than `settings.UPLOAD_MAX_BYTES`, of a kind that is not taken, or infected (it is sealed then, see
    `sealing`), and when the storage fails. While the scanner is down the file is kept in quarantine: it counts as
    supplied, and nobody can open it. Whether the person may file something there is the caller's question.
    """
    check_size(file.size)
    return _keep(file, filename, kind, jurisdiction, by, is_upload=True)


def store_bytes(
    *, content: bytes, filename: str, kind: str, jurisdiction: Jurisdiction, by: Actor
) -> Document:
    """The same for a file that the system made itself; it is not sent to the scanner."""
    file = ContentFile(content)
    check_size(file.size)
    return _keep(file, filename, kind, jurisdiction, by)


def store_product(
    *, file: File[bytes], filename: str, kind: str, jurisdiction: Jurisdiction, by: Actor
) -> Document:
    """Keep a file that the system made itself and that may be of any size: the limit is for uploads."""
    return _keep(file, filename, kind, jurisdiction, by)


def _keep(
    file: File[bytes],
    filename: str,
    kind: str,
    jurisdiction: Jurisdiction,
    by: Actor,
    *,
    is_upload: bool = False,
) -> Document:
    """Told by its content, a picture written anew, scanned, then stored; size and hash are of what is stored."""
    content = cast(IO[bytes], file.file)
    filetype = filetypes.of(content)
    state = scanning.scanned(content) if is_upload else ScanState.UNSCANNED
    if state != ScanState.INFECTED and filetype.content_type in filetypes.PICTURES:
        content = io.BytesIO(pictures.rewritten(content, filetypes.PICTURES[filetype.content_type]))
    name = filetypes.named(filename, filetype)
    document = Document(
        jurisdiction=jurisdiction,
        kind=kind,
        filename=name,
        size=content.seek(0, io.SEEK_END),
        sha256=_digest(content),
        content_type=filetype.content_type,
        scan=state,
        scanned_at=timezone.now() if state in (ScanState.CLEAN, ScanState.INFECTED) else None,
        uploaded_by=by.person,
    )
    document.file.name = storage.keep(storage_path(document, name), File(content, name=name))
    if state == ScanState.INFECTED:
        sealing.seal(document, by=by)
        raise ValidationError(
            f"“{name}”中发现病毒，已封存，没有作为材料提交，其他人不会打开它。"
            "请先在电脑上杀毒，换一份干净的文件重新上传。",
            code="infected",
        )
    document.save()
    return document


def _digest(content: IO[bytes]) -> str:
    content.seek(0)
    digest = hashlib.file_digest(cast(io.BytesIO, content), "sha256").hexdigest()
    content.seek(0)
    return digest


def check_size(size: int) -> None:
    """Raise `ValidationError` for an empty file and for one above the limit."""
    if not size:
        raise ValidationError("文件是空的（0 字节）。请在电脑上确认能打开后重新上传。", code="empty")
    if size > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES / 1024 / 1024
        raise ValidationError(
            f"文件有 {size / 1024 / 1024:.1f} MB，超过 {limit:.0f} MB 的上限。请压缩或拆分后重新上传。",
            code="too_large",
        )


def open_job(
    *, kind: str, title: str, by: Actor, parameters: dict[str, Any], task: Task[Any, Any], page: str = ""
) -> Job:
    """Put a piece of work in the queue once the transaction has been committed; `page` is the address that
    shows its outcome.

    The task is called with `tenant`, `person` and `job`, ids only; what travels (`luggage`) is packed now, for the
    commit comes when nobody acts any more. When the broker can't be reached the job fails and says so.
    """
    job: Job = Job.objects.create(
        kind=kind, title=title[:200], parameters={**parameters, "page": page}, created_by=by.person
    )
    ids, packed = {"tenant": by.tenant.pk, "person": by.person_id, "job": job.pk}, luggage.packed()
    transaction.on_commit(lambda: _send(task, packed, **ids))
    return job


def _send(
    task: Task[Any, Any], packed: dict[str, luggage.Packed], *, tenant: int, person: int, job: int
) -> None:
    ids = {"tenant": tenant, "person": person, "job": job}
    headers: dict[str, Any] = {"luggage": packed}
    try:
        task.apply_async(kwargs=ids, headers=headers)
    except OperationalError:
        with enter(tenant):
            Job.objects.filter(pk=job, state=JobState.QUEUED).update(
                state=JobState.FAILED,
                finished_at=timezone.now(),
                message="后台服务没有应答，工作没有开始，未写入任何数据。请稍后重试；仍然如此，请告诉系统管理员。",
            )


def notify(organisations: Iterable[Organisation], *, text: str, url: str, by: Actor, on: date) -> int:
    """Let everybody who belongs to the organisations on that day know; whoever did it himself knows already.

    The number of people told. A matter to act on is not told so: the desk computes it.
    """
    seated = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), organisation__in=list(organisations), starts_on__lte=on
    )
    told = set(seated.order_by().values_list("person", flat=True)) - {by.person_id}
    tell(told, text=text, url=url)
    return len(told)
