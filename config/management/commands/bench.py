"""Speed of verdicts: 220,000 synthetic neighbourhoods against reading the same columns, then rolled back: `bench`."""

from __future__ import annotations

import gc
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pgtrigger
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone

import policies
from communities.models import Jurisdiction, Neighbourhood, Tenant
from communities.rulebooks.queries import in_force
from communities.rulebooks.services import adopt
from communities.tenancy.context import enter
from policies.pack import load

COLUMNS = ("id", "completed_from", "completed_to", "buildings", "households", "floor_area")
ROWS = """
INSERT INTO communities_neighbourhood (tenant_id, jurisdiction_id, path, name, name_key, search_text, sort_key,
    address, survey_year, completed_from, completed_to, buildings, households, floor_area, structure, original_owner,
    management, problems, safety_grade, remarks, eligible, missing_count, first_reason, open_queries, revision,
    completed_is_chosen, created_at, updated_at)
SELECT %s, %s, %s, 'n' || i, 'n' || i, '', '', '', 2026, d, d + 364, 5 + i %% 20, 100 + i %% 900, 1000 + i %% 90000,
    '', '', '', '', '', '', '', 0, '', 0, 1, false, now(), now()
FROM (SELECT i, date '1975-01-01' + (i %% 14000) AS d FROM generate_series(1, %s) AS i) AS made
"""


class Command(BaseCommand):
    help = "Compare the verdicts of many neighbourhoods with reading the same columns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=220_000)
        parser.add_argument("--rounds", type=int, default=3)

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            self._measure(options["rows"], options["rounds"])
            transaction.set_rollback(True)

    def _measure(self, rows: int, rounds: int) -> None:
        tenant = Tenant.objects.create(code="bench", name="测速", unit="city")
        with enter(tenant.pk):
            top = Jurisdiction.objects.create(
                code="0", name="测速", division="city", level="city", path="0000", depth=1
            )
            shipped = policies.shipped_packs()
            layers = {id_: shipped[id_].read_text() for id_ in load(shipped["qingdao"]).model.stands_on}
            adopt(
                pack_text=shipped["qingdao"].read_text(),
                layers=layers,
                effective_from=date(2020, 1, 1),
                by=None,
                now=timezone.now(),
            )
            with pgtrigger.ignore("communities.Neighbourhood:insert_insert"), connection.cursor() as cursor:
                cursor.execute(ROWS, [tenant.pk, top.pk, top.path, rows])
            read = self._best(rounds, self._read)
            judged = self._best(rounds, self._judge)
            counts = self._judge()
        self.stdout.write(f"rows {rows:,}: reading {read:.2f} s, reading and judging {judged:.2f} s")
        self.stdout.write(f"judging takes {judged / read:.1f} times the reading")
        self.stdout.write(f"verdicts {dict(counts)}; declarations are synthetic, in memory; best of {rounds}")

    def _read(self) -> int:
        return sum(1 for _ in Neighbourhood.objects.order_by().values_list(*COLUMNS).iterator())

    def _judge(self) -> Counter[str]:
        """Eligibility of every row, compiled once; every 16th row lacks each combination of four declarations."""
        compiled = in_force(timezone.localdate()).rulebook.compile_eligibility()
        patterns = [
            {name: True for bit, name in enumerate(compiled.declared) if bit >= 4 or not number >> bit & 1}
            for number in range(16)
        ]
        verdict = compiled.verdict
        return Counter(
            verdict((first, last), buildings, households, area, patterns[pk % 16 * (pk % 3 == 0)]).value
            for pk, first, last, buildings, households, area in Neighbourhood.objects.order_by()
            .values_list(*COLUMNS)
            .iterator()
        )

    def _best(self, rounds: int, work: Callable[[], object]) -> float:
        times = []
        for _ in range(rounds):
            gc.collect()
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        return min(times)
