"""Reading the rulebook in force and the decisions inside the caller's places."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.people.enums import Capability
from communities.rulebooks import queries
from communities.rulebooks.api.serializers import (
    DecisionDetailSerializer,
    DecisionSerializer,
    RulebookSerializer,
)
from communities.rulebooks.models import Decision

FILTERS = {"rule": str, "subject_kind": str, "subject_id": int, "answer": str}
"""By the rule, by the row judged, by the answer."""


class RulebookInForce(APIView):
    """The rulebook in force today."""

    @extend_schema(responses=RulebookSerializer, operation_id="rulebook_in_force")
    def get(self, request: Request) -> Response:
        try:
            adopted = queries.in_force(timezone.localdate())
        except queries.NoRulebook as error:
            said = {"error": "no_rulebook", "message": str(error)}
            return Response(said, status=status.HTTP_404_NOT_FOUND)
        return Response(RulebookSerializer(adopted).data)


class _Decisions(generics.GenericAPIView[Decision]):
    def get_queryset(self) -> QuerySet[Decision]:
        if getattr(self, "swagger_fake_view", False):  # the OpenAPI document is made outside any tenant
            return Decision._base_manager.none()
        return queries.decisions(self.request.actor)  # type: ignore[attr-defined]  # set by the tenant middleware


class DecisionList(_Decisions, generics.ListAPIView[Decision]):
    """Decisions about rows inside the caller's places, the newest first."""

    serializer_class = DecisionSerializer

    def get_queryset(self) -> QuerySet[Decision]:
        asked = {name: self.request.query_params.get(name) for name in FILTERS}
        given = {name: value for name, value in asked.items() if value}
        if not given.get("subject_id", "0").isdecimal():
            raise exceptions.ValidationError({"subject_id": ["须是编号。"]})
        return super().get_queryset().filter(**given).defer("facts", "verdict")

    @extend_schema(parameters=[OpenApiParameter(name, type_) for name, type_ in FILTERS.items()])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        request.actor.require_somewhere(Capability.VIEW)  # type: ignore[attr-defined]  # set by the tenant middleware
        return super().get(request, *args, **kwargs)


class DecisionDetail(_Decisions, generics.RetrieveAPIView[Decision]):
    """One decision with its facts and criteria, as it was made."""

    serializer_class: Any = DecisionDetailSerializer
