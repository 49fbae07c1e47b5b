"""What keeps a neighbourhood in JSON: the same services, the same refusals."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries import visible
from communities.people.rights import Actor, Refused
from communities.records.models import Document
from communities.records.queries import documents
from communities.records.services import store
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from communities.upkeep import queries, services
from communities.upkeep.api.serializers import (
    EndPartyOrganisationSerializer,
    EndSerializer,
    MaintenanceFundSerializer,
    ManagementModeSerializer,
    ModeOptionSerializer,
    NewManagementModeSerializer,
    NewOwnersBodySerializer,
    NewPartyOrganisationSerializer,
    NewPropertyContractSerializer,
    OwnersBodySerializer,
    PartyOrganisationSerializer,
    PropertyContractSerializer,
    SetFundSerializer,
)
from communities.upkeep.choosing import choice_of
from communities.upkeep.models import (
    MaintenanceFund,
    ManagementMode,
    OwnersBody,
    PartyOrganisation,
    PropertyContract,
)

Row = TypeVar("Row", bound=models.Model)
Made = TypeVar("Made")
Papers = list[tuple[str, Document]]


class _UpkeepViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Row]):
    """Rows of the caller's neighbourhoods; `?neighbourhood=ID` for one."""

    lookup_value_regex = r"\d+"

    @abstractmethod
    def rows(self) -> QuerySet[Row]:
        """Those of the caller's places."""

    @property
    def actor(self) -> Actor:
        return cast(Actor, self.request.actor)  # type: ignore[attr-defined]  # set by the tenant middleware

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return Neighbourhood._base_manager.none()
        found = self.rows().select_related("neighbourhood__jurisdiction")
        asked = self.request.query_params.get("neighbourhood", "")
        return found.filter(neighbourhood=int(asked)) if asked.isdecimal() else found

    @extend_schema(parameters=[OpenApiParameter("neighbourhood", int)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def asked(self, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        given = shape(data=self.request.data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def neighbourhood(self, values: dict[str, Any]) -> Neighbourhood:
        """The one that the values name, taken out of them; 404 outside the caller's places."""
        rows = visible(self.actor).filter(merged_into__isnull=True).select_related("jurisdiction")
        row: Neighbourhood | None = rows.filter(pk=values.pop("neighbourhood")).first()
        if row is None:
            raise exceptions.NotFound
        return row

    def papers(self, row: Neighbourhood, values: dict[str, Any]) -> Papers:
        """The papers of the values, taken out of them; uploads are filed at the neighbourhood's place."""
        named = values.pop("evidence")
        seen = {d.pk: d for d in documents(self.actor).filter(pk__in=[one["document"] for one in named])}
        if any(one["document"] not in seen for one in named):
            raise exceptions.ValidationError({"evidence": ["材料不存在或不在您的辖区内。"]})
        uploads = zip(values.pop("file_name"), values.pop("file"), strict=True)
        place = row.jurisdiction
        return [
            *((one["name"], seen[one["document"]]) for one in named),
            *(
                (name, store(file=file, filename=file.name, kind=name, jurisdiction=place, by=self.actor))
                for name, file in uploads
            ),
        ]

    def concluded(
        self,
        act: Callable[..., models.Model],
        subject: Any,
        values: dict[str, Any],
        code: int = status.HTTP_201_CREATED,
        *,
        at: Neighbourhood | None = None,
    ) -> Response:
        """Call the service on its subject, a row at `at` or the neighbourhood itself, with papers and values."""
        adopted = _adopted()
        made = _done(
            lambda: act(
                subject,
                evidence=self.papers(at or subject, values),
                adopted=adopted,
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return self.shown(made, code)

    def shown(self, row: models.Model, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=code)


@extend_schema(tags=["owners' bodies"])
class OwnersBodyViewSet(_UpkeepViewSet[OwnersBody]):
    """Owners' bodies, those dissolved included."""

    serializer_class = OwnersBodySerializer
    queryset = OwnersBody._base_manager.none()

    def rows(self) -> QuerySet[OwnersBody]:
        return queries.bodies(self.actor)

    @extend_schema(request=NewOwnersBodySerializer, responses={201: OwnersBodySerializer})
    def create(self, request: Request) -> Response:
        """Register a body, and state the criteria tied to it."""
        values = self.asked(NewOwnersBodySerializer)
        return self.concluded(services.register_body, self.neighbourhood(values), values)

    @extend_schema(request=EndSerializer, responses=OwnersBodySerializer)
    @action(detail=True, methods=["post"])
    def dissolve(self, request: Request, pk: str) -> Response:
        """Record its end."""
        body = self.get_object()
        return self.concluded(
            services.dissolve_body, body, self.asked(EndSerializer), status.HTTP_200_OK, at=body.neighbourhood
        )


@extend_schema(tags=["property contracts"])
class PropertyContractViewSet(_UpkeepViewSet[PropertyContract]):
    """Property service contracts."""

    serializer_class = PropertyContractSerializer
    queryset = PropertyContract._base_manager.none()

    def rows(self) -> QuerySet[PropertyContract]:
        return queries.contracts(self.actor)

    @extend_schema(request=NewPropertyContractSerializer, responses={201: PropertyContractSerializer})
    def create(self, request: Request) -> Response:
        """Register a signed contract, and state the criteria tied to it."""
        values = self.asked(NewPropertyContractSerializer)
        return self.concluded(services.sign_contract, self.neighbourhood(values), values)


@extend_schema(tags=["management modes"])
class ManagementModeViewSet(_UpkeepViewSet[ManagementMode]):
    """Management modes, those ended included."""

    serializer_class = ManagementModeSerializer
    queryset = ManagementMode._base_manager.none()

    def rows(self) -> QuerySet[ManagementMode]:
        return queries.modes(self.actor)

    @extend_schema(request=NewManagementModeSerializer, responses={201: ManagementModeSerializer})
    def create(self, request: Request) -> Response:
        """Settle a mode whose conditions the rulebook answers yes; it takes the place of the one before."""
        values = self.asked(NewManagementModeSerializer)
        return self.concluded(services.settle_mode, self.neighbourhood(values), values)

    @extend_schema(
        parameters=[OpenApiParameter("neighbourhood", int, required=True)],
        responses=ModeOptionSerializer(many=True),
    )
    @action(detail=False, pagination_class=None)
    def choices(self, request: Request) -> Response:
        """The rulebook's modes in their order, each asked about the neighbourhood."""
        asked = request.query_params.get("neighbourhood", "")
        row = self.neighbourhood({"neighbourhood": int(asked) if asked.isdecimal() else 0})
        choice = choice_of(row, _adopted(), timezone.localdate())
        shown = [
            {
                "mode": one.mode.id,
                "name": one.mode.name,
                "is_proposed": one is choice.proposed,
                "answer": one.answer.as_json(),
            }
            for one in choice.options
        ]
        return Response(ModeOptionSerializer(shown, many=True).data)

    @extend_schema(request=EndSerializer, responses=ManagementModeSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Record its end."""
        mode = self.get_object()
        return self.concluded(
            services.end_mode, mode, self.asked(EndSerializer), status.HTTP_200_OK, at=mode.neighbourhood
        )


@extend_schema(tags=["maintenance funds"])
class MaintenanceFundViewSet(_UpkeepViewSet[MaintenanceFund]):
    """Maintenance funds, one a neighbourhood."""

    serializer_class = MaintenanceFundSerializer
    queryset = MaintenanceFund._base_manager.none()

    def rows(self) -> QuerySet[MaintenanceFund]:
        return queries.funds(self.actor)

    @extend_schema(request=SetFundSerializer, responses={201: MaintenanceFundSerializer})
    def create(self, request: Request) -> Response:
        """Register the fund of a neighbourhood, or correct the one of `revision`."""
        values = self.asked(SetFundSerializer)
        return self.concluded(services.set_fund, self.neighbourhood(values), values)


@extend_schema(tags=["Party organisations"])
class PartyOrganisationViewSet(_UpkeepViewSet[PartyOrganisation]):
    """Party organisations, those ended included."""

    serializer_class = PartyOrganisationSerializer
    queryset = PartyOrganisation._base_manager.none()

    def rows(self) -> QuerySet[PartyOrganisation]:
        return queries.party_organisations(self.actor)

    @extend_schema(request=NewPartyOrganisationSerializer, responses={201: PartyOrganisationSerializer})
    def create(self, request: Request) -> Response:
        """Register the Party organisation that covers a neighbourhood."""
        values = self.asked(NewPartyOrganisationSerializer)
        row = self.neighbourhood(values)
        made = _done(
            lambda: services.set_party_organisation(row, by=self.actor, now=timezone.now(), **values)
        )
        return self.shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=EndPartyOrganisationSerializer, responses=PartyOrganisationSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """Record that it no longer covers it."""
        party, values = self.get_object(), self.asked(EndPartyOrganisationSerializer)
        made = _done(
            lambda: services.end_party_organisation(party, by=self.actor, now=timezone.now(), **values)
        )
        return self.shown(made)


def _adopted() -> Adopted:
    try:
        return in_force(timezone.localdate())
    except NoRulebook as error:
        raise Refused(str(error)) from error


def _done(write: Callable[[], Made]) -> Made:
    """Make the one service call, papers included."""
    try:
        with transaction.atomic():
            return write()
    except ValidationError as error:
        said = error.message_dict if hasattr(error, "error_dict") else {"detail": error.messages}
        raise exceptions.ValidationError(said) from error
