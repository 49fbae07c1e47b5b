"""Money of a project in JSON: the same services, the same refusals."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.models import Document
from communities.records.queries import documents
from funding import services
from funding.api.serializers import (
    AwardSerializer,
    CounterSerializer,
    MovementSerializer,
    ShareSerializer,
    SourceChangeSerializer,
    SourceSerializer,
    SplitSerializer,
)
from funding.api.shapes import share_json, split_json
from funding.enums import MovementKind
from funding.models import Award, FundingSource, Movement
from funding.queries import rule_line, split_of
from projects.api.views import adopted_today, refused
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.queries import visible


def _project(request: Request, pk: int) -> Project:
    """A project that the caller may see; any other does not exist."""
    project = visible(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if project is None:
        raise Http404
    return project


def _source(request: Request, pk: int, source: int) -> FundingSource:
    rows = FundingSource.objects.filter(project=_project(request, pk)).select_related("project")
    row: FundingSource | None = rows.filter(pk=source).first()
    if row is None:
        raise Http404
    return row


def _paper(request: Request, pk: int | None) -> Document | None:
    """A document that the caller may read, or has put on record himself; any other does not exist."""
    if pk is None:
        return None
    actor = request.actor  # type: ignore[attr-defined]
    own = Document.objects.filter(pk=pk, uploaded_by=actor.person)
    row: Document | None = documents(actor).filter(pk=pk).first() or own.first()
    if row is None:
        raise exceptions.ValidationError({"paper": ["材料不存在或不在您的辖区内，请重新上传。"]})
    return row


@extend_schema(tags=["money"])
class SplitView(APIView):
    """Who pays how much of the project."""

    @extend_schema(responses=SplitSerializer)
    def get(self, request: Request, pk: int) -> Response:
        split = split_of(_project(request, pk), adopted_today())
        return Response(SplitSerializer(split_json(split)).data)


@extend_schema(tags=["money"])
class ShareListView(APIView):
    """The share rules that concern the project's works items."""

    @extend_schema(responses=ShareSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        split = split_of(_project(request, pk), adopted_today())
        return Response(ShareSerializer([share_json(line) for line in split.rules], many=True).data)


@extend_schema(tags=["money"])
class ShareView(APIView):
    """The percentages of one rule; `class:<id>` for a class without one."""

    @extend_schema(responses=ShareSerializer)
    def get(self, request: Request, pk: int, rule: str) -> Response:
        return self._shown(_project(request, pk), rule)

    @extend_schema(request=ShareSerializer, responses=ShareSerializer)
    def put(self, request: Request, pk: int, rule: str) -> Response:
        """Settle them all; they sum to 100. `revision` is the one that was read, 0 where there was none."""
        project, adopted = _project(request, pk), adopted_today()
        asked = ShareSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        try:
            services.set_percentages(
                project,
                rule=rule,
                percents={part["payer"]: part["percent"] for part in given["percents"]},
                basis=given["basis"],
                revision=given["revision"],
                adopted=adopted,
                by=request.actor,  # type: ignore[attr-defined]
                now=timezone.now(),
            )
        except NotPossible as error:
            raise refused(error) from error
        return self._shown(project, rule)

    def _shown(self, project: Project, rule: str) -> Response:
        line = rule_line(project, rule, adopted_today())
        if line is None:
            raise Http404
        return Response(ShareSerializer(share_json(line)).data)


@extend_schema(tags=["money"])
class SourceListView(APIView):
    """The project's sources of money."""

    @extend_schema(responses=SourceSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        rows = FundingSource.objects.filter(project=_project(request, pk)).order_by("id")
        return Response(SourceSerializer(rows, many=True).data)

    @extend_schema(request=SourceSerializer, responses={201: SourceSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Plan a source."""
        project = _project(request, pk)
        asked = SourceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        try:
            made = services.add_source(
                project,
                paper=_paper(request, values.pop("paper_id", None)),
                **values,
                adopted=adopted_today(),
                by=request.actor,  # type: ignore[attr-defined]
                now=timezone.now(),
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(SourceSerializer(made).data, status=status.HTTP_201_CREATED)


@extend_schema(tags=["money"])
class SourceView(APIView):
    """One source."""

    @extend_schema(responses=SourceSerializer)
    def get(self, request: Request, pk: int, source: int) -> Response:
        return Response(SourceSerializer(_source(request, pk, source)).data)

    @extend_schema(request=SourceChangeSerializer, responses=SourceSerializer)
    def patch(self, request: Request, pk: int, source: int) -> Response:
        """Change its plan; a stale `revision` is refused."""
        row = _source(request, pk, source)
        asked = SourceChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        try:
            changed = services.correct_source(
                row,
                giver=given.get("giver", row.giver),
                planned=given.get("planned", row.planned),
                note=given.get("note", row.note),
                paper=_paper(request, given.get("paper")),
                revision=given["revision"],
                by=request.actor,  # type: ignore[attr-defined]
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(SourceSerializer(changed).data)


@extend_schema(tags=["money"])
class MovementListView(APIView):
    """Everything that arrived at a source and was paid from it, the newest first."""

    @extend_schema(responses=MovementSerializer(many=True))
    def get(self, request: Request, pk: int, source: int) -> Response:
        rows = Movement.objects.filter(source=_source(request, pk, source)).select_related(
            "entered_by", "acted_for"
        )
        return Response(MovementSerializer(rows.order_by("-on", "-id"), many=True).data)

    @extend_schema(request=MovementSerializer, responses={201: MovementSerializer})
    def post(self, request: Request, pk: int, source: int) -> Response:
        """Enter an arrival or a payment; never more than is there."""
        row = _source(request, pk, source)
        asked = MovementSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        try:
            made = services.record(
                row,
                kind=MovementKind(values.pop("kind")),
                paper=_paper(request, values.pop("paper_id", None)),
                **values,
                by=request.actor,  # type: ignore[attr-defined]
                now=timezone.now(),
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(MovementSerializer(made).data, status=status.HTTP_201_CREATED)


@extend_schema(tags=["money"])
class CounterView(APIView):
    """Reversing an entry."""

    @extend_schema(request=CounterSerializer, responses={201: MovementSerializer})
    def post(self, request: Request, pk: int, movement: int) -> Response:
        """Reverse it wholly, once, with the reason."""
        rows = Movement.objects.filter(source__project=_project(request, pk)).select_related(
            "source__project"
        )
        row = rows.filter(pk=movement).first()
        if row is None:
            raise Http404
        asked = CounterSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            made = services.counter(
                row,
                **asked.validated_data,
                by=request.actor,  # type: ignore[attr-defined]
                now=timezone.now(),
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(MovementSerializer(made).data, status=status.HTTP_201_CREATED)


@extend_schema(tags=["money"])
class AwardListView(APIView):
    """The subsidies awarded for the project, the newest first; superseded ones too."""

    @extend_schema(responses=AwardSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        rows = Award.objects.filter(project=_project(request, pk)).select_related("organisation")
        return Response(AwardSerializer(rows, many=True).data)

    @extend_schema(request=AwardSerializer, responses={201: AwardSerializer})
    def post(self, request: Request, pk: int) -> Response:
        """Award what the rule answers; the amount is the rulebook's."""
        project = _project(request, pk)
        asked = AwardSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values: dict[str, Any] = dict(asked.validated_data)
        item = values.pop("works_item_id", None)
        works = WorksItem.objects.filter(project=project, pk=item).first() if item else None
        if item and works is None:
            raise Http404
        try:
            made = services.award(
                project,
                works_item=works,
                **values,
                adopted=adopted_today(),
                by=request.actor,  # type: ignore[attr-defined]
                now=timezone.now(),
            )
        except NotPossible as error:
            raise refused(error) from error
        return Response(AwardSerializer(made).data, status=status.HTTP_201_CREATED)
