"""Settling the percentages of one share rule for a project."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.rulebooks.queries import in_force
from funding import presenting, services
from funding.forms import PercentForm
from funding.queries import rule_line
from projects.errors import NotPossible, Stale
from projects.views import by_rulebook, page_with_forms, project_or_404


@page_with_forms
@by_rulebook
def project_share(request: TenantRequest, tenant: str, pk: int, rule: str) -> HttpResponse:
    """Two editors at once: the second is told, sees what stands now and keeps what was typed."""
    actor, adopted = request.actor, in_force(timezone.localdate())
    project = project_or_404(actor, pk)
    line = rule_line(project, rule, adopted)
    if line is None:
        raise Http404
    actor.require(Capability.FUND, project.path)
    form = PercentForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_percentages(
                project,
                rule=rule,
                percents=form.percents,
                basis=form.cleaned_data["basis"],
                revision=form.cleaned_data["revision"],
                adopted=adopted,
                by=actor,
                now=timezone.now(),
            )
        except NotPossible as error:
            if isinstance(error, Stale):
                form = PercentForm({**request.POST.dict(), "revision": form.initial_revision}, line=line)
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已保存“{line.name}”的出资比例。")
            return redirect("project_money", tenant=tenant, pk=pk)
    context = {
        "project": project,
        "rule": presenting.rule_view(line),
        "form": form,
        "may_plan": services.is_planning(project) and line.is_editable,
    }
    return render(request, "funding/share.html", context)
