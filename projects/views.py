"""Pages of projects: the list, proposing, works items, the ledger, declarations."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from communities.models import Jurisdiction, Neighbourhood
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, within
from communities.records.services import store
from communities.rulebooks.queries import Adopted, in_force
from projects import queries, services
from projects.enums import State
from projects.errors import NotPossible
from projects.forms import DeclareForm, ItemFiguresForm, ItemForm, LedgerForm, ProposeForm, truth
from projects.models import Project, WorksItem

PAGE = 50


def project_or_404(actor: Actor, pk: int) -> Project:
    """A project that the person may see; any other does not exist."""
    project = queries.visible(actor).select_related("jurisdiction", "proposed_by").filter(pk=pk).first()
    if project is None:
        raise Http404
    return project


def project_list(request: HttpRequest, tenant: str) -> HttpResponse:
    """All projects of the person's places, by state, place and name; keyset pages, newest first."""
    actor = cast(TenantRequest, request).actor
    page = queries.page(
        queries.filtered(queries.visible(actor), request.GET), after=request.GET.get("after", ""), size=PAGE
    )
    return render(
        request,
        "projects/list.html",
        {
            "page": page,
            "states": State.choices,
            "may_propose": actor.may_somewhere(Capability.PROPOSE),
            "is_filtered": any(request.GET.get(name) for name in ("q", "state", "place", "batch")),
        },
    )


def propose(request: HttpRequest, tenant: str) -> HttpResponse:
    """提出项目: tick eligible neighbourhoods, name the project; the works items follow on its page."""
    actor = cast(TenantRequest, request).actor
    free = queries.proposable(actor)
    if place := request.GET.get("place", ""):
        node = Jurisdiction.objects.filter(code=place).first()
        free = free.filter(within([node.path])) if node else free.none()
    if text := request.GET.get("q", "").strip():
        free = free.filter(search_text__contains=fold(text))
    chosen = {int(pk) for pk in request.POST.getlist("picked") if pk.isdigit()}
    chosen |= {int(pk) for pk in request.GET.getlist("neighbourhood") if pk.isdigit()}
    form = ProposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            project = services.propose(
                neighbourhoods=list(Neighbourhood.objects.filter(within(actor.paths(Capability.VIEW)), pk__in=chosen)),
                name=form.cleaned_data["name"],
                route=form.cleaned_data["route"],
                items=(),
                adopted=in_force(timezone.localdate()),
                by=actor,
                now=timezone.now(),
            )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已提出项目“{project.name}”。请接着填写改造内容和估算。")
            return redirect("project_items", tenant=tenant, pk=project.pk)
    return render(
        request,
        "projects/propose.html",
        {"form": form, "rows": free.select_related("jurisdiction")[:300], "chosen": chosen},
    )


def items(request: HttpRequest, tenant: str, pk: int) -> HttpResponse:
    """内容: the works items with quantity and estimate; adding one on the same page."""
    actor = cast(TenantRequest, request).actor
    project = project_or_404(actor, pk)
    adopted = in_force(timezone.localdate())
    form = ItemForm(request.POST or None, project=project, catalogue=queries.catalogue(adopted))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_items(project, [services.ItemDraft(**form.draft_values())], adopted=adopted, by=actor)
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "已加入改造内容。")
            return redirect("project_items", tenant=tenant, pk=pk)
    return render(
        request,
        "projects/items.html",
        {
            "project": project,
            "form": form,
            "rows": queries.items_of(project, adopted),
            "may_edit": actor.may(Capability.PROPOSE, project.path) and State(project.state) in services.EDITABLE,
        },
    )


def item_edit(request: HttpRequest, tenant: str, pk: int, item: int) -> HttpResponse:
    """Change the figures of one item, or withdraw it."""
    actor = cast(TenantRequest, request).actor
    project = project_or_404(actor, pk)
    row = WorksItem.objects.filter(project=project, pk=item).select_related("project", "neighbourhood", "building").first()
    if row is None:
        raise Http404
    form = ItemFiguresForm(request.POST or None, instance=row)
    if request.method == "POST" and (request.POST.get("act") == "withdraw" or form.is_valid()):
        try:
            if request.POST.get("act") == "withdraw":
                services.withdraw_item(row, by=actor)
                messages.success(request, "已撤回这一改造内容。")
            else:
                services.correct_item(row, by=actor, **form.cleaned_data)
                messages.success(request, "已保存。")
            return redirect("project_items", tenant=tenant, pk=pk)
        except NotPossible as error:
            form.add_error(None, error.sentence)
    name = queries.item_names(in_force(timezone.localdate())).get(row.item, row.item)
    return render(request, "projects/item_edit.html", {"project": project, "row": row, "form": form, "name": name})


def ledger_edit(request: HttpRequest, tenant: str, pk: int) -> HttpResponse:
    """台账: scope, scale, contents and progress in words. Two editors at once: the second is told and loses nothing."""
    actor = cast(TenantRequest, request).actor
    project = project_or_404(actor, pk)
    actor.require(Capability.PROPOSE, project.path)
    form = LedgerForm(request.POST or None, instance=project, initial={"revision": project.revision})
    if request.method == "POST" and form.is_valid():
        try:
            services.correct(project, values=form.cleaned_data, revision=form.cleaned_data["revision"], by=actor)
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "已保存项目台账。")
            return redirect("project_detail", tenant=tenant, pk=pk)
    return render(request, "projects/ledger_edit.html", {"project": project, "form": form})


def declare(request: HttpRequest, tenant: str, pk: int, criterion: str) -> HttpResponse:
    """申报: one criterion about the project, with its documents."""
    actor = cast(TenantRequest, request).actor
    project = project_or_404(actor, pk)
    adopted = in_force(timezone.localdate())
    row = _declared_criterion(adopted, criterion)
    services.declarer(project, criterion, adopted=adopted, by=actor)
    form = DeclareForm(
        request.POST or None, request.FILES or None, evidence=row.evidence, initial={"on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            evidence = [
                (name, store(file=file, filename=file.name, kind=name, jurisdiction=project.jurisdiction, by=actor))
                for name, file in form.uploads()
            ]
            services.declare(
                project,
                criterion=criterion,
                value=bool(truth(form.cleaned_data["value"])),
                evidence=evidence,
                note=form.cleaned_data["note"],
                on=form.cleaned_data["on"],
                adopted=adopted,
                by=actor,
            )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已申报“{row.name}”。")
            return redirect("project_detail", tenant=tenant, pk=pk)
    return render(request, "projects/declare.html", {"project": project, "criterion": row, "form": form})


def _declared_criterion(adopted: Adopted, criterion: str):  # type: ignore[no-untyped-def]
    rows = {row.id: row for row in adopted.rulebook.rows("criteria")}
    if criterion not in rows or rows[criterion].about != "project" or rows[criterion].kind != "declared":
        raise Http404
    return rows[criterion]
