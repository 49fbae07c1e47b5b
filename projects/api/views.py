"""Projects and works items in JSON: the same services, the same refusals."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, mixins, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from communities.models import Building, Neighbourhood
from communities.people.enums import Capability
from communities.people.rights import within
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from projects import queries, services
from projects.api.serializers import (
    LedgerSerializer,
    ProjectSerializer,
    ProposeSerializer,
    WorksItemSerializer,
)
from projects.assigned import READS
from projects.errors import NotPossible
from projects.models import Project, WorksItem

FILTERS = [OpenApiParameter(name, str) for name in ("q", "state", "batch", "place")]


def refused(error: NotPossible) -> exceptions.ValidationError:
    """A rule's no, as the interface says it."""
    return exceptions.ValidationError({"detail": [error.sentence]})


def adopted_today() -> Adopted:
    """The rulebook in force; without one nothing can be asked, and the interface says so."""
    try:
        return in_force(timezone.localdate())
    except NoRulebook as error:
        raise exceptions.ValidationError({"detail": [str(error)]}) from error


@extend_schema(tags=["projects"])
class ProjectViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Project]):
    """Projects of the caller's places."""

    serializer_class = ProjectSerializer
    queryset = Project._base_manager.none()
    listed_for = READS
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[Project]:
        if getattr(self, "swagger_fake_view", False):
            return Project._base_manager.none()
        actor = self.request.actor  # type: ignore[attr-defined]
        found = queries.filtered(queries.visible(actor), self.request.query_params)
        return queries.with_figures(found).select_related("jurisdiction", "proposed_by")

    @extend_schema(parameters=FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=ProposeSerializer, responses={201: ProjectSerializer})
    def create(self, request: Request) -> Response:
        """Propose a project of one or several eligible neighbourhoods."""
        asked = ProposeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        actor = request.actor  # type: ignore[attr-defined]
        chosen = list(
            Neighbourhood.objects.filter(
                within(actor.paths(Capability.VIEW)), pk__in=asked.validated_data["neighbourhoods"]
            )
        )
        if len(chosen) != len(set(asked.validated_data["neighbourhoods"])):
            raise exceptions.NotFound
        try:
            project = services.propose(
                neighbourhoods=chosen,
                name=asked.validated_data["name"],
                route=asked.validated_data["route"],
                items=(),
                adopted=adopted_today(),
                by=actor,
                now=timezone.now(),
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(self._shown(project), status=status.HTTP_201_CREATED)

    @extend_schema(request=LedgerSerializer, responses=ProjectSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Change the ledger's own fields; a stale `revision` is refused."""
        project = self.get_object()
        asked = LedgerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        try:
            services.correct(
                project,
                revision=values.pop("revision"),
                values=values,
                by=request.actor,  # type: ignore[attr-defined]
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(self._shown(project))

    def _shown(self, project: Project) -> Any:
        return ProjectSerializer(self.get_queryset().get(pk=project.pk)).data


@extend_schema(tags=["works items"])
class WorksItemViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[WorksItem]):
    """Works items of the caller's projects; `?project=ID` for one project."""

    serializer_class = WorksItemSerializer
    queryset = WorksItem._base_manager.none()
    listed_for = READS
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[WorksItem]:
        if getattr(self, "swagger_fake_view", False):
            return WorksItem._base_manager.none()
        actor = self.request.actor  # type: ignore[attr-defined]
        found = WorksItem.objects.filter(project__in=queries.visible(actor))
        project = self.request.query_params.get("project", "")
        return found.filter(project=int(project)) if project.isdecimal() else found

    @extend_schema(parameters=[OpenApiParameter("project", int)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        serializer = super().get_serializer(*args, **kwargs)
        if kwargs.get("data") is not None:
            actor = self.request.actor  # type: ignore[attr-defined]
            seen = Neighbourhood.objects.filter(within(actor.paths(Capability.VIEW)))
            fields: Any = serializer.fields  # type: ignore[attr-defined]  # no list here
            fields["project"].queryset = queries.visible(actor)
            fields["neighbourhood"].queryset = seen
            fields["building"].queryset = Building.objects.filter(neighbourhood__in=seen)
        return serializer

    def create(self, request: Request) -> Response:
        """Add an item of the rulebook's catalogue to a project."""
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        try:
            (made,) = services.add_items(
                values.pop("project"),
                [services.ItemDraft(**values)],
                adopted=adopted_today(),
                by=request.actor,  # type: ignore[attr-defined]
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(WorksItemSerializer(made).data, status=status.HTTP_201_CREATED)
