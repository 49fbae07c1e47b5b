"""Everybody gets into a suspended tenant again: `resume_tenant CODE`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from communities.closing import services
from communities.closing.answering import ClosingCommand
from communities.tenancy.models import Tenant


class Command(ClosingCommand):
    help = "Resume a suspended tenant; a deletion that was asked for is off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="")

    def close(self, tenant: Tenant, **options: Any) -> dict[str, Any]:
        held = services.resume(tenant, reason=options["reason"], now=timezone.now())
        return {"tenant": held.code, "deletion_cancelled": tenant.delete_after is not None}
