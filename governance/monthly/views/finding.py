"""Finding a report, a line and a column for a page."""

from __future__ import annotations

from django.http import Http404

from communities.models import Jurisdiction
from communities.people.rights import Actor
from governance.models import MonthReport
from governance.monthly import queries
from governance.monthly.filling import lines_of
from governance.monthly.form import FIGURES, Figure


def report_or_404(actor: Actor, pk: int) -> MonthReport:
    """A report that the person may see; any other does not exist."""
    found = queries.visible(actor).select_related(*queries.ACTS)
    report = found.filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def line_or_404(report: MonthReport, code: str) -> Jurisdiction | None:
    """A line of the report by its code; None for the sum of all."""
    if code == queries.ALL:
        return None
    for line in lines_of(report.jurisdiction):
        if line.code == code:
            return line
    raise Http404


def figure_or_404(id_: str) -> Figure:
    if id_ not in FIGURES:
        raise Http404
    return FIGURES[id_]
