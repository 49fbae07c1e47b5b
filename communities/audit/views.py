"""Pages of the audit administrator: the record, one line of it, what happened at the door, the sealed days; and
everybody's own: what happened to his login.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communities.audit import own, queries
from communities.audit.changes import changes_of
from communities.audit.enums import Action, SecurityKind
from communities.people.middleware import TenantRequest
from communities.people.models import Person

TABS = (("audit_list", "记录"), ("audit_security", "登录与锁定"), ("audit_seals", "封存与核验"))


def _tabs(request: TenantRequest, current: str) -> list[dict[str, Any]]:
    code = request.tenant.code
    return [
        {"label": label, "url": reverse(name, kwargs={"tenant": code}), "current": name == current}
        for name, label in TABS
    ]


@require_safe
def audit_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """Who did what, when, from where: searched, by key."""
    rows = queries.entries(request.actor)
    asked = queries.asked_from(request.GET.dict())
    shown = queries.page(
        queries.found(rows, asked), before=request.GET.get("before", ""), after=request.GET.get("after", "")
    )
    context = {
        "tabs": _tabs(request, "audit_list"),
        "page": shown,
        "asked": asked,
        "actions": Action.choices,
        "export_url": _export(tenant),
    }
    return render(request, "audit/list.html", context)


@require_safe
def audit_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One line with the rows it changed, each before and after."""
    entry = get_object_or_404(queries.entries(request.actor), pk=pk)
    return render(request, "audit/detail.html", {"entry": entry, "changes": changes_of(entry)})


@require_safe
def audit_security(request: TenantRequest, tenant: str) -> HttpResponse:
    """Failures and lock-outs of the people of this tenant; on request everything at the door."""
    rows = queries.security_events(request.actor)
    kind, person = request.GET.get("kind", ""), request.GET.get("person", "").strip()[:60]
    if kind in SecurityKind.values:
        rows = rows.filter(kind=kind)
    elif kind != "all":
        rows = rows.filter(kind__in=queries.NEWS)
    if person:
        rows = rows.filter(person__name__contains=person)
    shown = queries.page(rows, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    context = {
        "tabs": _tabs(request, "audit_security"),
        "page": shown,
        "kind": kind,
        "q": person,
        "kinds": SecurityKind.choices,
    }
    return render(request, "audit/security.html", context)


@require_safe
def audit_seals(request: TenantRequest, tenant: str) -> HttpResponse:
    """The days that are closed, the last proof, how to prove it."""
    queries.auditor(request.actor)
    context = {"tabs": _tabs(request, "audit_seals"), "sealing": queries.sealing(timezone.localdate())}
    return render(request, "audit/seals.html", context)


@never_cache
@login_required
@require_safe
def own_events(request: HttpRequest) -> HttpResponse:
    """登录与安全记录: what happened to one's own login, and what to do if it was not oneself."""
    shown = own.page(
        cast(Person, request.user),
        on=timezone.localdate(),
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    return render(request, "account/events.html", {"page": shown})


def _export(tenant: str) -> str:
    """The address of the export, which a room above answers."""
    try:
        return reverse("audit_export", kwargs={"tenant": tenant})
    except NoReverseMatch:
        return ""
