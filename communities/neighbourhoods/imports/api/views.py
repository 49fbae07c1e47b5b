"""The import in JSON: upload starts the dry run, then write, then perhaps undo."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from communities.neighbourhoods.imports import queries, services
from communities.neighbourhoods.imports.api.serializers import (
    ImportDetailSerializer,
    ImportSerializer,
    UploadSerializer,
)
from communities.neighbourhoods.models import RegisterImport
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.tenancy.models import Jurisdiction


class ImportViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[RegisterImport]
):
    """Imports at the places where the caller may import."""

    queryset = RegisterImport._base_manager.none()  # for the schema; see get_queryset
    parser_classes = (MultiPartParser,)
    listed_for = (Capability.IMPORT,)

    def get_queryset(self) -> QuerySet[RegisterImport]:
        """Those of the caller's places; without the right anywhere a refusal."""
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return queries.imports(self._actor())

    def get_serializer_class(self) -> type[ImportSerializer]:
        """The list spares the dry runs."""
        return ImportSerializer if self.action == "list" else ImportDetailSerializer

    @extend_schema(request=UploadSerializer, responses={202: ImportDetailSerializer})
    def create(self, request: Request) -> Response:
        """Upload a register and start its dry run, with the columns as the system takes them."""
        given = UploadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        actor = self._actor()
        made = services.upload(
            file=data["file"],
            filename=data["file"].name,
            jurisdiction=_place(actor, data["place"]),
            survey_year=data["survey_year"],
            by=actor,
            now=timezone.now(),
        )
        return self._accepted(services.check(made, by=actor))

    @extend_schema(request=None, responses={202: ImportDetailSerializer})
    @action(detail=True, methods=["post"])
    def write(self, request: Request, pk: str) -> Response:
        """Start writing what the dry run showed."""
        return self._accepted(services.write(self.get_object(), by=self._actor()))

    @extend_schema(request=None, responses={200: ImportDetailSerializer})
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Take a written import back."""
        found = self.get_object()
        services.undo(found, by=self._actor(), now=timezone.now())
        return Response(self._shown(found))

    def _accepted(self, register_import: RegisterImport) -> Response:
        return Response(self._shown(register_import), status=status.HTTP_202_ACCEPTED)

    def _shown(self, register_import: RegisterImport) -> dict[str, Any]:
        fresh = queries.imports(self._actor()).get(pk=register_import.pk)
        return cast("dict[str, Any]", ImportDetailSerializer(fresh).data)

    def _actor(self) -> Actor:
        actor: Actor = self.request.actor  # type: ignore[attr-defined]  # set by the tenant middleware
        if not actor.may_somewhere(Capability.IMPORT):
            raise Refused(f"您没有这项权限：{Capability.IMPORT.label}。请联系本级系统管理员。")
        return actor


def _place(actor: Actor, code: str) -> Jurisdiction:
    """The place with that code, or the only one where the caller imports; outside his places there is none."""
    if code:
        found = Jurisdiction.objects.filter(code=code).first()
        if found is None or not actor.may(Capability.VIEW, found.path):
            raise Http404
        place: Jurisdiction = found
        return place
    places = list(queries.places(actor)[:2])
    if len(places) != 1:
        raise ValidationError({"place": "您在多处有导入权限，请写明地方代码。"})
    only: Jurisdiction = places[0]
    return only
