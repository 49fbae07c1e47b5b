"""One submission, read by both sides: its frozen tables, how it went, and beside another one."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from governance.models import Submission
from governance.monthly.rights import may_decide
from governance.submissions import queries
from governance.submissions.comparing import WHOLE, compared, places
from governance.submissions.content import as_of, digest_of, tables_of
from governance.submissions.forms import ALL

OTHERS = 60
"""Submissions to compare with, the newest first."""


@require_safe
def submission_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """A submission as it was frozen, read by whoever sent it and whoever received it."""
    row = submission_or_404(request, pk)
    (standing,) = queries.standings([row])
    is_received = row.recipient_id == request.tenant.pk
    history = queries.history(row)
    is_latest = history[-1].submission == row
    decides = may_decide(request.actor)
    context = {
        "row": row,
        "standing": standing,
        "as_of": as_of(row.content),
        "tables": tables_of(row.content),
        "history": history,
        "is_whole": digest_of(row) == row.digest,
        "is_received": is_received,
        "may_answer": is_received and standing.state != "returned" and decides,
        "may_mend": not is_received and standing.state == "returned" and is_latest and decides,
        "period": row.period or ALL,
        "may_compare": queries.alike(request.actor, row).exists(),
    }
    return render(request, "governance/submissions/detail.html", context)


@require_safe
def submission_compare(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One submission beside another of its kind: another time, another month, another city."""
    row = submission_or_404(request, pk)
    others = list(queries.alike(request.actor, row).defer("content")[:OTHERS])
    asked = request.GET.get("other", "")
    chosen = next((one for one in others if str(one.pk) == asked), None) or _nearest(row, others)
    context: dict[str, object] = {"row": row, "others": others, "other": chosen, "as_of": as_of(row.content)}
    if chosen is not None:
        one, other = tables_of(row.content), tables_of(chosen.content)
        named = places(one, other)
        code = request.GET.get("place", WHOLE)
        code = code if code in named else WHOLE
        context |= {
            "tables": compared(one, other, code=code),
            "places": named.items(),
            "place_code": code,
            "other_as_of": as_of(chosen.content),
        }
    return render(request, "governance/submissions/compare.html", context)


def _nearest(row: Submission, others: list[Submission]) -> Submission | None:
    """What the same sender sent before it, else after it, else anybody's latest."""
    own = [one for one in others if one.tenant_id == row.tenant_id]
    before = [one for one in own if one.pk < row.pk]
    return next(iter([*before, *own, *others]), None)


def submission_or_404(request: TenantRequest, pk: int) -> Submission:
    """Sent or received by the tenant entered, for whoever may read it."""
    row = queries.readable(request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
