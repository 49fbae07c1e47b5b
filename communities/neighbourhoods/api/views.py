"""/api/v1/neighbourhoods/ and /api/v1/declarations/."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import exceptions, mixins, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from communities.neighbourhoods import queries, services
from communities.neighbourhoods.api.serializers import (
    CorrectionSerializer,
    DeclarationSerializer,
    NeighbourhoodDetailSerializer,
    NeighbourhoodSerializer,
    NewDeclarationSerializer,
    NewNeighbourhoodSerializer,
)
from communities.neighbourhoods.errors import Stale
from communities.neighbourhoods.models import Building, Neighbourhood, NeighbourhoodDeclaration
from communities.people.enums import Capability
from communities.people.models import Organisation
from communities.people.rights import Actor, Refused, within
from communities.records.models import Document
from communities.records.queries import documents
from communities.records.services import store
from communities.rulebooks.queries import NoRulebook
from communities.tenancy.models import Jurisdiction

FILTERS = [
    OpenApiParameter("place", str, description="code of a place: the rows at and below it"),
    OpenApiParameter("verdict", str, enum=["yes", "no", "undetermined", "none"]),
    OpenApiParameter("year", OpenApiTypes.INT, description="year of the survey"),
    OpenApiParameter("unverified", str, enum=["1"], description="only rows that are 待核实"),
    OpenApiParameter("queries", str, enum=["1"], description="only rows with an unanswered question"),
    OpenApiParameter("q", str, description="part of a name or address, pinyin or initials"),
]


def actor_of(request: Request) -> Actor:
    """The person who calls, in the tenant of the token or the header."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]  # set by the tenant middleware


