"""The closed lists of the schema of a rulebook, and the words people see for them."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LEVELS = ("province", "city", "district", "street", "community", "neighbourhood")
DIVISION_LEVELS = ("province", "municipality", "city", "district", "street", "community")
ACTOR_KINDS = _words(
    "government leading-body office department street community residents owners-body utility entity enterprise "
    "third-party other"
)
KINDS_WITHOUT_LOGIN = frozenset({"residents", "owners-body"})
TRANSITIONS = (
    "register",
    "reserve",
    "plan",
    "design",
    "approve",
    "ready",
    "start",
    "accept",
    "hand_over",
    "manage",
)
SUBJECT_KINDS = ("neighbourhood", "building", "project", "item", "lift", "dispute", "dwelling")
CRITERION_SUBJECTS = ("neighbourhood", "building", "project", "item", "lift", "dispute")
RECORDS = _words(
    "consultation_before consultation_scheme consultation_during consultation_after public_display owners_body "
    "property_contract management_mode maintenance_fund implementing_entity investing_entity leader plan_confirmation "
    "joint_review utility_notice tender clearing acceptance handover"
)
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
UNITS = _words(
    "count building household wan_household people wan_people m2 wan_m2 m storey yuan yi_yuan percent score date"
)
MATTERS = ("raise_fund", "rebuild", "change_shared_use", "hire_property_service", "use_fund", "other")
CLOCK_UNITS = ("days", "working_days", "months", "years", "seasons")
USES = _words(
    "next-year-fiscal-allocation annual-performance-score government-performance performance-of-districts "
    "performance-of-departments"
)
TOPICS = _words(
    "organisation participation coordination supervision reporting cost-sharing finance market resource-integration "
    "standards maintenance-fund long-term-management review approval acceptance survey special-building"
)
COMPUTES = _words(
    "projects.started projects.completed projects.at_plan projects.with_financing_plan projects.market_pilot "
    "projects.with_bond communities.pilot neighbourhoods.in_plan neighbourhoods.completed "
    "neighbourhoods.at_or_after_completed neighbourhoods.building neighbourhoods.ready "
    "neighbourhoods.completed_over_planned neighbourhoods.managed_over_accepted neighbourhoods.managed "
    "neighbourhoods.with_owners_body neighbourhoods.with_party buildings.completed households.completed area.completed "
    "people.completed households.in_plan households.done_over_planned items.done_over_planned "
    "funds.received_over_planned funds.spent_over_received funds.invested funds.central_received funds.bond_issued "
    "duties.done declared"
)

MODE_CONCEPTS = ("property_company", "community_service", "self_management")
ITEM_CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "lines": _words(
        "water water_drain sewer_separation heat gas power telecom cable_tv lines meter overhead duct"
    ),
    "services": _words(
        "service_centre clinic eldercare childcare care culture_sport market meals housekeeping education disabled "
        "self_government service_other"
    ),
    "building": _words(
        "lift roof facade common_parts indoor energy renewable saving seismic slope_roof ancillary"
    ),
    "ground": _words(
        "road transit green lighting parking bike_shed charging fire security barrier_free waste sewage sponge "
        "boundary_wall toilet small_public municipal_out"
    ),
    "clearing": _words("demolition parking_locks wall_openings basement clearing fumes"),
}
ACTOR_CONCEPTS = _words(
    "government leading_body leading_office task_force performance_office departments housing reform finance planning "
    "urban_management civil_affairs economy culture_tourism health water_authority state_assets financial_regulator "
    "fund_centre police emergency fire_rescue transport parks market_regulator enforcement utility utility_water "
    "utility_power utility_gas utility_telecom utility_cable utility_tower street community residents_committee party "
    "residents owners resident_representatives owners_committee owners_meeting property_company community_service "
    "implementing_entity contractor original_owner social_capital evaluator appraiser designer expert"
)


def concept_group(concept: str) -> str | None:
    """The group of an item's concept (`gas` -> `lines`), or None for an unknown concept."""
    return next((group for group, concepts in ITEM_CONCEPTS.items() if concept in concepts), None)


UNIT_NAMES = {
    "count": "个", "building": "栋", "household": "户", "wan_household": "万户", "people": "人", "wan_people": "万人",
    "m2": "平方米", "wan_m2": "万平方米", "m": "米", "storey": "层", "yuan": "元", "yi_yuan": "亿元", "percent": "%",
    "score": "分", "date": "日期",
}  # fmt: skip
FLAG_NAMES = {
    "uses_idle_land": "是否利用空地",
    "affects_sunlight_or_green": "是否影响日照或占用绿地",
    "adds_building": "是否新增建筑物",
    "utility_items": "是否含管线内容",
    "adds_public_facility": "是否增建公共服务设施",
    "ever_disputed": "是否有过争议",
    "off_standard": "是否突破规范标准",
}
