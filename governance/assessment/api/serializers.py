"""Shapes of assessment reports. Whole numbers as numbers, every other decimal as a string."""

from __future__ import annotations

from rest_framework import serializers

from governance.models import AssessmentReport
from projects.api.works_serializers import MonthField


class IndicatorSerializer(serializers.Serializer[object]):
    """One figure as stored; `target` and `rate` on the own sheet, or against the body's own annual plan."""

    id = serializers.CharField()
    value = serializers.JSONField(allow_null=True)
    numerator = serializers.JSONField(allow_null=True)
    denominator = serializers.JSONField(allow_null=True)
    unit = serializers.CharField()
    target = serializers.JSONField(allow_null=True)
    rate = serializers.CharField(allow_null=True)
    answer = serializers.CharField(allow_null=True)


class AssessmentReportSerializer(serializers.ModelSerializer[AssessmentReport]):
    """A report as the command prints it, with its number, state and what it was made from."""

    body = serializers.CharField(read_only=True)
    month = MonthField(read_only=True)
    place = serializers.CharField(source="jurisdiction.code", read_only=True)
    place_name = serializers.CharField(source="jurisdiction.name", read_only=True)
    progress = serializers.BooleanField(source="is_progress", read_only=True)
    indicators = IndicatorSerializer(many=True, read_only=True)
    total = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True, read_only=True)
    total_missing = serializers.ListField(child=serializers.CharField(), read_only=True)
    rulebook_version = serializers.IntegerField(source="version.number", read_only=True)

    class Meta:
        model = AssessmentReport
        fields = (
            "id", "assessment", "month", "body", "place", "place_name", "number", "progress", "is_own", "indicators",
            "total", "total_missing", "state", "reason", "known_until", "made_at", "published_at", "rulebook_version",
        )  # fmt: skip
        read_only_fields = fields
