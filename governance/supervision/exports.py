"""Cases as a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.records.exporting import CHUNK, in_chunks
from communities.records.spreadsheets import Column, Sheet
from governance.models import SupervisionCase
from governance.supervision.queries import cases, days_late, filtered


def case_sheet(by: Actor, asked: Mapping[str, str], on: date) -> Sheet[SupervisionCase]:
    """The cases as the list is filtered, all pages, where the person may export."""
    rows = filtered(cases(by), asked, actor=by, on=on).filter(within(by.paths(Capability.EXPORT)))
    found = rows.select_related("jurisdiction", "project", "neighbourhood", "organisation").order_by("-id")
    return Sheet(
        "检查与投诉", "件", _columns(on), in_chunks(found.iterator(chunk_size=CHUNK)), rows.count(), frozen=2
    )


def _columns(on: date) -> tuple[Column[SupervisionCase], ...]:
    return (
        Column("来源", lambda row: row.get_source_display()),
        Column("事由", lambda row: row.subject, 32),
        Column("地区", lambda row: row.jurisdiction.name, 14),
        Column("项目", lambda row: row.project.name if row.project else None, 28),
        Column("小区", lambda row: row.neighbourhood.name if row.neighbourhood else None, 24),
        Column("检查或收到日期", lambda row: row.on.isoformat(), 14),
        Column("外部编号", lambda row: row.number, 18),
        Column("轻重", lambda row: row.get_severity_display(), 8),
        Column("状态", lambda row: row.get_state_display(), 10),
        Column("责任单位", lambda row: row.organisation.name if row.organisation else None, 24),
        Column("期限", lambda row: row.due_on.isoformat() if row.due_on else None),
        Column("逾期(天)", lambda row: days_late(row, on) or None, 9, "count"),
        Column("办结日期", lambda row: row.closed_on.isoformat() if row.closed_on else None),
        Column("情况", lambda row: row.text, 48),
    )
