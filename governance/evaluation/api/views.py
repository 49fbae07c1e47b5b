"""Rounds and sheets in JSON: the same services, the same seals."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.people.rights import Actor
from communities.rulebooks.queries import in_force
from governance.evaluation import queries, services
from governance.evaluation.api.serializers import (
    EvaluationContentSerializer,
    EvaluationRoundSerializer,
    EvaluationSheetSerializer,
)
from governance.models import EvaluationRound, EvaluationSheet
from projects.api.record_views import done
from projects.assigned import READS


def _actor(request: Request) -> Actor:
    return cast(Actor, request.actor)  # type: ignore[attr-defined]  # set by the tenant middleware


@extend_schema(tags=["evaluations"])
class RoundViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[EvaluationRound]
):
    """Rounds over projects of the caller's places, and those in which he evaluates."""

    serializer_class = EvaluationRoundSerializer
    queryset = EvaluationRound._base_manager.none()
    listed_for = READS
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[EvaluationRound]:
        if getattr(self, "swagger_fake_view", False):
            return EvaluationRound._base_manager.none()
        return queries.rounds(_actor(self.request)).order_by("-id")

    @extend_schema(responses=EvaluationSheetSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def sheets(self, request: Request, pk: str) -> Response:
        """The sheets that the caller may know of, not what they say."""
        found = queries.sheets(self.get_object(), _actor(request))
        return Response(EvaluationSheetSerializer(found, many=True).data)

    @extend_schema(request=None, responses=EvaluationRoundSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Open all submitted sheets, for good."""
        row = self.get_object()
        done(lambda: services.publish(row, by=_actor(request), now=timezone.now()))
        return Response(EvaluationRoundSerializer(self.get_object()).data)


@extend_schema(tags=["evaluations"])
class SheetView(APIView):
    """What one sheet says: for its evaluator, and for others once the round is published."""

    @extend_schema(responses=EvaluationContentSerializer)
    def get(self, request: Request, pk: int, sheet: int) -> Response:
        return Response(_content(_sheet(request, pk, sheet), _actor(request)))

    @extend_schema(request=EvaluationContentSerializer, responses=EvaluationContentSerializer)
    def put(self, request: Request, pk: int, sheet: int) -> Response:
        """Keep the evaluator's draft."""
        one = _sheet(request, pk, sheet)
        asked = EvaluationContentSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = asked.validated_data
        done(
            lambda: services.save_sheet(
                one,
                marks={mark["indicator"]: mark for mark in values["marks"]},
                findings=values["findings"],
                revision=values["revision"],
                adopted=in_force(timezone.localdate(one.round.opened_at)),
                by=_actor(request),
                now=timezone.now(),
            )
        )
        return Response(_content(one, _actor(request)))


@extend_schema(tags=["evaluations"])
class SubmitView(APIView):
    """Submitting a sheet."""

    @extend_schema(request=None, responses=EvaluationSheetSerializer)
    def post(self, request: Request, pk: int, sheet: int) -> Response:
        """Submit the saved draft: final."""
        one = _sheet(request, pk, sheet)
        made = done(lambda: services.submit_sheet(one, by=_actor(request), now=timezone.now()))
        return Response(EvaluationSheetSerializer(made).data)


def _sheet(request: Request, pk: int, sheet: int) -> EvaluationSheet:
    """A sheet that the caller may open; any other, a sealed one too, does not exist."""
    actor = _actor(request)
    row = queries.rounds(actor).filter(pk=pk).first()
    one = queries.readable(row, actor).filter(pk=sheet).first() if row else None
    if row is None or one is None:
        raise exceptions.NotFound
    one.round = row
    return one


def _content(sheet: EvaluationSheet, actor: Actor) -> dict[str, Any]:
    (said,) = queries.said([sheet], actor)
    content = said.content
    marks = [{"indicator": id_, **mark} for id_, mark in content.marks.items()] if content else []
    return {
        "revision": content.revision if content else 0,
        "marks": marks,
        "findings": content.findings if content else "",
    }
