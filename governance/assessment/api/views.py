"""Assessment reports in JSON: drafts for the tenant's own level, published ones for the bodies that they are about."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from governance.assessment import queries
from governance.assessment.api.serializers import AssessmentReportSerializer
from governance.models import AssessmentReport

FILTERS = [
    OpenApiParameter("assessment", str),
    OpenApiParameter("month", str, description="YYYY-MM"),
    OpenApiParameter("place", str, description="code of the body's place"),
]


@extend_schema(tags=["assessments"])
class AssessmentReportViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[AssessmentReport]
):
    """Reports that the caller may see, every number of each; nonsense in a filter finds nothing."""

    serializer_class = AssessmentReportSerializer
    queryset = AssessmentReport._base_manager.none()
    lookup_value_regex = r"\d+"

    def get_queryset(self) -> QuerySet[AssessmentReport]:
        if getattr(self, "swagger_fake_view", False):
            return AssessmentReport._base_manager.none()
        found = queries.visible(self.request.actor).order_by("-id")  # type: ignore[attr-defined]
        asked = self.request.query_params
        if assessment := asked.get("assessment"):
            found = found.filter(assessment=assessment)
        if place := asked.get("place"):
            found = found.filter(jurisdiction__code=place)
        if month := asked.get("month"):
            found = queries.of_month(found, month)
        return found

    @extend_schema(parameters=FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)
