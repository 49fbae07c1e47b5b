"""Background doors: verdicts follow the rulebook; the register is exported."""

from __future__ import annotations

from typing import Any

import pghistory
from celery import shared_task
from django.utils import timezone

from communities.neighbourhoods import export, services
from communities.records.exporting import produce
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant
from communities.tenancy.tasks import TenantTask

ROUNDS = 400
"""Batches of one tenant in one run: the rest waits for the next."""


@shared_task
def follow_rulebook() -> None:
    """Every half minute by beat: judge anew what another version of the rulebook decided, a batch a transaction."""
    with pghistory.context(person_name="系统", task="follow_rulebook"):
        for tenant in Tenant.objects.active().values_list("pk", flat=True):
            for _ in range(ROUNDS):
                with enter(tenant):
                    if not services.follow_rulebook(now=timezone.now()):
                        break


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def export_register(self: Any, *, tenant: int, person: int, job: int) -> None:
    """A long register as a spreadsheet."""
    produce(job=job, tenant=tenant, person=person, make=export.register_sheet)
