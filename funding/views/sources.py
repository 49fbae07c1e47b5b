"""Sources of a project's money: planning them, what arrived and was paid, countering an entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.models import Document
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.records.services import store
from communities.rulebooks.queries import in_force
from funding import services
from funding.enums import MovementKind
from funding.forms import CounterForm, MovementForm, SourceFiguresForm, SourceForm
from funding.models import FundingSource, Movement
from funding.queries import movements_of, source_line, unusable_channels
from projects.errors import NotPossible, Stale
from projects.models import Project
from projects.views import by_rulebook, page_with_forms, project_or_404

PAPER = "资金文件"
"""What a paper about money is called where the rulebook names none."""


@page_with_forms
@by_rulebook
def source_add(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Plan a source; a channel that needs a document takes the attached paper under its name."""
    actor, adopted = request.actor, in_force(timezone.localdate())
    project = _fundable(actor, pk)
    form = SourceForm(request.POST or None, request.FILES or None, adopted=adopted)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        del values["revision"]
        row = adopted.rulebook.get("channels", values["channel"])
        try:
            with transaction.atomic():  # a refused source keeps no paper
                paper = _paper(values.pop("paper"), row.needs or PAPER, project, actor)
                services.add_source(
                    project, **values, paper=paper, adopted=adopted, by=actor, now=timezone.now()
                )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        except ValidationError as error:
            form.add_error("paper", error.messages)
        else:
            messages.success(request, f"已登记资金来源“{row.name}”。")
            return redirect("project_money", tenant=tenant, pk=pk)
    context = {
        "project": project,
        "form": form,
        "unusable": unusable_channels(adopted),
        "demanding": [row for row in adopted.rulebook.rows("channels") if row.needs],
        "is_planning": services.is_planning(project),
    }
    return render(request, "funding/source_add.html", context)


@require_safe
@by_rulebook
def source_detail(request: TenantRequest, tenant: str, pk: int, source: int) -> HttpResponse:
    """One source with every arrival and payment, countered ones struck out."""
    project = project_or_404(request.actor, pk)
    row = _source(project, source)
    context = {
        "project": project,
        "line": source_line(row, in_force(timezone.localdate())),
        "movements": movements_of(row),
        "may_fund": request.actor.may(Capability.FUND, project.path),
    }
    return render(request, "funding/source.html", context)


@page_with_forms
def source_edit(request: TenantRequest, tenant: str, pk: int, source: int) -> HttpResponse:
    """Change a source's plan, or take it out while nothing has moved."""
    actor = request.actor
    project = _fundable(actor, pk)
    row = _source(project, source)
    is_drop = request.POST.get("act") == "drop"
    given = request.POST if request.method == "POST" and not is_drop else None
    form = SourceFiguresForm(given, request.FILES or None, initial=SourceFiguresForm.values_of(row))
    try:
        if is_drop:
            services.drop_source(row, by=actor)
            messages.success(request, "已删除这一资金来源。")
            return redirect("project_money", tenant=tenant, pk=pk)
        if form.is_valid():
            values = dict(form.cleaned_data)
            with transaction.atomic():
                paper = _paper(values.pop("paper"), row.paper.kind if row.paper else PAPER, project, actor)
                values["revision"] = values["revision"] or 0
                services.correct_source(row, **values, paper=paper, by=actor)
            messages.success(request, "已保存。")
            return redirect("source_detail", tenant=tenant, pk=pk, source=source)
    except NotPossible as error:
        if isinstance(error, Stale) and given is not None:
            row.refresh_from_db()
            form = SourceFiguresForm({**given.dict(), "revision": row.revision})
        if form.is_bound:
            form.add_error(None, error.sentence)
        else:
            messages.error(request, error.sentence)
    except ValidationError as error:
        form.add_error("paper", error.messages)
    context = {"project": project, "row": row, "form": form, "is_planning": services.is_planning(project)}
    return render(request, "funding/source_edit.html", context)


@page_with_forms
def movement_add(request: TenantRequest, tenant: str, pk: int, source: int, kind: str) -> HttpResponse:
    """登记到账, 登记支付."""
    actor = request.actor
    project = _fundable(actor, pk)
    row = _source(project, source)
    if kind not in MovementKind.values:
        raise Http404
    named = MovementKind(kind)
    form = MovementForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            with transaction.atomic():
                paper = _paper(values.pop("paper"), f"{named.label}凭证", project, actor)
                made = services.record(row, kind=named, **values, paper=paper, by=actor, now=timezone.now())
        except NotPossible as error:
            form.add_error(None, error.sentence)
        except ValidationError as error:
            form.add_error("paper", error.messages)
        else:
            messages.success(request, f"已登记{named.label} {made.amount:,.2f} 元。")
            return redirect("source_detail", tenant=tenant, pk=pk, source=source)
    context = {"project": project, "row": row, "form": form, "kind": named}
    return render(request, "funding/movement.html", context)


@page_with_forms
def movement_counter(request: TenantRequest, tenant: str, pk: int, movement: int) -> HttpResponse:
    """冲销: reverse one entry wholly, with the reason."""
    actor = request.actor
    project = _fundable(actor, pk)
    rows = Movement.objects.filter(source__project=project).select_related(
        "source__project", "entered_by", "acted_for"
    )
    row = rows.filter(pk=movement).first()
    if row is None:
        raise Http404
    form = CounterForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.counter(row, **form.cleaned_data, by=actor, now=timezone.now())
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已冲销{row.get_kind_display()} {row.amount:,.2f} 元。")
            return redirect("source_detail", tenant=tenant, pk=pk, source=row.source_id)
    return render(request, "funding/counter.html", {"project": project, "row": row, "form": form})


def _fundable(actor: Actor, pk: int) -> Project:
    """A project that the person may see, whose money he may keep; the services ask again."""
    project = project_or_404(actor, pk)
    actor.require(Capability.FUND, project.path)
    return project


def _source(project: Project, pk: int) -> FundingSource:
    rows = FundingSource.objects.filter(project=project).select_related(
        "project", "paper", "entered_by", "acted_for"
    )
    row: FundingSource | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _paper(file: UploadedFile[bytes] | None, kind: str, project: Project, by: Actor) -> Document | None:
    if file is None:
        return None
    stored: dict[str, Any] = {"kind": kind, "jurisdiction": project.jurisdiction, "by": by}
    return store(file=file, filename=file.name or kind, **stored)
