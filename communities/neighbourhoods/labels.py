"""The Chinese words of this room: fields, verdicts, kinds of history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from policies.dates import DateInterval

VERDICTS = {"yes": "可纳入", "no": "不可纳入", "undetermined": "待定", "": "未判定"}
UNVERIFIED = "待核实"

FIELDS = {
    "jurisdiction_id": "所在社区",
    "name": "小区名称",
    "address": "地址",
    "survey_year": "摸底年度",
    "completed_from": "建成时间（最早）",
    "completed_to": "建成时间（最晚）",
    "completed_is_chosen": "建成时间已由本级选定",
    "buildings_declared": "楼栋数（填报）",
    "households_declared": "居民户数（填报）",
    "floor_area_declared": "建筑面积（填报，㎡）",
    "buildings": "楼栋数",
    "households": "居民户数",
    "floor_area": "建筑面积（㎡）",
    "residents": "居住人口",
    "max_storeys": "最高层数",
    "six_storey_buildings": "六层及以上楼栋数",
    "structure": "结构形式",
    "original_owner": "原产权单位",
    "management": "物业管理方式",
    "has_owners_organisation": "是否成立业主组织",
    "problems": "主要问题",
    "safety_grade": "房屋安全等级",
    "is_historic_building": "是否历史建筑",
    "remarks": "备注",
    "is_demonstration": "示范小区",
    "willing_ratio": "同意改造户数占比（%）",
    "participation": "参与征询户数占比（%）",
    "eligible": "纳入判定",
    "merged_into_id": "并入的小区",
    "storeys": "层数",
    "units": "单元",
    "danger_grade": "鉴定等级",
    "on": "日期",
    "answered": "答复户数",
    "agreeing": "同意改造户数",
    "source": "来源",
    "value": "是否符合",
    "is_current": "现行有效",
    "note": "说明",
    "answer": "答复",
}
"""Columns that a history speaks of; the others (keys, stamps, what repeats a verdict) stay silent."""

BUILDING_FIELDS = {**FIELDS, "name": "楼号", "households": "户数"}
SURVEY_FIELDS = {**FIELDS, "households": "总户数", "on": "调查日期"}
DECLARATION_FIELDS = {name: FIELDS[name] for name in ("value", "on", "note", "is_current")}
QUERY_FIELDS = {"answer": FIELDS["answer"]}

EVENTS = {
    ("neighbourhood", "insert"): "登记小区",
    ("neighbourhood", "update"): "更正资料",
    ("building", "insert"): "登记楼栋",
    ("building", "update"): "更正楼栋",
    ("building", "delete"): "删除楼栋",
    ("survey", "insert"): "登记摸底调查",
    ("survey", "update"): "摸底调查变动",
    ("declaration", "insert"): "申报",
    ("declaration", "update"): "申报变动",
    ("query", "insert"): "提出数据疑问",
    ("query", "update"): "答复数据疑问",
}


def verdict_word(answer: str) -> str:
    """可纳入, 不可纳入, 待定; 未判定 while nothing was asked."""
    return VERDICTS.get(answer, answer)


def completion(first: date | None, last: date | None) -> str:
    """When it was completed, as precisely as the papers say: 1994-10-18, 1994-10, 1994, 1993—1994; empty when
    unknown.
    """
    if first is None or last is None:
        return ""
    return str(DateInterval(first, last)).replace("/", "—")


def shown(field: str, value: Any) -> str:
    """A value as the history writes it."""
    if value is None or value == "":
        return "空"
    if field == "eligible":
        return verdict_word(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, int) and field != "survey_year":
        return f"{value:,}"
    return str(value)
