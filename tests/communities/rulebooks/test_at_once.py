"""Two administrators publish at the same moment: one after the other, and neither entry is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from communities.people.rights import Actor
from communities.rulebooks import queries, services
from communities.rulebooks.models import RulebookVersion
from communities.tenancy.context import enter
from tests.cast import People, Town

pytestmark = pytest.mark.usefixtures("committed")


def test_two_publications_at_once_follow_each_other(qingdao: Town, people: People) -> None:
    ready = Barrier(2, timeout=30)

    def publish(by: Actor, path: str) -> None:
        try:
            ready.wait()
            with enter(by.tenant.pk):
                services.settle(
                    path=path,
                    value="basic",
                    basis="青改办〔2024〕1号",
                    reason="",
                    effective_from=date(2024, 1, 1),
                    by=by,
                    now=timezone.now(),
                )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        done = [both.submit(publish, people.qd_admin, path) for path in ("item:gas.class", "item:heat.class")]
        for one in done:
            one.result(timeout=60)
    with qingdao.entered():
        assert list(RulebookVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
        assert queries.in_force(date(2024, 1, 1)).overlay == {
            "item:gas.class": "basic",
            "item:heat.class": "basic",
        }
