"""The life of a job: begun once, done together with what it wrote, failed with a sentence, found when its
worker died.

Who works on a job holds a lock in the database that lives as long as the transaction of its work. The lock
is free as soon as the worker is dead, so that nobody has to wait for a heartbeat to be missed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from communities.audit.enums import Action
from communities.audit.services import note
from communities.people.rights import Refused
from communities.records import progress
from communities.records.models import Job, JobState
from communities.tenancy.context import enter

logger = logging.getLogger(__name__)

LOCK_SPACE = 0x4A4F42
"""First half of the advisory lock's key: "JOB". The second is the job's id."""

GRACE = timedelta(seconds=5)
"""Ours: between being marked as begun and holding the lock a job is not yet called lost."""

IMPORTS = "import"
"""How the kinds of jobs begin that read a register in."""

LONGEST_QUEUE = timedelta(days=1)
"""Ours: a job that nobody began for so long has lost its message."""

LOST = "后台中断，未写入任何数据，可重新提交。"


class Unfinished(Exception):
    """The work can't be done, for a reason that the person can mend: `sentence` says which."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NothingToDo(Exception):
    """The job was begun before: a message that arrived twice changes nothing."""


@dataclass(slots=True)
class Work:
    """A job while it is worked on; what the body puts into `result` is kept with it."""

    job: Job
    result: dict[str, Any] | None = None
    message: str = ""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far it is."""
        progress.report(self.job.pk, done, total, text)


@contextmanager
def working(job_id: int, *, tenant: int) -> Iterator[Work]:
    """Work on a queued job of a tenant, in one transaction that also marks it as done: both are kept, or
    neither.

    Opens its own transactions, so call it outside one. An exception undoes the work and marks the job as
    failed, with the sentence of `Unfinished`, `ValidationError` or `Refused`; anything else is raised again
    after it. Raises `NothingToDo` when the job has been begun before.
    """
    job = _begin(job_id, tenant)
    try:
        with enter(tenant):
            _lock(job_id)
            work = Work(job)
            yield work
            if not _end(job_id, JobState.DONE, work.message, result=work.result):
                raise Unfinished(LOST)
            _keep_line(job_id)
    except (Unfinished, ValidationError, Refused) as refusal:
        _fail(job_id, tenant, sentence_of(refusal))
    except Exception:
        logger.exception("job %s failed", job_id)
        _fail(
            job_id, tenant, f"系统出错，未写入任何数据。请重试；仍然出现，请把编号 {job_id} 告诉系统管理员。"
        )
        raise
    finally:
        progress.forget(job_id)


def _begin(job_id: int, tenant: int) -> Job:
    with enter(tenant):
        begun = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
            state=JobState.RUNNING, started_at=timezone.now(), attempt=F("attempt") + 1
        )
        if not begun:
            raise NothingToDo(f"job {job_id} is not waiting")
        job: Job = Job.objects.select_related("created_by").get(pk=job_id)
        return job


def sentence_of(refusal: Unfinished | ValidationError | Refused) -> str:
    """What the person is told."""
    return "".join(refusal.messages) if isinstance(refusal, ValidationError) else refusal.sentence


def _end(job_id: int, state: JobState, message: str, result: dict[str, Any] | None = None) -> bool:
    """Close a running job; says whether it was running."""
    closed = Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(
        state=state, message=message[:500], result=result, finished_at=timezone.now()
    )
    return closed == 1


def _keep_line(job_id: int) -> None:
    """The job in the audit record, together with what it wrote: an export by its file, any other by its title."""
    job = Job.objects.select_related("created_by", "document").get(pk=job_id)
    action = Action.IMPORT if job.kind.startswith(IMPORTS) else Action.EXPORT if job.document else Action.TASK
    name = job.document.filename if job.document else job.title
    note(action, job.title, by=job.created_by, about=job, name=name)


def _fail(job_id: int, tenant: int, sentence: str) -> None:
    with enter(tenant):
        _end(job_id, JobState.FAILED, sentence)


def _lock(job_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, job_id % 2**31])


def _is_worked_on(job_id: int) -> bool:
    """Whether a living worker holds the job's lock. Takes it for the rest of the transaction otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK_SPACE, job_id % 2**31])
        row = cursor.fetchone()
    return row is not None and not row[0]


def fail_if_lost(job: Job) -> bool:
    """Mark a job as failed whose worker died, or that waited for a day; says whether it was. In the tenant
    entered.
    """
    now = timezone.now()
    if job.state == JobState.QUEUED and job.created_at < now - LONGEST_QUEUE:
        lost = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
            state=JobState.FAILED, message=LOST, finished_at=now
        )
        return lost == 1
    if job.state != JobState.RUNNING or job.started_at is None or job.started_at > now - GRACE:
        return False
    with transaction.atomic():
        return not _is_worked_on(job.pk) and _end(job.pk, JobState.FAILED, LOST)


def fail_lost_jobs() -> int:
    """Look through the open jobs of the tenant entered; how many were lost."""
    waiting = Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING])
    return sum(fail_if_lost(job) for job in waiting.order_by("id"))
