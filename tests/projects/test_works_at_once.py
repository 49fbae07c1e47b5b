"""Two people confirm the same row at the same moment, each with a connection: one confirms, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from communities.people.rights import Actor
from projects import services
from projects.errors import NotPossible
from projects.models import Progress
from tests.cast import People, Town
from tests.projects import making, working


@pytest.mark.slow
def test_two_confirmations_at_once_confirm_once(committed: None, qingdao: Town, people: People) -> None:
    with qingdao.entered():
        _, (item,) = working.site(qingdao, people, 400_000)
        row = working.report(item, people.qd_street, 40)
    start = Barrier(2)

    def click(by: Actor) -> str:
        try:
            with qingdao.entered():
                own = Progress.objects.get(pk=row.pk)
                start.wait(timeout=20)
                services.confirm_progress([own], by=by, now=making.NOW)
            return "confirmed"
        except NotPossible as error:
            return error.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ends = {
            click.result() for click in [pool.submit(click, by) for by in (people.qd_housing, people.qd_city)]
        }
    with qingdao.entered():
        (kept,) = Progress.objects.select_related("confirming")
        assert kept.confirming is not None
        told = f"2026年11月进度已由{kept.confirming.name}确认，请刷新查看。"
        assert (kept.state, ends) == ("confirmed", {"confirmed", told})
