"""Exports of any length: at once or as a job, in bounded memory, with progress, for the person alone who asked."""

from __future__ import annotations

import gc
import io
import resource
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from communities.neighbourhoods import export
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.tasks import export_register
from communities.people.models import Membership
from communities.people.rights import Actor
from communities.records import exporting, progress, queries
from communities.records.models import Document, Job
from communities.records.spreadsheets import write
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
LIST = "/qingdao/neighbourhoods/export/"
FORMULA = "=1+1号院"


def fill(row: Neighbourhood, names: range) -> None:
    """Copies of a registered neighbourhood, one for each number."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    Neighbourhood.objects.bulk_create(
        (
            Neighbourhood(**values | {"name": f"{row.name}{n}", "name_key": f"{row.name_key}{n}"})
            for n in names
        ),
        batch_size=2000,
    )


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def written(by: Actor) -> tuple[int, int, list[int]]:
    """Bytes by which the process grew at most while the register was written; its rows; the progress told."""
    told: list[int] = []
    held: list[int] = []

    def report(done: int, _: int) -> None:
        told.append(done)
        held.append(resident())

    sheet = export.register_sheet(by, {}, making.NOW.date())
    gc.collect()
    before = resident()
    with TemporaryFile() as file:
        rows = write(file, sheet, by=by, on=date(2026, 11, 21), report=report)
    return max(held) - before, rows, told


@pytest.mark.slow
def test_memory_stays_the_same_for_ten_times_the_rows(qingdao: Town, people: People) -> None:
    """20,000 rows held at once would take some 150 MB: the chunks of 1,000 take less than 20."""
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        fill(row, range(1, 2000))
        few, rows, _ = written(people.qd_street)
        assert rows == 2000
        fill(row, range(2000, 20_000))
        many, rows, told = written(people.qd_street)
    assert rows == 20_000
    assert many < max(1.5 * few, 20e6), f"{few / 1e6:.1f} MB for 2,000 rows, {many / 1e6:.1f} MB for 20,000"
    assert told == list(range(500, 20_001, 500))


@pytest.fixture
def long_list(qingdao: Town, people: People, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A register of three, where two are still answered at once; one name looks like a formula."""
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    monkeypatch.setattr("communities.records.spreadsheets.EACH", 1)
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, FORMULA)
        fill(row, range(2))
    return qingdao


def asked(town: Town, client: Client) -> Job:
    """The job of a long export, as its page was redirected to."""
    response = client.post(LIST)
    with town.entered():
        job: Job = Job.objects.latest("pk")
    assert response["Location"] == f"/qingdao/jobs/{job.pk}/"
    return job


def run(job: Job, by: Actor, town: Town) -> Job:
    """The job as it stands when the worker has done with it."""
    export_register(tenant=by.tenant.pk, person=by.person_id, job=job.pk)
    with town.entered():
        done: Job = Job.objects.get(pk=job.pk)
    return done


def test_long_list_becomes_a_job_whose_file_only_the_asker_opens(
    long_list: Town, people: People, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(people.qd_street)
    offer = client.get(LIST)
    assert "在后台导出" in offer.content.decode()
    with long_list.entered():
        assert not Job.objects.exists()
    job = asked(long_list, client)
    assert asked(long_list, client) == job, "the same export is not made twice"
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(progress, "report", lambda job, done, total, text="": told.append((done, total)))

    job = run(job, people.qd_street, long_list)

    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (job.state, job.message, job.result) == ("done", "已导出 3 个小区。", {"rows": 3})
    page = client.get(f"/qingdao/jobs/{job.pk}/").content.decode()
    address = f"/qingdao/documents/{job.document_id}/"
    assert address in page
    file = io.BytesIO(b"".join(client.get(address).streaming_content))  # type: ignore[attr-defined]  # a file
    sheet = load_workbook(file).active
    assert sheet is not None
    cells = [cell for cells in sheet.iter_rows() for cell in cells if str(cell.value).startswith(FORMULA)]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert client_of(people.qd_city).get(address).status_code == 404
    with long_list.entered():
        assert job.document is not None
        assert job.document not in queries.documents(people.qd_city)


def test_failed_export_can_be_asked_again(long_list: Town, people: People, client_of: ClientOf) -> None:
    client = client_of(people.qd_street)
    job = asked(long_list, client)
    with long_list.entered():
        Job.objects.filter(pk=job.pk).update(state="running", started_at="2026-11-20T00:00:00Z")
    page = client.get(f"/qingdao/jobs/{job.pk}/").content.decode()
    assert "后台中断" in page
    assert f'action="{LIST}"' in page
    assert asked(long_list, client).pk > job.pk


def test_export_of_somebody_without_a_seat_is_not_made(
    long_list: Town, people: People, client_of: ClientOf
) -> None:
    job = asked(long_list, client_of(people.qd_street))
    with long_list.entered():
        Membership.objects.filter(person=people.qd_street.person).update(ends_on=date(2026, 11, 1))
    job = run(job, people.qd_street, long_list)
    assert (job.state, job.message) == ("failed", "您在本地区已没有导出表格的权限。")
    with long_list.entered():
        assert not Document.objects.filter(kind="导出表格").exists()
