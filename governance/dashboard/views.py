"""Pages of the dashboard: the whole at a place, the rows behind each number, all tables as a spreadsheet."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.records.spreadsheets import attachment
from governance.dashboard.asked import Asked, asked, months
from governance.dashboard.page import dashboard_of
from governance.dashboard.rows import rows_of
from governance.dashboard.workbook import workbook_of
from governance.submissions.queries import only_receives


@require_safe
def dashboard(request: TenantRequest, tenant: str) -> HttpResponse:
    """驾驶舱: key figures, ranking, stages, money, what is late, what changed; three queries of its own.

    A superior that keeps no register has no figures of its own: its people are led to what comes in from below.
    """
    now = timezone.now()
    wanted = asked(request.GET, request.actor, now=now)
    shown = dashboard_of(wanted)
    if not shown.projects and only_receives():
        return redirect("submission_received", tenant=tenant)
    context = {
        "shown": shown,
        "months": months(now, wanted),
        "now": now,
        "may_export": request.actor.may(Capability.EXPORT, wanted.node.path),
    }
    return render(request, "governance/dashboard.html", context | _names(wanted, tenant))


@require_safe
def rows(request: TenantRequest, tenant: str) -> HttpResponse:
    """The rows behind a number, as they stood at the instant of the page that it stands on."""
    wanted = asked(request.GET, request.actor, now=timezone.now())
    figure = request.GET.get("figure", "neighbourhoods")
    found = rows_of(wanted, figure, tenant=tenant, after=request.GET.get("after", ""))
    if found is None:
        raise Http404
    return render(request, "governance/dashboard_rows.html", {"found": found} | _names(wanted, tenant))


@require_safe
def file(request: TenantRequest, tenant: str) -> HttpResponse:
    """Every table of the page in one workbook."""
    wanted = asked(request.GET, request.actor, now=timezone.now())
    request.actor.require(Capability.EXPORT, wanted.node.path)
    shown = dashboard_of(wanted)
    name = f"{wanted.node.name}驾驶舱{shown.day.isoformat()}.xlsx"
    return attachment(workbook_of(shown, by=request.actor, on=timezone.localdate()), name)


def _names(wanted: Asked, tenant: str) -> dict[str, object]:
    """Place, plan and month, as parameters that keep them from page to page, and the way down to the place."""
    kept = f"year={wanted.year or 'all'}" + (f"&month={wanted.month}" if wanted.month else "")
    address = reverse("dashboard", kwargs={"tenant": tenant})
    return {
        "wanted": wanted,
        "node": wanted.node,
        "kept": kept,
        "at": f"place={wanted.node.code}&{kept}",
        "at_before": f"place={wanted.node.code}&year={wanted.year or 'all'}&month={wanted.before.month:%Y-%m}",
        "crumbs": [
            {"label": node.name, "url": f"{address}?place={node.code}&{kept}"} for node in wanted.above
        ],
    }
