"""Sending frozen figures to the superior; the superior's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from communities.audit.enums import Action
from communities.audit.services import note as keep_line
from communities.models import Organisation, Tenant
from communities.people.rights import Actor
from communities.rulebooks.queries import NoRulebook, adopted, in_force, top_place
from governance import queries as totals
from governance import superior_table
from governance.assessment import queries as assessments
from governance.assessment.tables import table as assessment_table
from governance.enums import MonthState, ReportState, SubmissionKind, SubmissionOutcome
from governance.models import AssessmentReport, MonthReport, Submission
from governance.monthly.queries import sheets
from governance.monthly.rights import decider
from governance.monthly.services import said
from governance.submissions import content, queries
from governance.submissions.content import Table
from projects.errors import NotPossible


@dataclass(frozen=True)
class Made:
    """What is going to be frozen; `source` is the digest of the report that it was made from, where that has one.

    `as_of`: up to when was known what is counted; None where the tables have not one instant in common.
    """

    title: str
    tables: list[Table]
    rulebook: int
    as_of: datetime | None
    source: str = ""


def submit(*, kind: str, period: str, note: str = "", by: Actor, now: datetime) -> Submission:
    """Freeze the figures of a kind and period (`2026-10`; for the survey `2026` or empty), send them to the superior.

    By the tenant's own level, which locks and publishes. Sent again only after a return or when they have changed.
    Raises `Refused`, and `NotPossible` without a superior, without a locked report, with nothing new.
    """
    organisation = decider(by)
    tenant = _held(by.tenant)
    if tenant.superior is None:
        raise NotPossible("本级没有设定上级，不能在系统内上报。请系统运维单位用 set_superior 设定。")
    made = MAKERS[SubmissionKind(kind)](period, by, now)
    frozen = content.as_json(made.tables, as_of=made.as_of)
    former = queries.sent().filter(kind=kind, period=period, recipient=tenant.superior).first()
    is_same = former is not None and former.content["tables"] == frozen["tables"]
    if former and is_same and queries.state_of(former) != SubmissionOutcome.RETURNED:
        raise NotPossible(f"第 {former.number} 次上报以后数字没有变化，不必重报。")
    submission = Submission(
        recipient=tenant.superior,
        kind=kind,
        period=period,
        number=former.number + 1 if former else 1,
        title=made.title,
        content=frozen,
        source=made.source,
        rulebook=made.rulebook,
        note=note.strip(),
    )
    return _sent(submission, organisation, by, now, f"上报{made.title}")


def answer(submission: Submission, *, outcome: str, reason: str = "", by: Actor, now: datetime) -> Submission:
    """The superior says that it has taken a submission, or returns it with the reason; the sender reads it.

    What was taken may still be returned; what was returned is answered by the next submission. Raises `Refused`,
    `NotPossible`.
    """
    organisation = decider(by)
    tenant = _held(by.tenant)
    if submission.recipient_id != tenant.pk or submission.kind == SubmissionKind.RECEIPT:
        raise NotPossible("只能答复报送给本级的数字。")
    if outcome == SubmissionOutcome.RETURNED and not reason.strip():
        raise NotPossible("退回须写明原因。")
    before = queries.state_of(submission)
    if before == SubmissionOutcome.RETURNED or before == outcome:
        raise NotPossible(f"这份报送{SubmissionOutcome(before).label}，不能再次答复。")
    receipt = Submission(
        recipient=submission.tenant,
        kind=SubmissionKind.RECEIPT,
        period=submission.period,
        title=f"{SubmissionOutcome(outcome).label}：{submission.title}"[:200],
        rulebook=None,
        note=reason.strip(),
        answers=submission.digest,
        outcome=outcome,
    )
    return _sent(receipt, organisation, by, now, receipt.title)


def _sent(row: Submission, organisation: Organisation, by: Actor, now: datetime, what: str) -> Submission:
    row.tenant = by.tenant
    row.organisation_name, row.submitted_by_name = organisation.name, by.person.name
    row.acted_for_name = by.principal.name if by.principal else ""
    row.submitted_at = now
    row.digest = content.digest_of(row)
    row.save()
    keep_line(Action.DECIDE, what, by=by, about=row, name=row.title, reason=row.note)
    return row


def _held(tenant: Tenant) -> Tenant:
    """Whoever submits or answers for the tenant waits here: numbers follow each other."""
    return (
        Tenant.objects.select_for_update(of=("self",), no_key=True)
        .select_related("superior")
        .get(pk=tenant.pk)
    )


def _month_report(period: str, by: Actor, now: datetime) -> Made:
    month = queries.month_of_period(period)
    locked = MonthReport.objects.filter(jurisdiction=top_place(), state=MonthState.LOCKED)
    report = locked.filter(month=month).order_by("-number").first() if month else None
    if report is None or month is None:
        raise NotPossible("本级这一月份的月报还没有锁定，锁定以后才能上报。")
    title = f"{report.jurisdiction.name}{said(month)}月报（第 {report.number} 号）"
    tables = content.of_month_report(sheets(report))
    return Made(title, tables, report.version.number, report.known_until, report.digest)


def _survey(period: str, by: Actor, now: datetime) -> Made:
    if period and not period.isdecimal():
        raise NotPossible("摸底汇总表按年度或全部年度上报。")
    place, year = top_place(), int(period) if period else None
    breakdown = totals.by_place(place, actor=by, year=year)
    if not breakdown.total.neighbourhoods:
        raise NotPossible("这一年度没有摸底登记的小区，没有数字可报。")
    try:
        rulebook = in_force(now.date()).version.number
    except NoRulebook as error:
        raise NotPossible(str(error)) from error
    return Made(superior_table.title_of(place, year), content.of_breakdown(breakdown), rulebook, now)


def _assessment(period: str, by: Actor, now: datetime) -> Made:
    month = queries.month_of_period(period)
    rows = list(assessments.latest(month).filter(state=ReportState.PUBLISHED)) if month else []
    if not rows or month is None:
        raise NotPossible("本级这一月份的考核还没有发布，发布以后才能上报。")
    by_assessment: dict[str, list[AssessmentReport]] = {}
    for row in rows:
        by_assessment.setdefault(row.assessment, []).append(row)
    found = []
    for id_, reports in by_assessment.items():
        rulebook = adopted(reports[0].version)
        name = rulebook.rulebook.get("assessments", id_).name
        found.append(content.of_assessment(id_, name, assessment_table(reports, (), rulebook)))
    instants = {row.known_until for row in rows}
    as_of = instants.pop() if len(instants) == 1 else None
    return Made(f"{by.tenant.name}{said(month)}月度考核", found, rows[0].version.number, as_of)


MAKERS: Mapping[SubmissionKind, Callable[[str, Actor, datetime], Made]] = {
    SubmissionKind.MONTH_REPORT: _month_report,
    SubmissionKind.SUPERIOR_TABLE: _survey,
    SubmissionKind.ASSESSMENT: _assessment,
}


def preview(*, kind: str, period: str, by: Actor, now: datetime) -> Made:
    """What `submit` would freeze now. Raises `NotPossible`."""
    return MAKERS[SubmissionKind(kind)](period, by, now)
