"""Shapes of the works: contracts, milestones, monthly progress. Money in yuan, per cents of 100, as strings."""

from __future__ import annotations

from datetime import date
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects import months
from projects.api.record_serializers import PapersSerializer, text
from projects.models import Contract, Milestone, Progress


def yuan(**more: Any) -> serializers.DecimalField:
    """An amount of money."""
    return serializers.DecimalField(max_digits=18, decimal_places=2, min_value=0, **more)


def per_cent(**more: Any) -> serializers.DecimalField:
    """0 to 100."""
    return serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100, **more)


@extend_schema_field(OpenApiTypes.STR)
class MonthField(serializers.Field[date, str, str, Any]):
    """A month, written 2026-03."""

    def to_internal_value(self, data: str) -> date:
        month = months.parsed(str(data))
        if month is None:
            raise serializers.ValidationError("月份请写成 2026-03。")
        return month

    def to_representation(self, value: date) -> str:
        return f"{value:%Y-%m}"


class ContractSerializer(serializers.ModelSerializer[Contract]):
    """A contract; `party` is the id of the project's party."""

    class Meta:
        model = Contract
        fields = ("id", "project", "party", "number", "title", "amount", "signed_on", "starts_on", "ends_on")
        read_only_fields = fields


class NewContractSerializer(PapersSerializer):
    party = serializers.IntegerField(min_value=1)
    number = text(80)
    title = text(150)
    amount = yuan(required=False, allow_null=True, default=None)
    signed_on = serializers.DateField()
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)


class MilestoneSerializer(serializers.ModelSerializer[Milestone]):
    """A node of the works."""

    class Meta:
        model = Milestone
        fields = ("id", "project", "name", "planned_on", "planned_percent", "reached_on", "delay_reason")
        read_only_fields = fields


class NewMilestoneSerializer(serializers.Serializer[Any]):
    name = text(120)
    planned_on = serializers.DateField()
    planned_percent = per_cent(required=False, allow_null=True, default=None)


class ChangeMilestoneSerializer(NewMilestoneSerializer):
    """The node as it is planned anew, whole."""

    planned_percent = per_cent(allow_null=True)
    reason = text(300)


class ReachMilestoneSerializer(serializers.Serializer[Any]):
    reached_on = serializers.DateField()
    delay_reason = text(300, required=False)


class ProgressSerializer(serializers.ModelSerializer[Progress]):
    """A row of monthly progress. `stamp` says which version was read; it is named when the row is confirmed."""

    month = MonthField(read_only=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)
    reported_by = serializers.CharField(source="reported_by.name", read_only=True)
    reported_for = serializers.CharField(
        source="reported_for.name", read_only=True, allow_null=True, default=None
    )
    confirmed_by = serializers.CharField(
        source="confirmed_by.name", read_only=True, allow_null=True, default=None
    )
    confirmed_for = serializers.CharField(
        source="confirmed_for.name", read_only=True, allow_null=True, default=None
    )
    confirming = serializers.CharField(
        source="confirming.name", read_only=True, allow_null=True, default=None
    )
    stamp = serializers.CharField(read_only=True)

    class Meta:
        model = Progress
        fields = (
            "id", "project", "works_item", "month", "number", "physical", "invested", "paid", "note", "delay_reason",
            "state", "organisation", "reported_by", "reported_for", "reported_at",
            "confirming", "confirmed_by", "confirmed_for", "confirmed_at", "return_reason",
            "correction_reason", "stamp",
        )  # fmt: skip
        read_only_fields = fields


class FiguresSerializer(serializers.Serializer[Any]):
    """Cumulative progress, and the month's money."""

    physical = per_cent()
    invested = yuan()
    paid = yuan()
    note = text(500, required=False)
    delay_reason = text(300, required=False)


class ReportedItemSerializer(FiguresSerializer):
    """One works item; `photos` are ids of images on record."""

    works_item = serializers.IntegerField(min_value=1)
    photos = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, default=list, max_length=50
    )


class ReportMonthSerializer(serializers.Serializer[Any]):
    """A project's month, all or nothing."""

    month = MonthField()
    items = ReportedItemSerializer(many=True, allow_empty=False)


class CorrectProgressSerializer(FiguresSerializer):
    reason = text(300)


class ConfirmProgressSerializer(serializers.Serializer[Any]):
    """`stamp` of the row as it was read."""

    stamp = serializers.CharField(max_length=40)


class ReturnProgressSerializer(serializers.Serializer[Any]):
    reason = text(300)
