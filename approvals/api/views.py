"""Asking and passing a project's gate in JSON."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import exceptions, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from approvals import gates, transitions, works
from approvals.errors import Blocked, NotNow
from approvals.views.moving import FIRED_HERE
from projects.api.serializers import WorksItemSerializer
from projects.api.views import adopted_today
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.queries import visible
from projects.stages import TRANSITIONS

ANSWER = OpenApiResponse(
    {"type": "object", "additionalProperties": True}, description="the answer as the rulebook gives it"
)
MOVED = inline_serializer(
    "Moved",
    {
        "state": serializers.CharField(),
        "transition": serializers.CharField(),
        "at": serializers.DateTimeField(),
        "decision": serializers.IntegerField(allow_null=True),
    },
)


class DaySerializer(serializers.Serializer[Any]):
    """The day on which it happened."""

    on = serializers.DateField()


class ReasonSerializer(serializers.Serializer[Any]):
    """Why; compulsory for return and withdraw."""

    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


def _project(request: Request, pk: int, name: str) -> Project:
    project = visible(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if project is None or name not in TRANSITIONS:
        raise Http404
    return project


def not_yet(blocked: Blocked) -> Response:
    """409 with the rulebook's answer: which criteria stand in the way."""
    body = {"error": "blocked", "message": "条件未齐，不能办理。", "answer": blocked.answer.as_json()}
    return Response(body, status=status.HTTP_409_CONFLICT)


@extend_schema(tags=["projects"])
class TransitionView(APIView):
    """`GET`: what the gates say now. `POST`: move the project."""

    @extend_schema(responses=ANSWER)
    def get(self, request: Request, pk: int, name: str) -> Response:
        project = _project(request, pk, name)
        if not TRANSITIONS[name].asks_gates:
            raise exceptions.ValidationError({"detail": ["这一步没有关口。"]})
        on = timezone.localdate()
        asked = gates.ask(project, name, adopted=adopted_today(), on=on)
        return Response(asked.answer.as_json())

    @extend_schema(request=ReasonSerializer, responses={200: MOVED, 409: ANSWER})
    def post(self, request: Request, pk: int, name: str) -> Response:
        project = _project(request, pk, name)
        asked = ReasonSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        if name not in FIRED_HERE:
            raise exceptions.ValidationError({"detail": ["这一步随后续环节的记录一并办理。"]})
        adopted_today()
        try:
            log = transitions.fire(
                project,
                name,
                by=request.actor,  # type: ignore[attr-defined]
                now=timezone.now(),
                reason=asked.validated_data["reason"],
            )
        except Blocked as blocked:
            return not_yet(blocked)
        except NotNow as error:
            raise exceptions.ValidationError({"detail": [error.sentence]}) from error
        return Response(
            {"state": log.to_state, "transition": log.transition, "at": log.at, "decision": log.decision_id}
        )


def _item(request: Request, pk: int) -> WorksItem:
    seen = WorksItem.objects.filter(project__in=visible(request.actor))  # type: ignore[attr-defined]
    item: WorksItem | None = seen.select_related("project").filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


@extend_schema(tags=["works items"])
class StartItemView(APIView):
    """`GET`: what the gates at `start` say of this works item. `POST`: it has started."""

    @extend_schema(responses=ANSWER)
    def get(self, request: Request, pk: int) -> Response:
        item = _item(request, pk)
        asked = gates.ask(item.project, "start", adopted=adopted_today(), on=timezone.localdate(), item=item)
        return Response(asked.answer.as_json())

    @extend_schema(request=DaySerializer, responses={200: WorksItemSerializer, 409: ANSWER})
    def post(self, request: Request, pk: int) -> Response:
        return _worked(request, pk, is_start=True)


@extend_schema(tags=["works items"])
class FinishItemView(APIView):
    """The works of this item are done."""

    @extend_schema(request=DaySerializer, responses=WorksItemSerializer)
    def post(self, request: Request, pk: int) -> Response:
        return _worked(request, pk, is_start=False)


def _worked(request: Request, pk: int, *, is_start: bool) -> Response:
    item = _item(request, pk)
    asked = DaySerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    adopted_today()
    do = works.start_item if is_start else works.finish_item
    actor = request.actor  # type: ignore[attr-defined]
    try:
        row = do(item, on=asked.validated_data["on"], by=actor, now=timezone.now())
    except Blocked as blocked:
        return not_yet(blocked)
    except (NotNow, NotPossible) as error:
        raise exceptions.ValidationError({"detail": [error.sentence]}) from error
    return Response(WorksItemSerializer(row).data)
