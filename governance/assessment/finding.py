"""Finding an assessment, a month and a report for a page; what does not exist for the person is a 404."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import Http404

from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, adopted, in_force
from governance.assessment.queries import visible
from governance.figures.instant import end_of
from governance.models import AssessmentReport


def month_or_404(text: str) -> date:
    """`2023-08` -> its first day."""
    if not re.fullmatch(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", text):
        raise Http404
    return date.fromisoformat(f"{text}-01")


def assessment_or_404(id_: str, month: date) -> tuple[Any, Adopted]:
    """The rulebook's row as in force on the month's last day. Raises `NoRulebook`."""
    rulebook = in_force(end_of(month).date())
    row = rulebook.rulebook.find("assessments", id_)
    if row is None:
        raise Http404
    return row, rulebook


def report_or_404(actor: Actor, pk: int) -> AssessmentReport:
    """A report that the person may see."""
    report = visible(actor).filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def rulebook_of(report: AssessmentReport) -> Adopted:
    """The version that the report was made with."""
    return adopted(report.version)
