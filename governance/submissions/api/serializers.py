"""Shapes of submissions in JSON. Numbers in base units (户, ㎡, 元, 米) as strings; null: nobody could count it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from governance.enums import SubmissionOutcome
from governance.submissions.forms import KINDS


class SubmissionSerializer(serializers.Serializer[Any]):
    """A submission without its content, and how it stands: `sent`, `received`, `returned`."""

    id = serializers.IntegerField(source="submission.pk")
    sender = serializers.CharField(source="tenant.code")
    sender_name = serializers.CharField(source="tenant.name")
    kind = serializers.CharField(source="submission.kind")
    period = serializers.CharField(source="submission.period")
    number = serializers.IntegerField(source="submission.number")
    title = serializers.CharField(source="submission.title")
    note = serializers.CharField(source="submission.note")
    organisation = serializers.CharField(source="submission.organisation_name")
    submitted_by = serializers.CharField(source="submission.submitted_by_name")
    acted_for = serializers.CharField(source="submission.acted_for_name")
    submitted_at = serializers.DateTimeField(source="submission.submitted_at")
    digest = serializers.CharField(source="submission.digest")
    state = serializers.CharField()
    answer = serializers.CharField(source="receipt.note", default="")


class ColumnSerializer(serializers.Serializer[Any]):
    """A column: `adds` is `sum`, `rate` (of the sums of `above` and `below`) or `plain`."""

    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the column's word, not the field's
    unit = serializers.CharField()
    group = serializers.CharField()
    scale = serializers.IntegerField()
    places = serializers.IntegerField()
    adds = serializers.CharField()
    above = serializers.CharField()
    below = serializers.CharField()


class RowSerializer(serializers.Serializer[Any]):
    """A place with its numbers in the order of the columns."""

    code = serializers.CharField()
    name = serializers.CharField()
    values = serializers.ListField(child=serializers.CharField(allow_null=True))


class TableSerializer(serializers.Serializer[Any]):
    """One frozen table."""

    id = serializers.CharField()
    name = serializers.CharField()
    columns = ColumnSerializer(many=True)
    total = serializers.ListField(child=serializers.CharField(allow_null=True))
    rows = RowSerializer(many=True)


class SubmissionDetailSerializer(SubmissionSerializer):
    """The same with the frozen tables, and up to when was known what they count; null where that was not said."""

    as_of = serializers.DateTimeField(source="submission.content.as_of", default=None, allow_null=True)

    tables = TableSerializer(source="submission.content.tables", many=True)


class SubmissionSubmitSerializer(serializers.Serializer[Any]):
    """What to freeze and send: the period is `2026-10`, or `2026` or empty for the survey."""

    kind = serializers.ChoiceField(choices=KINDS)
    period = serializers.CharField(max_length=7, allow_blank=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class AnswerSerializer(serializers.Serializer[Any]):
    """Taken or returned; returned says why."""

    outcome = serializers.ChoiceField(choices=SubmissionOutcome.choices)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
