"""A neighbourhood and a declaration in JSON. Areas in ㎡; `completed_on` is a day, month, year or range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from communities.neighbourhoods.models import Neighbourhood, NeighbourhoodDeclaration
from communities.neighbourhoods.queries import decisions_of
from policies.dates import DateInterval


@extend_schema_field(OpenApiTypes.STR)
class CompletedField(serializers.Field[Any, Any, Any, Any]):
    """`1998`, `1998-06`, `1998-06-01`, `1990/1999`; two columns of the row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", **kwargs)

    def to_representation(self, value: Neighbourhood) -> str | None:
        if value.completed_from is None or value.completed_to is None:
            return None
        return str(DateInterval(value.completed_from, value.completed_to))

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        try:
            interval = DateInterval.parse(data) if isinstance(data, str) else None
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error
        if interval is None:
            raise serializers.ValidationError("日期应写成 1998、1998-06、1998-06-01 或 1990/1999")
        return {"completed_from": interval.first, "completed_to": interval.last}

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is None:
            return {"completed_from": None, "completed_to": None}
        return super().run_validation(data)


WRITTEN = (
    "name",
    "address",
    "survey_year",
    "completed_on",
    "completed_is_chosen",
    "buildings_declared",
    "households_declared",
    "floor_area_declared",
    "residents",
    "max_storeys",
    "six_storey_buildings",
    "structure",
    "original_owner",
    "management",
    "has_owners_organisation",
    "problems",
    "safety_grade",
    "is_historic_building",
    "remarks",
    "is_demonstration",
)
PUSHED = (
    "buildings",
    "households",
    "floor_area",
    "willing_ratio",
    "participation",
    "mode",
    "eligible",
    "missing_count",
    "first_reason",
    "is_registered",
    "open_queries",
    "merged_into",
    "updated_at",
)


class NeighbourhoodSerializer(serializers.ModelSerializer[Neighbourhood]):
    """A row of the register with its verdict in short."""

    jurisdiction = serializers.CharField(source="jurisdiction.code", read_only=True)
    jurisdiction_name = serializers.CharField(source="jurisdiction.name", read_only=True)
    completed_on = CompletedField(required=False, allow_null=True)
    is_registered = serializers.BooleanField(read_only=True)
    completed_is_chosen = serializers.BooleanField(required=False)
    safety_grade = serializers.ChoiceField(choices=["A", "B", "C", "D"], required=False, allow_blank=True)

    class Meta:
        model = Neighbourhood
        fields = ("id", "revision", "jurisdiction", "jurisdiction_name", *WRITTEN, *PUSHED)
        read_only_fields = ("revision", *PUSHED)
        validators: tuple[Any, ...] = ()


class VerdictSerializer(serializers.Serializer[Any]):
    """The latest decision by one rule, whole: what `python -m policies ask` prints, with where it is kept."""

    rule = serializers.CharField()
    decision = serializers.IntegerField()
    rulebook_version = serializers.IntegerField()
    decided_at = serializers.DateTimeField()
    answer = serializers.JSONField()


class NeighbourhoodDetailSerializer(NeighbourhoodSerializer):
    """The same with the verdict in full."""

    verdicts = serializers.SerializerMethodField()

    class Meta(NeighbourhoodSerializer.Meta):
        fields = (*NeighbourhoodSerializer.Meta.fields, "verdicts")  # type: ignore[assignment]  # one longer

    @extend_schema_field(VerdictSerializer(many=True))
    def get_verdicts(self, row: Neighbourhood) -> list[dict[str, Any]]:
        """One for each rule asked: the eligibility rules and `transition:register`."""
        latest: dict[str, dict[str, Any]] = {}
        for decision in decisions_of(row):
            latest.setdefault(
                decision.rule,
                {
                    "rule": decision.rule,
                    "decision": decision.pk,
                    "rulebook_version": decision.version.number,
                    "decided_at": decision.decided_at,
                    "answer": decision.verdict,
                },
            )
        return list(VerdictSerializer(list(latest.values()), many=True).data)


class NewNeighbourhoodSerializer(NeighbourhoodSerializer):
    """What a new row needs; `jurisdiction` is the code of the community."""

    jurisdiction = serializers.CharField()

    class Meta(NeighbourhoodSerializer.Meta):
        fields = ("jurisdiction", *WRITTEN)  # type: ignore[assignment]  # what is written
        read_only_fields = ()  # type: ignore[assignment]


class CorrectionSerializer(NewNeighbourhoodSerializer):
    """What a correction needs: the revision before the caller and the reason; of the facts only those to change."""

    revision = serializers.IntegerField()
    reason = serializers.CharField(max_length=300)
    jurisdiction = serializers.CharField(required=False)

    class Meta(NewNeighbourhoodSerializer.Meta):
        fields = ("revision", "reason", *NewNeighbourhoodSerializer.Meta.fields)  # type: ignore[assignment]


class EvidenceSerializer(serializers.Serializer[Any]):
    """A paper on record, under the name that the rulebook gives it."""

    name = serializers.CharField(max_length=80)
    document = serializers.IntegerField()


class DeclarationSerializer(serializers.ModelSerializer[NeighbourhoodDeclaration]):
    """What was stated about one neighbourhood."""

    organisation = serializers.CharField(source="organisation.name")
    entered_by = serializers.CharField(source="entered_by.username")
    acted_for = serializers.CharField(source="acted_for.username", allow_null=True, default=None)
    evidence = serializers.SerializerMethodField()

    class Meta:
        model = NeighbourhoodDeclaration
        fields = (
            "id",
            "criterion",
            "value",
            "neighbourhood",
            "building",
            "stated_by",
            "organisation",
            "on",
            "note",
            "is_current",
            "evidence",
            "entered_by",
            "acted_for",
            "entered_at",
        )

    @extend_schema_field(EvidenceSerializer(many=True))
    def get_evidence(self, row: NeighbourhoodDeclaration) -> list[Mapping[str, Any]]:
        """The papers attached."""
        return [{"name": e.name, "document": e.document_id} for e in row.evidence.all()]


class NewDeclarationSerializer(serializers.Serializer[Any]):
    """One criterion about one or many neighbourhoods.

    Papers on record by id in `evidence` (JSON), or new ones as `file` with their names in `file_name`, in the same
    order (multipart). `organisation` only where the caller could act for several.
    """

    criterion = serializers.CharField(max_length=80)
    value = serializers.BooleanField()
    neighbourhoods = serializers.ListField(
        child=serializers.IntegerField(), allow_empty=False, max_length=500
    )
    building = serializers.IntegerField(required=False, allow_null=True, default=None)
    organisation = serializers.IntegerField(required=False, allow_null=True, default=None)
    stated_by = serializers.CharField(required=False, allow_blank=True, default="")
    on = serializers.DateField()
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)
    evidence = EvidenceSerializer(many=True, required=False, default=list)
    file = serializers.ListField(child=serializers.FileField(), required=False, default=list)
    file_name = serializers.ListField(
        child=serializers.CharField(max_length=80), required=False, default=list
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs["file"]) != len(attrs["file_name"]):
            raise serializers.ValidationError({"file_name": "每个文件须有一个材料名称。"})
        return attrs
