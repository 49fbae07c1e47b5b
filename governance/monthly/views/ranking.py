"""开工率排名: the places below one, by neighbourhoods started of those planned this year."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.models import Jurisdiction
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused
from governance.figures.instant import Instant, end_of
from governance.monthly import queries
from governance.monthly.counting import start_lines
from governance.monthly.forms import month_of
from governance.monthly.ranking import ranked
from governance.monthly.services import said


@require_safe
def ranking(request: TenantRequest, tenant: str) -> HttpResponse:
    """The ranking of a month as it was known at its end; of the running month as it is known now."""
    actor, now = request.actor, timezone.now()
    months = queries.months(timezone.localdate(now))
    asked = month_of(str(request.GET.get("month", "")))
    month = asked if asked in months else months[0]
    node = _place(request, actor)
    table = ranked(start_lines(node, Instant(month, min(now, end_of(month)))))
    context = {"node": node, "table": table, "months": months, "month": month, "said": said(month)}
    return render(request, "governance/monthly/ranking.html", context)


def _place(request: TenantRequest, actor: Actor) -> Jurisdiction:
    """The place asked for by code, else the person's own topmost; 404 for what he may not see."""
    paths = actor.paths(Capability.VIEW)
    if not paths:
        raise Refused("您没有查看业务数据的权限。")
    code = str(request.GET.get("place", ""))
    if not code:
        return Jurisdiction.objects.get(path=paths[0])
    node = Jurisdiction.objects.filter(code=code).first()
    if node is None or not any(node.path.startswith(path) for path in paths):
        raise Http404
    return node
