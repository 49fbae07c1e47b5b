"""Background doors: a long list of cases is exported."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from communities.records.exporting import produce
from communities.tenancy.tasks import TenantTask
from governance.supervision import exports


@shared_task(base=TenantTask, bind=True, own_transactions=True)
def export_cases(self: Any, *, tenant: int, person: int, job: int) -> None:
    """A long list of cases as a spreadsheet."""
    produce(job=job, tenant=tenant, person=person, make=exports.case_sheet)
