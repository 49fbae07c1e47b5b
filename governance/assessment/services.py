"""Every write of the monthly assessment: the run, publication, corrections, declared figures, pilots."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from communities.models import Document, Jurisdiction, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.records.services import notify
from communities.rulebooks.queries import Adopted, NoRulebook, adopted, in_force
from communities.tenancy.context import tenant_id
from governance.assessment.bodies import assessor, assessor_id, bodies, find_assessor
from governance.assessment.errors import NotBegun
from governance.assessment.queries import latest
from governance.assessment.sheets import Sheet, Skipped, due, sheets
from governance.enums import PilotKind, ReportState
from governance.figures import Instant
from governance.figures.instant import SHANGHAI, end_of, first_of
from governance.models import AssessmentReport, DeclaredFigure, Pilot
from projects.errors import NotPossible
from projects.models import Project

NO_RULEBOOK = "无生效规则"
PILOT_KINDS = frozenset({"government", "leading-body", "office", "department"})
"""Kinds of organisations that tick a pilot at or below their place; no text says who. A reading."""


@dataclass(frozen=True)
class Run:
    """What a run of a month did: reports created now, all reports of the month as they stand, what was skipped."""

    month: date
    created: int
    reports: list[AssessmentReport]
    skipped: list[Skipped]


def assess(*, month: date, by: Actor | None = None, now: datetime) -> Run:
    """One report for every due assessment and body of the month, in one transaction; what is there stays as it is.

    Run twice it creates nothing; run late it makes the same figures, from what was on record when the month ended. Of
    a running month it shows what is known now, and the first run after the month's end brings these drafts up to date.
    Raises `NotBegun`.
    """
    month = first_of(month)
    if month > now.astimezone(SHANGHAI).date():
        raise NotBegun
    with accounted(by):
        _one_at_a_time()
        instant = Instant(month, min(end_of(month), now))
        try:
            rulebook = in_force(instant.last_day)
        except NoRulebook:
            return Run(month, 0, [], [Skipped(None, [NO_RULEBOOK])])
        assessments, skipped = due(rulebook)
        created = _write(assessments, rulebook, instant, by=by, now=now)
        return Run(month, created, list(latest(month)), skipped)


def _one_at_a_time() -> None:
    """Two runs of one tenant don't meet: the second waits, and finds everything there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('assessment'), %s::int)", [tenant_id()])


def _write(
    assessments: list[Any], rulebook: Adopted, instant: Instant, *, by: Actor | None, now: datetime
) -> int:
    places = list(Jurisdiction.objects.order_by("path"))
    standing = {
        (row.assessment, row.actor, row.jurisdiction_id): row
        for row in AssessmentReport.objects.filter(month=instant.month, number=1)
    }
    wanted = {(row.id, *body.key) for row in assessments for body in bodies(row, rulebook, places)}
    early = {
        key
        for key, row in standing.items()
        if row.state == ReportState.DRAFT and row.known_until < instant.known_until == end_of(instant.month)
    }
    if not (wanted - standing.keys()) and not early:
        return 0
    made = sheets(assessments, rulebook, instant, places)
    fresh = [
        _report(sheet, rulebook, instant, by=by, now=now)
        for sheet in made
        if (sheet.assessment, *sheet.body.key) not in standing
    ]
    AssessmentReport.objects.bulk_create(fresh, ignore_conflicts=True)
    _renew(
        [standing[k] for k in early], {(s.assessment, *s.body.key): s for s in made}, rulebook, instant, now
    )
    return len(fresh)


def _report(
    sheet: Sheet,
    rulebook: Adopted,
    instant: Instant,
    *,
    by: Actor | None,
    now: datetime,
    number: int = 1,
    reason: str = "",
) -> AssessmentReport:
    return AssessmentReport(
        assessment=sheet.assessment,
        month=instant.month,
        actor=sheet.body.actor,
        jurisdiction=sheet.body.place,
        path=sheet.body.place.path,
        number=number,
        is_progress=sheet.is_progress,
        is_own=sheet.body.is_own,
        version=rulebook.version,
        known_until=instant.known_until,
        indicators=sheet.indicators,
        total=sheet.total,
        total_missing=sheet.total_missing,
        reason=reason,
        made_by=by.person if by else None,
        made_at=now,
    )


