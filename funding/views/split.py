"""资金: who pays how much of a project, where the money comes from and what became of it, on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.records.spreadsheets import attachment
from communities.rulebooks.queries import Adopted, in_force
from funding import exports, presenting
from funding.queries import split_of, subsidies_of
from funding.services import is_planning
from projects.models import Project
from projects.views import by_rulebook, project_or_404


@require_safe
@by_rulebook
def project_money(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The split with everything that leads on from it."""
    actor, on = request.actor, timezone.localdate()
    adopted = in_force(on)
    project = project_or_404(actor, pk)
    may_fund = actor.may(Capability.FUND, project.path)
    context = _tables(project, adopted, tenant) | {
        "claims": presenting.claims(subsidies_of(project, adopted, on), adopted, tenant),
        "may_fund": may_fund,
        "may_plan": may_fund and is_planning(project),
        "may_export": actor.may(Capability.EXPORT, project.path),
    }
    return render(request, "funding/project_money.html", context)


@require_safe
@by_rulebook
def project_money_print(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The same on a lying A4 sheet."""
    project = project_or_404(request.actor, pk)
    context = _tables(project, in_force(timezone.localdate()), tenant)
    return render(request, "funding/print.html", context | {"now": timezone.now(), "actor": request.actor})


@require_safe
@by_rulebook
def project_money_file(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The same as a spreadsheet."""
    actor, on = request.actor, timezone.localdate()
    project = project_or_404(actor, pk)
    actor.require(Capability.EXPORT, project.path)
    content = exports.split_book(split_of(project, in_force(on)), by=actor, on=on)
    return attachment(content, f"{project.name}资金{on:%Y%m%d}.xlsx")


def _tables(project: Project, adopted: Adopted, tenant: str) -> dict[str, Any]:
    split = split_of(project, adopted)
    shown = presenting.columns(split)
    return {
        "project": project,
        "split": split,
        "columns": shown,
        "classes": presenting.grid(split.classes, shown),
        "places": presenting.grid(split.neighbourhoods, shown),
        "total": presenting.grid([split.total], shown)[0],
        "items": presenting.items(split, shown, tenant),
        "rules": presenting.rules(split),
    }
