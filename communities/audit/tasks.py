"""The clock's door: yesterday is closed."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from communities.audit.services import seal
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant


@shared_task
def seal_days() -> None:
    """Every night by beat: all days of each tenant that are over and not sealed yet, each tenant by itself."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for tenant in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        with enter(tenant):
            seal(yesterday, now=timezone.now())
