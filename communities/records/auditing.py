"""The audit record as a spreadsheet: what the list shows, all pages of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from communities.audit import queries
from communities.audit.models import AuditEntry
from communities.people.rights import Actor
from communities.records import exporting
from communities.records.spreadsheets import Column, Sheet


def audit_sheet(by: Actor, asked: Mapping[str, str], on: date) -> Sheet[AuditEntry]:
    """The lines that the person may read and has searched for, the newest first. Raises `Refused`."""
    rows = queries.found(queries.entries(by), queries.asked_from(asked))
    shown = exporting.in_chunks(rows.iterator(chunk_size=exporting.CHUNK))
    return Sheet("审计记录", "条记录", COLUMNS, shown, rows.order_by().count(), frozen=2)


COLUMNS: tuple[Column[AuditEntry], ...] = (
    Column("时间", lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}", 19),
    Column("人员", lambda row: row.person_name or "系统", 12),
    Column("代何人", lambda row: row.for_name, 12),
    Column("单位", lambda row: row.organisation_name, 24),
    Column("行为", lambda row: row.get_action_display(), 14),
    Column("事项", lambda row: row.what, 24),
    Column("对象", lambda row: row.object_name, 28),
    Column("理由或说明", lambda row: row.reason, 32),
    Column("规则版本", lambda row: row.rulebook, 9, "plain"),
    Column("来自地址", lambda row: row.address, 16),
    Column("请求编号", lambda row: row.request, 15),
    Column("页面或接口", lambda row: row.path, 36),
    Column("结果代码", lambda row: row.status, 9, "plain"),
)
