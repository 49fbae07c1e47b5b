"""Shapes of owners' bodies and property contracts. `fee` in yuan a ㎡ and month, as a string."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from communities.upkeep.models import BodyKind, OwnersBody, PropertyContract


class OwnersBodySerializer(serializers.ModelSerializer[OwnersBody]):
    """A body of the owners."""

    class Meta:
        model = OwnersBody
        fields = (
            "id", "neighbourhood", "kind", "name", "formed_on", "term_until", "filing_number", "dissolved_on",
            "document",
        )  # fmt: skip


class PropertyContractSerializer(serializers.ModelSerializer[PropertyContract]):
    """A property service contract."""

    class Meta:
        model = PropertyContract
        fields = (
            "id", "neighbourhood", "company", "standard", "fee", "signed_on", "starts_on", "ends_on", "document",
        )  # fmt: skip


class _PaperSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    document = serializers.IntegerField(min_value=1)


class _PapersSerializer(serializers.Serializer[Any]):
    """Papers on record by id in `evidence` (JSON), or new ones as `file` with their names in `file_name`."""

    evidence = _PaperSerializer(many=True, required=False, default=list)
    file = serializers.ListField(child=serializers.FileField(), required=False, default=list)
    file_name = serializers.ListField(
        child=serializers.CharField(max_length=80), required=False, default=list
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs["file"]) != len(attrs["file_name"]):
            raise serializers.ValidationError({"file_name": "每个文件须有一个材料名称。"})
        return attrs


class NewOwnersBodySerializer(_PapersSerializer):
    """What registering a body takes."""

    neighbourhood = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=BodyKind.choices)
    name = serializers.CharField(max_length=120)
    formed_on = serializers.DateField()
    term_until = serializers.DateField(required=False, allow_null=True, default=None)
    filing_number = serializers.CharField(max_length=80, required=False, allow_blank=True, default="")


class DissolveSerializer(_PapersSerializer):
    """Its end."""

    on = serializers.DateField()


class NewPropertyContractSerializer(_PapersSerializer):
    """What registering a contract takes."""

    neighbourhood = serializers.IntegerField(min_value=1)
    company = serializers.CharField(max_length=120)
    standard = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    fee = serializers.DecimalField(
        max_digits=8, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )
    signed_on = serializers.DateField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True, default=None)
