"""Two people confirm at the same moment, each with an own connection: one wins, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from approvals.models import AnnualPlan, PlanBatch
from projects.errors import NotPossible
from projects.models import TransitionLog
from tests.approvals.plan import planning
from tests.cast import People, Town


@pytest.mark.slow
def test_of_two_people_confirming_one_wins(committed: None, qingdao: Town, people: People) -> None:
    with qingdao.entered():
        plan, entries = planning.drafted([planning.ripe(qingdao, people)], people.qd_street)
    start, by = Barrier(2), people.qd_city

    def click(number: str) -> str:
        try:
            with qingdao.entered():
                own = AnnualPlan.objects.get(pk=plan.pk)
                start.wait(timeout=20)
                outcome = planning.confirmed(own, entries, by, number)
            return "confirmed" if outcome.batch else "nothing"
        except NotPossible as error:
            return error.sentence[:12]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ends = [click.result() for click in [pool.submit(click, number) for number in ("一号", "二号")]]
    assert sorted(ends) == ["confirmed", "所选项目有的已不在草案中"]
    with qingdao.entered():
        assert PlanBatch.objects.count() == 1
        assert TransitionLog.objects.filter(transition="plan").count() == 1