def _renew(
    drafts: Iterable[AssessmentReport],
    made: dict[tuple[str, str, int], Sheet],
    rulebook: Adopted,
    instant: Instant,
    now: datetime,
) -> None:
    """Drafts of a month that was still running get the figures of its end."""
    renewed = []
    for row in drafts:
        sheet = made.get((row.assessment, row.actor, row.jurisdiction_id))
        if sheet is None:
            continue
        row.known_until, row.version, row.made_at = instant.known_until, rulebook.version, now
        row.indicators, row.total, row.total_missing = sheet.indicators, sheet.total, sheet.total_missing
        row.is_progress = sheet.is_progress
        renewed.append(row)
    fields = ["known_until", "version", "made_at", "indicators", "total", "total_missing", "is_progress"]
    AssessmentReport.objects.bulk_update(renewed, fields)


def publish(assessment: str, month: date, *, by: Actor, now: datetime) -> int:
    """Lock and publish the latest report of every body, and tell the bodies; how many were published.

    For an organisation that plays the assessment's `who` at the tenant's own level. Raises `Refused`; `NotPossible`
    before the month has ended, without reports, or when all are published.
    """
    with accounted(by):
        _one_at_a_time()
        reports = list(latest(month).filter(assessment=assessment).select_related("version"))
        if not reports:
            raise NotPossible("这个月还没有这项考核的报告。")
        rulebook = adopted(reports[0].version)
        row = rulebook.rulebook.get("assessments", assessment)
        assessor(row, adopted=rulebook, by=by)
        if any(report.known_until < end_of(report.month) for report in reports):
            raise NotPossible("报告是月内生成的，须在月末后由定时任务补全，再行发布。")
        drafts = [report for report in reports if report.state == ReportState.DRAFT]
        if not drafts:
            raise NotPossible("这一期已经发布；需要改数的，请办理更正。")
        AssessmentReport.objects.filter(pk__in=[report.pk for report in drafts]).update(
            state=ReportState.PUBLISHED, published_by=by.person, published_for=by.principal, published_at=now
        )
        _tell(drafts, row.name, by=by, on=timezone.localdate(now))
    return len(drafts)


def _tell(reports: list[AssessmentReport], name: str, *, by: Actor, on: date) -> None:
    """The organisations that play the assessed bodies."""
    keys = {(report.actor, report.jurisdiction_id) for report in reports}
    places = [place for _, place in keys]
    told = [
        organisation
        for organisation in Organisation.objects.filter(jurisdiction__in=places)
        if (organisation.actor, organisation.jurisdiction_id) in keys
    ]
    first = reports[0]
    month = f"{first.month:%Y-%m}"
    again = "（更正）" if first.number > 1 else ""
    notify(
        told,
        text=f"{first.month.year}年{first.month.month}月《{name}》已发布{again}。",
        url=reverse("assessment_month", args=[by.tenant.code, first.assessment, month]),
        by=by,
        on=on,
    )


def correct(assessment: str, month: date, *, reason: str, by: Actor, now: datetime) -> list[AssessmentReport]:
    """The next number of each report whose figures differ from what is on record now; published anew by `publish`.

    By the rulebook version that the report was made with: what was settled later does not reach back. Raises
    `Refused`; `NotPossible` without a reason, without reports, or when nothing differs.
    """
    if not reason.strip():
        raise NotPossible("更正须写明原因。")
    with accounted(by, reason.strip()):
        _one_at_a_time()
        standing = {
            (row.actor, row.jurisdiction_id): row
            for row in latest(month).filter(assessment=assessment).select_related("version")
        }
        if not standing:
            raise NotPossible("这个月还没有这项考核的报告。")
        rulebook = adopted(next(iter(standing.values())).version)
        row = rulebook.rulebook.get("assessments", assessment)
        assessor(row, adopted=rulebook, by=by)
        instant = Instant(first_of(month), now)
        if now < end_of(instant.month):
            raise NotPossible("本月还没有结束，月末数出来以后才能更正。")
        places = list(Jurisdiction.objects.order_by("path"))
        fresh = [
            _report(sheet, rulebook, instant, by=by, now=now, number=before.number + 1, reason=reason.strip())
            for sheet in sheets([row], rulebook, instant, places)
            if (before := standing.get(sheet.body.key)) is not None and _differs(before, sheet)
        ]
        if not fresh:
            raise NotPossible("按现有记录重算，各单位的数字都没有变化，不需更正。")
        made: list[AssessmentReport] = AssessmentReport.objects.bulk_create(fresh)
    return made


def _differs(before: AssessmentReport, sheet: Sheet) -> bool:
    return before.indicators != sheet.indicators or before.total != sheet.total


