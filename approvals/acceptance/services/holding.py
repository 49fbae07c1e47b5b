"""Holding an acceptance or a handover while somebody acts on it: the project first, then the row."""

from __future__ import annotations

from approvals.enums import AcceptanceState, FindingState, HandoverState
from approvals.models import Acceptance, Handover
from projects.errors import NotPossible
from projects.models import Project
from projects.services.acting import hold


def hold_running(acceptance: Acceptance) -> tuple[Project, Acceptance]:
    """The project and the round as they stand now, both locked. Raises `NotPossible` when it is concluded."""
    project = hold(acceptance.project)
    row: Acceptance = Acceptance.objects.select_for_update(of=("self",)).get(pk=acceptance.pk)
    row.project = project
    if not row.is_running:
        raise NotPossible(
            f"第 {row.number} 次验收已有结论“{row.get_state_display()}”，不能再修改，请刷新查看。"
        )
    return project, row


def hold_open(handover: Handover) -> tuple[Project, Handover]:
    """The project and the list as they stand now, both locked. Raises `NotPossible` once the receiver has signed."""
    project = hold(handover.project)
    row: Handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    row.project = project
    if row.state != HandoverState.OPEN:
        raise NotPossible(f"{row.receiver}已签收，清单不能再修改。")
    return project, row


def settle(row: Acceptance) -> None:
    """A round with a defect that is not mended is in rectification; the caller holds it."""
    is_open = row.findings.exclude(state=FindingState.GOOD).exists()
    state = AcceptanceState.RECTIFYING if is_open else AcceptanceState.OPEN
    if row.state != state:
        row.state = state.value
        row.save(update_fields=["state"])
