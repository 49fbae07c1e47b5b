"""Lists of projects with what stands before their next step; the pool and its order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals import exports, gates, queries
from approvals.forms import BatchForm, GradeForm
from approvals.tasks import export_pool, export_projects
from communities.models import Neighbourhood
from communities.neighbourhoods import queries as neighbourhoods
from communities.neighbourhoods.queries import Page, page
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.records import exporting
from communities.records.spreadsheets import attachment
from communities.rulebooks.queries import in_force
from policies.pack import OPEN
from projects import services
from projects.assigned import READS
from projects.enums import Batch, State
from projects.errors import NotPossible
from projects.models import Project
from projects.queries import filtered, priorities, ranking, viewed, visible, with_figures
from projects.stages import NEXT, POOL, TRANSITIONS
from projects.views import by_rulebook, page_with_forms, project_or_404

RANKED = 300
"""Lines of the order on a page; the spreadsheet has them all."""


@require_safe
def project_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """All projects of the person's places, by state, place and name, each with what stands before its next step."""
    request.actor.require_somewhere(*READS)
    found = filtered(visible(request.actor), _asked(request))
    holding = request.GET.get("neighbourhood", "")
    context = {
        "page": _page(request, found),
        "total": found.count(),
        "neighbourhood": _neighbourhood(request.actor, holding) if holding.isdecimal() else None,
        "states": State.choices,
        "next_label": _next_labels(),
        "may_propose": request.actor.may_somewhere(Capability.PROPOSE),
        "may_export": request.actor.may_somewhere(Capability.EXPORT),
        "is_filtered": _is_filtered(request),
    }
    return render(request, "approvals/projects.html", context)


@page_with_forms
def project_export(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same list as a spreadsheet, all pages; a long one by a job."""
    return exporting.answer(
        request, exports.project_sheet, task=export_projects, name=f"{request.tenant.name}项目"
    )


@page_with_forms
def pool(request: TenantRequest, tenant: str) -> HttpResponse:
    """储备库: what waits and what is in, by batch, each with what stands before its next step."""
    request.actor.require_somewhere(Capability.VIEW)
    if request.method == "POST":
        return _name_batch(request)
    inside = _pool(request)
    found = filtered(inside, _asked(request))
    narrowed = {name: value for name, value in _asked(request).items() if name in ("q", "place")}
    context = {
        "page": _page(request, found),
        "total": found.count(),
        "chips": _chips(request, queries.pool_counts(filtered(inside, narrowed))),
        "batches": Batch.choices,
        "next_label": _next_labels(),
        "may_decide": request.actor.may_somewhere(Capability.DECIDE),
        "may_propose": request.actor.may_somewhere(Capability.PROPOSE),
        "may_export": request.actor.may_somewhere(Capability.EXPORT),
        "is_filtered": _is_filtered(request),
    }
    return render(request, "approvals/pool.html", context)


@page_with_forms
def pool_export(request: TenantRequest, tenant: str) -> HttpResponse:
    """The pool as a spreadsheet, as it is filtered, all pages; a long one by a job."""
    return exporting.answer(
        request, exports.pool_sheet, task=export_pool, name=f"{request.tenant.name}储备库"
    )


def _pool(request: TenantRequest) -> QuerySet[Project]:
    return viewed(request.actor).filter(state__in=POOL)


def _page(request: TenantRequest, found: QuerySet[Project]) -> Page[Project]:
    given = request.GET
    shown = page(
        with_figures(found).select_related("jurisdiction__parent"),
        ("-id",),
        after=given.get("after", ""),
        before=given.get("before", ""),
    )
    gates.keep_fresh(shown.rows, on=timezone.localdate())
    return shown


def _next_labels() -> dict[str, str]:
    return {state.value: TRANSITIONS[name].label for state, name in NEXT.items()}


def _asked(request: TenantRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items()}


def _is_filtered(request: TenantRequest) -> bool:
    return any(request.GET.get(name) for name in ("q", "state", "place", "batch", "neighbourhood"))


def _neighbourhood(actor: Actor, pk: str) -> Neighbourhood | None:
    return neighbourhoods.visible(actor).filter(pk=pk).first()


def _chips(request: TenantRequest, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Quick filters of the pool: by state, then by batch."""

    def chip(label: str, count: int, **changes: str) -> dict[str, Any]:
        asked = request.GET.copy()
        for name in ("state", "batch", "after", "before"):
            asked.pop(name, None)
        asked.update(changes)
        current = all(request.GET.get(name, "") == changes.get(name, "") for name in ("state", "batch"))
        return {"label": label, "count": count, "url": f"?{asked.urlencode()}", "current": current}

    return [
        chip("全部", counts["all"]),
        chip("已提出", counts["proposed"], state=State.PROPOSED),
        chip("已入库", counts["reserved"], state=State.RESERVED),
        *(chip(str(label), counts[f"batch_{value}"], batch=value) for value, label in Batch.choices),
        chip("未分批", counts["batch_none"], batch="none"),
    ]


def _name_batch(request: TenantRequest) -> HttpResponse:
    ids = [int(pk) for pk in request.POST.getlist("picked") if pk.isdecimal()]
    form = BatchForm(request.POST)
    if not ids:
        messages.error(request, "请先勾选要改批次的项目。")
    elif form.is_valid():
        try:
            chosen = viewed(request.actor).filter(pk__in=ids)
            changed = services.name_batch(chosen, form.cleaned_data["batch"], by=request.actor)
        except NotPossible as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"已改 {changed} 个项目的批次。")
    return redirect(request.get_full_path())


@page_with_forms
@by_rulebook
def pool_ranking(request: TenantRequest, tenant: str) -> HttpResponse:
    """排序: the pool in the rulebook's order, step by step; ties stay ties; people grade where the text lets them."""
    request.actor.require_somewhere(Capability.VIEW)
    adopted = in_force(timezone.localdate())
    if request.method == "POST":
        return _grade(request)
    inside = filtered(_pool(request), _asked(request)).select_related("jurisdiction__parent").order_by("id")
    places = ranking(list(inside), adopted)
    rows = priorities(adopted)
    context = {
        "places": places[:RANKED],
        "total": len(places),
        "left_out": len(places) - RANKED,
        "rows": rows,
        "open_rows": [row for row in rows if row.field == OPEN],
        "may_decide": request.actor.may_somewhere(Capability.DECIDE),
        "may_export": request.actor.may_somewhere(Capability.EXPORT),
    }
    return render(request, "approvals/ranking.html", context)


@require_safe
@by_rulebook
def ranking_export(request: TenantRequest, tenant: str) -> HttpResponse:
    """The order as a spreadsheet, all of it."""
    adopted, on = in_force(timezone.localdate()), timezone.localdate()
    inside = exports.exportable(filtered(_pool(request), _asked(request)), request.actor)
    content = exports.ranking_sheet(ranking(list(inside), adopted), adopted, by=request.actor, on=on)
    return attachment(content, f"{request.tenant.name}储备库排序{on:%Y%m%d}.xlsx")


def _grade(request: TenantRequest) -> HttpResponse:
    form = GradeForm(request.POST)
    if form.is_valid():
        project = project_or_404(request.actor, form.cleaned_data["project"])
        try:
            services.grade(
                project,
                priority=form.cleaned_data["priority"],
                value=form.cleaned_data["value"],
                adopted=in_force(timezone.localdate()),
                by=request.actor,
            )
        except NotPossible as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"已记下“{project.name}”的评级。")
    else:
        messages.error(request, "评级请填 1 到 99 的整数，1 为最先；留空为撤销。")
    return redirect(request.get_full_path())
