"""The maintenance fund with the criteria that it files, and the Party organisation that covers a neighbourhood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from communities.models import Neighbourhood, NeighbourhoodDeclaration
from communities.people.rights import Actor, Refused
from communities.upkeep import services
from communities.upkeep.models import MaintenanceFund
from tests.cast import People, Town, found_town
from tests.projects import making
from tests.projects.test_filing import lowest

pytestmark = pytest.mark.django_db

BEIJING = {
    "bj-street": (("street",), "clerk", "110101001"),
    "bj-district": (("district-gov",), "clerk", "110101"),
}


@pytest.fixture
def beijing(db: None) -> Iterator[Town]:
    town = found_town("beijing", "北京市", BEIJING, adopted=date(2021, 1, 1))
    with town.entered():
        yield town


def keep(row: Neighbourhood, by: Actor, **values: Any) -> MaintenanceFund:
    return services.set_fund(row, adopted=making.today(), by=by, now=making.NOW, **values)


def stated(row: Neighbourhood) -> list[bool]:
    rows = NeighbourhoodDeclaration.objects.filter(neighbourhood=row, criterion="BJ-C-fund", is_current=True)
    return [one.value for one in rows]


def test_fund_is_stated_when_set_up_and_no_longer_when_that_is_taken_back(beijing: Town) -> None:
    district = beijing.actors["bj-district"]
    row = making.neighbourhood(lowest(beijing), beijing.actors["bj-street"])
    with pytest.raises(ValidationError, match="在登记维修资金时一并申报"):
        making.state("BJ-C-fund", [row], district)
    with pytest.raises(Refused, match="区"):
        keep(row, beijing.actors["bj-street"], set_up_on=making.DAY)
    fund = keep(row, district, pays_until_then="原产权单位")
    assert (fund.revision, stated(row)) == (1, [])
    fund = keep(row, district, set_up_on=making.DAY, raised=Decimal("100000.00"), revision=1)
    assert (fund.revision, fund.pays_until_then, stated(row)) == (2, "", [True])
    with pytest.raises(ValidationError, match="刚被他人"):
        keep(row, district, set_up_on=making.DAY, revision=1)
    keep(row, district, pays_until_then="原产权单位", revision=2)
    assert (MaintenanceFund.objects.count(), stated(row)) == (1, [False])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({}, "pays_until_then"),
        ({"account": "建行"}, "set_up_on"),
        ({"set_up_on": date(2027, 1, 1)}, "set_up_on"),
        ({"set_up_on": making.DAY, "balance": Decimal(1)}, "balance_on"),
        ({"set_up_on": making.DAY, "balance_on": making.DAY}, "balance"),
        ({"set_up_on": making.DAY, "raised": Decimal(-1)}, "raised"),
    ],
)
def test_impossible_fund_is_refused_at_its_field(
    qingdao: Town, people: People, wrong: dict[str, Any], field: str
) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        with pytest.raises(ValidationError) as refused:
            keep(row, people.qd_street, **wrong)
        assert field in refused.value.message_dict
        assert not MaintenanceFund.objects.exists()


def test_one_party_organisation_covers_a_neighbourhood_at_a_time(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
        told: dict[str, Any] = {"by": people.qd_street, "now": making.NOW}
        with pytest.raises(Refused):
            services.set_party_organisation(
                row, name="支部", from_on=making.DAY, by=people.qd_finance, now=making.NOW
            )
        first = services.set_party_organisation(row, name=" 云霄路党支部 ", from_on=making.DAY, **told)
        assert (first.name, first.organisation.actor) == ("云霄路党支部", "street")
        with pytest.raises(ValidationError, match="已登记党组织"):
            services.set_party_organisation(row, name="另一支部", from_on=making.DAY, **told)
        with pytest.raises(ValidationError, match="不能早于开始日期"):
            services.end_party_organisation(first, on=making.DAY - timedelta(days=1), **told)
        services.end_party_organisation(first, on=making.DAY, **told)
        with pytest.raises(ValidationError, match="已于"):
            services.end_party_organisation(first, on=making.DAY, **told)
        services.set_party_organisation(row, name="另一支部", from_on=making.DAY, **told)
