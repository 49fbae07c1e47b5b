"""What was sent, what was received, how each stands, and who has not sent anything yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from communities.models import Neighbourhood, Tenant
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import top_place
from communities.tenancy.context import tenant_id
from governance.enums import SubmissionKind, SubmissionOutcome
from governance.figures.instant import next_month
from governance.models import MonthDueDay, Submission
from governance.monthly.forms import month_of
from governance.monthly.queries import due_day

SENT = ""
"""The state of a submission that has not been answered."""


def month_of_period(period: str) -> date | None:
    """The first day of `2026-10`; None for anything else."""
    return month_of(period)


def sees(actor: Actor) -> bool:
    """Whether the person may read what goes up and what comes in: whoever views the whole of the tenant."""
    return actor.may(Capability.VIEW, top_place().path)


def reader(actor: Actor) -> None:
    """Raise `Refused` for anybody else."""
    if not sees(actor):
        raise Refused("上报和汇总的数字由能查看全辖区业务数据的人员查看。")


def sent() -> QuerySet[Submission]:
    """The tenant's own submissions, the newest first, without its receipts."""
    rows: QuerySet[Submission] = Submission.objects.exclude(kind=SubmissionKind.RECEIPT)
    return rows.select_related("tenant").order_by("-id")


def received() -> QuerySet[Submission]:
    """What other tenants have submitted to this one, the newest first."""
    rows = Submission.objects.received().exclude(kind=SubmissionKind.RECEIPT)
    return rows.select_related("tenant").order_by("-id")


def readable(actor: Actor) -> QuerySet[Submission]:
    """Sent or received, for whoever may read them. Receipts are read with what they answer."""
    own = Q(tenant=tenant_id()) | Q(recipient_id=tenant_id())
    rows = Submission._base_manager.filter(own).exclude(kind=SubmissionKind.RECEIPT)
    return rows.select_related("tenant") if sees(actor) else rows.none()


def alike(actor: Actor, submission: Submission) -> QuerySet[Submission]:
    """The others of its kind that the person may read: other times, other months, other senders; the newest first."""
    rows = readable(actor).filter(kind=submission.kind).exclude(pk=submission.pk)
    return rows.order_by("-id")


def receipts(digests: Iterable[str]) -> dict[str, Submission]:
    """Digest of a submission -> its latest answer, sent or received. One query."""
    own = Q(tenant=tenant_id()) | Q(recipient_id=tenant_id())
    rows = Submission._base_manager.filter(own, kind=SubmissionKind.RECEIPT, answers__in=list(digests))
    return {row.answers: row for row in rows.order_by("id")}


def state_of(submission: Submission) -> str:
    """The latest answer's outcome; empty while there is none."""
    answered = receipts([submission.digest]).get(submission.digest)
    return answered.outcome if answered else SENT


@dataclass(frozen=True)
class Standing:
    """A submission, or that there is none yet, with its latest answer; how late, where a day is settled."""

    tenant: Tenant
    submission: Submission | None
    receipt: Submission | None
    period: str = ""
    due_on: date | None = None
    days_late: int = 0

    @property
    def state(self) -> str:
        """`none`, `sent`, `received`, `returned`."""
        if self.submission is None:
            return "none"
        return self.receipt.outcome if self.receipt else "sent"

    @property
    def word(self) -> str:
        """The state as people read it."""
        return {"none": "未报送", "sent": "已报送，待签收"}.get(self.state) or SubmissionOutcome(
            self.state
        ).label

    @property
    def late(self) -> str:
        """How late, in words; empty for what came in time and where no day is settled."""
        return f"逾期 {self.days_late} 天" if self.days_late else ""

    @property
    def mark(self) -> str:
        """The sign of `c-state`."""
        return {"none": "mute", "sent": "open", "received": "yes", "returned": "no"}[self.state]


def standings(rows: Iterable[Submission]) -> list[Standing]:
    """Each with its answer. One query."""
    found = list(rows)
    answers = receipts(row.digest for row in found)
    return [Standing(row.tenant, row, answers.get(row.digest), row.period) for row in found]


def history(submission: Submission) -> list[Standing]:
    """Every time that its sender has submitted this kind and period to the same superior, the first one first."""
    alike = {name: getattr(submission, name) for name in ("tenant_id", "recipient_id", "kind", "period")}
    rows = Submission._base_manager.filter(**alike).select_related("tenant").defer("content")
    return standings(rows.order_by("number"))


