"""Background doors: long lists of projects are exported."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from approvals import exports
from communities.records.exporting import produce
from communities.tenancy.tasks import TenantTask


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def export_projects(self: Any, *, tenant: int, person: int, job: int) -> None:
    """A long list of projects as a spreadsheet."""
    produce(job=job, tenant=tenant, person=person, make=exports.project_sheet)


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def export_pool(self: Any, *, tenant: int, person: int, job: int) -> None:
    """A long reserve pool as a spreadsheet."""
    produce(job=job, tenant=tenant, person=person, make=exports.pool_sheet)
