"""Chinese words about people and organisations."""

from __future__ import annotations

from communities.people.enums import Capability

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

CAPABILITY_GROUPS: tuple[tuple[str, tuple[Capability, ...]], ...] = (
    ("查看和导出", (Capability.VIEW, Capability.EXPORT, Capability.PERSONAL)),
    ("登记", (Capability.ADD, Capability.EDIT, Capability.IMPORT, Capability.MERGE)),
    (
        "申报和决定",
        (Capability.DECLARE, Capability.PROPOSE, Capability.DECIDE, Capability.FUND, Capability.ASSIGNED),
    ),
    ("系统管理", (Capability.PEOPLE, Capability.CONFIGURE)),
    ("安全管理（须单独成为一个角色）", (Capability.AUTHORISE,)),
    ("审计管理（须单独成为一个角色）", (Capability.AUDIT,)),
)
"""The closed list of capabilities as the page of a role shows it."""
