"""过去某日: the file of a neighbourhood as it was at the end of a past day, and what is different today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.audit.asof import Hanging, day_from, end_of, past_of
from communities.neighbourhoods.models import Building, Neighbourhood, NeighbourhoodDeclaration, Survey
from communities.neighbourhoods.views import finding
from communities.neighbourhoods.views.file import criterion_names, shell
from communities.people.middleware import TenantRequest
from communities.rulebooks.past import decisions_then, version_then


@require_safe
def neighbourhood_as_of(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The row, its buildings, surveys and declarations in force then, the verdict and the rulebook of that day."""
    row = finding.neighbourhood(request, pk)
    asked = request.GET.get("day", "")
    context = {**shell(request, row, "history"), "asked": asked, "latest": timezone.localdate()}
    day = day_from(asked)
    if day is not None:
        criteria = {"criterion": criterion_names()}
        hanging = (
            Hanging(Building, "neighbourhood_id"),
            Hanging(Survey, "neighbourhood_id"),
            Hanging(NeighbourhoodDeclaration, "neighbourhood_id", where={"is_current": True}, words=criteria),
        )
        context |= {
            "day": day,
            "past": past_of(Neighbourhood, row.pk, day, hanging),
            "version": version_then(day, end_of(day)),
            "decisions": decisions_then("neighbourhood", row.pk, end_of(day)),
        }
    return render(request, "neighbourhoods/as_of.html", context)