def below() -> QuerySet[Tenant]:
    """The tenants that submit to this one."""
    return Tenant.objects.filter(superior_id=tenant_id()).order_by("code")


def only_receives() -> bool:
    """Whether the tenant is a superior that keeps no register: its people begin with what comes in. Two queries."""
    return below().exists() and not Neighbourhood.objects.exists()


def situation(*, kind: str, period: str, on: date) -> list[Standing]:
    """报送情况: every tenant below with its latest submission of the kind and period, or that there is none; then
    those that have sent some and are below no longer. Without contents. Four queries.
    """
    (line,) = grid(kind=kind, periods=[period], on=on)
    return line


def grid(*, kind: str, periods: Sequence[str], on: date) -> list[list[Standing]]:
    """For each period a line of every tenant below (and of those that were), in the same order. Four queries.

    What is settled as the superior's own 月报报送日 is when a month is due from below; late is counted from the first
    submission, for a return takes nobody's punctuality away.
    """
    rows = list(received().filter(kind=kind, period__in=periods).defer("content"))
    latest: dict[tuple[int, str], Submission] = {}
    first: dict[tuple[int, str], Submission] = {}
    for row in rows:  # the newest first
        latest.setdefault((row.tenant.pk, row.period), row)
        first[row.tenant.pk, row.period] = row
    answers = receipts(row.digest for row in latest.values())
    tenants = {tenant.pk: tenant for tenant in (*below(), *(row.tenant for row in rows))}
    settled = due_day()
    found = []
    for period in periods:
        due_on = _due_on(kind, period, settled)
        line = []
        for pk, tenant in tenants.items():
            one = latest.get((pk, period))
            sent_on = timezone.localdate(first[pk, period].submitted_at) if one else on
            late = max((sent_on - due_on).days, 0) if due_on else 0
            receipt = answers.get(one.digest) if one else None
            line.append(Standing(tenant, one, receipt, period, due_on, late))
        found.append(line)
    return found


def _due_on(kind: str, period: str, settled: MonthDueDay | None) -> date | None:
    """The settled day of the month after; None of a survey, and of a month that was due before the day was settled."""
    month = month_of_period(period) if kind != SubmissionKind.SUPERIOR_TABLE else None
    if month is None or settled is None:
        return None
    due_on = next_month(month).replace(day=settled.day)
    return due_on if due_on >= timezone.localdate(settled.entered_at) else None


def accepted(*, kind: str, period: str) -> list[Submission]:
    """The latest submission of each tenant that was taken and has not been returned since: what may be added up."""
    taken = _answered(SubmissionOutcome.RECEIVED)
    rows = received().filter(taken, ~_answered(SubmissionOutcome.RETURNED), kind=kind, period=period)
    return list(rows.order_by("tenant__code", "tenant", "-number").distinct("tenant__code", "tenant"))


def to_answer() -> QuerySet[Submission]:
    """Received, the latest of its sender, kind and period, and neither taken nor returned. One query."""
    return (
        _latest(received())
        .exclude(_answered(SubmissionOutcome.RECEIVED))
        .exclude(_answered(SubmissionOutcome.RETURNED))
    )


def returned() -> QuerySet[Submission]:
    """The tenant's own that were returned and have not been sent again. One query."""
    return _latest(sent()).filter(_answered(SubmissionOutcome.RETURNED))


def unanswered() -> QuerySet[Submission]:
    """The tenant's own that wait for the superior. One query."""
    return (
        _latest(sent())
        .exclude(_answered(SubmissionOutcome.RECEIVED))
        .exclude(_answered(SubmissionOutcome.RETURNED))
    )


def _answered(outcome: SubmissionOutcome) -> Q:
    answers = Submission._base_manager.filter(
        tenant=OuterRef("recipient"), answers=OuterRef("digest"), outcome=outcome
    )
    return Q(Exists(answers))


def _latest(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    later = Submission._base_manager.filter(
        tenant=OuterRef("tenant"),
        recipient=OuterRef("recipient"),
        kind=OuterRef("kind"),
        period=OuterRef("period"),
        number__gt=OuterRef("number"),
    )
    return rows.exclude(Exists(later)).defer("content")


def periods(kind: str) -> list[str]:
    """The periods of which something has come in, the newest first."""
    rows = received().filter(kind=kind).order_by("-period").values_list("period", flat=True)
    return list(rows.distinct())
