"""The register as a spreadsheet: numbers as numbers, texts never as formulas, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from communities.neighbourhoods import queries
from communities.neighbourhoods.labels import UNVERIFIED, completion, verdict_word
from communities.neighbourhoods.models import Neighbourhood
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.records.exporting import CHUNK, in_chunks
from communities.records.spreadsheets import Column, Sheet


def allowed(rows: QuerySet[Neighbourhood], actor: Actor) -> QuerySet[Neighbourhood]:
    """Those of the rows that lie where the person may export, in the order of places."""
    return (
        rows.filter(within(actor.paths(Capability.EXPORT)))
        .select_related("jurisdiction__parent__parent")
        .order_by("path", "sort_key", "id")
    )


def sheet(rows: QuerySet[Neighbourhood], by: Actor) -> Sheet[Neighbourhood]:
    """The rows where the person may export. Areas in ㎡."""
    found = allowed(rows, by)
    shown = in_chunks(found.iterator(chunk_size=CHUNK))
    return Sheet("小区登记册", "个小区", COLUMNS, shown, found.order_by().count(), frozen=4)


def register_sheet(by: Actor, asked: Mapping[str, str], on: date) -> Sheet[Neighbourhood]:
    """The register as the list is filtered, all pages."""
    return sheet(queries.register(by, queries.filters_from(by, asked)), by)


def _place(row: Neighbourhood, level: str) -> str:
    """The name of the place of that level at or above the row."""
    place, parent = row.jurisdiction, row.jurisdiction.parent
    above = [place, parent, parent.parent if parent else None]
    return next((node.name for node in above if node is not None and node.level == level), "")


COLUMNS: tuple[Column[Neighbourhood], ...] = (
    Column("县(市、区)", lambda row: _place(row, "district")),
    Column("街道(镇)", lambda row: _place(row, "street"), 14),
    Column("社区", lambda row: _place(row, "community"), 14),
    Column("小区名称", lambda row: row.name, 24),
    Column("地址", lambda row: row.address, 24),
    Column("摸底年度", lambda row: row.survey_year, 9, "plain"),
    Column("建成时间", lambda row: completion(row.completed_from, row.completed_to), 14),
    Column("楼栋数(栋)", lambda row: row.buildings, 10, "count"),
    Column("居民户数(户)", lambda row: row.households, 12, "count"),
    Column("建筑面积(㎡)", lambda row: row.floor_area, 14, "area"),
    Column("居住人口(人)", lambda row: row.residents, 12, "count"),
    Column("同意率(%)", lambda row: row.willing_ratio, 10, "area"),
    Column("最高层数(层)", lambda row: row.max_storeys, 11, "count"),
    Column("六层及以上楼栋数(栋)", lambda row: row.six_storey_buildings, 18, "count"),
    Column("结构形式", lambda row: row.structure, 10),
    Column("物业管理方式", lambda row: row.management, 14),
    Column("原产权单位", lambda row: row.original_owner, 18),
    Column("主要问题", lambda row: row.problems, 24),
    Column("备注", lambda row: row.remarks, 20),
    Column("纳入判定", lambda row: verdict_word(row.eligible), 10),
    Column("缺少项数", lambda row: row.missing_count if row.eligible == "undetermined" else None, 9, "count"),
    Column("首要原因", lambda row: row.first_reason, 24),
    Column("数据状态", lambda row: "已登记" if row.is_registered else UNVERIFIED, 9),
)
