"""Chinese words about people and organisations."""

from __future__ import annotations

ACTOR_KINDS = {
    "government": "政府",
    "leading-body": "领导机构",
    "office": "办事机构",
    "department": "部门",
    "street": "街道、镇",
    "community": "社区",
    "residents": "居民",
    "owners-body": "业主组织",
    "utility": "管线单位",
    "entity": "实施主体",
    "enterprise": "企业",
    "third-party": "第三方机构",
    "other": "其他",
}
"""Kinds of the rulebook's actors, and so of the organisations that play them."""
