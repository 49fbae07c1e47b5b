"""Shapes of money. Amounts in yuan and percentages as strings."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from funding.enums import PAYER_CHOICES, MovementKind
from funding.models import Award, FundingSource, Movement


def _amount(**more: Any) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=18, decimal_places=2, **more)


def _percent() -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=7, decimal_places=4)


class PartSerializer(serializers.Serializer[Any]):
    """What one payer bears; `of` the payer whose part it divides, empty for a part of the whole."""

    payer = serializers.ChoiceField(choices=PAYER_CHOICES)
    of = serializers.CharField()
    amount = _amount()


class LackSerializer(serializers.Serializer[Any]):
    """What is missing: an overlay path, a rule or an item's id."""

    kind = serializers.CharField()
    key = serializers.CharField()
    sentence = serializers.CharField()


class SplitItemSerializer(serializers.Serializer[Any]):
    """A works item divided; the parts with an empty `of` sum to its cost."""

    item = serializers.IntegerField()
    catalogue = serializers.CharField()
    neighbourhood = serializers.IntegerField()
    category = serializers.CharField(help_text="id of the class, empty while it is open")
    cost = _amount(allow_null=True)
    parts = PartSerializer(many=True)
    missing = LackSerializer(many=True)
    is_demo = serializers.BooleanField()


class SumSerializer(serializers.Serializer[Any]):
    """A total; parts with an empty `of` and `pending` sum to the cost."""

    key = serializers.CharField()
    name = serializers.CharField()
    count = serializers.IntegerField()
    cost = _amount()
    pending = _amount()
    parts = PartSerializer(many=True)


class MoneySerializer(serializers.Serializer[Any]):
    """One payer's part, and its sources' planned, arrived and paid; a line with `of` is counted in that payer's."""

    payer = serializers.CharField()
    of = serializers.CharField()
    part = _amount()
    planned = _amount()
    arrived = _amount()
    paid = _amount()


class SplitSerializer(serializers.Serializer[Any]):
    """The split of a project."""

    is_complete = serializers.BooleanField()
    items = SplitItemSerializer(many=True)
    classes = SumSerializer(many=True)
    neighbourhoods = SumSerializer(many=True)
    total = SumSerializer()
    payers = MoneySerializer(many=True)
    warnings = serializers.ListField(child=serializers.DictField())


class PercentSerializer(serializers.Serializer[Any]):
    """One payer's percentage; `is_fixed` by the rulebook or the tenant's entry."""

    payer = serializers.ChoiceField(choices=PAYER_CHOICES)
    percent = _percent()
    is_fixed = serializers.BooleanField(read_only=True)


class ShareSerializer(serializers.Serializer[Any]):
    """The percentages of one rule; `revision` 0 while the project entered nothing."""

    rule = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    clause = serializers.CharField(read_only=True)
    quote = serializers.CharField(read_only=True)
    percents = PercentSerializer(many=True, allow_empty=False)
    missing = serializers.ListField(child=serializers.CharField(), read_only=True)
    is_settled = serializers.BooleanField(read_only=True, allow_null=True)
    basis = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    revision = serializers.IntegerField(min_value=0)


class SourceSerializer(serializers.ModelSerializer[FundingSource]):
    """A source of money; `paper` is the id of a document on record."""

    kind = serializers.CharField(read_only=True)
    paper = serializers.IntegerField(source="paper_id", required=False, allow_null=True)
    planned = _amount(min_value=0)

    class Meta:
        model = FundingSource
        fields = (
            "id", "channel", "kind", "payer", "giver", "planned", "arrived", "paid", "paper", "note", "revision",
        )  # fmt: skip
        read_only_fields = ("id", "kind", "arrived", "paid", "revision")


class SourceChangeSerializer(serializers.Serializer[FundingSource]):
    """What may be changed of a source; `revision` is the one that was read."""

    giver = serializers.CharField(max_length=120, required=False, allow_blank=True)
    planned = _amount(min_value=0, required=False)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)
    paper = serializers.IntegerField(required=False)
    revision = serializers.IntegerField(min_value=1)


class MovementSerializer(serializers.ModelSerializer[Movement]):
    """An arrival or a payment; the same `key` again is the same entry."""

    paper = serializers.IntegerField(source="paper_id", required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=MovementKind.choices)
    key = serializers.UUIDField(required=False)
    entered_by = serializers.CharField(source="entered_by.name", read_only=True)
    acted_for = serializers.CharField(source="acted_for.name", allow_null=True, default=None, read_only=True)

    class Meta:
        model = Movement
        fields = (
            "id", "kind", "amount", "on", "party", "voucher", "paper", "counters", "reason", "key",
            "entered_by", "acted_for", "entered_at",
        )  # fmt: skip
        read_only_fields = ("id", "counters", "reason", "entered_at")
        validators: list[object] = []  # the service knows an entry sent twice


class CounterSerializer(serializers.Serializer[Any]):
    """Why an entry is reversed, and on which day."""

    reason = serializers.CharField(max_length=300)
    on = serializers.DateField()


class AwardSerializer(serializers.ModelSerializer[Award]):
    """A subsidy awarded; `works_item` null for one of the whole project."""

    works_item = serializers.IntegerField(source="works_item_id", required=False, allow_null=True)
    organisation = serializers.CharField(source="organisation.name", read_only=True)

    class Meta:
        model = Award
        fields = (
            "id", "rule", "works_item", "amount", "document_no", "note", "supersedes", "decision", "organisation",
            "awarded_at",
        )  # fmt: skip
        read_only_fields = ("id", "amount", "supersedes", "decision", "awarded_at")
        validators: list[object] = []
