"""What the interface says of the rulebook and of a decision."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from communities.rulebooks.models import Decision


class PeriodSerializer(serializers.Serializer[Any]):
    """The period that the text itself names; it only cautions."""

    begins = serializers.DateField(source="from_", allow_null=True)
    ends = serializers.DateField(source="to", allow_null=True)


class IdentitySerializer(serializers.Serializer[Any]):
    """The document that the rulebook mirrors."""

    id = serializers.CharField()
    name = serializers.CharField()
    title = serializers.CharField()
    document_no = serializers.CharField(allow_null=True)
    issuer = serializers.CharField(allow_null=True)
    issued = serializers.DateField(allow_null=True)
    nature = serializers.ChoiceField(choices=["plan", "reply", "press-release", "law", "none"])
    unit = serializers.CharField()
    period = PeriodSerializer()


class RulebookSerializer(serializers.Serializer[Any]):
    """The version in force: what it mirrors, since when, and the hashes that an answer names."""

    identity = IdentitySerializer(source="pack.identity")
    number = serializers.IntegerField(source="version.number")
    effective_from = serializers.DateField(source="version.effective_from")
    version = serializers.CharField(
        source="rulebook.version", help_text="sha256 of the text, entries left out"
    )
    overlay_hash = serializers.CharField(source="rulebook.overlay_hash", allow_null=True)
    layers = serializers.DictField(source="rulebook.layer_versions", child=serializers.CharField())
    overlay = serializers.DictField(help_text="path -> the tenant's own value")
    demo = serializers.ListField(
        child=serializers.CharField(), help_text="paths whose entry is a demonstration"
    )
    unsettled = serializers.SerializerMethodField(help_text="how many values are still open")

    def get_unsettled(self, adopted: Any) -> int:
        return len(adopted.rulebook.open_paths())


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """One line of the list."""

    version = serializers.IntegerField(source="version.number", read_only=True)
    jurisdiction = serializers.CharField(source="jurisdiction.code", read_only=True)
    decided_by = serializers.CharField(source="decided_by.name", default=None, read_only=True)
    acted_for = serializers.CharField(source="acted_for.name", allow_null=True, default=None, read_only=True)

    class Meta:
        model = Decision
        fields = (
            "id",
            "rule",
            "subject_kind",
            "subject_id",
            "jurisdiction",
            "answer",
            "version",
            "decided_by",
            "acted_for",
            "decided_at",
            "reason",
            "digest",
        )


class DecisionDetailSerializer(DecisionSerializer):
    """With the facts and the whole verdict, as they were kept."""

    facts = serializers.SerializerMethodField(help_text="in the shape of FACTS.json")
    verdict = serializers.SerializerMethodField(help_text="the answer as `python -m policies ask` prints it")
    pack_hash = serializers.CharField(source="version.pack_hash", read_only=True)
    overlay_hash = serializers.CharField(source="version.overlay_hash", read_only=True)

    class Meta(DecisionSerializer.Meta):
        fields = (*DecisionSerializer.Meta.fields, "facts", "verdict", "pack_hash", "overlay_hash")  # type: ignore[assignment]

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_facts(self, decision: Decision) -> Any:
        return decision.facts

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_verdict(self, decision: Decision) -> Any:
        return decision.verdict
