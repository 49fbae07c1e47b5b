"""Invitations: which there are, and which one a key opens."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from communities.people.enums import Capability
from communities.people.models import Invitation
from communities.people.rights import Actor, within


def invitations(actor: Actor) -> QuerySet[Invitation]:
    """The invitations to the places where the actor manages accounts, the newest first."""
    found: QuerySet[Invitation] = Invitation.objects.filter(
        within(actor.paths(Capability.PEOPLE), "jurisdiction__path")
    ).select_related("organisation", "jurisdiction", "proposed_role", "created_by", "accepted_by")
    return found.order_by("-id")


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    """Those of the tenant entered that still open a door."""
    found: QuerySet[Invitation] = Invitation.objects.filter(
        accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    )
    return found
