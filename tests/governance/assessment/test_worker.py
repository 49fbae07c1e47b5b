"""A real worker, killed ten times in the middle of the month-end run: nothing lost, nothing doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from communities.tenancy.context import enter
from governance.models import AssessmentReport
from governance.tasks import assess_month
from projects.enums import State
from tests.cast import found_town
from tests.communities.imports.test_worker import ROOT, kill, wait_for, worker_environment  # noqa: F401 - a fixture
from tests.governance.figures import ground

KILLS = 10
TABLE = AssessmentReport._meta.db_table


class Gate:
    """Keeps every writer of reports waiting just before its rows, and knows which server process waits."""

    def __init__(self, owner: psycopg.Connection, runtime: psycopg.Connection) -> None:
        self.owner, self.runtime = owner, runtime

    def waiting(self) -> list[int]:
        rows = self.owner.execute(
            "SELECT pid FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [TABLE]
        ).fetchall()
        return [pid for (pid,) in rows]

    def hang_up(self) -> None:
        """What the network does for the server once the client is dead: its session ends, undone."""
        for pid in self.waiting():
            self.runtime.execute("SELECT pg_terminate_backend(%s)", [pid])
        wait_for(lambda: not self.waiting())


@contextmanager
def shut() -> Iterator[Gate]:
    def address(url: str) -> str:
        return urlunsplit(urlsplit(url)._replace(path=f"/{connection.settings_dict['NAME']}"))

    with (
        psycopg.connect(address(settings.DATABASE_OWNER_URL)) as owner,
        psycopg.connect(address(settings.DATABASE_URL), autocommit=True) as runtime,
    ):
        owner.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")
        yield Gate(owner, runtime)


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker that takes a dead child for dead at once: ten times ten seconds of doubt prove nothing."""
    command = ["celery", "-A", "config", "worker", "--concurrency", "1", "--loglevel", "CRITICAL"]
    started = subprocess.Popen(
        [
            sys.executable,
            "-m",
            *command,
            "--without-gossip",
            "--without-mingle",
            "--",
            "worker.lost_wait=0.1",
        ],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )
    try:
        yield started
    finally:
        kill(started)


def children_of(pid: int) -> list[int]:
    """The processes of the worker's pool."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_worker_killed_ten_times_loses_nothing_and_doubles_nothing(
    worker_environment: dict[str, str],  # noqa: F811 - the fixture
) -> None:
    town = found_town("beijing", "北京市", {}, adopted=date(2020, 1, 1))
    tenant = town.tenant.pk
    with town.entered():
        place = ground.communities_of(town, "110101")[0]
        made = ground.projects([[row] for row in ground.neighbourhoods(place, 20)])
        ground.carried(made, State.BUILDING, "2026-02-01", start="2026-03-01")

    def written() -> int:
        with enter(tenant):
            return AssessmentReport.objects.count()

    with shut() as gate:
        with worker(worker_environment) as first:
            assess_month()
            for _ in range(KILLS - 1):
                wait_for(lambda: bool(gate.waiting()))
                for child in children_of(first.pid):
                    os.kill(child, signal.SIGKILL)
                gate.hang_up()
                assert written() == 0
            wait_for(lambda: bool(gate.waiting()))
            kill(first)  # the tenth takes the whole worker with it, and the message it held
        gate.hang_up()
        assert written() == 0
    with worker(worker_environment):
        assess_month()  # what beat does again the next morning
        assess_month()
        wait_for(lambda: written() > 0)
        assert written() == 14
    with town.entered():
        found = AssessmentReport.objects.values_list("assessment", "actor", "jurisdiction", "month")
        assert len(set(found)) == len(found) == 14
        own = AssessmentReport.objects.get(is_own=True, assessment="BJ-A-1")
        assert next(one["value"] for one in own.indicators if one["id"] == "BJ-I-start") == 20
