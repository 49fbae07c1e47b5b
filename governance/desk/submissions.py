"""What waits for the person about figures between two tenants: to be taken from below, to be sent upwards again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from communities.people.rights import Actor
from governance.desk.task import Asked, Task, address, page_of
from governance.enums import SubmissionKind
from governance.figures.instant import month_before
from governance.monthly.rights import may_decide
from governance.submissions import queries
from governance.submissions.forms import ALL

NAMED = 3
"""Senders named in one line."""


def tasks(actor: Actor) -> Iterator[Task]:
    """For whoever decides at the tenant's own level: two queries, and one more where something was returned."""
    if not may_decide(actor):
        return
    waiting = list(queries.to_answer())
    if waiting:
        senders = list(dict.fromkeys(row.tenant.name for row in waiting))
        more = "等" if len(senders) > NAMED else ""
        url = address(actor, "submission_received")
        detail = f"{'、'.join(senders[:NAMED])}{more}已报送，核对后签收或退回"
        yield Task("签收下级报送", detail, len(waiting), "份报送", url, "去签收")
    for line in queries.standings(queries.returned()):
        if line.submission is None or line.receipt is None:
            continue
        given = {"kind": line.submission.kind, "period": line.submission.period or ALL}
        url = reverse("submission_new", kwargs={"tenant": actor.tenant.code, **given})
        detail = f"上级退回：{line.receipt.note}"
        yield Task(f"重新上报{line.submission.title}", detail, 1, "份报送", url, "去重报")


def asked(actor: Actor) -> Iterator[Asked]:
    """What has been sent upwards and is not answered yet. One query."""
    if not may_decide(actor):
        return
    for row in queries.unanswered().select_related("recipient")[:NAMED]:
        yield Asked(
            f"上报：{row.title}",
            f"{timezone.localdate(row.submitted_at)} 报送，等{row.recipient.name}签收",
            page_of(actor, "submission_detail", row.pk),
        )


def received(*, on: date) -> tuple[queries.Standing, ...]:
    """How the reports of the month before stand, of every tenant below."""
    lines = queries.situation(kind=SubmissionKind.MONTH_REPORT, period=f"{month_before(on):%Y-%m}", on=on)
    return tuple(lines)
