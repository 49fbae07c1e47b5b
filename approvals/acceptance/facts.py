"""What is known of acceptance, as a question to the rulebook has it. Gates read it: nothing of them is imported."""

from __future__ import annotations

from collections.abc import Sequence

from approvals.enums import AcceptanceState
from approvals.models import Acceptance
from projects.models import Project

RECORD, STEP = "acceptance", "accept"
"""The rulebook's record of the acceptance, and the transition that needs it."""

HANDOVER, HAND_OVER = "handover", "hand_over"
"""The same of the handover."""

REPORT = "竣工验收报告"
"""What the filing of an acceptance demands (建设工程质量管理条例 article 49): needed also where the rulebook names no
paper of the acceptance."""


def passed(projects: Sequence[Project]) -> dict[int, bool]:
    """Project id -> `acceptance.passed` by its latest concluded round; a project without one is left out. One query."""
    rows = (
        Acceptance.objects.filter(
            project__in=[project.pk for project in projects],
            state__in=[AcceptanceState.PASSED, AcceptanceState.FAILED],
        )
        .order_by("project_id", "-number")
        .distinct("project_id")
        .values_list("project_id", "state")
    )
    return {project: state == AcceptanceState.PASSED for project, state in rows}
