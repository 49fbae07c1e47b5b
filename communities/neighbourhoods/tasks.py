"""The clock's door: verdicts follow the rulebook."""

from __future__ import annotations

import pghistory
from celery import shared_task
from django.utils import timezone

from communities.neighbourhoods import services
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant

ROUNDS = 400
"""Batches of one tenant in one run: the rest waits for the next."""


@shared_task
def follow_rulebook() -> None:
    """Every half minute by beat: judge anew what another version of the rulebook decided, a batch a transaction."""
    with pghistory.context(person_name="系统", task="follow_rulebook"):
        for tenant in Tenant.objects.values_list("pk", flat=True):
            for _ in range(ROUNDS):
                with enter(tenant):
                    if not services.follow_rulebook(now=timezone.now()):
                        break
