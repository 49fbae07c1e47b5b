"""Shapes of what keeps a neighbourhood. `fee` in yuan a ㎡ and month, amounts in yuan, as strings."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from communities.upkeep.models import (
    BodyKind,
    MaintenanceFund,
    ManagementMode,
    OwnersBody,
    PartyOrganisation,
    PropertyContract,
)


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


class ManagementModeSerializer(serializers.ModelSerializer[ManagementMode]):
    """A management mode; `mode` is an id of the rulebook's modes, `decision` keeps the rulebook's answer."""

    class Meta:
        model = ManagementMode
        fields = (
            "id", "neighbourhood", "mode", "services", "fee", "unit", "from_on", "until_on", "decision",
            "document",
        )  # fmt: skip


class MaintenanceFundSerializer(serializers.ModelSerializer[MaintenanceFund]):
    """The maintenance fund of a neighbourhood."""

    class Meta:
        model = MaintenanceFund
        fields = (
            "id", "neighbourhood", "set_up_on", "account", "raised", "balance", "balance_on",
            "pays_until_then", "document", "revision",
        )  # fmt: skip


class PartyOrganisationSerializer(serializers.ModelSerializer[PartyOrganisation]):
    """A Party organisation that covers a neighbourhood."""

    class Meta:
        model = PartyOrganisation
        fields = ("id", "neighbourhood", "name", "from_on", "until_on")


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


class EndSerializer(_PapersSerializer):
    """The end of a body or a mode."""

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


class NewManagementModeSerializer(_PapersSerializer):
    """What settling a mode takes."""

    neighbourhood = serializers.IntegerField(min_value=1)
    mode = serializers.CharField(max_length=60)
    services = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    fee = serializers.DecimalField(
        max_digits=8, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )
    unit = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    from_on = serializers.DateField()


class ModeOptionSerializer(serializers.Serializer[Any]):
    """One mode of the rulebook asked about a neighbourhood; `answer` is what `python -m policies ask` prints."""

    mode = serializers.CharField()
    name = serializers.CharField()
    is_proposed = serializers.BooleanField()
    answer = serializers.JSONField()


class SetFundSerializer(_PapersSerializer):
    """What registering or correcting a fund takes; `revision` 0 where none is registered."""

    neighbourhood = serializers.IntegerField(min_value=1)
    set_up_on = serializers.DateField(required=False, allow_null=True, default=None)
    account = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    raised = serializers.DecimalField(
        max_digits=18, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )
    balance = serializers.DecimalField(
        max_digits=18, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )
    balance_on = serializers.DateField(required=False, allow_null=True, default=None)
    pays_until_then = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    revision = serializers.IntegerField(min_value=0, required=False, default=0)


class NewPartyOrganisationSerializer(serializers.Serializer[Any]):
    """What registering a Party organisation takes."""

    neighbourhood = serializers.IntegerField(min_value=1)
    name = serializers.CharField(max_length=120)
    from_on = serializers.DateField()


class EndPartyOrganisationSerializer(serializers.Serializer[Any]):
    """Its end."""

    on = serializers.DateField()
