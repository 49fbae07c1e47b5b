"""Whose pages these are, and what every list of 系统 needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from communities.people import queries
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.models import Person

PAGE = 50
TABS = (
    ("organisation_list", "单位", (Capability.PEOPLE,)),
    ("person_list", "人员", queries.OVERSEES),
    ("invitation_list", "邀请", (Capability.PEOPLE,)),
    ("authorisation_list", "授权", (Capability.AUTHORISE,)),
    ("role_list", "角色", queries.OVERSEES),
)

View = Callable[..., HttpResponse]


def for_those_with(*capabilities: Capability) -> Callable[[View], View]:
    """The page exists for whoever holds one of them somewhere; others are told which right is wanting."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, tenant: str, **kwargs: Any) -> HttpResponse:
            request = cast(TenantRequest, request)
            request.actor.require_somewhere(*capabilities)
            return view(request, **kwargs)

        return guarded

    return guard


for_administrators = for_those_with(Capability.PEOPLE)
"""Accounts and organisations: the system administrator's."""

for_security = for_those_with(Capability.AUTHORISE)
"""Roles and memberships: the security administrator's."""

for_both = for_those_with(*queries.OVERSEES)
"""Both see people; each does his own."""


def tabs(request: TenantRequest, current: str) -> list[dict[str, Any]]:
    """The lists of the menu entry that the person may open."""
    return [
        {
            "label": label,
            "url": reverse(name, kwargs={"tenant": request.tenant.code}),
            "current": name == current,
        }
        for name, label, needs in TABS
        if any(map(request.actor.may_somewhere, needs))
    ]


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    """One page of a list with the links to its neighbours."""
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()

    def link(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return {
        "rows": page.object_list,
        "total": page.paginator.count,
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
    }


def person_or_404(request: TenantRequest, pk: int, capability: Capability | None = None) -> Person:
    """A person who is or was at the actor's places; to others there is none."""
    return get_object_or_404(queries.people(request.actor, capability), pk=pk)
