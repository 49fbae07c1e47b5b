"""Every write of the month report: drafting, supplementing, submitting, giving back, locking, correcting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from communities.models import Document, Jurisdiction, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.records.services import notify
from communities.rulebooks.queries import in_force
from governance.enums import MonthPeriod, MonthState
from governance.figures.instant import end_of, first_of
from governance.models import MonthDueDay, MonthReport, MonthSupplement
from governance.monthly.filling import digest_of, fill, locked_below
from governance.monthly.form import FIGURES
from governance.monthly.rights import decider, keeper
from projects.errors import NotPossible


def draft(
    *, month: date, place: Jurisdiction, by: Actor, now: datetime, known_until: datetime | None = None
) -> MonthReport:
    """The report of the tenant's own place, or of one directly below it, about a month; an open one is drafted again.

    `known_until`: the end of the month unless another instant since is named; of a running month, now. The system's
    numbers are counted anew, what people added stays. Raises `Refused`, `NoRulebook`, and `NotPossible` for a month not
    begun, for a place that does not report, for a report that is submitted or locked.
    """
    organisation = keeper(place, by)
    first, closes = first_of(month), end_of(month)
    if first > timezone.localdate(now):
        raise NotPossible(f"{said(first)}还没有开始，不能编制月报。")
    if place.depth > 2:
        raise NotPossible(f"月报由本级和下一级各地报送，{place.name}不单独报送。")
    until = known_until or min(closes, now)
    if until > now or until < min(closes, now):
        raise NotPossible("数据截至时间应在月末之后、现在之前。")
    adopted = in_force(min(closes, now).date())
    with accounted(by, f"编制{said(first)}月报", organisation):
        _hold_place(place)
        report = MonthReport.objects.filter(jurisdiction=place, month=first).order_by("-number").first()
        if report is None:
            report = MonthReport(jurisdiction=place, path=place.path, month=first)
        elif not report.is_open:
            raise NotPossible(
                "这一月份的月报已锁定，要改动请办理更正。"
                if report.state == MonthState.LOCKED
                else "这一月份的月报已报送，退回以后才能重新编制。"
            )
        report.state, report.known_until, report.version = MonthState.DRAFT, until, adopted.version
        report.made_by, report.made_for = by.person, by.principal
        report.made_at, report.organisation = now, organisation
        report.save()
        fill(report, adopted=adopted)
        report.save()
    return report


def supplement(
    report: MonthReport,
    *,
    line: Jurisdiction,
    figure: str,
    periods: Iterable[str],
    value: Decimal,
    reason: str,
    document: Document | None = None,
    by: Actor,
    now: datetime,
) -> list[MonthSupplement]:
    """Add to a number by hand, or take off it (negative), with the reason; `value` in the figure's base unit.

    Raises `Refused`, and `NotPossible` for a report that is not open, for a line taken from a locked report, for zero,
    and where the number would fall below zero.
    """
    wanted = list(dict.fromkeys(periods))
    organisation = keeper(report.jurisdiction, by)
    if figure not in FIGURES or not set(wanted) <= set(MonthPeriod.values) or not wanted:
        raise NotPossible("本表没有这一指标。")
    if line.pk != report.jurisdiction_id and line.parent_id != report.jurisdiction_id:
        raise NotPossible(f"{line.name}不是这份月报的一行。")
    if not value or not reason.strip():
        raise NotPossible("补充数不能为零，并须写明原因。")
    with accounted(by, reason.strip(), organisation):
        held = _hold(report)
        if not held.is_open:
            raise NotPossible("月报已报送或已锁定，不能再补充。")
        if any(source["jurisdiction"] == line.pk and source["report"] for source in held.sources):
            raise NotPossible(f"这一行取自{line.name}已锁定的月报，改动由{line.name}更正。")
        for period in wanted:
            whole = {"jurisdiction": line, "figure": figure, "period": period}
            counted = held.cells.filter(**whole).aggregate(n=Sum("value"))["n"] or Decimal(0)
            added = held.supplements.filter(**whole).aggregate(n=Sum("value"))["n"] or Decimal(0)
            if counted + added + value < 0:
                raise NotPossible("补充以后报数小于零，请核对补充数。")
        return [
            MonthSupplement.objects.create(
                report=held,
                jurisdiction=line,
                figure=figure,
                period=period,
                value=value,
                reason=reason.strip(),
                document=document,
                by=by.person,
                at=now,
            )
            for period in wanted
        ]


def submit(report: MonthReport, *, note: str = "", by: Actor, now: datetime) -> MonthReport:
    """Send it to the level above; its content is frozen under its hash.

    The tenant's own goes to the superior outside of the system: while a place below has not been locked it needs a note
    saying why. Raises `Refused`, `NotPossible`.
    """
    organisation = keeper(report.jurisdiction, by)
    with accounted(by, note.strip() or "报送月报", organisation):
        held = _hold(report)
        if not held.is_open:
            raise NotPossible(f"这份月报{held.get_state_display()}，不能再次报送。")
        if _is_behind(held):
            raise NotPossible("下一级有新锁定的月报，请先重新编制再报送。")
        missing = missing_below(held)
        if missing and not note.strip():
            raise NotPossible(
                f"{'、'.join(place.name for place in missing)}的月报还没有锁定。要先行报送，请写明说明。"
            )
        held.state, held.submission_note = MonthState.SUBMITTED, note.strip()
        held.submitted_by, held.submitted_for, held.submitted_at = by.person, by.principal, now
        held.digest = digest_of(held)
        held.save()
        if not held.is_own:
            top = Jurisdiction.objects.filter(depth=1)
            above = Organisation.objects.filter(jurisdiction__in=top, kind__in=("department", "office"))
            _tell(held, above, f"{held.jurisdiction.name}{said(held.month)}月报已报送。", by, now)
    return held


def give_back(report: MonthReport, *, reason: str, by: Actor, now: datetime) -> MonthReport:
    """The tenant's own level gives a submitted report back, with the reason. Raises `Refused`, `NotPossible`."""
    organisation = decider(by)
    if not reason.strip():
        raise NotPossible("退回须写明原因。")
    with accounted(by, reason.strip(), organisation):
        held = _submitted(report, "退回")
        held.state, held.return_reason = MonthState.RETURNED, reason.strip()
        held.returned_by, held.returned_for, held.returned_at = by.person, by.principal, now
        held.save()
        _tell(
            held,
            [held.organisation],
            f"{held.jurisdiction.name}{said(held.month)}月报被退回：{reason.strip()}",
            by,
            now,
        )
    return held


