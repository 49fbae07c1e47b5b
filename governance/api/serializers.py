"""The dashboard as JSON: counts as numbers, money (yuan) and per cent as text with two decimals."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

Fields = serializers.Serializer[Any]


class RateSerializer(Fields):
    """A rate with its two parts; without a denominator there is none."""

    numerator = serializers.CharField()
    denominator = serializers.CharField()
    percent = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)


class CardSerializer(Fields):
    """A key figure now and at the end of the month before; `change` in percentage points, `target` in per cent."""

    key = serializers.CharField(source="measure.key")
    caption = serializers.CharField(source="measure.caption")
    now = RateSerializer()
    before = RateSerializer()
    change = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    target = serializers.DecimalField(
        source="target.percent", max_digits=12, decimal_places=2, allow_null=True, default=None
    )
    is_met = serializers.BooleanField(allow_null=True)


class RankedSerializer(Fields):
    """A place below with its start rates."""

    number = serializers.IntegerField()
    code = serializers.CharField(source="node.code", allow_null=True, default=None)
    name = serializers.CharField()
    started = RateSerializer()
    households = RateSerializer()
    more = serializers.IntegerField(help_text="started since the end of the month before")


class StageSerializer(Fields):
    """A stage: neighbourhoods that reached it (null: on hold, withdrawn), those that stand there, projects likewise."""

    state = serializers.CharField()
    reached = serializers.IntegerField(source="reached.neighbourhoods", allow_null=True, default=None)
    standing = serializers.IntegerField(source="standing.neighbourhoods")
    projects = serializers.IntegerField()


class MoneyLineSerializer(Fields):
    """One kind of channel, in yuan."""

    kind = serializers.CharField()
    planned = serializers.DecimalField(source="money.planned", max_digits=20, decimal_places=2)
    arrived = serializers.DecimalField(source="money.arrived", max_digits=20, decimal_places=2)
    paid = serializers.DecimalField(source="money.paid", max_digits=20, decimal_places=2)


class ClassSerializer(Fields):
    """One class of works items, in yuan; an empty id: the rulebook leaves the class to the tenant."""

    id = serializers.CharField(allow_blank=True)
    items = serializers.IntegerField(source="works.items")
    estimate = serializers.DecimalField(source="works.estimate", max_digits=20, decimal_places=2)
    invested = serializers.DecimalField(source="works.invested", max_digits=20, decimal_places=2)
    paid = serializers.DecimalField(source="works.paid", max_digits=20, decimal_places=2)


class LateSerializer(Fields):
    """A matter past its day; `days`: working days, null beyond the official calendar."""

    kind = serializers.CharField()
    id = serializers.IntegerField()
    project = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    who = serializers.CharField()
    why = serializers.CharField()
    clause = serializers.CharField()
    due_on = serializers.DateField()
    days = serializers.IntegerField(allow_null=True)


class FigureChangeSerializer(Fields):
    """A main figure at the end of the month before and now; money in yuan."""

    figure = serializers.CharField(source="label")
    before = serializers.CharField()
    now = serializers.CharField()


class DashboardSerializer(Fields):
    """A place as of a day."""

    place = serializers.CharField(source="asked.node.code")
    year = serializers.IntegerField(source="asked.year", allow_null=True, help_text="null: all projects")
    day = serializers.DateField()
    cards = CardSerializer(many=True)
    overdue = RateSerializer()
    ranking = RankedSerializer(many=True)
    stages = StageSerializer(many=True)
    money = MoneyLineSerializer(many=True)
    classes = ClassSerializer(many=True)
    late = LateSerializer(many=True, help_text="the first six")
    changes = FigureChangeSerializer(many=True)
