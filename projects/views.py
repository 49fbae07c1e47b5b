"""Pages of one project: proposing it, its works items, its ledger, declarations about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from communities.models import Jurisdiction, Neighbourhood
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, within
from communities.records.services import store
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from communities.rulebooks.views.reading import nothing_in_force
from projects import queries, services
from projects.enums import State
from projects.errors import NotPossible
from projects.forms import DeclareForm, ItemFiguresForm, ItemForm, LedgerForm, ProposeForm, truth
from projects.models import Project, WorksItem
from projects.services.acting import EDITABLE, places_of
from projects.services.items import FLAGS

SHOWN = 300
"""Proposable neighbourhoods on one page; more are found by name."""

page_with_forms = require_http_methods(["GET", "HEAD", "POST"])


def by_rulebook(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that asks the rulebook; while none is in force it says so."""

    @wraps(view)
    def asking(request: TenantRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NoRulebook as error:
            return nothing_in_force(request, error)

    return asking


def project_or_404(actor: Actor, pk: int) -> Project:
    """A project that the person may see; any other does not exist."""
    found = queries.visible(actor).select_related("jurisdiction", "proposed_by", "entered_by")
    project = found.filter(pk=pk).first()
    if project is None:
        raise Http404
    return project


def may_edit(project: Project, actor: Actor) -> bool:
    """Whether to show the way to a form; the services ask again."""
    places = (project.path, *places_of(project))
    return State(project.state) in EDITABLE and any(actor.may(Capability.PROPOSE, path) for path in places)


@page_with_forms
@by_rulebook
def propose(request: TenantRequest, tenant: str) -> HttpResponse:
    """提出项目: tick eligible neighbourhoods, name the project; the works items follow on its page."""
    actor, adopted = request.actor, in_force(timezone.localdate())
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
    }
    return render(request, "projects/items.html", context)


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


@page_with_forms
@by_rulebook
def declare(request: TenantRequest, tenant: str, pk: int, criterion: str) -> HttpResponse:
    """申报: one criterion about the project, with its documents."""
    actor, adopted, today = request.actor, in_force(timezone.localdate()), timezone.localdate()
    project = project_or_404(actor, pk)
    row = _declared(adopted, criterion)
    services.declarer(project, criterion, adopted=adopted, by=actor)
    form = DeclareForm(
        request.POST or None, request.FILES or None, evidence=row.evidence, initial={"on": today}
    )
    if request.method == "POST" and form.is_valid():
        place = project.jurisdiction
        try:
            with transaction.atomic():  # a refused declaration keeps no paper
                services.declare(
                    project,
                    criterion=criterion,
                    value=bool(truth(form.cleaned_data["value"])),
                    evidence=[
                        (name, store(file=file, filename=file.name, kind=name, jurisdiction=place, by=actor))
                        for name, file in form.uploads()
                    ],
                    note=form.cleaned_data["note"],
                    on=form.cleaned_data["on"],
                    adopted=adopted,
                    by=actor,
                )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"已申报“{row.name}”。")
            return redirect("project_detail", tenant=tenant, pk=pk)
    return render(request, "projects/declare.html", {"project": project, "criterion": row, "form": form})


def _declared(adopted: Adopted, criterion: str) -> Any:
    """The declared criterion about a project, else 404."""
    row = adopted.rulebook.find("criteria", criterion)
    if row is None or row.about != "project" or row.kind != "declared":
        raise Http404
    return row
