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
from communities.people.rights import Actor
from communities.records import filetypes
from communities.records.models import Document, Job, JobState, Notice
from communities.tenancy.context import enter
from communities.tenancy.models import Jurisdiction


def store(*, file: File[bytes], filename: str, kind: str, jurisdiction: Jurisdiction, by: Actor) -> Document:
    """Take a file on record at a place, under the name `kind` that the rulebook gives such evidence.

    Its type is told by its content. Raises `ValidationError` with a sentence for the person when it is
    empty, larger than `settings.UPLOAD_MAX_BYTES`, or of a kind that is not taken. Whether the person may
    file something there is the caller's question.
    """
    check_size(file.size)
    return _keep(file, filename, kind, jurisdiction, by)


def store_bytes(
    *, content: bytes, filename: str, kind: str, jurisdiction: Jurisdiction, by: Actor
) -> Document:
    """The same for a file that the system made itself."""
    return store(file=ContentFile(content), filename=filename, kind=kind, jurisdiction=jurisdiction, by=by)


def store_product(
    *, file: File[bytes], filename: str, kind: str, jurisdiction: Jurisdiction, by: Actor
) -> Document:
    """Keep a file that the system made itself and that may be of any size: the limit is for uploads."""
    return _keep(file, filename, kind, jurisdiction, by)


def _keep(file: File[bytes], filename: str, kind: str, jurisdiction: Jurisdiction, by: Actor) -> Document:
    content = cast(IO[bytes], file.file)
    filetype = filetypes.of(content)
    content.seek(0)
    digest = hashlib.file_digest(cast(io.BytesIO, content), "sha256").hexdigest()
    content.seek(0)
    name = filetypes.named(filename, filetype)
    document = Document(
        jurisdiction=jurisdiction,
        kind=kind,
        filename=name,
        size=file.size,
        sha256=digest,
        content_type=filetype.content_type,
        uploaded_by=by.person,
    )
    document.file.save(name, file, save=False)
    document.save()
    return document


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

    The task is called with `tenant`, `person` and `job`, ids only. When the broker can't be reached the job
    fails and says so.
    """
    job: Job = Job.objects.create(
        kind=kind, title=title[:200], parameters={**parameters, "page": page}, created_by=by.person
    )
    tenant, person = by.tenant.pk, by.person_id
    transaction.on_commit(lambda: _send(task, tenant=tenant, person=person, job=job.pk))
    return job


def _send(task: Task[Any, Any], *, tenant: int, person: int, job: int) -> None:
    try:
        task.delay(tenant=tenant, person=person, job=job)
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
    Notice.objects.bulk_create(Notice(person_id=person, text=text[:300], url=url) for person in sorted(told))
    return len(told)
