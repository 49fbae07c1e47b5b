"""What the demonstration's Qingdao has submitted to its province, and what the province answered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from communities.closing.services import set_superior
from communities.models import Tenant
from communities.tenancy.context import enter
from config.demonstration.founding import actor
from config.demonstration.year import past_months
from governance.enums import SubmissionKind, SubmissionOutcome
from governance.figures.instant import next_month
from governance.models import Submission
from governance.monthly.services import set_due_day
from governance.submissions import services

DUE_DAY = 8
"""Of the province: a sample, no source."""


def report(city: Tenant, *, to: Tenant, now: datetime) -> None:
    """The survey and the first month are taken; the second month is returned and has been sent again."""
    on = timezone.localdate(now)
    earlier = past_months(on, 3)[:2]
    with enter(to.pk):
        judge = actor("sd-housing", to, on)
        set_due_day(day=DUE_DAY, basis="演示数据，非政策", by=judge, now=_of(earlier[0], 1))
    set_superior(city, superior=to)
    city.superior = to
    for month in earlier:
        period, note = f"{month:%Y-%m}", "市北区按锁定的月报，其余区（市）尚未报送，按系统数（演示）"
        if month == earlier[-1]:
            sent = _submit(city, SubmissionKind.MONTH_REPORT, period, "", _of(month, 5))
            reason = "没有写明哪些区（市）按系统数，请写明后重报（演示）"
            _answer(sent, SubmissionOutcome.RETURNED, reason, _of(month, 6))
        sent = _submit(city, SubmissionKind.MONTH_REPORT, period, note, _of(month, 7))
        if month != earlier[-1]:
            _answer(sent, SubmissionOutcome.RECEIVED, "", _of(month, 9))
    survey = _submit(city, SubmissionKind.SUPERIOR_TABLE, "", "全部摸底年度（演示）", now - timedelta(days=6))
    _answer(survey, SubmissionOutcome.RECEIVED, "", now - timedelta(days=5))


def _of(month: date, day: int) -> datetime:
    """Ten o'clock on that day of the month after."""
    return timezone.make_aware(datetime.combine(next_month(month).replace(day=day), time(10)))


def _submit(city: Tenant, kind: SubmissionKind, period: str, note: str, now: datetime) -> Submission:
    with enter(city.pk):
        by = actor("qd-city", city, timezone.localdate(now))
        return services.submit(kind=kind, period=period, note=note, by=by, now=now)


def _answer(row: Submission, outcome: SubmissionOutcome, reason: str, now: datetime) -> None:
    with enter(row.recipient_id):
        by = actor("sd-housing", row.recipient, timezone.localdate(now))
        services.answer(row, outcome=outcome, reason=reason, by=by, now=now)
