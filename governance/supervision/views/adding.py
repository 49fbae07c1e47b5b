"""Recording a case: where, then what; the draw of projects to inspect."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.models import Neighbourhood
from communities.neighbourhoods import queries as neighbourhoods
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.rulebooks.queries import in_force
from governance.enums import CaseSource
from governance.models import SupervisionCase
from governance.supervision import queries, rights, services
from governance.supervision.forms import CaseForm, DrawForm
from governance.supervision.queries.drawing import RULE
from governance.supervision.views.acting import keep
from projects.models import Project
from projects.queries import filtered, visible
from projects.views import by_rulebook, page_with_forms, project_or_404
from projects.views.asking import is_written

FOUND = 20
"""Ours: places offered for a search."""


@page_with_forms
@by_rulebook
def case_add(request: TenantRequest, tenant: str) -> HttpResponse:
    """登记检查或投诉; without a project or a neighbourhood in the address, the search for one."""
    request.actor.require_somewhere(*rights.RECORD)
    project, neighbourhood = _where(request)
    if project is None and neighbourhood is None:
        return _search(request)
    by = request.actor
    rights.recorder(by, project=project, neighbourhood=neighbourhood)
    members = None
    if project is not None:
        members = Neighbourhood.objects.filter(project_memberships__project=project).order_by("sort_key")
    form = CaseForm(
        request.POST or None, request.FILES or None, neighbourhoods=members, initial=_first_values(request)
    )
    place: Any = neighbourhood or project
    made: list[SupervisionCase] = []

    def write() -> None:
        given = form.cleaned_data
        chosen = neighbourhood or given.get("neighbourhood")
        where = (chosen or place).jurisdiction
        made.append(
            services.open_case(
                kind=form.kind,
                source=given["source"],
                project=project,
                neighbourhood=chosen,
                on=given["on"],
                subject=given["subject"],
                text=given["text"],
                number=given["number"],
                severity=given["severity"],
                complainant=given["complainant"],
                complainant_phone=given["complainant_phone"],
                due_on=given["due_on"],
                document=keep(form, where, by),
                adopted=in_force(timezone.localdate()),
                by=by,
                now=timezone.now(),
            )
        )

    if is_written(request, form, write):
        messages.success(request, "已登记，等待交办。")
        return redirect("case_detail", tenant=tenant, pk=made[0].pk)
    return render(request, "governance/supervision/add.html", {"form": form, "where": place})


def _where(request: TenantRequest) -> tuple[Project | None, Neighbourhood | None]:
    given = request.GET
    if (pk := given.get("project", "")).isdecimal():
        return project_or_404(request.actor, int(pk)), None
    if (pk := given.get("neighbourhood", "")).isdecimal():
        found = (
            neighbourhoods.visible(request.actor).select_related("jurisdiction").filter(pk=int(pk)).first()
        )
        if found is None:
            raise Http404
        return None, found
    return None, None


def _search(request: TenantRequest) -> HttpResponse:
    """Projects and neighbourhoods of that name."""
    text = request.GET.get("q", "").strip()
    actor = request.actor
    context: dict[str, Any] = {"q": text, "projects": [], "neighbourhoods": []}
    if text:
        projects = filtered(visible(actor), {"q": text}).select_related("jurisdiction").order_by("-id")
        found = neighbourhoods.register(actor, neighbourhoods.filters_from(actor, {"q": text}))
        context["projects"] = projects[:FOUND]
        context["neighbourhoods"] = found.select_related("jurisdiction").order_by("sort_key", "id")[:FOUND]
    return render(request, "governance/supervision/where.html", context)


def _first_values(request: TenantRequest) -> dict[str, Any]:
    """Today; of a drawn project how it was drawn."""
    values: dict[str, Any] = {"on": timezone.localdate()}
    if drawn := request.GET.get("drawn", "")[:200]:
        values |= {"source": CaseSource.RANDOM, "subject": "随机抽查", "text": f"{drawn}\n"}
    return values


@require_safe
def case_draw(request: TenantRequest, tenant: str) -> HttpResponse:
    """随机抽取: projects under construction by a seed that anybody can repeat."""
    request.actor.require_somewhere(Capability.VIEW)
    proposed = {"count": 5, "seed": f"{timezone.localdate():%Y%m%d}-{secrets.token_hex(3)}"}
    form = DrawForm(request.GET or None, initial=proposed)
    context: dict[str, Any] = {"form": form, "rule": RULE, "drawn": None}
    if form.is_bound and form.is_valid():
        drawn = queries.draw(request.actor, seed=form.cleaned_data["seed"], count=form.cleaned_data["count"])
        add = reverse("case_add", kwargs={"tenant": tenant})
        rows = []
        for number, project in enumerate(drawn.projects, start=1):
            said = f"种子 {drawn.seed}，在建项目 {drawn.among} 个，第 {number} 个抽中。"
            rows.append((number, project, f"{add}?{urlencode({'project': project.pk, 'drawn': said})}"))
        context |= {"drawn": drawn, "rows": rows, "on": timezone.now()}
    return render(request, "governance/supervision/draw.html", context)
