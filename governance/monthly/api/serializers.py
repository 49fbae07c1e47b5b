"""Shapes of month reports in JSON. Numbers in base units (户, ㎡, 元, 米) as strings; null: nobody can count it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from governance.models import MonthReport
from governance.monthly.queries import SheetLine, sheets


class ReportSerializer(serializers.ModelSerializer[MonthReport]):
    """A report without its numbers."""

    place = serializers.CharField(source="jurisdiction.code", read_only=True)

    class Meta:
        model = MonthReport
        fields: tuple[str, ...] = (
            "id", "place", "month", "number", "state", "known_until", "correction_reason", "made_at",
            "submission_note", "submitted_at", "return_reason", "returned_at", "locked_at", "digest",
        )  # fmt: skip
        read_only_fields = fields


class NumberSerializer(serializers.Serializer[Any]):
    """One number: counted by the system, added by hand, reported; `unmeasured` rows are in none of them."""

    figure = serializers.CharField(source="figure.id")
    counted = serializers.DecimalField(max_digits=20, decimal_places=2, allow_null=True)
    added = serializers.DecimalField(max_digits=20, decimal_places=2)
    reported = serializers.DecimalField(max_digits=20, decimal_places=2, allow_null=True)
    unmeasured = serializers.IntegerField()


class LineSerializer(serializers.Serializer[Any]):
    """A place below, the place itself, or (`all`) their sum, in one period."""

    place = serializers.CharField(source="code")
    name = serializers.CharField()
    numbers = serializers.SerializerMethodField()

    @extend_schema_field(NumberSerializer(many=True))
    def get_numbers(self, line: SheetLine) -> Any:
        return NumberSerializer(list(line.numbers.values()), many=True).data


class ReportDetailSerializer(ReportSerializer):
    """The same with the numbers of this month and this year."""

    month_lines = serializers.SerializerMethodField()
    year_lines = serializers.SerializerMethodField()

    class Meta(ReportSerializer.Meta):
        fields = (*ReportSerializer.Meta.fields, "month_lines", "year_lines")
        read_only_fields = fields

    def to_representation(self, instance: MonthReport) -> Any:
        self._sheets = sheets(instance)
        return super().to_representation(instance)

    @extend_schema_field(LineSerializer(many=True))
    def get_month_lines(self, report: MonthReport) -> Any:
        return self._lines("month")

    @extend_schema_field(LineSerializer(many=True))
    def get_year_lines(self, report: MonthReport) -> Any:
        return self._lines("year")

    def _lines(self, period: str) -> Any:
        sheet = self._sheets[period]
        return LineSerializer([*sheet.rows, sheet.total], many=True).data


class DraftSerializer(serializers.Serializer[Any]):
    """Of which place and month (`2026-10`); `known_until` null: the end of the month."""

    place = serializers.CharField(max_length=12)
    month = serializers.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$")
    known_until = serializers.DateTimeField(required=False, allow_null=True, default=None)


class SubmitSerializer(serializers.Serializer[Any]):
    """A note, needed while a place below has not been locked."""

    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ReturnSerializer(serializers.Serializer[Any]):
    """Why it is given back."""

    reason = serializers.CharField(max_length=300)
