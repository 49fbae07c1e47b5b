"""Shapes of rounds and sheets. Points as decimal text, empty where there are none."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from governance.models import EvaluationRound, EvaluationSheet


class EvaluationRoundSerializer(serializers.ModelSerializer[EvaluationRound]):
    """A round; `sheet_count` and `submitted` count all its sheets."""

    organisation_name = serializers.CharField(source="organisation.name", read_only=True)
    sheet_count = serializers.IntegerField(read_only=True)
    submitted = serializers.IntegerField(read_only=True)

    class Meta:
        model = EvaluationRound
        fields = (
            "id",
            "assessment",
            "title",
            "organisation_name",
            "due_on",
            "full_marks",
            "basis",
            "opened_at",
            "published_at",
            "sheet_count",
            "submitted",
        )
        read_only_fields = fields


class EvaluationSheetSerializer(serializers.ModelSerializer[EvaluationSheet]):
    """That a sheet exists and how far it is; what it says stands on its own address."""

    evaluator_name = serializers.CharField(source="evaluator.name", read_only=True)
    organisation_name = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = EvaluationSheet
        fields = (
            "id",
            "round",
            "project",
            "evaluator_name",
            "organisation_name",
            "state",
            "submitted_at",
        )
        read_only_fields = fields


class EvaluationMarkSerializer(serializers.Serializer[Any]):
    indicator = serializers.CharField(max_length=60)
    points = serializers.CharField(max_length=10, required=False, allow_blank=True, default="")
    grade = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")


class EvaluationContentSerializer(serializers.Serializer[Any]):
    """What a sheet says. `revision` is that of the draft as read, 0 for none."""

    revision = serializers.IntegerField(min_value=0)
    marks = EvaluationMarkSerializer(many=True)
    findings = serializers.CharField(max_length=4000, allow_blank=True)
