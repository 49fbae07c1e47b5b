"""Lifts of a project: registering one, taking one out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from projects import queries, services
from projects.errors import NotPossible
from projects.forms import LiftForm
from projects.services.acting import places_of
from projects.views.asking import (
    adopted_today,
    by_rulebook,
    form_page,
    is_written,
    page_with_forms,
    project_or_404,
)
from projects.views.ledger import lift_items


@page_with_forms
@by_rulebook
def lift_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Register one lift of a lift item."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    if not any(actor.may(Capability.PROPOSE, path) for path in (project.path, *places_of(project))):
        raise Refused("电梯由有权提出项目的单位登记，您没有这项权限。")
    form = LiftForm(
        request.POST or None,
        project=project,
        lift_items=lift_items(adopted),
        names=queries.item_names(adopted),
    )
    if is_written(
        request,
        form,
        lambda: services.add_lift(
            form.cleaned_data["item"],
            building=form.cleaned_data["building"],
            position=form.cleaned_data["position"],
            adopted=adopted,
            by=actor,
        ),
    ):
        messages.success(request, "已登记这部电梯。")
        return redirect("project_items", tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title="登记电梯",
        submit="登记这部电梯",
        back=reverse("project_items", kwargs={"tenant": tenant, "pk": pk}),
        lead="每部电梯登记一次：哪栋楼、什么位置。",
    )


@require_POST
def lift_withdraw(request: TenantRequest, tenant: str, pk: int, lift: int) -> HttpResponse:
    """Take a lift out; its place is free again."""
    project = project_or_404(request.actor, pk)
    row = next((one for one in queries.lifts_of(project) if one.pk == lift), None)
    if row is None:
        raise Http404
    try:
        services.withdraw_lift(row, by=request.actor)
    except NotPossible as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, "已撤回这部电梯。")
    return redirect("project_items", tenant=tenant, pk=pk)
