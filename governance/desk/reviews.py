"""What waits for the person about reviews: opinions owed, conclusions to draw, by due day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from approvals.review.queries import to_conclude, waiting_for
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from governance.desk.task import Task, page_of
from policies.pack.rows import Review


def tasks(actor: Actor, adopted: Adopted, on: date) -> Iterator[Task]:
    """One line a round: each has its own due day. It is gone once anybody has given the opinion, or concluded."""
    rows = {row.id: row for row in adopted.rulebook.rows("reviews")}
    for owed in waiting_for(actor, on, adopted):
        yield Task(
            f"出具审查意见：{owed.round.project.name}",
            f"第 {owed.round.number} 轮，{owed.round.convened_by.name}召集，等{owed.names}的意见",
            len(owed.reviewers),
            "份意见",
            page_of(actor, "review_detail", owed.round.pk),
            "去出具",
            **_clause(rows.get(owed.round.review)),
            due=owed.round.due_on,
            left=owed.days_left,
        )
    for ready in to_conclude(actor, on, adopted):
        yield Task(
            f"作出审查结论：{ready.round.project.name}",
            f"第 {ready.round.number} 轮意见已齐，或已有单位不同意",
            1,
            "轮审查",
            page_of(actor, "review_detail", ready.round.pk),
            "去办理",
            **_clause(rows.get(ready.round.review)),
            due=ready.round.due_on,
            left=ready.days_left,
        )


def _clause(row: Review | None) -> dict[str, str]:
    """Where the rulebook speaks of the review."""
    return {"clause": str(row.source or ""), "quote": row.quote or ""} if row else {}
