"""/api/v1/dwellings/: the register of owners, masked as on its page, written by the same services."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from communities.neighbourhoods.models import Building, Neighbourhood
from communities.neighbourhoods.queries import visible
from communities.owners import services
from communities.owners.api.serializers import (
    DwellingCorrectionSerializer,
    DwellingSerializer,
    NewDwellingSerializer,
    RevealedSerializer,
    RevealSerializer,
)
from communities.owners.models import Dwelling
from communities.owners.queries import dwellings_of
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.records.revealing import reveal

LONGEST_NUMBER = 18
"""Digits of an id; more are no row's."""


@extend_schema_view(
    list=extend_schema(
        parameters=[OpenApiParameter("neighbourhood", OpenApiTypes.INT, description="its rows")]
    )
)
@extend_schema(tags=["dwellings"])
class DwellingViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Dwelling]):
    """The dwellings within the caller's places, their owners masked."""

    serializer_class = DwellingSerializer
    lookup_value_regex = r"\d+"

    @property
    def actor(self) -> Actor:
        """The person who calls, in the tenant of the token or the header."""
        return cast(Actor, self.request.actor)  # type: ignore[attr-defined]  # set by the tenant middleware

    def get_queryset(self) -> QuerySet[Dwelling]:
        if getattr(self, "swagger_fake_view", False):
            return Dwelling._base_manager.none()
        rows = dwellings_of(self.actor)
        asked = self.request.query_params.get("neighbourhood", "")
        if asked.isdecimal() and len(asked) <= LONGEST_NUMBER:
            rows = rows.filter(neighbourhood=int(asked))
        return rows

    @extend_schema(request=NewDwellingSerializer, responses={201: DwellingSerializer})
    def create(self, request: Request) -> Response:
        """Register a dwelling. A number that looks wrong is refused until `confirmed`."""
        values = _read(NewDwellingSerializer, request)
        row = visible(self.actor).filter(pk=values.pop("neighbourhood")).first()
        if row is None:
            raise Http404
        with transaction.atomic():
            made = services.create(
                row,
                confirmed=values.pop("confirmed"),
                values=_in(row, values),
                by=self.actor,
                now=timezone.now(),
            )
        return Response(DwellingSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=DwellingCorrectionSerializer, responses=DwellingSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Correct a dwelling."""
        found = self.get_object()
        values = _read(DwellingCorrectionSerializer, request)
        with transaction.atomic():
            changed = services.correct(
                found,
                reason=values.pop("reason"),
                confirmed=values.pop("confirmed"),
                values=_in(found.neighbourhood, values),
                by=self.actor,
                now=timezone.now(),
            )
        return Response(DwellingSerializer(changed).data)

    @extend_schema(request=RevealSerializer, responses=RevealedSerializer)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        """The owner in full, for whoever may see personal data there and says why; every time is on record."""
        found = self.get_object()
        path = found.neighbourhood.path
        self.actor.require(Capability.PERSONAL, path)
        reason = _read(RevealSerializer, request)["reason"]
        name = services.name_of(found)
        shown = reveal(found, services.PERSONAL, path=path, reason=reason, by=self.actor, name=name)
        told = dict(zip(services.PERSONAL, shown.values(), strict=True))
        return Response({"id": found.pk, **told}, headers={"Cache-Control": "no-store"})


def _read(serializer: Any, request: Request) -> dict[str, Any]:
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _in(row: Neighbourhood, values: dict[str, Any]) -> dict[str, Any]:
    """The values with the building instead of its number."""
    number = values.get("building")
    if number is None:
        return values
    building = Building.objects.filter(neighbourhood=row, pk=number).first()
    if building is None:
        raise ValidationError({"building": ["请选择本小区的楼栋。"]})
    return {**values, "building": building}
