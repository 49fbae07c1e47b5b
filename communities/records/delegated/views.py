"""代办记录: the page and its file."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.audit.models import AuditEntry
from communities.audit.queries import page
from communities.people.delegation import queries as delegations
from communities.people.middleware import TenantRequest
from communities.people.models import Delegation
from communities.records import exporting
from communities.records.delegated import queries


@require_safe
def delegation_acts(request: TenantRequest, tenant: str) -> HttpResponse:
    """What was done in another's name, the newest first; `delegation` narrows to one."""
    delegation, rows = _asked(request)
    given = request.GET
    shown = page(rows, before=given.get("before", ""), after=given.get("after", ""))
    return render(request, "delegation/acts.html", {"page": shown, "delegation": delegation})


@require_safe
def delegation_acts_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same as a spreadsheet."""
    _, rows = _asked(request)
    made = queries.sheet(rows)
    return exporting.at_once(made, name=made.title, by=request.actor, on=timezone.localdate())


def _asked(request: TenantRequest) -> tuple[Delegation | None, QuerySet[AuditEntry]]:
    """The delegation of the address, 404 when it is none that the person may read, and the lines."""
    rows, pk = queries.acts(request.actor), request.GET.get("delegation", "")
    if not pk.isdecimal() or len(pk) > 18:
        return None, rows
    delegation = get_object_or_404(delegations.readable(request.actor), pk=int(pk))
    return delegation, queries.under(rows, delegation)
