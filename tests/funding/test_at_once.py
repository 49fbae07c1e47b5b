"""Two payments at the same moment, each with its own connection: one is made, the other is told what is left."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from funding.models import FundingSource, Movement
from projects.errors import NotPossible
from tests.cast import People, Town
from tests.funding import money
from tests.projects import making


@pytest.mark.slow
def test_two_payments_at_once_never_overdraw(committed: None, qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        source = money.source(making.project([row], people.qd_street), people.qd_street)
        money.arrive(source, "100.00", people.qd_street)
    start, by = Barrier(2), people.qd_street

    def click() -> str:
        try:
            with qingdao.entered():
                own = FundingSource.objects.get(pk=source.pk)
                start.wait(timeout=20)
                money.pay(own, "60.00", by)
            return "paid"
        except NotPossible as error:
            return error.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ends = [click.result() for click in [pool.submit(click) for _ in range(2)]]
    assert sorted(ends) == ["paid", "这一来源已到账 100.00 元、已支付 60.00 元，最多还可支付 40.00 元。"]
    with qingdao.entered():
        assert Movement.objects.filter(kind="payment").count() == 1
        assert FundingSource.objects.get().paid == Decimal("60.00")
