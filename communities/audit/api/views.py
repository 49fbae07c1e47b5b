"""Reading the audit record, for whoever holds the right to it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from communities.audit import queries
from communities.audit.api.serializers import AuditEntrySerializer
from communities.audit.enums import Action
from communities.audit.models import AuditEntry

FILTERS = ("person", "since", "until", "about", "text", "request")
"""As on the page; days as 2026-11-21."""


class _Entries(generics.GenericAPIView[AuditEntry]):
    serializer_class = AuditEntrySerializer

    def get_queryset(self) -> QuerySet[AuditEntry]:
        if getattr(self, "swagger_fake_view", False):  # the OpenAPI document is made outside any tenant
            return AuditEntry._base_manager.none()
        return queries.entries(self.request.actor)  # type: ignore[attr-defined]  # set by the tenant middleware


class AuditEntryList(_Entries, generics.ListAPIView[AuditEntry]):
    """Lines of the audit record, the newest first."""

    def get_queryset(self) -> QuerySet[AuditEntry]:
        given = {name: str(value) for name, value in self.request.query_params.items()}
        return queries.found(super().get_queryset(), queries.asked_from(given))

    @extend_schema(
        parameters=[
            *(OpenApiParameter(name, str) for name in FILTERS),
            OpenApiParameter("action", str, enum=Action.values),
        ]
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class AuditEntryDetail(_Entries, generics.RetrieveAPIView[AuditEntry]):
    """One line of the audit record."""
