"""争议: what is in dispute about a project, how it was settled, what is stated of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from projects import queries, services
from projects.forms import DisputeForm, ResolutionForm
from projects.models import Dispute, ProjectDeclaration
from projects.views.asking import (
    adopted_today,
    by_rulebook,
    form_page,
    is_written,
    may_record,
    page_with_forms,
    project_or_404,
    row_or_404,
    today,
)


@require_safe
@by_rulebook
def disputes(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Open ones first; for each what the rulebook wants declared, and what is."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    criteria = [
        row for row in adopted.rulebook.rows("criteria") if row.kind == "declared" and row.about == "dispute"
    ]
    stated = {
        (row.dispute_id, row.criterion): row.value
        for row in ProjectDeclaration.objects.filter(project=project, dispute__isnull=False, is_current=True)
    }
    mine = set()
    for row in criteria:
        try:
            services.declarer(project, row.id, adopted=adopted, by=actor)
        except Refused:
            continue
        mine.add(row.id)
    rows = [
        (dispute, [(row, stated.get((dispute.pk, row.id)), row.id in mine) for row in criteria])
        for dispute in queries.disputes_of(project)
    ]
    context = {"project": project, "rows": rows, "may_record": may_record(project, actor)}
    return render(request, "projects/disputes.html", context)


@page_with_forms
def dispute_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Record a dispute; whether the project is put on hold is decided on its own page."""
    actor = request.actor
    project = project_or_404(actor, pk)
    services.recorder(project, actor)
    form = DisputeForm(request.POST or None, initial=today())
    if is_written(
        request,
        form,
        lambda: services.open_dispute(project, by=actor, now=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, "已登记争议。需要暂缓项目的，在“概况与关口”页办理。")
        return redirect("project_disputes", tenant=tenant, pk=pk)
    return form_page(request, project, form, title="登记争议", submit="登记争议", back=_back(tenant, pk))


@page_with_forms
def dispute_close(request: TenantRequest, tenant: str, pk: int, dispute: int) -> HttpResponse:
    """Record how it was settled."""
    actor = request.actor
    project = project_or_404(actor, pk)
    row = row_or_404(Dispute.objects.filter(project=project).select_related("project"), dispute)
    services.recorder(project, actor)
    form = ResolutionForm(request.POST or None, initial=today())
    if is_written(request, form, lambda: services.close_dispute(row, by=actor, **form.cleaned_data)):
        messages.success(request, f"争议“{row.title}”已办结。")
        return redirect("project_disputes", tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"争议办结：{row.title}",
        submit="登记办结",
        back=_back(tenant, pk),
        lead=row.description,
    )


def _back(tenant: str, pk: int) -> str:
    return reverse("project_disputes", kwargs={"tenant": tenant, "pk": pk})