@extend_schema_view(list=extend_schema(parameters=FILTERS))
@extend_schema(tags=["neighbourhoods"])
class NeighbourhoodViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Neighbourhood]):
    """The register within the caller's places."""

    serializer_class = NeighbourhoodSerializer

    def get_queryset(self) -> QuerySet[Neighbourhood]:
        if getattr(self, "swagger_fake_view", False):
            return Neighbourhood._base_manager.none()
        actor = actor_of(self.request)
        if self.action == "list":
            return queries.register(actor, queries.filters_from(actor, self.request.query_params.dict()))
        return queries.visible(actor).select_related("jurisdiction")

    def get_serializer_class(self) -> Any:
        return NeighbourhoodDetailSerializer if self.action == "retrieve" else NeighbourhoodSerializer

    @extend_schema(request=NewNeighbourhoodSerializer, responses={201: NeighbourhoodDetailSerializer})
    def create(self, request: Request) -> Response:
        """Register one neighbourhood and judge it."""
        given = NewNeighbourhoodSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        place = _place(actor_of(request), values.pop("jurisdiction"))
        row = services.create(values=values, jurisdiction=place, by=actor_of(request), now=timezone.now())
        return Response(NeighbourhoodDetailSerializer(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CorrectionSerializer(partial=True), responses=NeighbourhoodDetailSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Correct facts; `revision` and `reason` are compulsory. 409 with what stands now when somebody else
        saved first.
        """
        row = self.get_object()
        given = CorrectionSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        if "revision" not in values or not values.get("reason"):
            lacking = [name for name in ("revision", "reason") if not values.get(name)]
            raise exceptions.ValidationError({name: ["此项必填。"] for name in lacking})
        code = values.pop("jurisdiction", None)
        try:
            changed = services.correct(
                row,
                revision=values.pop("revision"),
                reason=values.pop("reason"),
                values=values,
                jurisdiction=_place(actor_of(request), code) if code else None,
                by=actor_of(request),
                now=timezone.now(),
            )
        except Stale as stale:
            current = NeighbourhoodSerializer(stale.current).data
            body = {"error": "stale", "message": stale.sentence, "current": current}
            return Response(body, status=status.HTTP_409_CONFLICT)
        return Response(NeighbourhoodDetailSerializer(changed).data)


@extend_schema_view(
    list=extend_schema(
        parameters=[
            OpenApiParameter("neighbourhood", OpenApiTypes.INT),
            OpenApiParameter("criterion", str),
            OpenApiParameter("current", str, enum=["1"], description="only those that count now"),
        ]
    )
)
@extend_schema(tags=["declarations"])
class DeclarationViewSet(mixins.ListModelMixin, GenericViewSet[NeighbourhoodDeclaration]):
    """What was stated about neighbourhoods of the caller's places."""

    serializer_class = DeclarationSerializer

    def get_queryset(self) -> QuerySet[NeighbourhoodDeclaration]:
        if getattr(self, "swagger_fake_view", False):
            return NeighbourhoodDeclaration._base_manager.none()
        asked = self.request.query_params
        reach = within(actor_of(self.request).paths(Capability.VIEW), "neighbourhood__path")
        rows = NeighbourhoodDeclaration.objects.filter(reach)
        if asked.get("neighbourhood", "").isdecimal():
            rows = rows.filter(neighbourhood=int(asked["neighbourhood"]))
        if asked.get("criterion"):
            rows = rows.filter(criterion=asked["criterion"])
        if asked.get("current") == "1":
            rows = rows.filter(is_current=True)
        return rows.select_related("organisation", "entered_by", "acted_for").prefetch_related("evidence")

    @extend_schema(request=NewDeclarationSerializer, responses={201: DeclarationSerializer(many=True)})
    def create(self, request: Request) -> Response:
        """Declare one criterion for one or many neighbourhoods, all or none."""
        given = NewDeclarationSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        data, actor = given.validated_data, actor_of(request)
        rows = _rows(actor, data["neighbourhoods"])
        with transaction.atomic():
            try:
                made = services.declare(
                    criterion=data["criterion"],
                    value=data["value"],
                    neighbourhoods=rows,
                    building=_building(rows, data["building"]),
                    organisation=_organisation(actor, data["organisation"]),
                    stated_by=data["stated_by"],
                    evidence=[*_filed(actor, data["evidence"]), *_uploaded(actor, rows, data)],
                    on=data["on"],
                    note=data["note"],
                    by=actor,
                    now=timezone.now(),
                )
            except NoRulebook as error:
                raise Refused(str(error)) from error
        found = self.get_queryset().filter(pk__in=[one.pk for one in made])
        return Response(DeclarationSerializer(found, many=True).data, status=status.HTTP_201_CREATED)


def _place(actor: Actor, code: str) -> Jurisdiction:
    """A place that the caller may view; another does not exist."""
    place: Jurisdiction | None = Jurisdiction.objects.filter(
        within(actor.paths(Capability.VIEW)), code=code
    ).first()
    if place is None:
        raise exceptions.ValidationError({"jurisdiction": [f"没有代码为 {code} 的地方，或不在您的辖区内。"]})
    return place


def _rows(actor: Actor, ids: list[int]) -> list[Neighbourhood]:
    rows = list(queries.visible(actor).filter(pk__in=ids).select_related("jurisdiction"))
    if len(rows) != len(set(ids)):
        raise Http404
    return rows


def _building(rows: list[Neighbourhood], pk: int | None) -> Building | None:
    if pk is None:
        return None
    found: Building | None = Building.objects.filter(pk=pk, neighbourhood__in=rows).first()
    if found is None:
        raise Http404
    return found


def _organisation(actor: Actor, pk: int | None) -> Organisation | None:
    """One of the caller's own; another's is as good as none."""
    if pk is None:
        return None
    own = {seat.organisation.pk: seat.organisation for seat in actor.seats if seat.organisation}
    if pk not in own:
        raise Refused("您不在这一单位。")
    return own[pk]


def _filed(actor: Actor, evidence: list[dict[str, Any]]) -> list[tuple[str, Document]]:
    known = {d.pk: d for d in documents(actor).filter(pk__in=[one["document"] for one in evidence])}
    if any(one["document"] not in known for one in evidence):
        raise exceptions.ValidationError({"evidence": ["材料不存在或不在您的辖区内。"]})
    return [(one["name"], known[one["document"]]) for one in evidence]


def _uploaded(actor: Actor, rows: list[Neighbourhood], data: dict[str, Any]) -> list[tuple[str, Document]]:
    """New papers, filed at the neighbourhood; for many, where the caller's organisation lies."""
    if not data["file"]:
        return []
    home = next((seat.organisation.jurisdiction for seat in actor.seats if seat.organisation), None)
    place = rows[0].jurisdiction if len(rows) == 1 or home is None else home
    return [
        (name, store(file=file, filename=file.name, kind=name, jurisdiction=place, by=actor))
        for name, file in zip(data["file_name"], data["file"], strict=True)
    ]
