"""Finding a year and its entries for a page, and the way back to it."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from approvals.models import AnnualPlan, PlanEntry
from approvals.plan import queries
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor


def plan_or_404(year: int) -> AnnualPlan:
    """The tenant's plan of the year; everybody of the tenant finds it, each sees his own places on it."""
    plan: AnnualPlan | None = AnnualPlan.objects.filter(year=year).first()
    if plan is None:
        raise Http404
    return plan


def entry_or_404(actor: Actor, year: int, pk: int) -> PlanEntry:
    found = queries.visible_entries(actor).select_related("plan", "project__jurisdiction")
    entry = found.filter(plan__year=year, pk=pk).first()
    if entry is None:
        raise Http404
    return entry


def page_of(request: TenantRequest, year: int, show: str) -> str:
    address = reverse("plan_detail", kwargs={"tenant": request.tenant.code, "year": year})
    return f"{address}?show={show}"
