"""Assessments, duties, supervision, month reports."""

from governance.models.assessment import AssessmentReport, DeclaredFigure, Pilot
from governance.models.duty import DutyTask
from governance.models.monthly import MonthCell, MonthDueDay, MonthReport, MonthSupplement
from governance.models.submission import Submission
from governance.models.supervision import SupervisionCase, SupervisionStep

__all__ = [
    "AssessmentReport",
    "DeclaredFigure",
    "DutyTask",
    "MonthCell",
    "MonthDueDay",
    "MonthReport",
    "MonthSupplement",
    "Pilot",
    "Submission",
    "SupervisionCase",
    "SupervisionStep",
]
