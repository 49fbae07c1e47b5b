"""The dashboard in JSON: the same figures as the page."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from governance.api.serializers import DashboardSerializer
from governance.dashboard.asked import asked
from governance.dashboard.page import dashboard_of


class DashboardView(APIView):
    """Key figures, ranking, stages, money, lateness and changes of a place."""

    @extend_schema(
        tags=["governance"],
        parameters=[
            OpenApiParameter("place", str, description="code; without it the caller's topmost place"),
            OpenApiParameter("year", str, description="an annual plan's year, or all"),
            OpenApiParameter("month", str, description="YYYY-MM: as of its end; without it as of now"),
        ],
        responses=DashboardSerializer,
    )
    def get(self, request: Request) -> Response:
        wanted = asked(request.query_params, request.actor, now=timezone.now())  # type: ignore[attr-defined]
        return Response(DashboardSerializer(dashboard_of(wanted)).data)
