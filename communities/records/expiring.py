"""Exports with personal data: made at once, opened by their maker alone, gone after some hours."""

from __future__ import annotations

from datetime import datetime
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from communities.people.rights import Actor
from communities.records.models import PERSONAL_EXPORT, Job, JobState
from communities.records.queries import over
from communities.records.services import store_product
from communities.records.spreadsheets import Sheet, write
from communities.records.storage import FAILURES
from communities.tenancy.models import Jurisdiction

AT_A_TIME = 100


def produce(
    sheet: Sheet[Any], *, title: str, filename: str, jurisdiction: Jurisdiction, by: Actor, now: datetime
) -> Job:
    """Write the list to a file that only `by` can open, for `settings.PERSONAL_EXPORT_HOURS`; its job is done at once.

    Whether the person may have it, and the line of the record, are the caller's. Raises `ValidationError` when the
    storage fails.
    """
    with TemporaryFile() as file:
        count = write(file, sheet, by=by, on=timezone.localdate(now))
        document = store_product(
            file=File(file, name=filename),
            filename=filename,
            kind="含个人信息的导出表格",
            jurisdiction=jurisdiction,
            by=by,
        )
    job: Job = Job.objects.create(
        kind=PERSONAL_EXPORT,
        title=title[:200],
        state=JobState.DONE,
        total=count,
        result={"rows": count},
        message=f"已导出 {count} {sheet.unit}，含个人信息："
        f"只有您能下载，{settings.PERSONAL_EXPORT_HOURS} 小时后自动删除。",
        document=document,
        created_by=by.person,
        started_at=now,
        finished_at=now,
    )
    return job


def forget(*, now: datetime) -> int:
    """Take the files of exports that have run out from the storage, in the tenant entered; how many.

    The lines about the document and its job stay: that it was made is on record.
    """
    gone = 0
    for job in Job.objects.filter(over(now), result__forgotten__isnull=True).select_related("document")[
        :AT_A_TIME
    ]:
        try:
            default_storage.delete(job.document.file.name)
        except FAILURES:
            continue  # the clock comes again
        job.result = {**(job.result or {}), "forgotten": now.isoformat()}
        job.message = "含个人信息的导出文件已到期删除。"
        job.save(update_fields=["result", "message"])
        gone += 1
    return gone
