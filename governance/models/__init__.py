"""Assessments and duties."""

from governance.models.assessment import AssessmentReport, DeclaredFigure, Pilot
from governance.models.duty import DutyTask

__all__ = ["AssessmentReport", "DeclaredFigure", "DutyTask", "Pilot"]
