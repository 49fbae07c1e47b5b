"""Delegations in JSON: what is shown and what is taken."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from communities.people.delegation import queries
from communities.people.delegation.enums import DelegationState
from communities.people.models import Delegation, Membership


class DelegationSerializer(serializers.ModelSerializer[Delegation]):
    """A delegation; `state` is that of today. `id` is what the header X-Acting-For names."""

    delegator = serializers.CharField(source="membership.person.name")
    delegate = serializers.CharField(source="delegate.name")
    role = serializers.CharField(source="membership.role.name")
    organisation = serializers.CharField(source="membership.organisation.name", default=None)
    place = serializers.CharField(source="membership.jurisdiction.name")
    state = serializers.SerializerMethodField()
    last_day = serializers.SerializerMethodField()

    class Meta:
        model = Delegation
        fields = [
            "id",
            "delegator",
            "delegate",
            "membership",
            "role",
            "organisation",
            "place",
            "capabilities",
            "starts_on",
            "ends_on",
            "last_day",
            "reason",
            "state",
            "made_at",
            "accepted_at",
            "declined_at",
            "ended_at",
        ]
        read_only_fields = fields

    def get_state(self, row: Delegation) -> DelegationState:
        return queries.state_on(row, timezone.localdate())

    def get_last_day(self, row: Delegation) -> str:
        return queries.last_day(row).isoformat()


class OfferSerializer(serializers.Serializer[Any]):
    """A delegation to be offered. `delegate` is a user name; without `capabilities`, all that may be lent."""

    membership = serializers.PrimaryKeyRelatedField(queryset=Membership._base_manager.none())
    delegate = serializers.CharField(max_length=60)
    capabilities = serializers.ListField(child=serializers.CharField(max_length=20), required=False)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    reason = serializers.CharField(max_length=200)
