"""Pages on which a project moves: the reserve pool, its order, one project with its open gate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone

from approvals import queries, transitions
from approvals.errors import Blocked, NotNow
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import in_force
from projects import services
from projects.enums import Batch, State
from projects.errors import NotPossible
from projects.forms import BatchForm, GradeForm, ReasonForm
from projects.lifecycle import NEXT, TRANSITIONS
from projects.queries import filtered, items_of, page, ranking, visible
from projects.views import PAGE, project_or_404

FIRED_HERE = ("reserve", "return", "withdraw")
"""The moves that have a page; the later ones come with their records."""


def pool(request: HttpRequest, tenant: str) -> HttpResponse:
    """储备库: what waits and what is in, by batch, each with what stands before its next step."""
    actor = cast(TenantRequest, request).actor
    inside = visible(actor).filter(state__in=[State.PROPOSED, State.RESERVED])
    if request.method == "POST":
        return _name_batch(request, tenant)
    found = page(filtered(inside, request.GET), after=request.GET.get("after", ""), size=PAGE)
    return render(
        request,
        "approvals/pool.html",
        {
            "page": found,
            "chips": _chips(request, queries.pool_counts(inside)),
            "batches": Batch.choices,
            "next_label": {state.value: TRANSITIONS[name].label for state, name in NEXT.items()},
            "may_decide": actor.may_somewhere(Capability.DECIDE),
            "may_propose": actor.may_somewhere(Capability.PROPOSE),
            "is_filtered": any(request.GET.get(name) for name in ("q", "state", "place", "batch")),
        },
    )


def _chips(request: HttpRequest, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Quick filters of the pool: by state, then by batch."""

    def chip(label: str, count: int, **changes: str) -> dict[str, Any]:
        asked = request.GET.copy()
        asked.pop("after", None)
        for name in ("state", "batch"):
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


def _name_batch(request: HttpRequest, tenant: str) -> HttpResponse:
    actor = cast(TenantRequest, request).actor
    ids = [pk for pk in request.POST.getlist("picked") if pk.isdigit()]
    form = BatchForm(request.POST)
    if not ids:
        messages.error(request, "请先勾选要改批次的项目。")
    elif form.is_valid():
        try:
            changed = services.name_batch(
                visible(actor).filter(pk__in=ids), form.cleaned_data["batch"], by=actor
            )
        except NotPossible as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, f"已改 {changed} 个项目的批次。")
    return redirect(f"{request.path}?{request.GET.urlencode()}")


def pool_ranking(request: HttpRequest, tenant: str) -> HttpResponse:
    """排序: the pool in the rulebook's order, step by step; ties stay ties; grades where the text leaves them to people."""
    actor = cast(TenantRequest, request).actor
    adopted = in_force(timezone.localdate())
    inside = filtered(visible(actor).filter(state__in=[State.PROPOSED, State.RESERVED]), request.GET)
    form = GradeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = project_or_404(actor, int(request.POST.get("project", "0") or 0))
        try:
            services.grade(
                project,
                priority=form.cleaned_data["priority"],
                value=form.cleaned_data["value"],
                adopted=adopted,
                by=actor,
            )
            messages.success(request, f"已记下“{project.name}”的评级。")
        except NotPossible as error:
            messages.error(request, error.sentence)
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    rows = sorted(adopted.rulebook.rows("priority"), key=lambda row: row.order if isinstance(row.order, int) else 99)
    return render(
        request,
        "approvals/ranking.html",
        {
            "places": ranking(list(inside.select_related("jurisdiction").order_by("id")[:500]), adopted),
            "rows": rows,
            "open_rows": [row for row in rows if row.field == "open"],
            "may_decide": actor.may_somewhere(Capability.DECIDE),
        },
    )


def project_detail(request: HttpRequest, tenant: str, pk: int) -> HttpResponse:
    """一项目一台账 · 概况: where it stands, what is open, which clause, who must supply what."""
    actor = cast(TenantRequest, request).actor
    return render(request, "approvals/project.html", _project_page(request, actor, pk))


def _project_page(request: HttpRequest, actor: Any, pk: int) -> dict[str, Any]:
    project = project_or_404(actor, pk)
    on = timezone.localdate()
    adopted = in_force(on)
    name = NEXT.get(State(project.state))
    answer = transitions.ask(project, name, on=on) if name else None
    moves = [step for step in FIRED_HERE if transitions.may_fire(project, step, adopted=adopted, by=actor)]
    return {
        "project": project,
        "stages": queries.stages(project),
        "neighbourhoods": queries.neighbourhoods_of(project),
        "items": items_of(project, adopted),
        "figures": queries.figures_of(project),
        "next": TRANSITIONS[name] if name else None,
        "movers": queries.movers(name, adopted) if name else "",
        "verdict": present(answer, adopted) if answer else None,
        "moves": [TRANSITIONS[step] for step in moves],
        "history": queries.moves_of(project),
        "declarable": queries.declarable(project, answer, adopted, actor) if answer else [],
        "declarations": queries.declarations_of(project, adopted),
        "may_edit": actor.may(Capability.PROPOSE, project.path) and State(project.state) in services.EDITABLE,
    }


def fire(request: HttpRequest, tenant: str, pk: int, name: str) -> HttpResponse:
    """One move. A blocked one shows the project again with the criteria that block it; nothing is lost."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actor = cast(TenantRequest, request).actor
    project = project_or_404(actor, pk)
    if name not in FIRED_HERE:
        raise Refused("这一步随后续环节的记录一并办理。")
    step = TRANSITIONS[name]
    form = ReasonForm(request.POST)
    reason = request.POST.get("reason", "")
    if step.needs_reason and not form.is_valid():
        return redirect("project_move", tenant=tenant, pk=pk, name=name)
    try:
        transitions.fire(project, name, by=actor, now=timezone.now(), reason=reason)
    except Blocked as blocked:
        messages.error(request, f"还不能{step.label}:{'、'.join(b.name for b in blocked.answer.failing()) or '条件未齐'}。")
    except NotNow as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"“{project.name}”已{step.label},现为{project.get_state_display()}。")
    return redirect("project_detail", tenant=tenant, pk=pk)


def move(request: HttpRequest, tenant: str, pk: int, name: str) -> HttpResponse:
    """Ask for the reason before a project is sent back or taken out."""
    actor = cast(TenantRequest, request).actor
    project = project_or_404(actor, pk)
    if name not in FIRED_HERE or not TRANSITIONS[name].needs_reason:
        return redirect("project_detail", tenant=tenant, pk=pk)
    transitions.mover(project, TRANSITIONS[name], adopted=in_force(timezone.localdate()), by=actor)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return fire(request, tenant, pk, name)
    return render(request, "approvals/move.html", {"project": project, "step": TRANSITIONS[name], "form": form})
