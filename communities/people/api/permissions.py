"""Nobody without a seat in the tenant gets an answer; the tenant's existence is not confirmed either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:
    from rest_framework.views import APIView


class HasActor(BasePermission):
    """Anonymous callers get 401, strangers 404 as for a missing row."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        if getattr(request, "actor", None) is None:
            raise Http404
        return True
