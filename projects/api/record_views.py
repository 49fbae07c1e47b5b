"""A project's records in JSON: the same services, the same refusals."""

from __future__ import annotations

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

from communities.models import Building, Document
from communities.people.rights import Actor
from communities.records.queries import documents
from communities.records.services import store
from projects import queries, services
from projects.api import record_serializers as shapes
from projects.api.views import adopted_today, refused
from projects.assigned import READS
from projects.errors import NotPossible
from projects.models import (
    Consultation,
    Dispute,
    Lift,
    NamedParty,
    Preparation,
    Project,
    ProjectDeclaration,
    ProjectPaper,
    PublicDisplay,
    Scheme,
    WorksItem,
)

Row = TypeVar("Row", bound=models.Model)
Made = TypeVar("Made")
Papers = list[tuple[str, Document]]


class RecordViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Row]):
    """Rows of the caller's projects; `?project=ID` for one project."""

    lookup_value_regex = r"\d+"
    listed_for = READS
    of_project = "project"
    related: tuple[str, ...] = ()

    @property
    def actor(self) -> Actor:
        return cast(Actor, self.request.actor)  # type: ignore[attr-defined]  # set by the tenant middleware

    def get_queryset(self) -> QuerySet[Any]:
        model = cast(type[models.Model], self.serializer_class.Meta.model)  # type: ignore[union-attr]
        if getattr(self, "swagger_fake_view", False):
            return model._base_manager.none()
        found = model.objects.filter(**{f"{self.of_project}__in": queries.visible(self.actor)})  # type: ignore[attr-defined]
        project = self.request.query_params.get("project", "")
        if project.isdecimal():
            found = found.filter(**{self.of_project: int(project)})
        return found.prefetch_related(*self.related)  # type: ignore[no-any-return]

    @extend_schema(parameters=[OpenApiParameter("project", int)])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def asked(self, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        """The request's values. Raises the interface's 400."""
        given = shape(data=self.request.data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def project(self, values: dict[str, Any]) -> Project:
        """The project that the values name, taken out of them; 404 outside the caller's places."""
        return one(queries.visible(self.actor).select_related("jurisdiction"), values.pop("project"))

    def papers(self, project: Project, values: dict[str, Any]) -> Papers:
        """The papers of the values, taken out of them; uploads are filed at the project's place."""
        named = values.pop("evidence")
        ids = [paper["document"] for paper in named]
        seen = {document.pk: document for document in documents(self.actor).filter(pk__in=ids)}
        for paper in ProjectPaper.objects.filter(project=project, document__in=ids).select_related(
            "document"
        ):
            seen.setdefault(paper.document_id, paper.document)
        if any(id_ not in seen for id_ in ids):
            raise exceptions.ValidationError({"evidence": ["材料不存在或不在您的辖区内。"]})
        uploads = zip(values.pop("file_name"), values.pop("file"), strict=True)
        place = project.jurisdiction
        return [
            *((paper["name"], seen[paper["document"]]) for paper in named),
            *(
                (name, store(file=file, filename=file.name, kind=name, jurisdiction=place, by=self.actor))
                for name, file in uploads
            ),
        ]

    def shown(self, row: models.Model, code: int = status.HTTP_200_OK) -> Response:
        """The row as the interface shows it."""
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=code)


CREATED = status.HTTP_201_CREATED


def one(rows: QuerySet[Row], pk: int) -> Row:
    """One of the rows; any other does not exist."""
    row = rows.filter(pk=pk).first()
    if row is None:
        raise exceptions.NotFound
    return row


def done(write: Callable[[], Made]) -> Made:
    """Make the one service call, papers included; its refusal is the interface's 400."""
    try:
        with transaction.atomic():
            return write()
    except NotPossible as error:
        raise refused(error) from error
    except ValidationError as error:
        raise exceptions.ValidationError({"detail": error.messages}) from error


@extend_schema(tags=["disputes"])
class DisputeViewSet(RecordViewSet[Dispute]):
    """Disputes."""

    serializer_class = shapes.DisputeSerializer
    queryset = Dispute._base_manager.none()

    @extend_schema(request=shapes.NewDisputeSerializer, responses={201: shapes.DisputeSerializer})
    def create(self, request: Request) -> Response:
        """Record a dispute."""
        values = self.asked(shapes.NewDisputeSerializer)
        project = self.project(values)
        row = done(lambda: services.open_dispute(project, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.CloseDisputeSerializer, responses=shapes.DisputeSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Record how it was settled."""
        row = self.get_object()
        values = self.asked(shapes.CloseDisputeSerializer)
        return self.shown(done(lambda: services.close_dispute(row, by=self.actor, **values)))


@extend_schema(tags=["schemes"])
class SchemeViewSet(RecordViewSet[Scheme]):
    """Versions of schemes."""

    serializer_class = shapes.SchemeSerializer
    queryset = Scheme._base_manager.none()
    related = ("papers",)

    @extend_schema(request=shapes.NewSchemeSerializer, responses={201: shapes.SchemeSerializer})
    def create(self, request: Request) -> Response:
        """File the next version."""
        values = self.asked(shapes.NewSchemeSerializer)
        project = self.project(values)
        row = done(
            lambda: services.file_scheme(
                project, papers=self.papers(project, values), by=self.actor, now=timezone.now(), **values
            )
        )
        return self.shown(row, CREATED)


@extend_schema(tags=["consultations"])
class ConsultationViewSet(RecordViewSet[Consultation]):
    """Consultations with their opinions."""

    serializer_class = shapes.ConsultationSerializer
    queryset = Consultation._base_manager.none()
    related = ("opinions",)

    @extend_schema(request=shapes.NewConsultationSerializer, responses={201: shapes.ConsultationSerializer})
    def create(self, request: Request) -> Response:
        """Begin to ask."""
        values = self.asked(shapes.NewConsultationSerializer)
        project = self.project(values)
        values["scheme"] = _scheme(project, values["scheme"])
        row = done(lambda: services.open_consultation(project, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(
        request=shapes.NewConsultationOpinionSerializer, responses={201: shapes.ConsultationSerializer}
    )
    @action(detail=True, methods=["post"])
    def opinions(self, request: Request, pk: str) -> Response:
        """Take down an opinion."""
        row = self.get_object()
        values = self.asked(shapes.NewConsultationOpinionSerializer)
        done(lambda: services.add_opinion(row, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.AnswerOpinionSerializer, responses=shapes.ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Answer one of its opinions."""
        row = self.get_object()
        values = self.asked(shapes.AnswerOpinionSerializer)
        said = one(row.opinions.select_related("consultation__project"), values.pop("opinion"))
        done(lambda: services.answer_opinion(said, by=self.actor, now=timezone.now(), **values))
        return self.shown(row)

    @extend_schema(request=shapes.CloseRecordSerializer, responses=shapes.ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """End it, and file what the rulebook ties to it."""
        row, adopted = self.get_object(), adopted_today()
        values = self.asked(shapes.CloseRecordSerializer)
        return self.shown(
            done(
                lambda: services.close_consultation(
                    row,
                    evidence=self.papers(row.project, values),
                    adopted=adopted,
                    by=self.actor,
                    **values,
                )
            )
        )


@extend_schema(tags=["displays"])
class DisplayViewSet(RecordViewSet[PublicDisplay]):
    """Public displays."""

    serializer_class = shapes.DisplaySerializer
    queryset = PublicDisplay._base_manager.none()

    @extend_schema(request=shapes.NewDisplaySerializer, responses={201: shapes.DisplaySerializer})
    def create(self, request: Request) -> Response:
        """Record that it is posted."""
        values = self.asked(shapes.NewDisplaySerializer)
        project = self.project(values)
        values["scheme"] = _scheme(project, values["scheme"])
        row = done(lambda: services.post_display(project, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.CloseRecordSerializer, responses=shapes.DisplaySerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End it after its last day."""
        row, adopted = self.get_object(), adopted_today()
        values = self.asked(shapes.CloseRecordSerializer)
        return self.shown(
            done(
                lambda: services.end_display(
                    row,
                    evidence=self.papers(row.project, values),
                    adopted=adopted,
                    by=self.actor,
                    **values,
                )
            )
        )


@extend_schema(tags=["preparations"])
class PreparationViewSet(RecordViewSet[Preparation]):
    """Tenders, clearing, notices to utilities."""

    serializer_class = shapes.PreparationSerializer
    queryset = Preparation._base_manager.none()

    @extend_schema(request=shapes.NewPreparationSerializer, responses={201: shapes.PreparationSerializer})
    def create(self, request: Request) -> Response:
        """Begin a piece of preliminary work."""
        values = self.asked(shapes.NewPreparationSerializer)
        project = self.project(values)
        row = done(lambda: services.add_preparation(project, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.ConcludeRecordSerializer, responses=shapes.PreparationSerializer)
    @action(detail=True, methods=["post"])
    def conclude(self, request: Request, pk: str) -> Response:
        """Conclude it with its papers."""
        row, adopted = self.get_object(), adopted_today()
        values = self.asked(shapes.ConcludeRecordSerializer)
        return self.shown(
            done(
                lambda: services.conclude_preparation(
                    row,
                    evidence=self.papers(row.project, values),
                    adopted=adopted,
                    by=self.actor,
                    **values,
                )
            )
        )


@extend_schema(tags=["parties"])
class PartyViewSet(RecordViewSet[NamedParty]):
    """Who carries a project, predecessors included."""

    serializer_class = shapes.PartySerializer
    queryset = NamedParty._base_manager.none()

    @extend_schema(request=shapes.NewPartySerializer, responses={201: shapes.PartySerializer})
    def create(self, request: Request) -> Response:
        """Name a party; the one before it ends."""
        values, adopted = self.asked(shapes.NewPartySerializer), adopted_today()
        project = self.project(values)
        row = done(
            lambda: services.name_party(
                project,
                evidence=self.papers(project, values),
                adopted=adopted,
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return self.shown(row, CREATED)


@extend_schema(tags=["lifts"])
class LiftViewSet(RecordViewSet[Lift]):
    """Lifts, those withdrawn included."""

    serializer_class = shapes.LiftSerializer
    queryset = Lift._base_manager.none()
    of_project = "works_item__project"
    related = ("works_item",)

    @extend_schema(request=shapes.NewLiftSerializer, responses={201: shapes.LiftSerializer})
    def create(self, request: Request) -> Response:
        """Register one lift of a lift item."""
        values, adopted = self.asked(shapes.NewLiftSerializer), adopted_today()
        items = WorksItem.objects.filter(project__in=queries.visible(self.actor))
        item = one(items.select_related("project", "neighbourhood"), values["works_item"])
        building = one(Building.objects.filter(neighbourhood=item.neighbourhood_id), values["building"])
        row = done(
            lambda: services.add_lift(
                item, building=building, position=values["position"], adopted=adopted, by=self.actor
            )
        )
        return self.shown(row, CREATED)

    @extend_schema(request=None, responses=shapes.LiftSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take it out."""
        row = self.get_object()
        return self.shown(done(lambda: services.withdraw_lift(row, by=self.actor)))


@extend_schema(tags=["project declarations"])
class ProjectDeclarationViewSet(RecordViewSet[ProjectDeclaration]):
    """What was stated about projects, their items, lifts and disputes."""

    serializer_class = shapes.ProjectDeclarationSerializer
    queryset = ProjectDeclaration._base_manager.none()
    related = ("evidence", "organisation")

    @extend_schema(
        request=shapes.NewProjectDeclarationSerializer,
        responses={201: shapes.ProjectDeclarationSerializer(many=True)},
    )
    def create(self, request: Request) -> Response:
        """State one criterion."""
        values, adopted = self.asked(shapes.NewProjectDeclarationSerializer), adopted_today()
        project = self.project(values)
        subjects = _subjects(project, values)
        made = done(
            lambda: services.declare_about(
                project,
                subjects,
                evidence=self.papers(project, values),
                adopted=adopted,
                by=self.actor,
                **values,
            )
        )
        rows = self.get_queryset().filter(pk__in=[row.pk for row in made])
        return Response(self.get_serializer(rows, many=True).data, status=CREATED)


def _scheme(project: Project, pk: int | None) -> Scheme | None:
    return None if pk is None else one(Scheme.objects.filter(project=project), pk)


def _subjects(project: Project, values: dict[str, Any]) -> list[WorksItem | Lift | Dispute]:
    """The rows that the values name, taken out of them."""
    items = WorksItem.objects.filter(project=project).select_related("neighbourhood")
    found: list[WorksItem | Lift | Dispute] = [one(items, pk) for pk in dict.fromkeys(values.pop("items"))]
    if (lift := values.pop("lift")) is not None:
        rows = Lift.objects.filter(works_item__project=project)
        found.append(one(rows.select_related("works_item__neighbourhood"), lift))
    if (dispute := values.pop("dispute")) is not None:
        found.append(one(Dispute.objects.filter(project=project), dispute))
    return found
