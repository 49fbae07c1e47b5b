"""The assessment of a month, without a browser and by the same service."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.utils import timezone

from communities.models import Tenant
from communities.tenancy.commands import TenantCommand, Unusable
from governance.assessment.errors import NotBegun
from governance.assessment.presenting import as_json
from governance.assessment.services import assess


class Command(TenantCommand):
    """`assess --tenant CODE --month YYYY-MM [--json]`."""

    help = "Make the assessment reports of a month; what is there already stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--month", required=True, metavar="YYYY-MM")

    def handle_in_tenant(self, tenant: Tenant, **options: Any) -> tuple[dict[str, Any], int]:
        month = _month(options["month"])
        try:
            run = assess(month=month, now=timezone.now())
        except NotBegun as error:
            raise Unusable("month_not_begun", str(error)) from None
        return {
            "month": f"{month:%Y-%m}",
            "created": run.created,
            "reports": [as_json(report) for report in run.reports],
            "skipped": [one.as_json() for one in run.skipped],
        }, 0


def _month(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) or text < "1900":
        raise Unusable("bad_month", f"月份须写成 2026-11 的样子，不能是「{text}」。")
    return date.fromisoformat(f"{text}-01")
