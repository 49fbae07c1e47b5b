"""Holding a round while somebody acts on it: the project first, so that nobody waits for the other in a circle."""

from __future__ import annotations

from approvals.enums import RoundState
from approvals.errors import NotNow
from approvals.models import ReviewRound
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Review
from projects.models import Project
from projects.services.acting import hold


def hold_open(one: ReviewRound) -> tuple[Project, ReviewRound]:
    """The project and the round as they stand now, both locked. Raises `NotNow` when the round is over."""
    project = hold(Project.objects.get(pk=one.project_id))
    row: ReviewRound = ReviewRound.objects.select_for_update(of=("self",)).get(pk=one.pk)
    row.project = project
    if row.state != RoundState.OPEN:
        raise NotNow(f"第 {row.number} 轮审查{row.get_state_display()}，已经结束，请刷新查看。")
    return project, row


def row_of(one: ReviewRound, adopted: Adopted) -> Review:
    """The review as the rulebook in force has it. Raises `NotNow` when it no longer has it."""
    row: Review | None = adopted.rulebook.find("reviews", one.review)
    if row is None:
        raise NotNow("现行规则已没有这项审查，只能撤销本轮。")
    return row
