"""A real worker behind the real broker, killed in the middle of writing: nothing is left, and it can be done
again.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import Client
from pytest_django import Settings

from communities.neighbourhoods.imports import services
from communities.neighbourhoods.models import ImportedRow, Neighbourhood, RegisterImport, Survey
from communities.people.rights import Actor
from communities.records import tasks as records_tasks
from communities.records.models import Job
from communities.tenancy.context import enter
from tests.cast import People, Town
from tests.communities.imports.files import sheet, uploaded

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120.0


@pytest.fixture
def worker_environment(committed: None, settings: Settings, tmp_path: Path) -> dict[str, str]:
    """What makes a worker of another process see this test's database, files and queue, and nobody else's.

    The queue is empty: what earlier tests sent nobody waits for.
    """
    files = tmp_path / "files"
    settings.MEDIA_ROOT = files
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    parts = urlsplit(settings.DATABASE_URL)
    database = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.flushdb()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "HUANJU_AS_OWNER": "",  # the tests create their database as the owner; a worker never is
        "DATABASE_URL": database,
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "MEDIA_ROOT": str(files),
    }


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker as the supervisor starts it, in a process group of its own."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "config",
        "worker",
        "--concurrency",
        "1",
        "--loglevel",
        "ERROR",
    ]
    started = subprocess.Popen(
        [*command, "--without-gossip", "--without-mingle"], cwd=ROOT, env=environment, start_new_session=True
    )
    try:
        yield started
    finally:
        kill(started)


def kill(started: subprocess.Popen[bytes]) -> None:
    """kill -9 for the worker and its children: no farewell."""
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
    started.wait()


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


@contextmanager
def last_table_locked() -> Iterator[Callable[[], bool]]:
    """Nobody can add to the table that a write fills last; the function says whether somebody waits there."""
    parts = urlsplit(settings.DATABASE_OWNER_URL)
    address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    with psycopg.connect(address) as owner:
        owner.execute(f"LOCK TABLE {ImportedRow._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")

        def has_waiting() -> bool:
            row = owner.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass",
                [ImportedRow._meta.db_table],
            ).fetchone()
            return row is not None and row[0] > 0

        yield has_waiting


def job_state(register_import: RegisterImport, tenant: int) -> str:
    with enter(tenant):
        found: RegisterImport = RegisterImport.objects.select_related("job").get(pk=register_import.pk)
        return found.job.state if found.job else ""


def numbers(tenant: int) -> tuple[int, int, int]:
    with enter(tenant):
        return Neighbourhood.objects.count(), Survey.objects.count(), ImportedRow.objects.count()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_worker_killed_in_the_middle_leaves_nothing_and_the_write_is_repeated(
    worker_environment: dict[str, str],
    qingdao: Town,
    people: People,
    client_of: Callable[[Actor], Client],
) -> None:
    clerk, tenant = people.qd_district, qingdao.tenant.pk
    client = client_of(clerk)
    with qingdao.entered():
        found = uploaded(sheet(qingdao, {}, {"name": "棉纺厂宿舍"}), by=clerk)
        services.check(found, by=clerk)
    address = f"/qingdao/imports/{found.pk}/"

    with worker(worker_environment) as first:
        wait_for(lambda: job_state(found, tenant) == "done")
        assert "写入 2 行" in client.get(address).content.decode()
        with last_table_locked() as has_waiting:
            client.post(f"{address}write/")
            wait_for(has_waiting)
            kill(first)
    # The server notices at the next answer that nobody listens any more, and undoes the work.
    with qingdao.entered():
        running = Job.objects.get(kind="import-write")
        Job.objects.filter(pk=running.pk).update(started_at=running.created_at.replace(year=2020))

    def is_noticed() -> bool:
        records_tasks.sweep()
        return job_state(found, tenant) == "failed"

    wait_for(is_noticed)
    assert numbers(tenant) == (0, 0, 0)
    page = client.get(address).content.decode()
    assert "后台中断，未写入任何数据，可重新提交" in page
    assert "写入 2 行" in page

    with worker(worker_environment):
        client.post(f"{address}write/")
        client.post(f"{address}write/")
        wait_for(lambda: job_state(found, tenant) == "done")
    assert numbers(tenant) == (2, 2, 2)
    assert "已写入：新增 2 个小区" in client.get(address).content.decode()
