"""Suspending a tenant, resuming it, asking for its deletion."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.audit.services import note
from communities.closing.errors import NotPossible
from communities.records.models import Job, JobState
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant

EXPORTED = "整体导出"
"""The words under which a whole export stands in the audit record; its reason is the SHA-256 of the file."""
SUSPENDED = "停用本改造计划"
NOT_BEGUN = "本改造计划已停用，工作没有开始，未写入任何数据；恢复后请重新提交。"


def suspend(tenant: Tenant, *, reason: str, now: datetime) -> Tenant:
    """Nobody gets in from now on, whoever is in already neither; jobs that wait fail with a sentence.

    Raises `NotPossible` without a reason and for a tenant suspended before.
    """
    _needs(reason)
    with enter(tenant.pk):
        held = _held(tenant)
        if held.is_suspended:
            raise NotPossible("suspended", f"{held.name}自 {_said(held.suspended_at)} 起已停用。")
        held.suspended_at = now
        held.save(update_fields=["suspended_at"])
        Job.objects.filter(state=JobState.QUEUED).update(
            state=JobState.FAILED, message=NOT_BEGUN, finished_at=now
        )
        note(Action.COMMAND, SUSPENDED, by=None, about=held, reason=reason)
    return held


def resume(tenant: Tenant, *, reason: str = "", now: datetime) -> Tenant:
    """Let everybody in again; a deletion that was asked for is off. Raises `NotPossible` for one not suspended."""
    with enter(tenant.pk):
        held = _held(tenant)
        if not held.is_suspended:
            raise NotPossible("not_suspended", f"{held.name}没有停用。")
        words = "恢复本改造计划，撤销删除" if held.delete_after else "恢复本改造计划"
        held.suspended_at = held.delete_after = None
        held.save(update_fields=["suspended_at", "delete_after"])
        note(Action.COMMAND, words, by=None, about=held, reason=reason)
    return held


def ask_deletion(tenant: Tenant, *, reason: str, export_sha256: str = "", now: datetime) -> Tenant:
    """Set the day from which the tenant may be deleted: `TENANT_DELETION_DAYS` from now.

    It must be suspended and exported since: by the newest export on record, or the one whose SHA-256 is given. Raises
    `NotPossible`.
    """
    _needs(reason)
    with enter(tenant.pk):
        held = _held(tenant)
        if held.delete_after:
            raise NotPossible("asked_before", f"已申请删除，{_said(held.delete_after)} 以后才能执行。")
        export_of(held, sha256=export_sha256)
        held.delete_after = now + timedelta(days=settings.TENANT_DELETION_DAYS)
        held.save(update_fields=["delete_after"])
        note(Action.COMMAND, "申请删除本改造计划的全部数据", by=None, about=held, reason=reason)
    return held


def set_superior(tenant: Tenant, *, superior: Tenant | None) -> Tenant:
    """Name the tenant to which this one submits its frozen figures; None: to nobody. What was submitted stays.

    Raises `NotPossible` for itself, and for one that submits to this one, directly or over others.
    """
    with enter(tenant.pk):
        held = _held(tenant)
        seen: set[int] = set()
        above = superior.pk if superior else None
        while above is not None and above not in seen:
            seen.add(above)
            above = Tenant.objects.values_list("superior", flat=True).get(pk=above)
        if held.pk in seen:
            raise NotPossible("in_a_circle", f"{held.name}不能向自己或自己的下级报送。")
        held.superior = superior
        held.save(update_fields=["superior"])
        words = f"设定上级：{superior.name}" if superior else "取消上级"
        note(Action.COMMAND, words, by=None, about=held)
    return held


def export_of(tenant: Tenant, *, sha256: str = "") -> str:
    """The SHA-256 of the whole export made since the tenant entered was suspended: the newest, or the one given.

    Raises `NotPossible` when the tenant is not suspended or there is no such export.
    """
    if not tenant.is_suspended:
        raise NotPossible("not_suspended", "只有停用的租户才能删除，请先执行 suspend_tenant。")
    closed = AuditEntry.objects.filter(action=Action.COMMAND, what=SUSPENDED).order_by("-id").values("id")
    made = AuditEntry.objects.filter(action=Action.EXPORT, what=EXPORTED, id__gt=closed[:1])
    found: str | None = (
        (made.filter(reason=sha256) if sha256 else made)
        .order_by("-id")
        .values_list("reason", flat=True)
        .first()
    )
    if found is None:
        which = f"没有校验码为 {sha256} 的整体导出" if sha256 else "停用以后还没有整体导出"
        raise NotPossible("not_exported", f"{which}，请先执行 export_tenant。")
    return found


def _needs(reason: str) -> None:
    if not reason.strip():
        raise NotPossible("no_reason", "须写明原因。")


def _held(tenant: Tenant) -> Tenant:
    return Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)


def _said(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
