"""The clock's door: yesterday is closed."""

from __future__ import annotations

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from communities.audit.services import seal
from communities.tenancy.context import enter
from communities.tenancy.models import Tenant

logger = logging.getLogger(__name__)


@shared_task
def seal_days() -> None:
    """Every night by beat: all days of each tenant that are over and not sealed yet, a suspended one's too.

    Each tenant by itself: one that fails is said in the log and caught up the next night.
    """
    yesterday = timezone.localdate() - timedelta(days=1)
    for tenant in Tenant.objects.order_by("pk").values_list("pk", flat=True):
        try:
            with enter(tenant):
                seal(yesterday, now=timezone.now())
        except Exception:
            logger.exception("the days of tenant %s are not sealed", tenant)
