"""Month reports in JSON: the same services, the same refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import NoRulebook
from governance.models import MonthReport
from governance.monthly import queries, services
from governance.monthly.api.serializers import (
    DraftSerializer,
    ReportDetailSerializer,
    ReportSerializer,
    ReturnSerializer,
    SubmitSerializer,
)
from governance.monthly.forms import month_of
from projects.api.views import refused
from projects.errors import NotPossible

LATEST = 200
"""Reports in one list, the newest months first."""


def _actor(request: Request) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]  # the middleware's


def _report(request: Request, pk: int) -> MonthReport:
    report = queries.visible(_actor(request)).filter(pk=pk).first()
    if report is None:
        raise exceptions.NotFound
    return report


def _checked(serializer: Any) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def _done(request: Request, act: Callable[[], MonthReport], code: int = status.HTTP_200_OK) -> Response:
    """The report after the act, or why not."""
    try:
        report = act()
    except NotPossible as error:
        raise refused(error) from error
    except NoRulebook as error:
        raise refused(NotPossible(str(error))) from error
    return Response(ReportDetailSerializer(_report(request, report.pk)).data, status=code)


@extend_schema(tags=["month reports"])
class ReportListView(APIView):
    """The reports of the caller's places; drafting one."""

    @extend_schema(operation_id="month_reports_list", responses=ReportSerializer(many=True))
    def get(self, request: Request) -> Response:
        _actor(request).require_somewhere(Capability.VIEW)
        rows = queries.visible(_actor(request))[:LATEST]
        return Response(ReportSerializer(rows, many=True).data)

    @extend_schema(request=DraftSerializer, responses={201: ReportDetailSerializer})
    def post(self, request: Request) -> Response:
        asked, actor = _checked(DraftSerializer(data=request.data)), _actor(request)
        places = [place for place in queries.reporting_places(actor) if place.code == asked["place"]]
        month = month_of(asked["month"])
        if not places or month is None:
            raise exceptions.NotFound
        return _done(
            request,
            lambda: services.draft(
                place=places[0],
                month=month,
                known_until=asked["known_until"],
                by=actor,
                now=timezone.now(),
            ),
            status.HTTP_201_CREATED,
        )


@extend_schema(tags=["month reports"])
class ReportView(APIView):
    """One report with its numbers."""

    @extend_schema(operation_id="month_reports_retrieve", responses=ReportDetailSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return Response(ReportDetailSerializer(_report(request, pk)).data)


@extend_schema(tags=["month reports"])
class SubmitView(APIView):
    """Freeze it and send it to the level above."""

    @extend_schema(request=SubmitSerializer, responses=ReportDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        report, asked = _report(request, pk), _checked(SubmitSerializer(data=request.data))
        return _done(
            request,
            lambda: services.submit(report, note=asked["note"], by=_actor(request), now=timezone.now()),
        )


@extend_schema(tags=["month reports"])
class ReturnView(APIView):
    """Give it back with a reason."""

    @extend_schema(request=ReturnSerializer, responses=ReportDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        report, asked = _report(request, pk), _checked(ReturnSerializer(data=request.data))
        return _done(
            request,
            lambda: services.give_back(
                report, reason=asked["reason"], by=_actor(request), now=timezone.now()
            ),
        )


@extend_schema(tags=["month reports"])
class LockView(APIView):
    """Take it as final."""

    @extend_schema(request=None, responses=ReportDetailSerializer)
    def post(self, request: Request, pk: int) -> Response:
        report = _report(request, pk)
        return _done(request, lambda: services.lock(report, by=_actor(request), now=timezone.now()))
