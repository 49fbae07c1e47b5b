"""Acceptance, handover and warranty in JSON: the same services, the same refusals."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from approvals.acceptance import services
from approvals.acceptance.api import serializers as shapes
from approvals.models import Acceptance, AcceptanceFinding, Handover, Warranty
from communities.models import Document
from projects.api.record_serializers import ConcludeRecordSerializer
from projects.api.record_views import CREATED, RecordViewSet, done, one
from projects.api.views import adopted_today
from projects.models import Project
from projects.queries import visible

CONCLUDED = inline_serializer(
    "AcceptanceConcluded",
    {
        "acceptance": shapes.AcceptanceSerializer(),
        "project_state": serializers.CharField(),
        "waits": serializers.CharField(allow_blank=True),
    },
)
HANDED_OVER = inline_serializer(
    "HandoverConcluded",
    {"project_state": serializers.CharField(), "waits": serializers.CharField(allow_blank=True)},
)


def _single(view: RecordViewSet[Any], project: Project, values: dict[str, Any]) -> Document | None:
    """The first paper of the request, if any; the rest of it stays in `values`."""
    papers = view.papers(project, values)
    return papers[0][1] if papers else None


def _required(document: Document | None) -> Document:
    if document is None:
        raise exceptions.ValidationError({"evidence": ["须附材料。"]})
    return document


@extend_schema(tags=["acceptance"])
class AcceptanceViewSet(RecordViewSet[Acceptance]):
    """Rounds of the completion acceptance."""

    serializer_class = shapes.AcceptanceSerializer
    queryset = Acceptance._base_manager.none()
    related = ("checks", "participants", "findings")

    @extend_schema(request=shapes.OpenAcceptanceSerializer, responses={201: shapes.AcceptanceSerializer})
    def create(self, request: Request) -> Response:
        """Begin the acceptance of a project whose works are finished, or the re-acceptance."""
        values = self.asked(shapes.OpenAcceptanceSerializer)
        adopted_today()
        project = self.project(values)
        row = done(lambda: services.open_acceptance(project, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.ChecksSerializer, responses=shapes.AcceptanceSerializer)
    @action(detail=True, methods=["post"])
    def checks(self, request: Request, pk: str) -> Response:
        """Fill in lines of the checklist."""
        row, lines = self.get_object(), self.asked(shapes.ChecksSerializer)["checks"]
        adopted_today()
        results = {line["check_id"]: (line["result"], line["note"]) for line in lines}
        done(lambda: services.set_checks(row, results=results, by=self.actor, now=timezone.now()))
        return self.shown(row)

    @extend_schema(request=shapes.NewParticipantSerializer, responses={201: shapes.AcceptanceSerializer})
    @action(detail=True, methods=["post"])
    def participants(self, request: Request, pk: str) -> Response:
        """Somebody takes part."""
        row, values = self.get_object(), self.asked(shapes.NewParticipantSerializer)
        adopted_today()
        done(lambda: services.add_participant(row, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.NewFindingSerializer, responses={201: shapes.AcceptanceSerializer})
    @action(detail=True, methods=["post"])
    def findings(self, request: Request, pk: str) -> Response:
        """Record a defect."""
        row, values = self.get_object(), self.asked(shapes.NewFindingSerializer)
        adopted_today()
        line = values.pop("check_id")
        check = one(row.checks.all(), line) if line else None
        done(lambda: services.add_finding(row, check=check, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.ConcludeAcceptanceSerializer, responses=CONCLUDED)
    @action(detail=True, methods=["post"])
    def conclude(self, request: Request, pk: str) -> Response:
        """Conclude the round; `waits` says whom or what the project waits for."""
        row, values = self.get_object(), self.asked(shapes.ConcludeAcceptanceSerializer)
        adopted_today()
        said = done(
            lambda: services.conclude(
                row,
                evidence=self.papers(row.project, values),
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        shown = self.get_queryset().select_related("project").get(pk=row.pk)
        return Response(
            {
                "acceptance": self.get_serializer(shown).data,
                "project_state": shown.project.state,
                "waits": said.waits,
            }
        )

    @extend_schema(request=shapes.FileAcceptanceSerializer, responses=shapes.AcceptanceSerializer)
    @action(detail=True, methods=["post"])
    def filing(self, request: Request, pk: str) -> Response:
        """The acceptance is filed with the authority."""
        row, values = self.get_object(), self.asked(shapes.FileAcceptanceSerializer)
        done(
            lambda: services.file_acceptance(
                row,
                document=_required(_single(self, row.project, values)),
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return self.shown(row)


@extend_schema(tags=["acceptance"])
class FindingViewSet(RecordViewSet[AcceptanceFinding]):
    """Defects found in acceptances."""

    serializer_class = shapes.AcceptanceFindingSerializer
    queryset = AcceptanceFinding._base_manager.none()
    of_project = "acceptance__project"

    @extend_schema(request=shapes.RectifyFindingSerializer, responses=shapes.AcceptanceFindingSerializer)
    @action(detail=True, methods=["post"])
    def rectify(self, request: Request, pk: str) -> Response:
        """It has been mended."""
        row, values = self.get_object(), self.asked(shapes.RectifyFindingSerializer)
        project = row.acceptance.project
        done(
            lambda: services.rectify(
                row,
                document=_single(self, project, values),
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return self.shown(row)

    @extend_schema(request=shapes.RecheckFindingSerializer, responses=shapes.AcceptanceFindingSerializer)
    @action(detail=True, methods=["post"])
    def recheck(self, request: Request, pk: str) -> Response:
        """Good, or not yet."""
        row, values = self.get_object(), self.asked(shapes.RecheckFindingSerializer)
        adopted_today()
        done(lambda: services.recheck(row, by=self.actor, now=timezone.now(), **values))
        return self.shown(row)


@extend_schema(tags=["handover"])
class HandoverViewSet(RecordViewSet[Handover]):
    """Lists of what is handed over, one for each receiver."""

    serializer_class = shapes.HandoverSerializer
    queryset = Handover._base_manager.none()
    related = ("entries",)

    @extend_schema(request=shapes.NewHandoverSerializer, responses={201: shapes.HandoverSerializer})
    def create(self, request: Request) -> Response:
        """Begin a list."""
        values = self.asked(shapes.NewHandoverSerializer)
        project = self.project(values)
        row = done(lambda: services.open_handover(project, by=self.actor, now=timezone.now(), **values))
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.NewEntrySerializer, responses={201: shapes.HandoverSerializer})
    @action(detail=True, methods=["post"])
    def entries(self, request: Request, pk: str) -> Response:
        """Put one thing on the list."""
        row, values = self.get_object(), self.asked(shapes.NewEntrySerializer)
        done(
            lambda: services.add_entry(
                row,
                document=_single(self, row.project, values),
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return self.shown(row, CREATED)

    @extend_schema(request=shapes.SignSerializer, responses=shapes.HandoverSerializer)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: str) -> Response:
        """The receiver has signed."""
        row, values = self.get_object(), self.asked(shapes.SignSerializer)
        adopted_today()
        done(
            lambda: services.sign(
                row,
                receipt=_required(_single(self, row.project, values)),
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return self.shown(row)


@extend_schema(tags=["handover"])
class HandoverConcludeView(APIView):
    """All lists of a project are signed: conclude its handover."""

    @extend_schema(request=ConcludeRecordSerializer, responses=HANDED_OVER)
    def post(self, request: Request, pk: int) -> Response:
        actor = request.actor  # type: ignore[attr-defined]  # the middleware's
        project = one(visible(actor), pk)
        given = ConcludeRecordSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        adopted_today()
        on = given.validated_data["on"]
        said = done(lambda: services.conclude_handover(project, on=on, by=actor, now=timezone.now()))
        return Response({"project_state": project.state, "waits": said.waits})


@extend_schema(tags=["handover"])
class WarrantyViewSet(RecordViewSet[Warranty]):
    """Warranties of accepted works items."""

    serializer_class = shapes.WarrantySerializer
    queryset = Warranty._base_manager.none()
    of_project = "works_item__project"
    related = ("works_item", "contractor")

    @extend_schema(request=shapes.TermSerializer, responses=shapes.WarrantySerializer)
    @action(detail=True, methods=["post"])
    def term(self, request: Request, pk: str) -> Response:
        """Enter the design life or the contract's term."""
        row, values = self.get_object(), self.asked(shapes.TermSerializer)
        adopted_today()
        done(
            lambda: services.set_term(
                row,
                document=_required(_single(self, row.works_item.project, values)),
                by=self.actor,
                now=timezone.now(),
                **values,
            )
        )
        return self.shown(row)
