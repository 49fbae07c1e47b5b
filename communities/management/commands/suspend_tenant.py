"""Nobody gets into a tenant until it is resumed: `suspend_tenant CODE --reason WHY`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from communities.closing import services
from communities.closing.answering import ClosingCommand
from communities.tenancy.models import Tenant


class Command(ClosingCommand):
    help = "Suspend a tenant: its members are told so on every page, its tokens and tasks stand still."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", required=True)

    def close(self, tenant: Tenant, **options: Any) -> dict[str, Any]:
        held = services.suspend(tenant, reason=options["reason"], now=timezone.now())
        return {"tenant": held.code, "suspended_at": timezone.localtime(held.suspended_at).isoformat()}
