"""Lists as spreadsheets of any length: a short one at once, a long one by a job in bounded memory, with progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, TypeVar

from celery import Task
from django.core.files.base import File
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from communities.people.delegation.standing import working_actor
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.models import Person
from communities.people.rights import Actor, Refused
from communities.records.jobs import NothingToDo, Unfinished, working
from communities.records.models import EXPORT, Job, JobState
from communities.records.services import open_job, store_product
from communities.records.spreadsheets import Sheet, attachment, workbook, write
from communities.tenancy.models import Jurisdiction, Tenant

AT_ONCE = 2000
"""Ours: rows that a request writes while the person waits; a longer list is a job."""
CHUNK = 1000
"""Ours: rows in memory at a time."""

R = TypeVar("R")
Asked = Mapping[str, str]
Make = Callable[[Actor, Asked, date], Sheet[Any]]
"""Builds the list anew from what was asked, as the person may see it now. May raise `Refused`."""


def exporter(by: Actor, right: Capability = Capability.EXPORT) -> None:
    """Raise `Refused` for who may export nowhere."""
    if not by.may_somewhere(right):
        raise Refused(f"您没有这项权限：{right.label}。请联系本级系统管理员。")


def in_chunks(rows: Iterable[R], prepare: Callable[[list[R]], object] | None = None) -> Iterator[R]:
    """The rows one by one, `CHUNK` of them in memory; `prepare` is called with each chunk before it is handed out.

    Give it `queryset.iterator(chunk_size=CHUNK)`, inside a transaction.
    """
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        if prepare is not None:
            prepare(chunk)
        yield from chunk


def answer(
    request: TenantRequest,
    make: Make,
    *,
    task: Task[Any, Any],
    name: str,
    right: Capability = Capability.EXPORT,
) -> HttpResponse:
    """What the address of an export answers: the file, or for a long list a page that offers the job.

    Sent by POST, a long list becomes a job and the person goes to its page. `make` is asked with the address's query;
    `name` is the file's, without day and ending; `task` ends in `produce` with the same `make` and `right`.
    Raises `Refused`.
    """
    by, on = request.actor, timezone.localdate()
    exporter(by, right)
    given = {name: str(value) for name, value in request.GET.items()}
    sheet = make(by, given, on)
    if sheet.total <= AT_ONCE:
        return at_once(sheet, name=name, by=by, on=on)
    if request.method == "POST":
        job = ask(
            title=f"导出{name}", name=name, asked=given, again=request.get_full_path(), task=task, by=by
        )
        return redirect("job_detail", tenant=by.tenant.code, pk=job.pk)
    return render(request, "records/export.html", {"sheet": sheet, "name": name, "at_once": AT_ONCE})


def at_once(sheet: Sheet[Any], *, name: str, by: Actor, on: date) -> HttpResponse:
    """The file itself, while the person waits."""
    content = workbook(
        sheet.columns, sheet.rows, title=sheet.title, unit=sheet.unit, by=by, on=on, frozen=sheet.frozen
    )
    return attachment(content, f"{name}{on:%Y%m%d}.xlsx")


def ask(*, title: str, name: str, asked: Asked, again: str, task: Task[Any, Any], by: Actor) -> Job:
    """Put an export in the queue; the same one that is still open is not made twice.

    `again`: the address at which it can be asked for once more.
    """
    parameters = {"asked": dict(asked), "name": name, "again": again}
    waiting: Job | None = Job.objects.filter(
        kind=EXPORT,
        created_by=by.person,
        state__in=[JobState.QUEUED, JobState.RUNNING],
        parameters__contains=parameters,
    ).first()
    return waiting or open_job(kind=EXPORT, title=title, by=by, parameters=parameters, task=task)


def produce(*, job: int, tenant: int, person: int, make: Make, right: Capability = Capability.EXPORT) -> None:
    """Work on the job of an export: the list as the person may see it today, written to a file outside memory.

    The product lies where the person may export, and nobody else may open it.
    """
    with suppress(NothingToDo), working(job, tenant=tenant) as work:
        on = timezone.localdate()
        by = working_actor(person=Person.objects.get(pk=person), tenant=Tenant.objects.get(pk=tenant), on=on)
        if by is None or not by.may_somewhere(right):
            raise Unfinished("您在本地区已没有导出表格的权限。")
        given = work.job.parameters
        sheet = make(by, given["asked"], on)
        with TemporaryFile() as file:
            count = write(file, sheet, by=by, on=on, report=work.report)
            document = store_product(
                file=File(file, name="export.xlsx"),
                filename=f"{given['name']}{on:%Y%m%d}.xlsx",
                kind="导出表格",
                jurisdiction=Jurisdiction.objects.get(path=by.paths(right)[0]),
                by=by,
            )
        Job.objects.filter(pk=job).update(document=document, total=count)
        work.result = {"rows": count}
        work.message = f"已导出 {count} {sheet.unit}。"
