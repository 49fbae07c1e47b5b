"""The paths of facts that a rulebook or a question may speak of, with their kinds and Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

FactKind = Literal["date", "integer", "decimal", "figure", "yes-no", "text", "choice"]

# A path with <...> holds an id of the named section of the rulebook.
PATHS: Mapping[str, FactKind] = {
    "neighbourhood.completed_on": "date",
    "neighbourhood.buildings": "integer",
    "neighbourhood.households": "integer",
    "neighbourhood.floor_area": "decimal",
    "neighbourhood.eligible": "yes-no",
    "neighbourhood.mode": "choice",
    "neighbourhood.willing_ratio": "decimal",
    "neighbourhood.participation": "decimal",
    "neighbourhood.demonstration": "yes-no",
    "building.storeys": "integer",
    "building.danger_grade": "choice",
    "building.floor_area": "decimal",
    "building.counted_area": "decimal",
    "building.footprint": "decimal",
    "building.height": "decimal",
    "building.use": "text",
    "rebuild.floor_area": "decimal",
    "rebuild.counted_area": "decimal",
    "rebuild.footprint": "decimal",
    "rebuild.height": "decimal",
    "rebuild.use": "text",
    "dwelling.exclusive_area": "decimal",
    "project.open_disputes": "integer",
    "project.item_count.<categories>": "integer",
    "project.scope": "text",
    "project.scale": "text",
    "project.contents": "text",
    "project.milestones": "text",
    "project.investment": "decimal",
    "project.shares_fixed": "yes-no",
    "project.batch": "choice",
    "project.ripe": "yes-no",
    "item.design_life_years": "integer",
    "item.warranty_years": "integer",
    "household.paid": "decimal",
    "review.<reviews>.result": "choice",
    "review.<reviews>.all_signed": "yes-no",
    "review.<reviews>.resident_representatives": "integer",
    "acceptance.passed": "yes-no",
    "ballot.heads_total": "integer",
    "ballot.heads_voting": "integer",
    "ballot.heads_consent": "integer",
    "ballot.area_total": "decimal",
    "ballot.area_voting": "decimal",
    "ballot.area_consent": "decimal",
    "clock.from": "date",
    "priority.<priority>": "integer",
    "figure.<indicators>": "figure",
    "figure.<indicators>.numerator": "figure",
    "figure.<indicators>.denominator": "figure",
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "building.danger_grade": ("A", "B", "C", "D"),
    "project.batch": ("implementing", "planning", "reserve"),
    "review.<reviews>.result": ("approved", "refused", "none"),
}
_TEMPLATES = [(path.split("."), path) for path in PATHS if "<" in path]


def fact_template(path: str) -> tuple[str, str | None, str | None] | None:
    """The row of the table that a path belongs to: (row, section, id) with the id that stands for `<section>`.

    None when no row fits. The caller checks that the id exists in the section.
    """
    if path in PATHS and "<" not in path:
        return path, None, None
    parts = path.split(".")
    for shape, template in _TEMPLATES:
        if len(shape) == len(parts) and all(
            s.startswith("<") or s == p for s, p in zip(shape, parts, strict=True)
        ):
            place = next(i for i, part in enumerate(shape) if part.startswith("<"))
            return template, shape[place][1:-1], parts[place]
    return None


FACT_NAMES = {
    "neighbourhood.completed_on": "建成时间",
    "neighbourhood.buildings": "楼栋数",
    "neighbourhood.households": "户数",
    "neighbourhood.floor_area": "建筑面积",
    "neighbourhood.eligible": "是否符合改造对象范围",
    "neighbourhood.mode": "物业管理方式",
    "neighbourhood.willing_ratio": "同意改造户数占比",
    "neighbourhood.participation": "参与征询户数占比",
    "neighbourhood.demonstration": "是否示范小区",
    "building.storeys": "地上层数",
    "building.danger_grade": "房屋鉴定等级",
    "building.floor_area": "原建筑面积",
    "building.counted_area": "原计容建筑面积",
    "building.footprint": "原建筑基底面积",
    "building.height": "原建筑高度",
    "building.use": "原建筑使用功能",
    "rebuild.floor_area": "重建后建筑面积",
    "rebuild.counted_area": "重建后计容建筑面积",
    "rebuild.footprint": "重建后基底面积",
    "rebuild.height": "重建后高度",
    "rebuild.use": "重建后使用功能",
    "dwelling.exclusive_area": "专有部分面积",
    "project.open_disputes": "未解决争议数",
    "project.item_count.<categories>": "该类改造内容项数",
    "project.scope": "改造范围",
    "project.scale": "规模",
    "project.contents": "改造内容",
    "project.milestones": "形象进度",
    "project.investment": "投资",
    "project.shares_fixed": "出资比例是否已明确",
    "project.batch": "批次",
    "project.ripe": "条件是否成熟",
    "item.design_life_years": "设计使用年限",
    "item.warranty_years": "约定保修年限",
    "household.paid": "本户实际出资额",
    "review.<reviews>.result": "审查结论",
    "review.<reviews>.all_signed": "审查意见是否齐全",
    "review.<reviews>.resident_representatives": "到会居民代表人数",
    "acceptance.passed": "竣工验收记录",
    "ballot.heads_total": "业主总人数",
    "ballot.heads_voting": "参与表决人数",
    "ballot.heads_consent": "同意人数",
    "ballot.area_total": "专有部分总面积",
    "ballot.area_voting": "参与表决面积",
    "ballot.area_consent": "同意面积",
    "clock.from": "起算日",
    "priority.<priority>": "先后等级",
    "figure.<indicators>": "指标数值",
    "figure.<indicators>.numerator": "指标分子",
    "figure.<indicators>.denominator": "指标分母",
}


def fact_name(path: str) -> str:
    """The Chinese name of a fact path (`建成时间`), the path itself when unknown."""
    row = fact_template(path)
    return FACT_NAMES.get(row[0], path) if row else path
