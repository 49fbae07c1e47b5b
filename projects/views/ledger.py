"""Pages of a project's beginning: proposing it, its works items, its ledger."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from communities.models import Jurisdiction, Neighbourhood
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import within
from communities.rulebooks.queries import Adopted, in_force
from projects import queries, services
from projects.errors import NotPossible
from projects.forms import ItemFiguresForm, ItemForm, LedgerForm, ProposeForm
from projects.models import WorksItem
from projects.services.items import FLAGS
from projects.services.lifts import CONCEPT
from projects.views.asking import by_rulebook, may_edit, page_with_forms, project_or_404

SHOWN = 300
"""Proposable neighbourhoods on one page; more are found by name."""


@page_with_forms
@by_rulebook
def propose(request: TenantRequest, tenant: str) -> HttpResponse:
    """提出项目: tick eligible neighbourhoods, name the project; the works items follow on its page."""
    actor, adopted = request.actor, in_force(timezone.localdate())
    actor.require_somewhere(Capability.PROPOSE)
    free = queries.proposable(actor, adopted)
    if place := request.GET.get("place", ""):
        node = Jurisdiction.objects.filter(code=place).first()
        free = free.filter(within([node.path])) if node else free.none()
    if text := request.GET.get("q", "").strip():
        free = free.filter(search_text__contains=fold(text))
    ids = [*request.POST.getlist("picked"), *request.GET.getlist("neighbourhood")]
    chosen = {int(pk) for pk in ids if pk.isdecimal()}
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        visible = Neighbourhood.objects.filter(within(actor.paths(Capability.VIEW)))
        try:
            project = services.propose(
                neighbourhoods=list(visible.filter(pk__in=chosen)),
                name=form.cleaned_data["name"],
                route=form.cleaned_data["route"],
                items=(),
                adopted=adopted,
                by=actor,
                now=timezone.now(),
            )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已提出项目“{project.name}”。请接着填写改造内容和估算。")
            return redirect("project_items", tenant=tenant, pk=project.pk)
    rows = list(free.select_related("jurisdiction__parent")[: SHOWN + 1])
    context = {
        "form": form,
        "rows": rows[:SHOWN],
        "has_more": len(rows) > SHOWN,
        "chosen": chosen,
        "is_filtered": bool(request.GET.get("q") or place),
    }
    return render(request, "projects/propose.html", context)


@page_with_forms
@by_rulebook
def items(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """内容: the works items with quantity and estimate; adding one on the same page."""
    actor, adopted = request.actor, in_force(timezone.localdate())
    project = project_or_404(actor, pk)
    form = ItemForm(request.POST or None, project=project, catalogue=queries.catalogue(adopted))
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.ItemDraft(**form.cleaned_data)
            services.add_items(project, [draft], adopted=adopted, by=actor)
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "已加入改造内容。")
            return redirect("project_items", tenant=tenant, pk=pk)
    rows = queries.items_of(project, adopted)
    context = {
        "project": project,
        "form": form,
        "rows": rows,
        "estimate": sum(row.item.estimate or 0 for row in rows),
        "may_edit": may_edit(project, actor),
        "lifts": queries.lifts_of(project),
        "has_lifts": any(row.item.item in lift_items(adopted) for row in rows),
    }
    return render(request, "projects/items.html", context)


def lift_items(adopted: Adopted) -> list[str]:
    """The catalogue items that are lifts."""
    return [row.id for row in adopted.rulebook.rows("items") if row.concept == CONCEPT]


@page_with_forms
@by_rulebook
def item_edit(request: TenantRequest, tenant: str, pk: int, item: int) -> HttpResponse:
    """Change the figures of one item, or withdraw it."""
    actor = request.actor
    project = project_or_404(actor, pk)
    rows = WorksItem.objects.filter(project=project).select_related("project", "neighbourhood", "building")
    row = rows.filter(pk=item).first()
    if row is None:
        raise Http404
    actor.require(Capability.PROPOSE, row.neighbourhood.path)
    is_withdrawal = request.POST.get("act") == "withdraw"
    given = request.POST if request.method == "POST" and not is_withdrawal else None
    form = ItemFiguresForm(given, initial=ItemFiguresForm.values_of(row))
    try:
        if is_withdrawal:
            services.withdraw_item(row, by=actor)
            messages.success(request, "已撤回这一改造内容。")
            return redirect("project_items", tenant=tenant, pk=pk)
        if form.is_valid():
            values = dict(form.cleaned_data)
            services.correct_item(row, by=actor, flags={name: values.pop(name) for name in FLAGS}, **values)
            messages.success(request, "已保存。")
            return redirect("project_items", tenant=tenant, pk=pk)
    except NotPossible as error:
        messages.error(request, error.sentence)
    name = queries.item_names(in_force(timezone.localdate())).get(row.item, row.item)
    context = {"project": project, "row": row, "form": form, "name": name}
    return render(request, "projects/item_edit.html", context)


@page_with_forms
def ledger_edit(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """台账: scope, scale, contents and progress in words. Two editors at once: the second is told and loses nothing."""
    actor = request.actor
    project = project_or_404(actor, pk)
    actor.require(Capability.PROPOSE, project.path)
    form = LedgerForm(request.POST or None, initial=LedgerForm.values_of(project))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            services.correct(project, revision=values.pop("revision"), values=values, by=actor)
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "已保存项目台账。")
            return redirect("project_detail", tenant=tenant, pk=pk)
    return render(request, "projects/ledger_edit.html", {"project": project, "form": form})
