"""Nobody without a seat in the tenant gets an answer; the tenant's existence is not confirmed either.

A list is refused to whoever could never see a row of it: a viewset names in `listed_for` the capabilities of which one
opens its list, none for everybody; without the name it takes the right to view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from communities.people.enums import Capability

if TYPE_CHECKING:
    from rest_framework.views import APIView


class HasActor(BasePermission):
    """Anonymous callers get 401, strangers 404 as for a missing row, members 403 for a list that is not theirs."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        if getattr(request, "actor", None) is None:
            raise Http404
        needs = getattr(view, "listed_for", (Capability.VIEW,))
        if getattr(view, "action", None) == "list" and needs:
            request.actor.require_somewhere(*needs)  # type: ignore[attr-defined]  # set by the tenant middleware
        return True
