"""The months of the assessments: what is due, what stands, what is not produced and why."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from governance.assessment.bodies import assessor_id
from governance.assessment.queries import latest_visible
from governance.enums import ReportState
from governance.figures.instant import month_before
from policies.pack.values import OPEN

CADENCES = {"monthly": "按月", "yearly": "按年，每月出进度"}
SHOWN = 12
"""Ours: months listed although nothing was produced."""


@dataclass(frozen=True)
class AssessmentHead:
    """An assessment of the rulebook: who assesses, how often; `missing` is the overlay path that is not settled."""

    id: str
    name: str
    who: str
    whom: str
    cadence: str
    missing: str
    clause: str
    quote: str
    is_demo: bool


@dataclass(frozen=True)
class MonthCell:
    """How an assessment stands in a month: reports, how many are drafts, the highest number."""

    head: AssessmentHead
    reports: int
    drafts: int
    number: int
    is_progress: bool

    @property
    def word(self) -> str:
        if not self.reports:
            return "未生成"
        return "已发布" if not self.drafts else "待发布"


@dataclass(frozen=True)
class MonthRow:
    """One month."""

    month: date
    key: str
    cells: tuple[MonthCell, ...]


def heads(adopted: Adopted) -> tuple[AssessmentHead, ...]:
    """The assessments of the rulebook in its order."""
    return tuple(
        AssessmentHead(
            row.id,
            row.name,
            adopted.rulebook.actor_name(assessor_id(row, adopted)),
            "、".join(adopted.rulebook.actor_name(actor) for actor in row.whom),
            CADENCES.get(row.cadence, "频次未定"),
            f"{row.id}.cadence" if row.cadence == OPEN else "",
            row.source or "",
            row.quote or "",
            f"{row.id}.cadence" in adopted.demo,
        )
        for row in adopted.rulebook.rows("assessments")
    )


def months(actor: Actor, heads: tuple[AssessmentHead, ...], *, on: date) -> list[MonthRow]:
    """The last twelve months that have ended, and earlier ones with a report that the person may see. One query."""
    found: dict[tuple[date, str], list[Any]] = defaultdict(list)
    for report in latest_visible(actor).values("month", "assessment", "state", "number", "is_progress"):
        found[report["month"], report["assessment"]].append(report)
    listed = {month for month, _ in found}
    month = on
    for _ in range(SHOWN):
        month = month_before(month)
        listed.add(month)
    return [
        MonthRow(month, f"{month:%Y-%m}", tuple(_cell(head, found[month, head.id]) for head in heads))
        for month in sorted(listed, reverse=True)
    ]


def _cell(head: AssessmentHead, reports: list[Any]) -> MonthCell:
    drafts = sum(report["state"] == ReportState.DRAFT for report in reports)
    number = max((report["number"] for report in reports), default=0)
    return MonthCell(head, len(reports), drafts, number, any(report["is_progress"] for report in reports))
