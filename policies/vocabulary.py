"""The closed lists of the schema of a rulebook, and the paths of facts that a rulebook may speak of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

LEVELS = ("province", "city", "district", "street", "community", "neighbourhood")
DIVISION_LEVELS = ("province", "municipality", "city", "district", "street", "community")
ACTOR_KINDS = (
    "government leading-body office department street community residents owners-body utility entity enterprise "
    "third-party other"
).split()
KINDS_WITHOUT_LOGIN = frozenset({"residents", "owners-body"})
TRANSITIONS = ("register", "reserve", "plan", "design", "approve", "ready", "start", "accept", "hand_over", "manage")
SUBJECT_KINDS = ("neighbourhood", "building", "project", "item", "lift", "dispute", "dwelling")
CRITERION_SUBJECTS = ("neighbourhood", "building", "project", "item", "lift", "dispute")
RECORDS = (
    "consultation_before consultation_scheme consultation_during consultation_after public_display owners_body "
    "property_contract management_mode maintenance_fund implementing_entity investing_entity leader plan_confirmation "
    "joint_review utility_notice tender clearing acceptance handover"
).split()
ITEM_FLAGS = ("uses_idle_land", "affects_sunlight_or_green", "adds_building")
GROUP_FLAGS = {"utility_items": "lines", "adds_public_facility": "services"}
PROJECT_FLAGS = ("ever_disputed", "off_standard")
FLAGS = (*ITEM_FLAGS, *GROUP_FLAGS, *PROJECT_FLAGS)
PAYERS = ("government", "city", "district", "residents", "market", "utility", "original-owner")
PAYER_NAMES = {
    "government": "政府",
    "city": "市级",
    "district": "区级",
    "residents": "居民",
    "market": "社会资本",
    "utility": "管线单位",
    "original-owner": "原产权单位",
}
PAYER_PARTS = ("main", "some", "support", "in-kind")
WITHDRAWERS = ("owner", "spouse", "other")
CHANNEL_KINDS = ("fiscal", "bond", "loan", "resident", "utility", "original-owner", "market")
OPINIONS = ("agree", "agree_with_conditions", "disagree", "no_opinion")
UNITS = (
    "count building household wan_household people wan_people m2 wan_m2 m storey yuan yi_yuan percent score date"
).split()
MATTERS = ("raise_fund", "rebuild", "change_shared_use", "hire_property_service", "use_fund", "other")
CLOCK_UNITS = ("days", "working_days", "months", "years", "seasons")
USES = (
    "next-year-fiscal-allocation annual-performance-score government-performance performance-of-districts "
    "performance-of-departments"
).split()
TOPICS = (
    "organisation participation coordination supervision reporting cost-sharing finance market resource-integration "
    "standards maintenance-fund long-term-management review approval acceptance survey special-building"
).split()
COMPUTES = (
    "projects.started projects.completed projects.at_plan projects.with_financing_plan projects.market_pilot "
    "projects.with_bond communities.pilot neighbourhoods.in_plan neighbourhoods.completed "
    "neighbourhoods.at_or_after_completed neighbourhoods.building neighbourhoods.ready "
    "neighbourhoods.completed_over_planned neighbourhoods.managed_over_accepted neighbourhoods.managed "
    "neighbourhoods.with_owners_body neighbourhoods.with_party buildings.completed households.completed area.completed "
    "people.completed households.in_plan households.done_over_planned items.done_over_planned "
    "funds.received_over_planned funds.spent_over_received funds.invested funds.central_received funds.bond_issued "
    "duties.done declared"
).split()

MODE_CONCEPTS = ("property_company", "community_service", "self_management")
ITEM_CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "lines": tuple(
        "water water_drain sewer_separation heat gas power telecom cable_tv lines meter overhead duct".split()
    ),
    "services": tuple(
        "service_centre clinic eldercare childcare care culture_sport market meals housekeeping education disabled "
        "self_government service_other".split()
    ),
    "building": tuple(
        "lift roof facade common_parts indoor energy renewable saving seismic slope_roof ancillary".split()
    ),
    "ground": tuple(
        "road transit green lighting parking bike_shed charging fire security barrier_free waste sewage sponge "
        "boundary_wall toilet small_public municipal_out".split()
    ),
    "clearing": tuple("demolition parking_locks wall_openings basement clearing fumes".split()),
}
ACTOR_CONCEPTS = (
    "government leading_body leading_office task_force performance_office departments housing reform finance planning "
    "urban_management civil_affairs economy culture_tourism health water_authority state_assets financial_regulator "
    "fund_centre police emergency fire_rescue transport parks market_regulator enforcement utility utility_water "
    "utility_power utility_gas utility_telecom utility_cable utility_tower street community residents_committee party "
    "residents owners resident_representatives owners_committee owners_meeting property_company community_service "
    "implementing_entity contractor original_owner social_capital evaluator appraiser designer expert"
).split()


def concept_group(concept: str) -> str | None:
    """The group of an item's concept (`gas` -> `lines`), or None for an unknown concept."""
    return next((group for group, concepts in ITEM_CONCEPTS.items() if concept in concepts), None)


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
        if len(shape) == len(parts) and all(s.startswith("<") or s == p for s, p in zip(shape, parts, strict=True)):
            place = next(i for i, part in enumerate(shape) if part.startswith("<"))
            return template, shape[place][1:-1], parts[place]
    return None


UNIT_NAMES = {
    "count": "个", "building": "栋", "household": "户", "wan_household": "万户", "people": "人", "wan_people": "万人",
    "m2": "平方米", "wan_m2": "万平方米", "m": "米", "storey": "层", "yuan": "元", "yi_yuan": "亿元", "percent": "%",
    "score": "分", "date": "日期",
}  # fmt: skip
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
FLAG_NAMES = {
    "uses_idle_land": "是否利用空地",
    "affects_sunlight_or_green": "是否影响日照或占用绿地",
    "adds_building": "是否新增建筑物",
    "utility_items": "是否含管线内容",
    "adds_public_facility": "是否增建公共服务设施",
    "ever_disputed": "是否有过争议",
    "off_standard": "是否突破规范标准",
}


def fact_name(path: str) -> str:
    """The Chinese name of a fact path (`建成时间`), the path itself when unknown."""
    row = fact_template(path)
    return FACT_NAMES.get(row[0], path) if row else path
