"""形象进度 of one project: the page, its contracts and its milestones."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from projects import months, queries, services
from projects.forms import ContractForm, MilestoneChangeForm, MilestoneForm, ReachForm
from projects.models import Milestone, Project
from projects.views.asking import (
    adopted_today,
    by_rulebook,
    form_page,
    is_written,
    may_record,
    page_with_forms,
    project_or_404,
    row_or_404,
)

PAPER = "合同文本"
BACK = "project_progress"


@require_safe
@by_rulebook
def project_progress(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Contracts, milestones, each item month by month, physical against planned, photos. `?until=` the last month."""
    actor, on = request.actor, timezone.localdate()
    project = project_or_404(actor, pk)
    until = months.parsed(request.GET.get("until", "")) or months.of(on)
    nodes = queries.milestones_of(project, on=on)
    works = queries.works_of(project, nodes, adopted_today(), on=on, until=until)
    context = {
        "project": project,
        "works": works,
        "nodes": nodes,
        "overdue": [node for node in nodes if node.is_overdue],
        "contracts": queries.contracts_of(project),
        "photos": queries.photos_of(project),
        "earlier": months.shifted(until, -1),
        "later": months.shifted(until, 1) if until < months.of(on) else None,
        "may_record": may_record(project, actor),
        "may_confirm": bool(works.waiting) and may_confirm(project, actor),
        "now": timezone.now(),
    }
    return render(request, "projects/progress.html", context)


def may_confirm(project: Project, actor: Actor) -> bool:
    """Whether to show the way to confirming; the service asks again of every row."""
    return any(services.may_confirm(place, actor) for place in services.places_of(project))


@page_with_forms
def contract_add(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Record a signed contract with its paper."""
    actor = request.actor
    project = project_or_404(actor, pk)
    services.recorder(project, actor)
    form = ContractForm(
        request.POST or None,
        request.FILES or None,
        project=project,
        wanted=[PAPER],
        on_file=queries.on_file(project, [PAPER]),
    )
    if is_written(
        request,
        form,
        lambda: services.sign_contract(
            project,
            evidence=form.papers(jurisdiction=project.jurisdiction, by=actor),
            by=actor,
            now=timezone.now(),
            **form.plain(),
        ),
    ):
        messages.success(request, f"已登记合同 {form.cleaned_data['number']}。")
        return redirect(BACK, tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title="登记合同",
        submit="登记这份合同",
        back=_back(tenant, pk),
        lead=""
        if queries.parties_of(project).exists()
        else "本项目还没有登记责任主体。请先在“开工准备”页登记设计、施工或监理单位，再登记合同。",
    )


@page_with_forms
def milestone_add(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Plan a node."""
    actor = request.actor
    project = project_or_404(actor, pk)
    services.recorder(project, actor)
    form = MilestoneForm(request.POST or None)
    if is_written(
        request,
        form,
        lambda: services.add_milestone(project, by=actor, now=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, f"已加入节点“{form.cleaned_data['name']}”。")
        return redirect(BACK, tenant=tenant, pk=pk)
    return form_page(request, project, form, title="加入节点", submit="加入这个节点", back=_back(tenant, pk))


@page_with_forms
def milestone_edit(request: TenantRequest, tenant: str, pk: int, milestone: int) -> HttpResponse:
    """Plan a node anew, with the reason."""
    actor = request.actor
    project = project_or_404(actor, pk)
    row = row_or_404(Milestone.objects.filter(project=project).select_related("project"), milestone)
    services.recorder(project, actor)
    form = MilestoneChangeForm(request.POST or None, initial=MilestoneChangeForm.values_of(row))
    if is_written(request, form, lambda: services.change_milestone(row, by=actor, **form.cleaned_data)):
        messages.success(request, f"已调整节点“{form.cleaned_data['name']}”。")
        return redirect(BACK, tenant=tenant, pk=pk)
    return form_page(
        request, project, form, title=f"调整节点：{row.name}", submit="保存节点", back=_back(tenant, pk)
    )


@page_with_forms
def milestone_reach(request: TenantRequest, tenant: str, pk: int, milestone: int) -> HttpResponse:
    """The node is reached; late, the reason is asked for."""
    actor = request.actor
    project = project_or_404(actor, pk)
    row = row_or_404(Milestone.objects.filter(project=project).select_related("project"), milestone)
    services.recorder(project, actor)
    form = ReachForm(request.POST or None, initial={"reached_on": timezone.localdate()})
    if is_written(
        request,
        form,
        lambda: services.reach_milestone(row, by=actor, now=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, f"节点“{row.name}”已登记完成。")
        return redirect(BACK, tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"节点完成：{row.name}",
        submit="登记节点完成",
        back=_back(tenant, pk),
        lead=f"计划日期 {row.planned_on:%Y-%m-%d}。",
    )


def _back(tenant: str, pk: int) -> str:
    return reverse(BACK, kwargs={"tenant": tenant, "pk": pk})
