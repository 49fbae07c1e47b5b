"""Assessments, duties, supervision, month reports."""

from governance.models.assessment import AssessmentReport, DeclaredFigure, Pilot
from governance.models.duty import DutyTask
from governance.models.evaluation import EvaluationRound, EvaluationSheet, SheetContent, SheetPaper
from governance.models.monthly import MonthCell, MonthDueDay, MonthReport, MonthSupplement
from governance.models.submission import Submission
from governance.models.supervision import SupervisionCase, SupervisionStep

__all__ = [
    "AssessmentReport",
    "DeclaredFigure",
    "DutyTask",
    "EvaluationRound",
    "EvaluationSheet",
    "MonthCell",
    "MonthDueDay",
    "MonthReport",
    "MonthSupplement",
    "Pilot",
    "SheetContent",
    "SheetPaper",
    "Submission",
    "SupervisionCase",
    "SupervisionStep",
]
