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

from approvals import gates, transitions
from approvals.errors import Blocked, NotNow
from approvals.views import FIRED_HERE
from projects.api.views import adopted_today
from projects.models import Project
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


class ReasonSerializer(serializers.Serializer[Any]):
    """Why; compulsory for return and withdraw."""

    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


def _project(request: Request, pk: int, name: str) -> Project:
    project = visible(request.actor).filter(pk=pk).first()  # type: ignore[attr-defined]
    if project is None or name not in TRANSITIONS:
        raise Http404
    return project


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
            return Response(
                {"error": "blocked", "message": "条件未齐，不能办理。", "answer": blocked.answer.as_json()},
                status=status.HTTP_409_CONFLICT,
            )
        except NotNow as error:
            raise exceptions.ValidationError({"detail": [error.sentence]}) from error
        return Response(
            {"state": log.to_state, "transition": log.transition, "at": log.at, "decision": log.decision_id}
        )
