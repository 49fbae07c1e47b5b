"""A real worker behind the real broker writes an export; killed in the middle it leaves a job to ask for again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from communities.people.rights import Actor
from communities.records import exporting
from communities.records import tasks as records_tasks
from communities.records.models import Document, Job
from tests.cast import People, Town
from tests.communities.imports.test_worker import kill, wait_for, worker, worker_environment  # noqa: F401  # a fixture
from tests.communities.records.test_exporting import asked, fill
from tests.projects import making


@contextmanager
def documents_locked() -> Iterator[Callable[[], bool]]:
    """No file can be taken on record; the function says whether somebody waits to."""
    parts = urlsplit(settings.DATABASE_OWNER_URL)
    address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    table = Document._meta.db_table
    with psycopg.connect(address) as owner:
        owner.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")

        def has_waiting() -> bool:
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
            row = owner.execute(waiting, [table]).fetchone()
            return row is not None and row[0] > 0

        yield has_waiting


def job_of(town: Town, pk: int) -> Job:
    with town.entered():
        job: Job = Job.objects.get(pk=pk)
        return job


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_worker_leaves_a_failed_export_that_is_asked_again(
    worker_environment: dict[str, str],  # noqa: F811  # the fixture
    qingdao: Town,
    people: People,
    client_of: Callable[[Actor], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    client = client_of(people.qd_street)
    with qingdao.entered():
        fill(making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street), range(4))
    with worker(worker_environment) as first, documents_locked() as has_waiting:
        job = asked(qingdao, client)
        wait_for(has_waiting)
        kill(first)
    with qingdao.entered():
        Job.objects.filter(pk=job.pk).update(started_at=job.created_at.replace(year=2020))

    def is_noticed() -> bool:
        records_tasks.sweep()
        return job_of(qingdao, job.pk).state == "failed"

    wait_for(is_noticed)
    with qingdao.entered():
        assert not Document.objects.exists()
    assert "重新导出" in client.get(f"/qingdao/jobs/{job.pk}/").content.decode()

    with worker(worker_environment):
        again = asked(qingdao, client)
        wait_for(lambda: job_of(qingdao, again.pk).state == "done")
    done = job_of(qingdao, again.pk)
    assert done.message == "已导出 5 个小区。"
    answer = client.get(f"/qingdao/documents/{done.document_id}/")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    answer.close()
