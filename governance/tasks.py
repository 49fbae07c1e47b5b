"""Background doors: the reports of the month that has ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from celery import shared_task
from django.utils import timezone

from communities.models import Tenant
from communities.tenancy.tasks import TenantTask
from governance.assessment.services import assess
from governance.figures.instant import month_before


@shared_task
def assess_month() -> None:
    """By beat on the 1st, and every day to catch up: one task for each tenant, for the month that has ended."""
    month = month_before(timezone.localdate())
    for tenant in Tenant.objects.active().order_by("pk").values_list("pk", flat=True):
        assess_tenant.delay(tenant=tenant, month=month.isoformat())


@shared_task(base=TenantTask, acks_late=True, reject_on_worker_lost=True)
def assess_tenant(*, tenant: int, month: str, person: int | None = None) -> Any:
    """The reports of one tenant and month in one transaction. Killed, it leaves nothing; run again, it completes."""
    return assess(month=date.fromisoformat(month), now=timezone.now()).created
