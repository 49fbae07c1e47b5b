"""过去某日: a project with its contents and its money as they were at the end of a past day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.audit.asof import Hanging, day_from, end_of, past_of
from communities.people.middleware import TenantRequest
from communities.rulebooks.past import version_then
from communities.rulebooks.queries import NoRulebook, in_force
from funding.enums import MovementKind
from funding.models import CostShare, FundingSource, Movement
from projects.models import (
    Milestone,
    Project,
    ProjectDeclaration,
    ProjectNeighbourhood,
    TransitionLog,
    WorksItem,
)
from projects.views import placed_or_404


@require_safe
def project_as_of(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """State, contents, planned figures, money up to then, the rulebook of that day; and what is different today."""
    project = placed_or_404(request.actor, pk)
    asked = request.GET.get("day", "")
    context = {"project": project, "asked": asked, "latest": timezone.localdate()}
    day = day_from(asked)
    if day is not None:
        context |= {
            "day": day,
            "past": past_of(Project, project.pk, day, _hanging()),
            "version": version_then(day, end_of(day)),
            "sums": _sums(project, day),
            "moves": TransitionLog.objects.filter(project=project, at__lt=end_of(day))
            .select_related("by", "acted_for", "organisation")
            .order_by("-id"),
        }
    return render(request, "funding/as_of.html", context)


def _hanging() -> tuple[Hanging, ...]:
    """What hangs on a project; ids of the rulebook by their names of today."""
    try:
        rulebook = in_force(timezone.localdate()).rulebook
    except NoRulebook:
        items, criteria = {}, {}
    else:
        items = {row.id: row.name for row in rulebook.rows("items")}
        criteria = {row.id: row.name for row in rulebook.rows("criteria")}
    return (
        Hanging(ProjectNeighbourhood, "project_id"),
        Hanging(WorksItem, "project_id", words={"item": items}),
        Hanging(Milestone, "project_id"),
        Hanging(CostShare, "project_id"),
        Hanging(FundingSource, "project_id"),
        Hanging(ProjectDeclaration, "project_id", where={"is_current": True}, words={"criterion": criteria}),
    )


def _sums(project: Project, day: date) -> dict[str, Decimal]:
    """Money entered up to the end of that day, in yuan, less what was reversed by then: 到账, 支付."""
    entered = Movement.objects.filter(source__project=project, entered_at__lt=end_of(day))
    is_counter = Q(counters__isnull=False)
    told = (
        entered.order_by()
        .values_list("kind")
        .annotate(entered=Sum("amount", filter=~is_counter), reversed=Sum("amount", filter=is_counter))
    )
    found = {kind: (plus or Decimal(0)) - (minus or Decimal(0)) for kind, plus, minus in told}
    return {kind.label: found.get(kind.value, Decimal(0)) for kind in MovementKind}
