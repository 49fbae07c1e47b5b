"""Shapes of plans in JSON. Floor area in ㎡ and money in yuan, as strings; null where a part is not known."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from approvals.enums import AdjustmentKind
from approvals.models import AnnualPlan, PlanAdjustment
from approvals.plan.lines import Line


class PlanSerializer(serializers.ModelSerializer[AnnualPlan]):
    """A year with counts of the caller's projects."""

    drafted = serializers.IntegerField(read_only=True)
    confirmed = serializers.IntegerField(read_only=True)
    batches = serializers.IntegerField(source="batch_count", read_only=True)

    class Meta:
        model = AnnualPlan
        fields = ("year", "drafted", "confirmed", "batches")


class MeasureSerializer(serializers.Serializer[Any]):
    """One unit of plan against actual; floor area in ㎡."""

    name = serializers.CharField()
    planned = serializers.DecimalField(max_digits=16, decimal_places=2, allow_null=True)
    started = serializers.DecimalField(max_digits=16, decimal_places=2, allow_null=True)
    completed = serializers.DecimalField(max_digits=16, decimal_places=2, allow_null=True)


class BatchSerializer(serializers.Serializer[Any]):
    """A confirmed batch; `document` is the confirmation's id, `rows` and `left_off` those of the caller's places."""

    number = serializers.IntegerField(source="batch.number")
    body = serializers.SerializerMethodField()
    document_no = serializers.CharField(source="batch.document_no")
    confirmed_on = serializers.DateField(source="batch.confirmed_on")
    document = serializers.IntegerField(source="batch.document_id")
    rows = serializers.IntegerField(source="shown")
    left_off = serializers.ListField(child=serializers.DictField())
    by = serializers.CharField(source="batch.confirmed_by.name")
    acted_for = serializers.CharField(source="batch.acted_for.name", allow_null=True, default=None)

    def get_body(self, row: Any) -> str:
        organisation = row.batch.organisation
        return f"{organisation.actor}@{organisation.jurisdiction.code}"


class AdjustmentSerializer(serializers.ModelSerializer[PlanAdjustment]):
    """A numbered adjustment; `before` and `after` hold the figures that changed."""

    by = serializers.CharField(source="by.name", read_only=True)
    acted_for = serializers.CharField(source="acted_for.name", read_only=True, allow_null=True, default=None)

    class Meta:
        model = PlanAdjustment
        fields = (
            "number", "entry", "kind", "document_no", "reason", "before", "after", "adjusted_on", "by",
            "acted_for", "at",
        )  # fmt: skip
        read_only_fields = fields


class PlanDetailSerializer(serializers.Serializer[Any]):
    """A year: its batches, its adjustments, plan against actual, and what to look at."""

    year = serializers.IntegerField()
    batches = BatchSerializer(many=True)
    adjustments = AdjustmentSerializer(many=True)
    measures = MeasureSerializer(many=True)
    warnings = serializers.ListField(child=serializers.CharField())


class EntrySerializer(serializers.Serializer[Any]):
    """A line of the plan: of a batch as it counts now, of the draft (`batch` null) with the figures of today."""

    id = serializers.IntegerField(source="entry.pk")
    project = serializers.IntegerField(source="entry.project_id")
    name = serializers.CharField(source="entry.name")
    place = serializers.CharField(source="entry.jurisdiction.code")
    batch = serializers.IntegerField(source="entry.batch.number", allow_null=True, default=None)
    is_removed = serializers.SerializerMethodField()
    state = serializers.CharField(source="entry.project.state")
    nominated_by = serializers.CharField(source="entry.organisation.name")
    note = serializers.CharField(source="entry.note")
    neighbourhoods = serializers.IntegerField(source="figures.neighbourhoods")
    buildings = serializers.IntegerField(source="figures.buildings", allow_null=True)
    households = serializers.IntegerField(source="figures.households", allow_null=True)
    floor_area = serializers.DecimalField(
        source="figures.floor_area", max_digits=16, decimal_places=2, allow_null=True
    )
    investment = serializers.DecimalField(
        source="figures.investment", max_digits=20, decimal_places=2, allow_null=True
    )

    def get_is_removed(self, line: Line) -> bool:
        return not line.stands


class OpenSerializer(serializers.Serializer[Any]):
    """The year to open."""

    year = serializers.IntegerField()


class NominateSerializer(serializers.Serializer[Any]):
    """The projects to put on the draft."""

    projects = serializers.ListField(
        child=serializers.IntegerField(min_value=1), allow_empty=False, max_length=500
    )
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ConfirmSerializer(serializers.Serializer[Any]):
    """The entries to confirm and the paper's number and day."""

    entries = serializers.ListField(
        child=serializers.IntegerField(min_value=1), allow_empty=False, max_length=500
    )
    document_no = serializers.CharField(max_length=80)
    confirmed_on = serializers.DateField()
    explanation = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    all_or_nothing = serializers.BooleanField(required=False, default=False)


class OutcomeSerializer(serializers.Serializer[Any]):
    """What came of a confirmation; `batch` is null where nothing was confirmed."""

    batch = serializers.IntegerField(allow_null=True)
    entries = serializers.ListField(child=serializers.IntegerField())
    left_off = serializers.ListField(child=serializers.DictField())
    by = serializers.CharField(source="batch.confirmed_by.name")
    acted_for = serializers.CharField(source="batch.acted_for.name", allow_null=True, default=None)
    cautions = serializers.ListField(child=serializers.CharField())


class AdjustSerializer(serializers.Serializer[Any]):
    """A numbered adjustment of one entry."""

    kind = serializers.ChoiceField(choices=AdjustmentKind.choices)
    document_no = serializers.CharField(max_length=80)
    reason = serializers.CharField(max_length=300)
    on = serializers.DateField()
