"""The works of a month as a spreadsheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from communities.people.rights import Actor
from communities.records.spreadsheets import Column, workbook
from communities.rulebooks.queries import Adopted
from projects import months
from projects.queries import Line, with_rows

MOST = 20_000
"""Rows of one spreadsheet; a longer list is to be narrowed first."""


def progress_sheet(
    items: QuerySet[Any], month: date, adopted: Adopted | None, *, by: Actor, on: date
) -> bytes:
    """A line for each works item of the month, as it is filtered, all pages. Money in yuan."""
    found = items.select_related("neighbourhood", "building", "project__jurisdiction")
    lines = with_rows(list(found.order_by("-project_id", "id")[:MOST]), month, adopted)
    columns: list[Column[Line]] = [
        Column("项目编号", lambda line: line.item.project.code, 16),
        Column("项目名称", lambda line: line.item.project.name, 30),
        Column("地区", lambda line: line.item.project.jurisdiction.name, 14),
        Column("小区", lambda line: line.item.neighbourhood.name, 20),
        Column("楼栋", lambda line: line.item.building.name if line.item.building else "整个小区"),
        Column("改造内容", lambda line: line.name, 20),
        Column("开工日期", lambda line: _day(line.item.started_on)),
        Column("完成日期", lambda line: _day(line.item.finished_on)),
        Column("状态", lambda line: line.row.get_state_display() if line.row else "未填报"),
        Column("形象进度（%，累计）", lambda line: line.row.physical if line.row else None, form="money"),
        Column("上次形象进度（%）", lambda line: line.before.physical if line.before else None, form="money"),
        Column("本月完成投资（元）", lambda line: line.row.invested if line.row else None, 16, "money"),
        Column("本月支付（元）", lambda line: line.row.paid if line.row else None, 16, "money"),
        Column("累计支付（元）", lambda line: line.paid, 16, "money"),
        Column("估算投资（元）", lambda line: line.item.estimate, 16, "money"),
        Column("支付占估算（%）", lambda line: _rounded(line.paid_percent), form="money"),
        Column("支付超进度", lambda line: "是" if line.is_ahead else "", 10),
        Column("说明", lambda line: line.row.note if line.row else "", 30),
        Column("滞后原因", lambda line: line.row.delay_reason if line.row else "", 30),
        Column("填报单位", lambda line: line.row.organisation.name if line.row else "", 20),
        Column(
            "确认或退回单位",
            lambda line: line.row.confirming.name if line.row and line.row.confirming else "",
            20,
        ),
        Column("退回原因", lambda line: line.row.return_reason if line.row else "", 30),
    ]
    return workbook(columns, lines, title=months.named(month), unit="项内容", by=by, on=on, frozen=2)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 2)
