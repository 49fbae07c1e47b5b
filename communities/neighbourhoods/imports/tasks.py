"""Background doors of an import: the dry run and the write."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from celery import shared_task
from django.utils import timezone

from communities.neighbourhoods.imports.dry_run import check
from communities.neighbourhoods.imports.writing import carry_out
from communities.neighbourhoods.models import ImportState, RegisterImport
from communities.neighbourhoods.register import UnusableFile
from communities.people.delegation.standing import working_actor
from communities.people.models import Person
from communities.people.rights import Actor
from communities.records.jobs import NothingToDo, Unfinished, Work, working
from communities.tenancy.models import Tenant
from communities.tenancy.tasks import TenantTask

Body = Callable[[Work, RegisterImport, Actor], None]


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def check_register(self: Any, *, tenant: int, person: int, job: int) -> None:
    """The dry run of an upload."""
    _work(job, tenant, person, ImportState.CHECKING, _check)


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def write_register(self: Any, *, tenant: int, person: int, job: int) -> None:
    """The write of what a dry run showed."""
    _work(job, tenant, person, ImportState.WRITING, _write)


def _check(work: Work, register_import: RegisterImport, by: Actor) -> None:
    try:
        check(register_import, by=by, on=timezone.localdate(), report=work.report)
    except UnusableFile as unusable:
        raise Unfinished(unusable.message) from unusable
    work.message = "试运行完成，尚未写入任何数据。"


def _write(work: Work, register_import: RegisterImport, by: Actor) -> None:
    summary = carry_out(register_import, by=by, now=timezone.now(), report=work.report)
    work.result = dict(summary)
    work.message = "已写入：新增 {created} 行，更新 {updated} 行，未变 {unchanged} 行。".format(**summary)


def _work(job: int, tenant: int, person: int, state: ImportState, body: Body) -> None:
    """The body on the import, as long as that waits for just this job, by the person as he may act today."""
    with suppress(NothingToDo), working(job, tenant=tenant) as work:
        found = (
            RegisterImport.objects.select_related("document", "jurisdiction")
            .filter(job=job, state=state)
            .first()
        )
        if found is None:
            raise Unfinished("这一批已由另一次操作处理，本次没有写入。")
        by = working_actor(
            person=Person.objects.get(pk=person),
            tenant=Tenant.objects.get(pk=tenant),
            on=timezone.localdate(),
        )
        if by is None:
            raise Unfinished("您在本地区已没有职务，或代办的委托已经结束，未写入任何数据。")
        body(work, found, by)
