"""The clock's doors: jobs whose worker died are found, files in quarantine scanned, exports forgotten in time."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from django.utils import timezone

from communities.people.enums import Capability
from communities.records import auditing, expiring, exporting, jobs, scanning, sealing
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant
from communities.tenancy.tasks import TenantTask


@shared_task
def sweep() -> None:
    """Every half minute by beat: one small indexed query a tenant."""
    for tenant in Tenant.objects.active().values_list("pk", flat=True):
        with enter(tenant):
            jobs.fail_lost_jobs()


@shared_task
def scan_waiting() -> None:
    """Every minute by beat, where a scanner is configured."""
    if not scanning.is_configured():
        return
    for tenant in Tenant.objects.active().values_list("pk", flat=True):
        with enter(tenant):
            sealing.scan_waiting(now=timezone.now())


@shared_task
def forget_exports() -> None:
    """Every ten minutes by beat: files with personal data that have run out leave the storage."""
    for tenant in Tenant.objects.active().values_list("pk", flat=True):
        with enter(tenant):
            expiring.forget(now=timezone.now())


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def export_audit(self: Any, *, tenant: int, person: int, job: int) -> None:
    """A long audit record as a spreadsheet."""
    make = auditing.audit_sheet
    exporting.produce(job=job, tenant=tenant, person=person, make=make, right=Capability.AUDIT)