def declare_figure(
    indicator: str,
    *,
    actor: str,
    jurisdiction: Jurisdiction,
    month: date,
    value: Decimal,
    document: Document,
    note: str = "",
    by: Actor,
    now: datetime,
) -> DeclaredFigure:
    """The figure of a body and month that the rulebook leaves to its assessor to declare, with evidence.

    `value` in the indicator's unit. A figure entered after the month has ended counts by correction. Raises `Refused`;
    `NotPossible` for a figure that is computed, a body that is not assessed, a month that has not begun, a score below
    0 or a percentage outside 0 to 100.
    """
    month = first_of(month)
    if month > timezone.localdate(now):
        raise NotPossible("这个月还没有开始。")
    with accounted(by):
        rulebook = in_force(min(end_of(month).date(), timezone.localdate(now)))
        row = rulebook.rulebook.get("indicators", indicator)
        if row.compute != "declared":
            raise NotPossible(f"《{row.name}》由系统按记录计算，不需申报。")
        if value < 0 or (row.unit == "percent" and value > 100):
            raise NotPossible("数值不能为负；百分比须在 0 到 100 之间。")
        organisation = declaring_organisation(
            indicator, actor=actor, jurisdiction=jurisdiction, adopted=rulebook, by=by
        )
        made: DeclaredFigure = DeclaredFigure.objects.create(
            indicator=indicator,
            actor=actor,
            jurisdiction=jurisdiction,
            month=month,
            value=value,
            document=document,
            note=note.strip(),
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
    return made


def declaring_organisation(
    indicator: str, *, actor: str, jurisdiction: Jurisdiction, adopted: Adopted, by: Actor
) -> Organisation:
    """The person's organisation that declares the indicator of that body. Raises `Refused`, `NotPossible`."""
    places = list(Jurisdiction.objects.order_by("path"))
    using = [row for row in adopted.rulebook.rows("assessments") if indicator in row.indicators]
    assessing = [
        row
        for row in using
        if (actor, jurisdiction.pk) in {body.key for body in bodies(row, adopted, places)}
    ]
    if not assessing:
        raise NotPossible("这一单位不在使用这项指标的考核之内。")
    for row in assessing:
        found = find_assessor(row, adopted=adopted, by=by, capability=Capability.DECLARE)
        if found is not None:
            return found
    name = adopted.rulebook.actor_name(assessor_id(assessing[0], adopted))
    raise Refused(f"这一指标由{name}申报，您不在该单位，或没有替它申报的权限。")


def tick_pilot(
    kind: PilotKind,
    *,
    project: Project | None = None,
    jurisdiction: Jurisdiction | None = None,
    is_pilot: bool,
    on: date,
    basis: str,
    by: Actor,
    now: datetime,
) -> Pilot:
    """Tick a project (market participation) or a community (co-creation) as a pilot from a day on, or untick it.

    By a government, leading body, office or department that decides at or above the place. Raises `Refused`;
    `NotPossible` without a basis, for a day to come, or when it already stands so.
    """
    place = project.jurisdiction if project else jurisdiction
    if place is None or (kind == PilotKind.MARKET) != (project is not None):
        raise NotPossible("试点须选定一个项目或一个社区。")
    if not basis.strip():
        raise NotPossible("请写明依据，如公布试点的文号。")
    if on > timezone.localdate(now):
        raise NotPossible("日期不能晚于今天。")
    with accounted(by):
        _one_at_a_time()
        standing = Pilot.objects.filter(kind=kind, project=project, jurisdiction=place).first()
        if (standing is not None and standing.is_pilot) == is_pilot:
            raise NotPossible("已经是这样登记的，不需再改。")
        made: Pilot = Pilot.objects.create(
            kind=kind,
            project=project,
            jurisdiction=place,
            is_pilot=is_pilot,
            on=on,
            basis=basis.strip(),
            organisation=pilot_keeper(place, by),
            entered_by=by.person,
            entered_at=now,
        )
    return made


def pilot_keeper(place: Jurisdiction, by: Actor) -> Organisation:
    """The person's organisation that ticks pilots at a place. Raises `Refused`."""
    for seat in by.seats:
        own = seat.organisation
        if (
            own is not None
            and Capability.DECIDE in seat.capabilities
            and own.kind in PILOT_KINDS
            and place.path.startswith(own.jurisdiction.path)
            and place.path.startswith(seat.path)
        ):
            return own
    raise Refused("试点由本级或区(市)的政府、领导机构或部门登记，您不在这样的单位，或该单位不管辖此处。")
