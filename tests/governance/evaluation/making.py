"""A round of third-party evaluation for the tests, made by the services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from communities.people.rights import Actor
from governance.evaluation import services
from governance.models import EvaluationRound, EvaluationSheet
from projects.models import Project
from tests.projects import making, outsiders

ASSESSMENT, INDICATOR = "QD-A-2", "QD-I-score"
DUE = date(2027, 3, 31)


def opened(projects: list[Project], evaluators: list[Actor], by: Actor, **more: Any) -> EvaluationRound:
    """Every evaluator on every project, out of 100."""
    given: dict[str, Any] = {
        "title": "2026年度第三方评价",
        "full_marks": Decimal(100),
        "basis": "青改办〔2026〕9号",
    } | more
    return services.open_round(
        assessment=ASSESSMENT,
        projects=projects,
        evaluators=[outsiders.seat(one) for one in evaluators],
        due_on=DUE,
        adopted=making.today(),
        by=by,
        now=making.NOW,
        **given,
    )


def sheet(row: EvaluationRound, of: Actor, project: Project | None = None) -> EvaluationSheet:
    """The evaluator's sheet, of the only project or of one."""
    found = EvaluationSheet.objects.filter(round=row, evaluator=of.person)
    one: EvaluationSheet = (found.filter(project=project) if project else found).get()
    return one


def saved(
    one: EvaluationSheet,
    by: Actor,
    points: str = "87.5",
    findings: str = "管网施工规范",
    revision: int = 0,
    **more: Any,
) -> None:
    """A draft with everything on it."""
    marks = {INDICATOR: {"points": points, "grade": "良"}}
    services.save_sheet(
        one,
        marks=marks,
        findings=findings,
        revision=revision,
        adopted=making.today(),
        by=by,
        now=making.NOW,
        **more,
    )


def submitted(one: EvaluationSheet, by: Actor, **more: Any) -> EvaluationSheet:
    """Saved and submitted."""
    saved(one, by, **more)
    return services.submit_sheet(one, by=by, now=making.NOW)
