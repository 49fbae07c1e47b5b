"""Rounds of reviews in JSON: the same services, the same refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from approvals.enums import RoundState
from approvals.errors import Blocked, NotNow
from approvals.models import ReviewRound
from approvals.review import queries, services
from approvals.review.api.serializers import (
    AttendanceSerializer,
    ConcludeSerializer,
    ConveneSerializer,
    FillSerializer,
    GiveOpinionSerializer,
    OpinionSerializer,
    OutputSerializer,
    RoundSerializer,
)
from communities.people.rights import Actor
from communities.records.queries import documents
from policies.errors import NotAllowed
from projects.api.views import adopted_today
from projects.errors import NotPossible
from projects.queries import visible

FILTERS = [OpenApiParameter(name, str) for name in ("q", "state", "place")]
ANSWER = OpenApiResponse(
    {"type": "object", "additionalProperties": True}, description="the answer as the rulebook gives it"
)
CONCLUDED = inline_serializer(
    "Concluded",
    {
        "round": RoundSerializer(),
        "project_state": serializers.CharField(),
        "waits": serializers.CharField(allow_blank=True),
    },
)


def _rounds(actor: Actor) -> QuerySet[ReviewRound]:
    return queries.rounds(actor).prefetch_related("outputs")


def _round(request: Request, pk: int) -> ReviewRound:
    one = _rounds(_actor(request)).filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


def _actor(request: Request) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]  # the middleware's


def _done(act: Callable[[], Response]) -> Response:
    """The response of a service; a rule's no as 400, a gate's as 409 with the answer."""
    adopted_today()
    try:
        return act()
    except Blocked as blocked:
        return Response(
            {"error": "blocked", "message": "条件未齐，不能办理。", "answer": blocked.answer.as_json()},
            status=status.HTTP_409_CONFLICT,
        )
    except (NotPossible, NotNow) as error:
        raise ValidationError({"detail": [error.sentence]}) from error
    except NotAllowed as error:
        raise ValidationError({"detail": [error.message], "clause": [error.clause or ""]}) from error


def _valid(serializer: serializers.BaseSerializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


@extend_schema(tags=["reviews"])
class RoundViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[ReviewRound]):
    """Rounds of the reviews of the caller's projects."""

    serializer_class = RoundSerializer
    queryset = ReviewRound._base_manager.none()
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[ReviewRound]:
        if getattr(self, "swagger_fake_view", False):
            return ReviewRound._base_manager.none()
        return queries.filtered(_rounds(_actor(self.request)), self.request.query_params)

    @extend_schema(parameters=FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)


@extend_schema(tags=["reviews"])
class ConveneView(APIView):
    """Convene a round on a project."""

    @extend_schema(request=ConveneSerializer, responses={201: RoundSerializer, 409: ANSWER})
    def post(self, request: Request, pk: int) -> Response:
        actor = _actor(request)
        project = visible(actor).filter(pk=pk).first()
        if project is None:
            raise Http404
        given = _valid(ConveneSerializer(data=request.data))

        def convene() -> Response:
            one = services.convene(project, **given, by=actor, now=timezone.now())
            return Response(RoundSerializer(_round(request, one.pk)).data, status=status.HTTP_201_CREATED)

        return _done(convene)


@extend_schema(tags=["reviews"])
class OpinionView(APIView):
    """Give an opinion, or record one for a unit without a login."""

    @extend_schema(request=GiveOpinionSerializer, responses={201: OpinionSerializer})
    def post(self, request: Request, pk: int) -> Response:
        actor, one = _actor(request), _round(request, pk)
        asked = GiveOpinionSerializer(data=request.data)
        papers = documents(actor)
        asked.fields["document"].queryset = papers  # type: ignore[attr-defined]  # a related field
        given = _valid(asked)
        wanted = given.pop("reviewer")
        reviewer = next((row for row in one.reviewers.all() if row.pk == wanted), None)
        if reviewer is None:
            raise Http404

        def give() -> Response:
            made = services.give_opinion(reviewer, **given, by=actor, now=timezone.now())
            return Response(OpinionSerializer(made).data, status=status.HTTP_201_CREATED)

        return _done(give)


@extend_schema(tags=["reviews"])
class OutputView(APIView):
    """Fill in a paper of the round, by its id in the rulebook."""

    @extend_schema(request=FillSerializer, responses=OutputSerializer)
    def patch(self, request: Request, pk: int, output: str) -> Response:
        one = _round(request, pk)
        paper = next((row for row in one.outputs.all() if row.output == output), None)
        if paper is None:
            raise Http404
        given = _valid(FillSerializer(data=request.data))

        def fill() -> Response:
            held = services.fill_output(paper, **given, by=_actor(request), now=timezone.now())
            return Response(OutputSerializer(held).data)

        return _done(fill)


@extend_schema(tags=["reviews"])
class AttendanceView(APIView):
    """Say how many came for each reviewer; those left out are not recorded."""

    @extend_schema(request=AttendanceSerializer, responses=RoundSerializer)
    def patch(self, request: Request, pk: int) -> Response:
        one = _round(request, pk)
        given = _valid(AttendanceSerializer(data=request.data))

        def record() -> Response:
            services.record_attendance(one, **given, by=_actor(request), now=timezone.now())
            return Response(RoundSerializer(_round(request, pk)).data)

        return _done(record)


@extend_schema(tags=["reviews"])
class ConcludeView(APIView):
    """Conclude a round as the rulebook answers; 409 with the answer while it is undetermined."""

    @extend_schema(request=ConcludeSerializer, responses={200: CONCLUDED, 409: ANSWER})
    def post(self, request: Request, pk: int) -> Response:
        one = _round(request, pk)
        given = _valid(ConcludeSerializer(data=request.data))
        result = RoundState(given["result"]) if given["result"] else None

        def conclude() -> Response:
            done = services.conclude(
                one, text=given["text"], result=result, by=_actor(request), now=timezone.now()
            )
            shown = _round(request, pk)
            return Response(
                {
                    "round": RoundSerializer(shown).data,
                    "project_state": shown.project.state,
                    "waits": done.waits,
                }
            )

        return _done(conclude)
