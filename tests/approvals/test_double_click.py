"""Two clicks at the same moment, each with its own connection: one moves, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from approvals.errors import NotNow
from approvals.transitions import fire
from projects.models import Project, TransitionLog
from tests.cast import People, Town
from tests.projects import making


@pytest.mark.slow
def test_double_click_fires_once(committed: None, qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        project = making.project([row], people.qd_street)
    start, by = Barrier(2), people.qd_housing

    def click() -> str:
        try:
            with qingdao.entered():
                own = Project.objects.get(pk=project.pk)
                start.wait(timeout=20)
                fire(own, "reserve", by=by, now=making.NOW)
            return "moved"
        except NotNow as error:
            return error.sentence[:9]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ends = [click.result() for click in [pool.submit(click) for _ in range(2)]]
    assert sorted(ends) == ["moved", "项目现为“已入库”"]
    with qingdao.entered():
        assert TransitionLog.objects.count() == 1
