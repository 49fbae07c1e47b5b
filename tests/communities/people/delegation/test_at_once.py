"""Two at the same moment, each with a connection: one capability is lent once; an end is an end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from communities.people.delegation import services
from communities.people.models import Delegation
from communities.people.notices import Notice
from tests.cast import People, Town
from tests.communities.people.delegation.conftest import Lend


def at_once(town: Town, *acts: Callable[[], object]) -> list[str]:
    """What becomes of each, done or the refusal's words."""
    start = Barrier(len(acts))

    def click(act: Callable[[], object]) -> str:
        try:
            with town.entered():
                start.wait(timeout=20)
                act()
            return "done"
        except ValidationError as error:
            return "".join(error.messages)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(clicked.result() for clicked in [pool.submit(click, act) for act in acts])


@pytest.mark.slow
def test_one_capability_lent_to_two_at_once_is_lent_to_one(
    committed: None, qingdao: Town, people: People, lend: Lend
) -> None:
    ends = at_once(
        qingdao,
        lambda: lend(accepted=False, capabilities=["decide"]),
        lambda: lend(accepted=False, capabilities=["decide"], to=people.qd_city),
    )
    assert ends[0] == "done"
    assert "同一天只能委托一人" in ends[1]
    with qingdao.entered():
        assert Delegation.objects.count() == 1


@pytest.mark.slow
def test_accepted_twice_and_ended_at_once_is_ended(
    committed: None, qingdao: Town, people: People, lend: Lend, today: date
) -> None:
    with qingdao.entered():
        row = lend(accepted=False)
    now = timezone.now()
    at_once(
        qingdao,
        lambda: services.accept(row, by=people.qd_district, now=now),
        lambda: services.accept(row, by=people.qd_district, now=now),
        lambda: services.end(row, by=people.qd_housing, now=now),
    )
    with qingdao.entered():
        row.refresh_from_db()
        assert row.ended_by == people.qd_housing.person
        assert Notice.objects.filter(text__contains="接受了您的委托").count() <= 1
        with pytest.raises(ValidationError, match="已提前结束"):
            services.accept(row, by=people.qd_district, now=now)
