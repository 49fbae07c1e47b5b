"""哪些晚了: matters past their day with who owes them and why, and projects that the gates stop, with the clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from approvals.review.queries import working_days_left
from communities.rulebooks.queries import Adopted
from governance.dashboard.figures import Blocked, Matter

KINDS = {"milestone": "形象进度节点", "review": "联合审查", "duty": "职责任务", "case": "督查与投诉"}
PAGES = {
    "milestone": "project_progress",
    "review": "review_detail",
    "duty": "duty_detail",
    "case": "case_detail",
}
"""The page that a matter opens. A milestone opens its project's."""


@dataclass(frozen=True)
class Late:
    """A matter past its day. `days`: working days since, None beyond the official calendar."""

    kind: str
    label: str
    id: int
    project: int | None
    title: str
    who: str
    why: str
    due_on: date
    days: int | None
    clause: str = ""


@dataclass(frozen=True)
class BlockedLine:
    """A project that the gates stop. `days`: working days that it has stood there."""

    project: int
    name: str
    stage: str
    by: str
    clauses: str
    since: date
    days: int | None


def days_late(due: date, on: date) -> int | None:
    """Working days after `due`, up to `on`, by the official calendar; None where it lacks the year."""
    left = working_days_left(on, due)
    return None if left is None else -left


def late_lines(matters: Iterable[Matter], adopted: Adopted | None, on: date) -> list[Late]:
    """The matters in words, those of the rulebook by its own names and clauses."""
    return [_late(matter, adopted, on) for matter in matters]


def _late(matter: Matter, adopted: Adopted | None, on: date) -> Late:
    title, who, why, clause = matter.subject, matter.who, matter.why, ""
    find = adopted.rulebook.find if adopted else None
    if matter.kind == "review":
        id_, _, number = matter.why.partition(" ")
        row = find("reviews", id_) if find else None
        title, why = f"{matter.subject}：{row.name if row else '审查'}第 {number} 轮未作结论", ""
        clause = str(row.source or "") if row else ""
    elif matter.kind == "duty":
        row = (find("duties", matter.subject) or find("deadlines", matter.subject)) if find else None
        body = find("actors", matter.who) if find else None
        title, who = row.name if row else matter.subject, body.name if body else ""
        clause = str(row.source or "") if row else ""
    elif matter.kind == "case":
        why = ""
    elif not why:
        why = "未写明滞后原因"
    label = KINDS[matter.kind]
    days = days_late(matter.due_on, on)
    return Late(matter.kind, label, matter.id, matter.project, title, who, why, matter.due_on, days, clause)


def blocked_lines(blocked: Iterable[Blocked], adopted: Adopted | None, on: date) -> list[BlockedLine]:
    """The projects in words, with the clauses of the criteria that stop them."""
    clauses = (
        {row.name: str(row.source or "") for row in adopted.rulebook.rows("criteria")} if adopted else {}
    )
    lines = []
    for each in blocked:
        cited = dict.fromkeys(clause for name in each.by.split("、") if (clause := clauses.get(name)))
        days = days_late(each.since, on) if each.since <= on else 0
        lines.append(
            BlockedLine(
                each.project, each.name, each.stage.label, each.by, "、".join(cited), each.since, days
            )
        )
    return lines
