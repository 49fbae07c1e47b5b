"""A suspended tenant: its members are told so everywhere, strangers learn nothing, nothing works for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from celery import shared_task
from django.db import IntegrityError, transaction
from django.test import Client

from communities.audit.models import AuditEntry
from communities.closing.errors import NotPossible
from communities.closing.services import resume, suspend
from communities.people import tokens
from communities.people.rights import Actor
from communities.records.models import Job, JobState
from communities.tenancy.models import Tenant
from communities.tenancy.tasks import TenantTask
from tests.cast import People, Town

NOW = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
PAGES = ("/qingdao/", "/qingdao/neighbourhoods/", "/qingdao/nothing-here/")


@shared_task(base=TenantTask)
def count_tasks(*, tenant: int, person: int | None = None) -> str:
    return "worked"


def test_member_is_told_on_every_address_and_at_once(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    member = client_of(people.qd_street)
    assert member.get("/qingdao/").status_code == 200
    with qingdao.entered():
        token = tokens.issue(person=people.qd_street.person, tenant=qingdao.tenant)
    bearer = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/neighbourhoods/", headers=bearer).status_code == 200

    suspend(qingdao.tenant, reason="机房迁移", now=NOW)

    for page in PAGES:
        answer = member.get(page)
        assert (answer.status_code, "已停用" in answer.content.decode()) == (403, True)
    assert member.post("/qingdao/neighbourhoods/new/", {"name": "新小区"}).status_code == 403
    for caller, headers in ((Client(), bearer), (member, {"X-Tenant": "qingdao"})):
        told = caller.get("/api/v1/neighbourhoods/", headers=headers)
        assert (told.status_code, told.json()["error"]) == (403, "suspended")

    resume(qingdao.tenant, now=NOW)
    assert member.get("/qingdao/").status_code == 200


def test_stranger_gets_the_page_of_no_tenant(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    stranger = client_of(people.wl_housing)
    suspend(qingdao.tenant, reason="机房迁移", now=NOW)

    theirs, nobodys = (stranger.get(f"/{code}/neighbourhoods/") for code in ("qingdao", "nowhere"))
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.content == nobodys.content
    answers = [
        stranger.get("/api/v1/neighbourhoods/", headers={"X-Tenant": code}) for code in ("qingdao", "nowhere")
    ]
    assert answers[0].status_code == answers[1].status_code == 404
    assert answers[0].content == answers[1].content


def test_tasks_and_waiting_jobs_stand_still(qingdao: Town, people: People) -> None:
    run = lambda: count_tasks.apply(kwargs={"tenant": qingdao.tenant.pk}, throw=True).get()  # noqa: E731 - asked thrice
    assert run() == "worked"
    with qingdao.entered():
        job = Job.objects.create(kind="export", title="导出", created_by=people.qd_street.person)
    assert qingdao.tenant in Tenant.objects.active()

    suspend(qingdao.tenant, reason="机房迁移", now=NOW)

    assert run() is None
    assert qingdao.tenant not in Tenant.objects.active()
    with qingdao.entered():
        job.refresh_from_db()
    assert (job.state, "重新提交" in job.message) == (JobState.FAILED, True)
    resume(qingdao.tenant, now=NOW)
    assert run() == "worked"


def test_suspending_stands_on_record_with_its_reason(qingdao: Town) -> None:
    with pytest.raises(NotPossible, match="须写明原因"):
        suspend(qingdao.tenant, reason=" ", now=NOW)
    suspend(qingdao.tenant, reason="机房迁移", now=NOW)
    with pytest.raises(NotPossible, match="起已停用"):
        suspend(qingdao.tenant, reason="再来一次", now=NOW)
    resume(qingdao.tenant, reason="迁移完成", now=NOW)
    with pytest.raises(NotPossible, match="没有停用"):
        resume(qingdao.tenant, now=NOW)
    with qingdao.entered():
        kept = list(AuditEntry.objects.order_by("id").values_list("what", "reason"))
    assert kept == [("停用本改造计划", "机房迁移"), ("恢复本改造计划", "迁移完成")]


def test_deletion_of_a_tenant_in_use_is_refused_by_the_database(qingdao: Town) -> None:
    with pytest.raises(IntegrityError, match="tenant_deleted_only_when_suspended"), transaction.atomic():
        Tenant.objects.filter(pk=qingdao.tenant.pk).update(delete_after=NOW)
