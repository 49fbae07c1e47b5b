"""One project with its open gate, and moving it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from approvals import gates, queries, transitions
from approvals.errors import Blocked, NotNow
from approvals.forms import ReasonForm
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import Adopted, in_force
from projects.enums import State
from projects.models import Project
from projects.queries import items_of, to_declare
from projects.stages import NEXT, TRANSITIONS, Transition
from projects.views import by_rulebook, may_edit, page_with_forms, project_or_404

FIRED_HERE = (
    "reserve", "plan", "design", "approve", "ready", "start", "accept", "hand_over", "manage",
    "return", "hold", "release", "withdraw",
)  # fmt: skip
"""Moves with a button of their own; `refuse` comes with a review's conclusion, `replan` with a plan's adjustment."""


@require_safe
@by_rulebook
def project_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """一项目一台账 · 概况: where it stands, what is open, which clause, who must supply what."""
    project = project_or_404(request.actor, pk)
    return render(request, "approvals/project.html", _project_page(request.actor, project))


def _project_page(actor: Actor, project: Project) -> dict[str, Any]:
    on = timezone.localdate()
    adopted = in_force(on)
    name, planned = NEXT.get(State(project.state), ""), queries.confirmed_in(project)
    context: dict[str, Any] = {
        "project": project,
        "stages": queries.stages(project),
        "neighbourhoods": queries.neighbourhoods_of(project),
        "items": items_of(project, adopted),
        "figures": queries.figures_of(project),
        "moves": _moves(actor, project, adopted, is_planned=planned is not None),
        "history": queries.moves_of(project),
        "planned": planned,
        "declarations": queries.declarations_of(project, adopted),
        "may_edit": may_edit(project, actor),
        "may_correct": actor.may(Capability.PROPOSE, project.path),
    }
    if not name:
        return context
    asked = gates.ask(project, name, adopted=adopted, on=on)
    view = present(asked.answer, adopted, tenant=actor.tenant.code, facts=asked.facts, subjects=asked.names)
    rows = to_declare(project, asked.answer, adopted, actor)
    return context | {
        "next": TRANSITIONS[name],
        "gate_title": f"当前关口：{TRANSITIONS[name].label}",
        "movers": transitions.movers(project, TRANSITIONS[name], adopted),
        "view": view,
        "to_state": [row for row in rows if row.may_state],
        "owed": queries.owed(
            rows,
            view,
            pages={
                missing: reverse(page, kwargs={"tenant": actor.tenant.code, "pk": project.pk})
                for missing, page in (("payer", "project_money"), ("acceptance.passed", "project_acceptance"))
            },
        ),
        "waits": (on - timezone.localdate(project.state_since)).days,
    }


def _moves(actor: Actor, project: Project, adopted: Adopted, *, is_planned: bool) -> list[Transition]:
    """The buttons. What stands in a confirmed plan is taken out by adjusting the plan, not here."""
    names = [name for name in FIRED_HERE if not (is_planned and name == "withdraw")]
    return [TRANSITIONS[n] for n in names if transitions.may_fire(project, n, adopted=adopted, by=actor)]


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
