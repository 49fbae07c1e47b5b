"""What the demonstration's Qingdao has submitted to its province, and what the province answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from communities.closing.services import set_superior
from communities.models import Tenant
from communities.tenancy.context import enter
from config.demonstration.founding import actor
from config.demonstration.year import past_months
from governance.enums import SubmissionKind, SubmissionOutcome
from governance.models import Submission
from governance.monthly.services import set_due_day
from governance.submissions import services

DUE_DAY = 8
"""Of the province: a sample, no source."""


def report(city: Tenant, *, to: Tenant, now: datetime) -> None:
    """The survey and the first month are taken; the second month is returned and has been sent again."""
    with enter(to.pk):
        judge = actor("sd-housing", to, timezone.localdate(now))
        set_due_day(day=DUE_DAY, basis="演示数据，非政策", by=judge, now=now - timedelta(days=60))
    set_superior(city, superior=to)
    city.superior = to
    survey = _submit(
        city, SubmissionKind.SUPERIOR_TABLE, "", "摸底台账全部年度（演示）", now - timedelta(days=6)
    )
    _answer(survey, SubmissionOutcome.RECEIVED, "", now - timedelta(days=5))
    first, second = (f"{month:%Y-%m}" for month in past_months(timezone.localdate(now), 3)[:2])
    sent = _submit(city, SubmissionKind.MONTH_REPORT, first, "只含市北区（演示）", now - timedelta(days=6))
    _answer(sent, SubmissionOutcome.RECEIVED, "", now - timedelta(days=5))
    sent = _submit(city, SubmissionKind.MONTH_REPORT, second, "", now - timedelta(days=4))
    reason = "没有说明含哪些区（市），请写明后重报（演示）"
    _answer(sent, SubmissionOutcome.RETURNED, reason, now - timedelta(days=3))
    note = "只含市北区，其余区（市）尚未报送月报（演示）"
    _submit(city, SubmissionKind.MONTH_REPORT, second, note, now - timedelta(days=2))


def _submit(city: Tenant, kind: SubmissionKind, period: str, note: str, now: datetime) -> Submission:
    with enter(city.pk):
        by = actor("qd-city", city, timezone.localdate(now))
        return services.submit(kind=kind, period=period, note=note, by=by, now=now)


def _answer(row: Submission, outcome: SubmissionOutcome, reason: str, now: datetime) -> None:
    with enter(row.recipient_id):
        by = actor("sd-housing", row.recipient, timezone.localdate(now))
        services.answer(row, outcome=outcome, reason=reason, by=by, now=now)
