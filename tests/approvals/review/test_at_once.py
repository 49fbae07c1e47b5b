"""Two people conclude a round at the same moment, each with a connection: one concludes, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from approvals.errors import NotNow
from approvals.models import ReviewRound
from approvals.review import services
from communities.people.rights import Actor
from projects.models import TransitionLog
from tests.approvals.review import making
from tests.cast import People, Town
from tests.projects.making import NOW


@pytest.mark.slow
@pytest.mark.parametrize("second", ["qd_reform", "qd_housing"])
def test_two_conclusions_at_once_conclude_once(
    committed: None, qingdao: Town, people: People, second: str
) -> None:
    with qingdao.entered():
        project = making.qingdao_project(qingdao, people)
        making.consulted(project, people.qd_street)
        one = making.convened(project, people.qd_housing)
        making.qingdao_agrees(one, people)
    start = Barrier(2)

    def click(by: Actor) -> str:
        try:
            with qingdao.entered():
                own = ReviewRound.objects.get(pk=one.pk)
                start.wait(timeout=20)
                services.conclude(own, text="同意", by=by, now=NOW)
            return "concluded"
        except NotNow as error:
            return error.sentence
        finally:
            connection.close()

    both = (people.qd_housing, getattr(people, second))
    with ThreadPoolExecutor(2) as pool:
        ends = sorted(click.result() for click in [pool.submit(click, by) for by in both])
    assert ends == ["concluded", "第 1 轮审查通过，已经结束，请刷新查看。"]
    with qingdao.entered():
        assert TransitionLog.objects.filter(transition="approve").count() == 1
        assert ReviewRound.objects.get().outputs.get().document is not None
