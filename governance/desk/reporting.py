"""What waits for the person about the months: reports to submit and to lock, assessments to publish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from governance.assessment.bodies import find_assessor
from governance.desk.task import Task, address
from governance.enums import MonthState, ReportState
from governance.models import AssessmentReport
from governance.monthly import queries as monthly
from governance.monthly.rights import may_decide, may_keep
from projects import months


def tasks(actor: Actor, adopted: Adopted, on: date) -> Iterator[Task]:
    """The reports of the last whole month, and every assessment that is not published yet."""
    yield from _month_reports(actor, months.shifted(months.of(on), -1), on)
    yield from _assessments(actor, adopted)


def _month_reports(actor: Actor, month: date, on: date) -> Iterator[Task]:
    places = [place for place in monthly.reporting_places(actor) if may_keep(place, actor)]
    decides = may_decide(actor)
    if not places and not decides:
        return
    lines = monthly.due_list(month, actor=actor, on=on)
    url = address(actor, "monthreport_list", month=f"{month:%Y-%m}")
    for line in lines:
        if not line.is_done and line.place in places:
            returned = line.report is not None and line.report.state == MonthState.RETURNED
            detail = f"被退回：{line.report.return_reason}" if line.report and returned else "核对后报送上级"
            title = f"报送{line.place.name}{months.named(month)}月报"
            yield Task(title, detail, 1, "份月报", url, "去报送", due=line.due_on)
    below = [
        line
        for line in lines
        if decides and line.report and line.place.depth > 1 and line.report.state == MonthState.SUBMITTED
    ]
    if below:
        title = f"核对并锁定{months.named(month)}月报"
        yield Task(title, "下一级已报送，可退回或锁定", len(below), "份月报", url, "去核对")


def _assessments(actor: Actor, adopted: Adopted) -> Iterator[Task]:
    drafts = (
        AssessmentReport.objects.filter(state=ReportState.DRAFT)
        .order_by("month", "assessment")
        .values_list("assessment", "month")
        .distinct()
    )
    for id_, month in drafts:
        row = adopted.rulebook.find("assessments", id_)
        if row is not None and find_assessor(row, adopted=adopted, by=actor) is not None:
            url = reverse(
                "assessment_month",
                kwargs={"tenant": actor.tenant.code, "assessment": id_, "month": f"{month:%Y-%m}"},
            )
            title = f"发布{months.named(month)}《{row.name}》"
            detail = "数字已按月末在案记录算出，核对后发布即锁定"
            yield Task(title, detail, 1, "期考核", url, "去核对", str(row.source or ""), row.quote or "")
