"""Shapes of projects and works items. Money in yuan, as strings."""

from __future__ import annotations

from rest_framework import serializers

from communities.models import Building, Neighbourhood
from projects.enums import Batch, Route
from projects.models import Project, WorksItem


class ProjectSerializer(serializers.ModelSerializer[Project]):
    """A project as read."""

    place = serializers.CharField(source="jurisdiction.code", read_only=True)
    place_name = serializers.CharField(source="jurisdiction.name", read_only=True)
    proposed_by = serializers.CharField(source="proposed_by.name", read_only=True)
    batch = serializers.ChoiceField(choices=Batch.choices, allow_blank=True, read_only=True)
    neighbourhood_count = serializers.IntegerField(read_only=True)
    households = serializers.IntegerField(read_only=True, allow_null=True)
    item_count = serializers.IntegerField(read_only=True)
    estimate = serializers.DecimalField(max_digits=20, decimal_places=2, read_only=True, allow_null=True)

    class Meta:
        model = Project
        fields = (
            "id", "code", "name", "place", "place_name", "route", "state", "state_since", "batch", "scope", "scale",
            "contents", "milestones", "off_standard", "proposed_by", "neighbourhood_count", "households",
            "item_count", "estimate", "revision",
        )  # fmt: skip
        read_only_fields = fields


class ProposeSerializer(serializers.Serializer[Project]):
    """What a proposal takes."""

    name = serializers.CharField(max_length=150)
    route = serializers.ChoiceField(choices=Route.choices, default=Route.COMPREHENSIVE)
    neighbourhoods = serializers.ListField(
        child=serializers.IntegerField(min_value=1), allow_empty=False, max_length=200
    )


class LedgerSerializer(serializers.Serializer[Project]):
    """What may be changed of a project; `revision` is the one that was read."""

    name = serializers.CharField(max_length=150, required=False)
    scope = serializers.CharField(max_length=500, required=False, allow_blank=True)
    scale = serializers.CharField(max_length=500, required=False, allow_blank=True)
    contents = serializers.CharField(max_length=500, required=False, allow_blank=True)
    milestones = serializers.CharField(max_length=500, required=False, allow_blank=True)
    off_standard = serializers.BooleanField(required=False, allow_null=True)
    revision = serializers.IntegerField(min_value=1)


class WorksItemSerializer(serializers.ModelSerializer[WorksItem]):
    """A works item; `item` is the id in the rulebook's catalogue."""

    project = serializers.PrimaryKeyRelatedField(queryset=Project._base_manager.none())
    neighbourhood = serializers.PrimaryKeyRelatedField(queryset=Neighbourhood._base_manager.none())
    building = serializers.PrimaryKeyRelatedField(
        queryset=Building._base_manager.none(), required=False, allow_null=True
    )

    class Meta:
        model = WorksItem
        fields = (
            "id", "project", "neighbourhood", "building", "item", "state", "quantity", "unit", "estimate",
            "uses_idle_land", "affects_sunlight_or_green", "adds_building", "note", "started_on", "finished_on",
        )  # fmt: skip
        read_only_fields = ("id", "state", "started_on", "finished_on")
        validators: list[object] = []  # the service refuses a second one, naming the project that has it
