"""Writes a year's plan as a spreadsheet, without a browser: the same table as the plan's page."""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from approvals.plan.exports import PlanTable, ten_thousands, workbook
from approvals.plan.lines import together
from approvals.plan.queries import plan_table
from approvals.plan.services.drafting import FIRST_YEAR, LAST_YEAR
from communities.tenancy.commands import TenantCommand, Unusable
from communities.tenancy.models import Tenant


class Command(TenantCommand):
    """`export_plan --tenant CODE --year YYYY FILE.xlsx [--json]`; 1 while nothing of the year is confirmed."""

    help = "Write the annual plan of a year; a plan that is not confirmed is marked as a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, required=True, metavar="YYYY")
        parser.add_argument("file", type=Path, metavar="FILE.xlsx")

    def handle_in_tenant(self, tenant: Tenant, **options: Any) -> tuple[dict[str, Any], int]:
        year, path = options["year"], options["file"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Unusable("bad_year", f"年度 {year} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。")
        plan = plan_table(year)
        content = workbook(plan, tenant=tenant.name, on=timezone.localdate())
        try:
            path.write_bytes(content)
        except OSError as error:
            raise Unusable("unwritable_file", f"文件 {path} 无法写入（{error.strerror}）。") from None
        return _answer(plan, path, content), 0 if plan.batches else 1

    def words(self, answer: dict[str, Any]) -> str:
        """The answer for a person at a terminal."""
        totals = answer["totals"]
        state = "已确认" if answer["frozen"] else "含未确认的项目" if answer["batches"] else "草稿，尚未确认"
        return (
            f"已写入 {answer['file']}：{answer['year']} 年度计划（{state}），{answer['rows']} 个项目，"
            f"{totals['neighbourhoods']} 个小区；已开工 {totals['started']} 个，已竣工 {totals['completed']} 个。"
        )


def _answer(plan: PlanTable, path: Path, content: bytes) -> dict[str, Any]:
    total = together(plan.lines)
    area, investment = ten_thousands(total.floor_area), ten_thousands(total.investment)
    rows = {batch.pk: 0 for batch in plan.batches}
    for line in plan.lines:
        if line.entry.batch_id is not None:
            rows[line.entry.batch_id] += 1
    return {
        "file": str(path),
        "sha256": hashlib.sha256(content).hexdigest(),
        "year": plan.year,
        "frozen": plan.is_frozen,
        "document_no": plan.batches[-1].document_no if plan.batches else None,
        "batches": [
            {
                "body": f"{batch.organisation.actor}@{batch.organisation.jurisdiction.code}",
                "document_no": batch.document_no,
                "confirmed_on": batch.confirmed_on.isoformat(),
                "rows": rows[batch.pk],
            }
            for batch in plan.batches
        ],
        "rows": len(plan.lines),
        "totals": {
            "neighbourhoods": total.neighbourhoods,
            "buildings": total.buildings,
            "households": total.households,
            "area_wan_m2": None if area is None else str(area),
            "investment_wan_yuan": None if investment is None else str(investment),
            "started": plan.started,
            "completed": plan.completed,
        },
    }
