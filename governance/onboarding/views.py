"""The page 上线准备."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.rulebooks.queries import in_force
from governance.onboarding.checklist import checklist
from projects.views import by_rulebook

SHOWN = 20
"""Missing places named for each actor; the others are counted."""


@require_safe
@by_rulebook
def onboarding(request: TenantRequest, tenant: str) -> HttpResponse:
    """What is still lacking before the people of the tenant can work, with the page that mends it."""
    actor, on = request.actor, timezone.localdate()
    configures, manages = (
        actor.may_somewhere(Capability.CONFIGURE),
        actor.may_somewhere(Capability.PEOPLE),
    )
    if not configures and not manages:
        raise Refused("上线准备由管理规则或管理单位和人员的人员查看。")
    found = checklist(in_force(on), tenant=tenant, on=on, may=actor.may_somewhere)
    context = {
        "list": found,
        "shown": SHOWN,
        "may_configure": configures,
        "may_manage": manages,
        "percent": 100 * found.done // found.total,
    }
    return render(request, "governance/onboarding/page.html", context)
