"""指派: who of outside units was given a project, giving it, taking it back; and what was given to me."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.records.views import attachment
from projects import queries, services
from projects.enums import Purpose
from projects.forms import AssignmentForm, EndAssignmentForm
from projects.models import Assignment, ProjectPaper
from projects.views.asking import (
    adopted_today,
    by_rulebook,
    form_page,
    is_written,
    page_with_forms,
    project_or_404,
    row_or_404,
)


@require_safe
def my_projects(request: TenantRequest, tenant: str) -> HttpResponse:
    """我的项目: what was assigned to me, the first to end first. Raises `Refused` for who takes no assignments."""
    actor = request.actor
    if not actor.may_somewhere(Capability.ASSIGNED):
        raise Refused("本页只列出指派给受托单位人员的项目；您按所辖地区查看项目。")
    rows = queries.my_projects(actor)
    return render(request, "projects/my_projects.html", {"rows": rows, "today": timezone.localdate()})


@require_safe
def assignments(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Those that run, then the former ones; an assigned person sees his own only."""
    actor, on = request.actor, timezone.localdate()
    project = project_or_404(actor, pk)
    rows = queries.assignments_on(project)
    if not queries.viewed(actor).filter(pk=project.pk).exists():
        rows = rows.filter(person=actor.person)
    context = {
        "project": project,
        "running": [row for row in rows if row.ended_at is None and row.ends_on >= on],
        "former": [row for row in rows if row.ended_at is not None or row.ends_on < on],
        "may_assign": services.may_assign(project, actor),
        "today": on,
    }
    return render(request, "projects/assignments.html", context)


@page_with_forms
@by_rulebook
def assignment_create(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Give the project to somebody of an outside unit."""
    actor, on = request.actor, timezone.localdate()
    project = project_or_404(actor, pk)
    services.must_assign(project, actor)
    adopted = adopted_today()
    offered = [
        (row, queries.purposes_of(row.organisation, adopted))
        for row in queries.candidates(adopted, Purpose, on)
        if row.organisation
    ]
    form = AssignmentForm(request.POST or None, offered=offered, initial={"starts_on": on})
    if is_written(
        request,
        form,
        lambda: services.assign(
            project,
            person=form.person,
            organisation=form.unit,
            purpose=form.cleaned_data["purpose"],
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            reason=form.cleaned_data["reason"],
            adopted=adopted,
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, f"已把项目指派给{form.person.name}。")
        return redirect("assignment_list", tenant=tenant, pk=pk)
    lead = "受托人员只能看到指派给本人的项目：评价人只读，设计单位可上传方案，实施单位可登记事项、填报进度。"
    if not offered:
        lead = "还没有可以指派的人员。请系统管理员登记受托单位和人员，由安全管理员授予“受托单位”角色。"
    return form_page(
        request, project, form, title="指派项目", submit="指派项目", back=_back(tenant, pk), lead=lead
    )


@page_with_forms
def assignment_end(request: TenantRequest, tenant: str, pk: int, assignment: int) -> HttpResponse:
    """Take the project back before the last day."""
    actor = request.actor
    project = project_or_404(actor, pk)
    services.must_assign(project, actor)
    rows = Assignment.objects.filter(project=project).select_related("project", "person", "organisation")
    row = row_or_404(rows, assignment)
    form = EndAssignmentForm(request.POST or None)
    if is_written(
        request,
        form,
        lambda: services.end_assignment(
            row, reason=form.cleaned_data["reason"], by=actor, now=timezone.now()
        ),
    ):
        messages.success(request, f"{row.person.name}的指派已结束，从现在起不能再查看本项目。")
        return redirect("assignment_list", tenant=tenant, pk=pk)
    lead = f"{row.person.name}（{row.organisation.name}）：{row.get_purpose_display()}，至 {row.ends_on:%Y-%m-%d}"
    return form_page(
        request,
        project,
        form,
        title=f"结束指派：{row.person.name}",
        submit="结束指派",
        back=_back(tenant, pk),
        lead=lead,
    )


@require_safe
def project_document(request: TenantRequest, tenant: str, pk: int, document: int) -> FileResponse:
    """A document of the project's file by its own number: whoever may see the project may read it."""
    project = project_or_404(request.actor, pk)
    papers = ProjectPaper.objects.filter(project=project, document=document).select_related("document")
    paper = papers.first()
    if paper is None:
        raise Http404
    try:
        return attachment(paper.document)
    except FileNotFoundError as missing:
        raise Http404 from missing


def _back(tenant: str, pk: int) -> str:
    return reverse("assignment_list", kwargs={"tenant": tenant, "pk": pk})
