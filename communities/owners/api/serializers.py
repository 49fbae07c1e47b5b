"""A dwelling in JSON. Areas in ㎡. What names the owner comes out masked: in full only by `reveal`, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from communities.owners.models import Dwelling
from communities.privacy import masks

AREA: dict[str, Any] = {"max_digits": 14, "decimal_places": 2, "min_value": Decimal("0.01")}


class MaskedField(serializers.CharField):
    """Personal data as it is shown to whoever has not said why he needs it; empty where nothing is kept."""

    def __init__(self, mask: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)
        self.mask = mask

    def to_representation(self, value: Any) -> str:
        return self.mask(str(value or ""))


class DwellingSerializer(serializers.ModelSerializer[Dwelling]):
    """One dwelling, its owner masked."""

    building_name = serializers.CharField(source="building.name", default="", read_only=True)
    owner = MaskedField(masks.name, help_text="张**")
    phone = MaskedField(masks.phone, help_text="138****5678")
    identity = MaskedField(masks.identity, help_text="3702**********1234")

    class Meta:
        model = Dwelling
        fields = (
            "id", "neighbourhood", "building", "building_name", "room", "floor_area", "owner", "phone", "identity",
        )  # fmt: skip


class _WrittenSerializer(serializers.Serializer[Any]):
    building = serializers.IntegerField(
        required=False, allow_null=True, help_text="of the same neighbourhood"
    )
    floor_area = serializers.DecimalField(required=False, allow_null=True, help_text="㎡", **AREA)
    owner = serializers.CharField(required=False, allow_blank=True, help_text="kept encrypted")
    phone = serializers.CharField(required=False, allow_blank=True, help_text="kept encrypted")
    identity = serializers.CharField(required=False, allow_blank=True, help_text="kept encrypted")
    confirmed = serializers.BooleanField(
        default=False, help_text="write it although a number looks wrong (the refusal says which and why)"
    )


class NewDwellingSerializer(_WrittenSerializer):
    """A dwelling to be registered."""

    neighbourhood = serializers.IntegerField()
    room = serializers.CharField(help_text="3单元502")


class DwellingCorrectionSerializer(_WrittenSerializer):
    """What changes; what is left out stays, an empty text is cleared. `reason` is compulsory and stays in history."""

    room = serializers.CharField(required=False)
    reason = serializers.CharField(max_length=300)


class RevealSerializer(serializers.Serializer[Any]):
    """Why the owner's data is needed in full; kept in the audit record."""

    reason = serializers.CharField(max_length=300)


class RevealedSerializer(serializers.Serializer[Any]):
    """The owner as registered, for once."""

    id = serializers.IntegerField()
    owner = serializers.CharField()
    phone = serializers.CharField()
    identity = serializers.CharField()
