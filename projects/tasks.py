"""Background doors: assignments that have run out are taken back."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from communities.models import Tenant
from communities.tenancy.tasks import TenantTask
from projects.services import end_over


@shared_task
def end_assignments() -> None:
    """By beat, every night: one task for each tenant. Whatever it has not reached yet is closed by its days."""
    for tenant in Tenant.objects.active().order_by("pk").values_list("pk", flat=True):
        end_assignments_of.delay(tenant=tenant)


@shared_task(base=TenantTask, acks_late=True, reject_on_worker_lost=True)
def end_assignments_of(*, tenant: int, person: int | None = None) -> Any:
    """What has run out in one tenant, in one transaction; run again it finds nothing left."""
    return end_over(now=timezone.now())