def lock(report: MonthReport, *, by: Actor, now: datetime) -> MonthReport:
    """The tenant's own level takes a submitted report as final: it never changes again.

    Raises `Refused`, `NotPossible`.
    """
    organisation = decider(by)
    with accounted(by, "锁定月报", organisation):
        held = _submitted(report, "锁定")
        held.state, held.locked_at = MonthState.LOCKED, now
        held.locked_by, held.locked_for = by.person, by.principal
        held.save()
        _tell(held, [held.organisation], f"{held.jurisdiction.name}{said(held.month)}月报已锁定。", by, now)
    return held


def correct(report: MonthReport, *, reason: str, by: Actor, now: datetime) -> MonthReport:
    """A locked report stays as it is; the next number is drafted from what is known now, with the reason.

    What was added to the former by hand is taken over. Raises `Refused`, `NoRulebook`, `NotPossible`.
    """
    organisation = keeper(report.jurisdiction, by)
    if not reason.strip():
        raise NotPossible("更正须写明原因。")
    adopted = in_force(min(end_of(report.month), now).date())
    with accounted(by, reason.strip(), organisation):
        _hold_place(report.jurisdiction)
        same = MonthReport.objects.filter(jurisdiction=report.jurisdiction_id, month=report.month)
        held = same.order_by("-number").first()
        if held is None or held.pk != report.pk or held.state != MonthState.LOCKED:
            raise NotPossible("只有最新一号、已锁定的月报可以更正。")
        made: MonthReport = MonthReport.objects.create(
            jurisdiction=held.jurisdiction,
            path=held.path,
            month=held.month,
            number=held.number + 1,
            known_until=now,
            version=adopted.version,
            correction_reason=reason.strip(),
            organisation=organisation,
            made_by=by.person,
            made_at=now,
        )
        fill(made, adopted=adopted)
        made.save()
    return made


def set_due_day(*, day: int, basis: str, by: Actor, now: datetime) -> MonthDueDay:
    """The day of the following month by which reports are due, as the tenant has settled it; the latest counts.

    Raises `Refused`, `NotPossible`.
    """
    organisation = decider(by)
    if not 1 <= day <= 28:
        raise NotPossible("报送日应在 1 至 28 日之间，每个月都有这一天。")
    if not basis.strip():
        raise NotPossible("报送日须写明依据。")
    with accounted(by, basis.strip(), organisation):
        row: MonthDueDay = MonthDueDay.objects.create(
            day=day, basis=basis.strip(), organisation=organisation, entered_by=by.person, entered_at=now
        )
    return row


def missing_below(report: MonthReport) -> list[Jurisdiction]:
    """The places below the tenant's own whose report of the month is not locked; empty for any other report."""
    if not report.is_own:
        return []
    done = locked_below(report)
    below = Jurisdiction.objects.children_of(report.jurisdiction).order_by("path")
    return [place for place in below if place.pk not in done]


def said(month: date) -> str:
    """2026年10月."""
    return f"{month.year}年{month.month}月"


def _is_behind(report: MonthReport) -> bool:
    """Whether a place below has locked a report that this one does not have."""
    taken = {source["report"] for source in report.sources}
    return any(row.pk not in taken for row in locked_below(report).values())


def _hold(report: MonthReport) -> MonthReport:
    row: MonthReport = MonthReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    return row


def _submitted(report: MonthReport, act: str) -> MonthReport:
    held: MonthReport = _hold(report)
    if held.state != MonthState.SUBMITTED:
        raise NotPossible(f"这份月报{held.get_state_display()}，只有已报送的才能{act}。")
    return held


def _hold_place(place: Jurisdiction) -> None:
    """Whoever drafts or corrects the place's reports waits here; rows that only refer to the place do not."""
    Jurisdiction.objects.select_for_update(no_key=True).get(pk=place.pk)


def _tell(
    report: MonthReport, organisations: Iterable[Organisation], text: str, by: Actor, now: datetime
) -> None:
    url = reverse("monthreport_detail", kwargs={"tenant": by.tenant.code, "pk": report.pk})
    notify(organisations, text=text, url=url, by=by, on=timezone.localdate(now))
