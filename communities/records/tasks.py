"""The clock's door: jobs whose worker died are found."""

from __future__ import annotations

from celery import shared_task

from communities.records import jobs
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant


@shared_task
def sweep() -> None:
    """Every half minute by beat: one small indexed query a tenant."""
    for tenant in Tenant.objects.values_list("pk", flat=True):
        with enter(tenant):
            jobs.fail_lost_jobs()
