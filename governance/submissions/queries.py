"""What was sent, what was received, how each stands, and who has not sent anything yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from communities.models import Tenant
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import top_place
from communities.tenancy.context import tenant_id
from governance.enums import SubmissionKind, SubmissionOutcome
from governance.models import Submission
from governance.monthly.forms import month_of

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
    return rows.order_by("-id")


def received() -> QuerySet[Submission]:
    """What other tenants have submitted to this one, the newest first."""
    rows = Submission.objects.received().exclude(kind=SubmissionKind.RECEIPT)
    return rows.select_related("tenant").order_by("-id")


def readable(actor: Actor) -> QuerySet[Submission]:
    """Sent or received, for whoever may read them. Receipts are read with what they answer."""
    own = Q(tenant=tenant_id()) | Q(recipient_id=tenant_id())
    rows = Submission._base_manager.filter(own).exclude(kind=SubmissionKind.RECEIPT)
    return rows.select_related("tenant") if sees(actor) else rows.none()


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
    """A submission, or that there is none yet, with its latest answer."""

    tenant: Tenant
    submission: Submission | None
    receipt: Submission | None

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
    def mark(self) -> str:
        """The sign of `c-state`."""
        return {"none": "mute", "sent": "open", "received": "yes", "returned": "no"}[self.state]


def standings(rows: Iterable[Submission]) -> list[Standing]:
    """Each with its answer. One query."""
    found = list(rows)
    answers = receipts(row.digest for row in found)
    return [Standing(row.tenant, row, answers.get(row.digest)) for row in found]


def below() -> QuerySet[Tenant]:
    """The tenants that submit to this one."""
    return Tenant.objects.filter(superior_id=tenant_id()).order_by("code")


def situation(*, kind: str, period: str) -> list[Standing]:
    """报送情况: every tenant below with its latest submission of the kind and period, or that there is none; then
    those that have sent some and are below no longer. Three queries.
    """
    latest: dict[int, Submission] = {}
    for row in received().filter(kind=kind, period=period):
        latest.setdefault(row.tenant.pk, row)
    known = {one.tenant.pk: one for one in standings(latest.values())}
    found = [known.pop(tenant.pk, Standing(tenant, None, None)) for tenant in below()]
    return [*found, *known.values()]


def periods(kind: str) -> list[str]:
    """The periods of which something has come in, the newest first."""
    rows = received().filter(kind=kind).order_by("-period").values_list("period", flat=True)
    return list(rows.distinct())
