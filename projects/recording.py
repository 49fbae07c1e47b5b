"""The records that a rulebook ties its criteria to: which criteria, which papers, and where each record is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from communities.rulebooks.labels import RECORDS
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Criterion
from projects.enums import ConsultationKind, PartyRole, PreparationKind

FILED_ABOUT = frozenset({"project", "neighbourhood"})
"""What a record of a project can file about: the project itself, and each of its neighbourhoods."""


@dataclass(frozen=True)
class Act:
    """What concludes a record, in words, and the page of the project on which it is done."""

    words: str
    page: str


_OWN = {
    **{kind.record: Act(f"结束“{kind.label}”", "project_scheme") for kind in ConsultationKind},
    "public_display": Act("结束公示", "project_scheme"),
    **{role.value: Act(f"登记{role.label}", "project_preparation") for role in PartyRole},
    **{kind.value: Act(f"办结“{kind.label}”", "project_preparation") for kind in PreparationKind},
}

ACTS: Mapping[str, Act] = {
    **_OWN,
    "plan_confirmation": Act("确认年度计划", "plan_list"),
    "joint_review": Act("联合审查通过", "project_reviews"),
    "acceptance": Act("竣工验收通过", "project_acceptance"),
    "handover": Act("移交办结", "project_acceptance"),
}
"""Record -> the act that files its criteria; a record that is not here is declared on its own."""

KEPT_HERE = frozenset(_OWN)
"""The records that the pages of a project conclude."""


def criteria_of(adopted: Adopted, record: str) -> list[Criterion]:
    """The declared criteria about the project or its neighbourhoods that concluding the record files."""
    return [
        row
        for row in adopted.rulebook.rows("criteria")
        if row.kind == "declared" and row.record == record and row.about in FILED_ABOUT
    ]


def papers_of(adopted: Adopted, record: str) -> tuple[str, ...]:
    """The names of the papers that the record's criteria demand, each once, in the order of the rulebook."""
    return tuple(dict.fromkeys(name for row in criteria_of(adopted, record) for name in row.evidence))


def who_states(adopted: Adopted, record: str) -> str:
    """The names of the actors that state the record's criteria; empty where the rulebook ties none to it."""
    actors = dict.fromkeys(str(row.by) for row in criteria_of(adopted, record))
    return "、".join(adopted.rulebook.actor_name(actor) for actor in actors)


def name_of(record: str) -> str:
    """The record as people call it; a party that no rulebook has a record for by its role."""
    return RECORDS[record] if record in RECORDS else str(PartyRole(record).label)
