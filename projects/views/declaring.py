"""Pages of declarations: about the project, its items, a lift, a dispute, and one's part of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from communities.people.middleware import TenantRequest
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Criterion
from projects import queries, services
from projects.forms import ConfirmForm, DeclareForm, DeclareItemsForm, truth
from projects.models import Dispute, Project, WorksItem
from projects.recording import ACTS, KEPT_HERE, criteria_of, name_of
from projects.services.declaring import Subject
from projects.views.asking import (
    adopted_today,
    by_rulebook,
    form_page,
    is_written,
    must_file,
    page_with_forms,
    papers_asked,
    project_or_404,
    row_or_404,
    today,
)

PAPER = "证明材料"
"""What may be attached where the rulebook names no paper."""


@page_with_forms
@by_rulebook
def declare(request: TenantRequest, tenant: str, pk: int, criterion: str) -> HttpResponse:
    """申报: one criterion about the project, with its documents. What a record files is supplied with the record."""
    adopted = adopted_today()
    project = project_or_404(request.actor, pk)
    row = _declared(adopted, criterion, "project")
    if row.record in KEPT_HERE:
        return redirect("project_record", tenant=tenant, pk=pk, record=row.record)
    return _declare(request, project, row, adopted, [])


@page_with_forms
@by_rulebook
def item_declare(request: TenantRequest, tenant: str, pk: int, criterion: str) -> HttpResponse:
    """One criterion about the works items that are ticked; `?item=ID` ticks some beforehand."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    row = _declared(adopted, criterion, "item")
    items = {one.item.pk: one for one in queries.items_of(project, adopted)}
    services.declarer(project, criterion, adopted=adopted, by=actor)
    form = DeclareItemsForm(
        request.POST or None,
        request.FILES or None,
        **_papers(project, row),
        items=[(id_, _named(one)) for id_, one in items.items()],
        initial=today() | {"picked": [int(id_) for id_ in request.GET.getlist("item") if id_.isdecimal()]},
    )
    if is_written(request, form, lambda: _state(request, project, row, adopted, _picked(form, items), form)):
        count = len(form.cleaned_data["picked"])
        messages.success(request, f"已就“{row.name}”申报 {count} 项改造内容。")
        return redirect("project_detail", tenant=tenant, pk=pk)
    return _page(request, project, row, form, "")


@page_with_forms
@by_rulebook
def lift_declare(request: TenantRequest, tenant: str, pk: int, lift: int, criterion: str) -> HttpResponse:
    """One criterion about one lift."""
    adopted = adopted_today()
    project = project_or_404(request.actor, pk)
    found = next((one for one in queries.lifts_of(project) if one.pk == lift), None)
    if found is None:
        raise Http404
    return _declare(request, project, _declared(adopted, criterion, "lift"), adopted, [found])


@page_with_forms
@by_rulebook
def dispute_declare(
    request: TenantRequest, tenant: str, pk: int, dispute: int, criterion: str
) -> HttpResponse:
    """One criterion about one dispute."""
    adopted = adopted_today()
    project = project_or_404(request.actor, pk)
    found = row_or_404(Dispute.objects.filter(project=project), dispute)
    return _declare(request, project, _declared(adopted, criterion, "dispute"), adopted, [found])


@page_with_forms
@by_rulebook
def record(request: TenantRequest, tenant: str, pk: int, record: str) -> HttpResponse:
    """由本单位确认: one's own part of a record that is concluded, or taking it back. Before that, the way to it."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    if record not in KEPT_HERE or not criteria_of(adopted, record):
        raise Http404
    must_file(project, record, adopted=adopted, by=actor)
    page = reverse(ACTS[record].page, kwargs={"tenant": tenant, "pk": pk})
    if services.concluded(project, record) is None:
        messages.info(request, f"“{name_of(record)}”还没有办结，请先{ACTS[record].words}。")
        return redirect(page)
    asked = papers_asked(project, record, adopted=adopted, by=actor, spare=PAPER)
    offered = [*asked["wanted"], *asked["offered"]]
    form = ConfirmForm(
        request.POST or None,
        request.FILES or None,
        offered=offered,
        on_file=asked["on_file"],
        initial=today(),
    )
    if is_written(request, form, lambda: _confirm(request, project, record, adopted, form)):
        messages.success(request, f"已登记对“{name_of(record)}”的确认意见。")
        return redirect(page)
    return form_page(
        request,
        project,
        form,
        title=f"由本单位确认：{name_of(record)}",
        submit="登记确认意见",
        back=page,
        criteria=criteria_of(adopted, record),
        adopted=adopted,
        lead="这一事项已经办结，办结时的材料随确认一并申报。还缺的材料可在下面补充。",
    )


def _declare(
    request: TenantRequest, project: Project, row: Criterion, adopted: Adopted, subjects: Sequence[Subject]
) -> HttpResponse:
    services.declarer(project, row.id, adopted=adopted, by=request.actor)
    form = DeclareForm(request.POST or None, request.FILES or None, **_papers(project, row), initial=today())
    if is_written(request, form, lambda: _state(request, project, row, adopted, subjects, form)):
        messages.success(request, f"已申报“{row.name}”。")
        return redirect("project_detail", tenant=request.actor.tenant.code, pk=project.pk)
    return _page(request, project, row, form, "、".join(str(subject) for subject in subjects))


def _page(
    request: TenantRequest, project: Project, row: Criterion, form: DeclareForm, about: str
) -> HttpResponse:
    context = {"project": project, "criterion": row, "form": form, "about": about}
    return render(request, "projects/declare.html", context)


def _papers(project: Project, row: Criterion) -> dict[str, Any]:
    names = row.evidence or (PAPER,)
    return {"offered": names, "on_file": queries.on_file(project, names)}


def _state(
    request: TenantRequest,
    project: Project,
    row: Criterion,
    adopted: Adopted,
    subjects: Sequence[Subject],
    form: DeclareForm,
) -> None:
    data = form.cleaned_data
    services.declare_about(
        project,
        subjects,
        criterion=row.id,
        value=bool(truth(data["value"])),
        evidence=form.papers(jurisdiction=project.jurisdiction, by=request.actor),
        note=data["note"],
        on=data["on"],
        adopted=adopted,
        by=request.actor,
    )


def _picked(form: DeclareItemsForm, items: Mapping[int, queries.ItemRow]) -> list[WorksItem]:
    return [items[id_].item for id_ in form.cleaned_data["picked"]]


def _confirm(
    request: TenantRequest, project: Project, record: str, adopted: Adopted, form: ConfirmForm
) -> None:
    data, actor = form.cleaned_data, request.actor
    said: dict[str, Any] = {"adopted": adopted, "by": actor, "on": data["on"], "note": data["note"]}
    if truth(data["value"]):
        papers = form.papers(jurisdiction=project.jurisdiction, by=actor)
        services.confirm_record(project, record, evidence=papers, **said)
    else:
        services.unconfirm_record(project, record, **said)


def _declared(adopted: Adopted, criterion: str, about: str) -> Criterion:
    """The declared criterion of that kind, else 404."""
    row = adopted.rulebook.find("criteria", criterion)
    if row is None or row.about != about or row.kind != "declared":
        raise Http404
    return row  # type: ignore[no-any-return]  # rows of a section are typed by their section


def _named(row: queries.ItemRow) -> str:
    place = row.item.neighbourhood.name
    return f"{row.name}（{place}{' / ' + row.item.building.name if row.item.building else ''}）"
