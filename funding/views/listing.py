"""资金: the money of all projects of the person's places."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.neighbourhoods.queries import page
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.records import exporting
from communities.rulebooks.labels import CHANNEL_KINDS
from communities.rulebooks.queries import in_force
from funding import exports
from funding.queries import by_kind, government_burden, with_kind, with_money
from funding.tasks import export_money
from projects.enums import State
from projects.models import Project
from projects.queries import filtered, viewed, with_figures
from projects.views import by_rulebook, page_with_forms


@require_safe
@by_rulebook
def money_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """Planned, arrived and paid of each project, and of all by kind of channel. Constant queries."""
    request.actor.require_somewhere(Capability.VIEW)
    found, given = _found(request), request.GET
    shown = page(
        with_money(with_figures(found)).select_related("jurisdiction__parent"),
        ("-id",),
        after=given.get("after", ""),
        before=given.get("before", ""),
    )
    burden = government_burden(shown.rows, in_force(timezone.localdate()))
    context = {
        "page": shown,
        "rows": [(row, *burden[row.pk]) for row in shown.rows],
        "total": found.count(),
        "kinds": by_kind(found),
        "states": State.choices,
        "channels": CHANNEL_KINDS.items(),
        "may_export": request.actor.may_somewhere(Capability.EXPORT),
        "is_filtered": any(given.get(name) for name in ("q", "state", "place", "kind")),
    }
    return render(request, "funding/money_list.html", context)


@page_with_forms
@by_rulebook
def money_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same list as a spreadsheet, all pages; a long one by a job."""
    return exporting.answer(
        request, exports.money_sheet, task=export_money, name=f"{request.tenant.name}资金"
    )


def _found(request: TenantRequest) -> QuerySet[Project]:
    asked = {name: str(value) for name, value in request.GET.items()}
    return with_kind(filtered(viewed(request.actor), asked), asked.get("kind", ""))
