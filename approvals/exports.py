"""Projects, the pool and its order as spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from approvals import gates
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.records.exporting import CHUNK, exporter, in_chunks
from communities.records.spreadsheets import Column, Sheet, workbook
from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from projects.models import Project
from projects.queries import Place, at, filtered, priorities, viewed, with_figures
from projects.stages import NEXT, POOL, TRANSITIONS

WORDS = {"yes": "可以办理", "no": "不能办理", "undetermined": "待定"}


def exportable(projects: QuerySet[Project], actor: Actor) -> QuerySet[Project]:
    """Those of the projects that lie where the person may export. Raises `Refused` for who may nowhere."""
    exporter(actor)
    found = with_figures(projects.filter(at(actor.paths(Capability.EXPORT))))
    return found.select_related("jurisdiction__parent", "proposed_by").order_by("-id")


def project_sheet(by: Actor, asked: Mapping[str, str], on: date) -> Sheet[Project]:
    """The list of projects as it is filtered, all pages. Money in yuan, areas in ㎡."""
    return _sheet(filtered(viewed(by), asked), "项目", by, on)


def pool_sheet(by: Actor, asked: Mapping[str, str], on: date) -> Sheet[Project]:
    """The same of the reserve pool."""
    return _sheet(filtered(viewed(by).filter(state__in=POOL), asked), "储备库", by, on)


def _sheet(projects: QuerySet[Project], title: str, by: Actor, on: date) -> Sheet[Project]:
    found = exportable(projects, by)
    rows = in_chunks(found.iterator(chunk_size=CHUNK), lambda chunk: gates.keep_fresh(chunk, on=on))
    total = projects.filter(at(by.paths(Capability.EXPORT))).count()
    return Sheet(title, "个项目", COLUMNS, rows, total, frozen=2)


COLUMNS: tuple[Column[Any], ...] = (
    Column("项目编号", lambda p: p.code, 16),
    Column("项目名称", lambda p: p.name, 32),
    Column("地区", lambda p: p.jurisdiction.name, 14),
    Column("实施途径", lambda p: p.get_route_display()),
    Column("阶段", lambda p: p.get_state_display()),
    Column("批次", lambda p: p.get_batch_display()),
    Column("小区数(个)", lambda p: p.neighbourhood_count, 10, "count"),
    Column("楼栋数(栋)", lambda p: p.buildings, 10, "count"),
    Column("户数(户)", lambda p: p.households, 10, "count"),
    Column("建筑面积(㎡)", lambda p: p.floor_area, 14, "area"),
    Column("改造内容(项)", lambda p: p.item_count, 12, "count"),
    Column("估算投资(元)", lambda p: p.estimate, 16, "money"),
    Column("下一步", lambda p: TRANSITIONS[NEXT[p.state]].label if p.state in NEXT else "", 14),
    Column("能否办理", lambda p: WORDS.get(p.next_answer, "")),
    Column("卡在哪里", lambda p: p.blocked_by, 36),
    Column("提出单位", lambda p: p.proposed_by.name, 18),
)


def ranking_sheet(places: Sequence[Place], adopted: Adopted, *, by: Actor, on: date) -> bytes:
    """The order with what was compared at each step; ties say so."""
    columns: list[Column[Place]] = [
        Column("名次", lambda p: p.place, 8, "plain"),
        Column("是否并列", lambda p: "并列" if p.is_tied else "", 9),
        Column("项目编号", lambda p: p.project.code, 16),
        Column("项目名称", lambda p: p.project.name, 32),
        Column("地区", lambda p: p.project.jurisdiction.name, 14),
        Column("状态", lambda p: p.project.get_state_display()),
    ]
    for step, row in enumerate(priorities(adopted)):
        graded = "，由人评级" if row.field == OPEN else ""
        columns.append(Column(f"第 {row.order} 步：{row.name}({row.source}{graded})", _compared(step), 18))
    return workbook(columns, places, title="储备库排序", unit="个项目", by=by, on=on, frozen=4)


def _compared(step: int) -> Any:
    return lambda place: place.compared[step]
