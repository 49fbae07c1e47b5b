"""Jobs: done with what they wrote or not at all, found when lost, shown to their owner alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from communities.people.notices import Notice
from communities.people.rights import Actor
from communities.records import jobs, progress
from communities.records.models import Job, JobState
from communities.records.services import open_job
from communities.records.tasks import sweep
from tests.cast import People, Town

ClientOf = Callable[[Actor], Client]


@pytest.fixture
def job(qingdao: Town, people: People) -> Job:
    """Waiting in the queue."""
    with qingdao.entered():
        return open_job(
            kind="test", title="导出登记册", by=people.qd_district, parameters={"year": 2023}, task=sweep
        )


def fresh(job: Job, town: Town) -> Job:
    with town.entered():
        found: Job = Job.objects.get(pk=job.pk)
        return found


def begun_long_ago(job: Job, town: Town) -> Job:
    with town.entered():
        Job.objects.filter(pk=job.pk).update(
            state=JobState.RUNNING, started_at=timezone.now() - timedelta(minutes=1)
        )
    return fresh(job, town)


def test_finished_work_is_done_with_what_it_wrote(qingdao: Town, people: People, job: Job) -> None:
    with jobs.working(job.pk, tenant=qingdao.tenant.pk) as work:
        work.report(3, 10, "正在写入")
        assert progress.read(job.pk) == progress.Progress(3, 10, "正在写入")
        Notice.objects.create(person=people.qd_district.person, text="a")
        work.result, work.message = {"rows": 10}, "已导出 10 行。"
    done = fresh(job, qingdao)
    assert (done.state, done.result, done.message, done.attempt) == (
        "done",
        {"rows": 10},
        "已导出 10 行。",
        1,
    )
    assert done.started_at <= done.finished_at  # type: ignore[operator]  # both are set by now
    assert progress.read(job.pk) == progress.Progress()
    with qingdao.entered():
        assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (jobs.Unfinished("表头不对。"), "表头不对。"),
        (ZeroDivisionError(), "系统出错，未写入任何数据"),
    ],
)
def test_failed_work_leaves_nothing_but_a_sentence(
    qingdao: Town, people: People, job: Job, error: Exception, sentence: str
) -> None:
    def work() -> None:
        with jobs.working(job.pk, tenant=qingdao.tenant.pk):
            Notice.objects.create(person=people.qd_district.person, text="a")
            raise error

    if isinstance(error, jobs.Unfinished):
        work()
    else:
        with pytest.raises(type(error)):
            work()
    failed = fresh(job, qingdao)
    assert failed.state == "failed"
    assert sentence in failed.message
    with qingdao.entered():
        assert not Notice.objects.exists()


def test_message_that_arrives_twice_does_nothing_the_second_time(qingdao: Town, job: Job) -> None:
    with jobs.working(job.pk, tenant=qingdao.tenant.pk):
        pass
    with pytest.raises(jobs.NothingToDo), jobs.working(job.pk, tenant=qingdao.tenant.pk):
        pytest.fail("the body ran again")


def test_job_whose_worker_lives_is_not_lost_and_is_when_he_dies(qingdao: Town, job: Job) -> None:
    begun_long_ago(job, qingdao)
    address = settings.DATABASE_URL.rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"
    with psycopg.connect(address) as worker:
        worker.execute("SELECT pg_advisory_xact_lock(%s, %s)", [jobs.LOCK_SPACE, job.pk])
        sweep()
        assert fresh(job, qingdao).state == "running"
    sweep()
    lost = fresh(job, qingdao)
    assert (lost.state, lost.message) == ("failed", "后台中断，未写入任何数据，可重新提交。")


def test_job_just_begun_or_just_queued_is_left_alone_and_one_of_yesterday_is_lost(
    qingdao: Town, job: Job
) -> None:
    sweep()
    assert fresh(job, qingdao).state == "queued"
    with qingdao.entered():
        Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(days=2))
    sweep()
    assert fresh(job, qingdao).state == "failed"


def test_page_shows_progress_and_notices_a_lost_worker(
    qingdao: Town, people: People, client_of: ClientOf, job: Job
) -> None:
    client, address = client_of(people.qd_district), f"/qingdao/jobs/{job.pk}/"
    assert "排队中" in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert part.headers["Cache-Control"] == "no-store"
    begun_long_ago(job, qingdao)
    assert "后台中断，未写入任何数据" in client.get(address).content.decode()
    assert "导出登记册" in client.get("/qingdao/jobs/").content.decode()


@pytest.mark.parametrize(("login", "code"), [("qd_city", "qingdao"), ("wl_district", "wulong")])
def test_job_of_another_person_does_not_exist(
    qingdao: Town, wulong: Town, people: People, client_of: ClientOf, job: Job, login: str, code: str
) -> None:
    client = client_of(getattr(people, login))
    assert client.get(f"/{code}/jobs/{job.pk}/").status_code == 404
    assert "导出登记册" not in client.get(f"/{code}/jobs/").content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_for_one_and_for_thirty(
    qingdao: Town,
    people: People,
    client_of: ClientOf,
    job: Job,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    with qingdao.entered():
        Job.objects.bulk_create(
            Job(kind="test", title="导出登记册", created_by=people.qd_district.person)
            for _ in range(rows - 1)
        )
    client = client_of(people.qd_district)
    with django_assert_max_num_queries(15):
        page = client.get("/qingdao/jobs/").content.decode()
    assert page.count("排队中") == rows
