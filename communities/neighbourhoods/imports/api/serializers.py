"""An import in JSON: what was uploaded, how it stands, what the dry run found, what was written."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from communities.neighbourhoods.imports import queries
from communities.neighbourhoods.imports.dry_run import DryRun, dry_run_of, totals_as_json
from communities.neighbourhoods.models import ImportState, RegisterImport
from communities.neighbourhoods.register import Remark


class UploadSerializer(serializers.Serializer[Any]):
    """A file; the place (its code) and the year of the survey where they are not to be taken from the
    caller's seat and the file.
    """

    file = serializers.FileField()
    place = serializers.CharField(required=False, default="")
    survey_year = serializers.IntegerField(required=False, default=None, allow_null=True)


class RemarkSerializer(serializers.Serializer[Any]):
    """A sentence about one cell, by its row and column in the spreadsheet."""

    row = serializers.IntegerField()
    column = serializers.CharField()
    header = serializers.CharField()
    value = serializers.CharField()
    message = serializers.CharField()
    expected = serializers.CharField()
    remedy = serializers.CharField()


class ChangeSerializer(serializers.Serializer[Any]):
    """One field of a neighbourhood that the file has otherwise."""

    field = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class UpdateSerializer(serializers.Serializer[Any]):
    """A row of the file that changes a neighbourhood."""

    row = serializers.IntegerField()
    neighbourhood = serializers.IntegerField()
    changes = ChangeSerializer(many=True)


class TotalsSerializer(serializers.Serializer[Any]):
    """Sums over the rows of the file."""

    neighbourhoods = serializers.IntegerField()
    buildings = serializers.IntegerField()
    households = serializers.IntegerField()
    area_wan_m2 = serializers.CharField()


class DryRunSerializer(serializers.Serializer[Any]):
    """What the dry run found."""

    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    left_out = serializers.IntegerField()
    totals = TotalsSerializer()
    errors = RemarkSerializer(many=True)  # type: ignore[assignment]  # the word of ask.md, not DRF's attribute
    queries = RemarkSerializer(many=True)
    updates = UpdateSerializer(many=True)


class ImportSerializer(serializers.ModelSerializer[RegisterImport]):
    """An import in a list."""

    state = serializers.SerializerMethodField()
    filename = serializers.CharField(source="document.filename")
    place = serializers.CharField(source="jurisdiction.code")
    uploaded_by = serializers.CharField(source="uploaded_by.username")
    acted_for = serializers.CharField(source="acted_for.username", allow_null=True, default=None)
    message = serializers.SerializerMethodField()

    class Meta:
        model = RegisterImport
        fields = (
            "id",
            "state",
            "message",
            "filename",
            "place",
            "survey_year",
            "summary",
            "uploaded_by",
            "acted_for",
            "uploaded_at",
            "written_at",
        )

    def get_state(self, row: RegisterImport) -> str:
        """How it stands, also where its worker died."""
        return queries.standing(row).value

    def get_message(self, row: RegisterImport) -> str:
        """The last word of the job behind it."""
        return row.job.message if row.job else ""


class ImportDetailSerializer(ImportSerializer):
    """The same with its dry run."""

    dry_run = serializers.SerializerMethodField()

    class Meta(ImportSerializer.Meta):
        fields = (*ImportSerializer.Meta.fields, "dry_run")  # type: ignore[assignment]  # one longer

    @extend_schema_field(DryRunSerializer(allow_null=True))
    def get_dry_run(self, row: RegisterImport) -> dict[str, Any] | None:
        """None until there is one."""
        shown = (ImportState.CHECKED, ImportState.WRITTEN, ImportState.UNDONE)
        return _dry_run(dry_run_of(row)) if queries.standing(row) in shown else None


def _dry_run(done: DryRun) -> dict[str, Any]:
    plan = done.plan
    return {
        "created": plan.created,
        "updated": plan.updated,
        "unchanged": plan.unchanged,
        "left_out": done.left_out,
        "totals": totals_as_json(done.reading.totals),
        "errors": [_remark(remark) for remark in done.reading.errors],
        "queries": [_remark(remark) for remark in done.reading.queries],
        "updates": [
            {
                "row": step.row,
                "neighbourhood": step.neighbourhood,
                "changes": [{"field": c.field, "before": c.before, "after": c.after} for c in step.changes],
            }
            for step in plan.steps
            if step.changes
        ],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    names = ("row", "column", "header", "value", "message", "expected", "remedy")
    return {name: getattr(remark, name) for name in names}
