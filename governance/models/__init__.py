"""Assessments, duties, supervision."""

from governance.models.assessment import AssessmentReport, DeclaredFigure, Pilot
from governance.models.duty import DutyTask
from governance.models.supervision import SupervisionCase, SupervisionStep

__all__ = ["AssessmentReport", "DeclaredFigure", "DutyTask", "Pilot", "SupervisionCase", "SupervisionStep"]
