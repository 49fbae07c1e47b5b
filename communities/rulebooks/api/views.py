"""Reading the rulebook in force and the decisions inside the caller's places."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.rulebooks import queries
from communities.rulebooks.api.serializers import (
    DecisionDetailSerializer,
    DecisionSerializer,
    RulebookSerializer,
)
from communities.rulebooks.models import Decision


class DecisionFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library has no types
    """By the row judged, by rule, by answer. Spelled out: made from the model, they would ask it for rows outside a tenant."""

    subject_kind = django_filters.CharFilter()
    subject_id = django_filters.NumberFilter()
    rule = django_filters.CharFilter()
    answer = django_filters.CharFilter()


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
    filter_backends = (DjangoFilterBackend,)
    filterset_class = DecisionFilter

    def get_queryset(self) -> QuerySet[Decision]:
        return super().get_queryset().defer("facts", "verdict")


class DecisionDetail(_Decisions, generics.RetrieveAPIView[Decision]):
    """One decision with its facts and criteria, as it was made."""

    serializer_class: Any = DecisionDetailSerializer
