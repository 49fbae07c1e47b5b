"""Pages of the monthly assessment, by noun."""

from governance.assessment.views.entering import figure_declare, pilot_tick
from governance.assessment.views.reading import (
    assessment_file,
    assessment_list,
    assessment_month,
    assessment_report,
    figure_rows,
)
from governance.assessment.views.settling import assessment_correct, assessment_publish

__all__ = [
    "assessment_correct",
    "assessment_file",
    "assessment_list",
    "assessment_month",
    "assessment_publish",
    "assessment_report",
    "figure_declare",
    "figure_rows",
    "pilot_tick",
]
