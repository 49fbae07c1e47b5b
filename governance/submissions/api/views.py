"""Submissions in JSON: the same services, the same refusals."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.people.rights import Actor
from governance.models import Submission
from governance.submissions import queries, services
from governance.submissions.api.serializers import (
    AnswerSerializer,
    SubmissionDetailSerializer,
    SubmissionSerializer,
    SubmissionSubmitSerializer,
)
from projects.api.views import refused
from projects.errors import NotPossible

LATEST = 200
"""Submissions in one list, the newest first."""


def _actor(request: Request) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]  # the middleware's


def _submission(request: Request, pk: int) -> Submission:
    row = queries.readable(_actor(request)).filter(pk=pk).first()
    if row is None:
        raise exceptions.NotFound
    return row


def _detail(row: Submission, code: int = status.HTTP_200_OK) -> Response:
    (standing,) = queries.standings([row])
    return Response(SubmissionDetailSerializer(standing).data, status=code)


def _listed(rows: Any) -> Response:
    standings = queries.standings(rows.defer("content")[:LATEST])
    return Response(SubmissionSerializer(standings, many=True).data)


@extend_schema(tags=["submissions"])
class SentView(APIView):
    """What the tenant has sent to its superior; freezing and sending."""

    @extend_schema(operation_id="submissions_list", responses=SubmissionSerializer(many=True))
    def get(self, request: Request) -> Response:
        queries.reader(_actor(request))
        return _listed(queries.sent().select_related("tenant"))

    @extend_schema(request=SubmissionSubmitSerializer, responses={201: SubmissionDetailSerializer})
    def post(self, request: Request) -> Response:
        asked = SubmissionSubmitSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            row = services.submit(**asked.validated_data, by=_actor(request), now=timezone.now())
        except NotPossible as error:
            raise refused(error) from error
        return _detail(row, status.HTTP_201_CREATED)


@extend_schema(tags=["submissions"])
class ReceivedView(APIView):
    """What the tenants below have submitted."""

    @extend_schema(operation_id="submissions_received", responses=SubmissionSerializer(many=True))
    def get(self, request: Request) -> Response:
        queries.reader(_actor(request))
        return _listed(queries.received())


@extend_schema(tags=["submissions"])
class SubmissionView(APIView):
    """One submission with its frozen tables, for whoever sent and whoever received it."""

    @extend_schema(operation_id="submissions_retrieve", responses=SubmissionDetailSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return _detail(_submission(request, pk))


@extend_schema(tags=["submissions"])
class AnswerView(APIView):
    """The superior takes or returns it."""

    @extend_schema(request=AnswerSerializer, responses=SubmissionDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        row, asked = _submission(request, pk), AnswerSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            services.answer(row, **asked.validated_data, by=_actor(request), now=timezone.now())
        except NotPossible as error:
            raise refused(error) from error
        return _detail(row)
