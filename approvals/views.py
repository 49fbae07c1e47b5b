"""Pages that know the gates: lists of projects, the pool and its order, one project with its open gate, moving it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from approvals import exports, gates, queries, transitions
from approvals.errors import Blocked, NotNow
from approvals.forms import BatchForm, GradeForm, ReasonForm
from communities.models import Neighbourhood
from communities.neighbourhoods import queries as neighbourhoods
from communities.neighbourhoods.queries import Page, page
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused
from communities.records.spreadsheets import attachment
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import in_force
from policies.pack import OPEN
from projects import services
from projects.enums import Batch, State
from projects.errors import NotPossible
from projects.models import Project
from projects.queries import filtered, items_of, priorities, ranking, visible, with_figures
from projects.stages import NEXT, POOL, TRANSITIONS
from projects.views import by_rulebook, may_edit, page_with_forms, project_or_404

FIRED_HERE = ("reserve", "return", "withdraw")
"""The moves that have a page; the later ones come with their records."""

RANKED = 300
"""Lines of the order on a page; the spreadsheet has them all."""


@require_safe
def project_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """All projects of the person's places, by state, place and name, each with what stands before its next step."""
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


@require_safe
def project_export(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same list as a spreadsheet, all pages."""
    return _export(request, filtered(visible(request.actor), _asked(request)), title="项目")


@page_with_forms
def pool(request: TenantRequest, tenant: str) -> HttpResponse:
    """储备库: what waits and what is in, by batch, each with what stands before its next step."""
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


@require_safe
def pool_export(request: TenantRequest, tenant: str) -> HttpResponse:
    """The pool as a spreadsheet, as it is filtered, all pages."""
    return _export(request, filtered(_pool(request), _asked(request)), title="储备库")


def _pool(request: TenantRequest) -> QuerySet[Project]:
    return visible(request.actor).filter(state__in=POOL)


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


def _export(request: TenantRequest, found: QuerySet[Project], *, title: str) -> HttpResponse:
    on = timezone.localdate()
    rows = exports.exportable(found, request.actor)
    content = exports.project_sheet(rows, title=title, by=request.actor, on=on)
    return attachment(content, f"{request.tenant.name}{title}{on:%Y%m%d}.xlsx")


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
            chosen = visible(request.actor).filter(pk__in=ids)
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


@require_safe
@by_rulebook
def project_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """一项目一台账 · 概况: where it stands, what is open, which clause, who must supply what."""
    project = project_or_404(request.actor, pk)
    return render(request, "approvals/project.html", _project_page(request.actor, project))


def _project_page(actor: Actor, project: Project) -> dict[str, Any]:
    on = timezone.localdate()
    adopted = in_force(on)
    name = NEXT.get(State(project.state), "")
    context: dict[str, Any] = {
        "project": project,
        "stages": queries.stages(project),
        "neighbourhoods": queries.neighbourhoods_of(project),
        "items": items_of(project, adopted),
        "figures": queries.figures_of(project),
        "moves": [
            TRANSITIONS[step]
            for step in FIRED_HERE
            if transitions.may_fire(project, step, adopted=adopted, by=actor)
        ],
        "history": queries.moves_of(project),
        "declarations": queries.declarations_of(project, adopted),
        "may_edit": may_edit(project, actor),
        "may_correct": actor.may(Capability.PROPOSE, project.path),
    }
    if not name:
        return context
    asked = gates.ask(project, name, adopted=adopted, on=on)
    view = present(asked.answer, adopted, tenant=actor.tenant.code, facts=asked.facts, subjects=asked.names)
    return context | {
        "next": TRANSITIONS[name],
        "gate_title": f"当前关口：{TRANSITIONS[name].label}",
        "movers": transitions.movers(project, TRANSITIONS[name], adopted),
        "view": view,
        "declarable": queries.declarable(project, asked.answer, adopted, actor),
    }


@require_POST
@by_rulebook
def project_fire(request: TenantRequest, tenant: str, pk: int, name: str) -> HttpResponse:
    """One move without a reason. A blocked one shows the project again with the criteria that block it."""
    project = project_or_404(request.actor, pk)
    if name not in FIRED_HERE:
        raise Refused("这一步随后续环节的记录一并办理。")
    if TRANSITIONS[name].needs_reason:
        return redirect("project_move", tenant=tenant, pk=pk, name=name)
    return _fire(request, project, name)


@page_with_forms
@by_rulebook
def project_move(request: TenantRequest, tenant: str, pk: int, name: str) -> HttpResponse:
    """Ask for the reason before a project is sent back or taken out, then move it."""
    project = project_or_404(request.actor, pk)
    if name not in FIRED_HERE or not TRANSITIONS[name].needs_reason:
        return redirect("project_detail", tenant=tenant, pk=pk)
    step = TRANSITIONS[name]
    if State(project.state) not in step.sources:
        messages.error(request, f"项目现为“{project.get_state_display()}”，不能{step.label}。")
        return redirect("project_detail", tenant=tenant, pk=pk)
    transitions.mover(project, step, adopted=in_force(timezone.localdate()), by=request.actor)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _fire(request, project, name, form.cleaned_data["reason"])
    return render(request, "approvals/move.html", {"project": project, "step": step, "form": form})


def _fire(request: TenantRequest, project: Project, name: str, reason: str = "") -> HttpResponse:
    step = TRANSITIONS[name]
    try:
        transitions.fire(project, name, by=request.actor, now=timezone.now(), reason=reason)
    except Blocked as blocked:
        names = "、".join(dict.fromkeys(entry.name for entry in blocked.answer.failing()))
        messages.error(request, f"还不能{step.label}：{names or '条件未齐'}。")
    except NotNow as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"“{project.name}”已{step.label}，现为“{project.get_state_display()}”。")
    return redirect("project_detail", tenant=request.tenant.code, pk=project.pk)
