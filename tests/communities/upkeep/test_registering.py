"""Owners' bodies and property contracts: who registers them, and which criteria they file (S7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from communities.models import Neighbourhood, NeighbourhoodDeclaration
from communities.people.rights import Actor, Refused
from communities.upkeep import services
from communities.upkeep.models import OwnersBody, PropertyContract
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


@pytest.fixture
def row(beijing: Town) -> Neighbourhood:
    return making.neighbourhood(lowest(beijing), beijing.actors["bj-street"])


def form(row: Neighbourhood, by: Actor, *names: str, **more: object) -> OwnersBody:
    papers = [(name, making.paper(name, row.jurisdiction, by)) for name in names]
    given = {"kind": "management", "name": "物管会", "formed_on": making.DAY} | more
    return services.register_body(
        row, evidence=papers, adopted=making.today(), by=by, now=making.NOW, **given
    )


def sign(row: Neighbourhood, by: Actor, *names: str, **more: object) -> PropertyContract:
    papers = [(name, making.paper(name, row.jurisdiction, by)) for name in names]
    given = {"company": "海尔物业", "signed_on": making.DAY, "starts_on": making.DAY} | more
    return services.sign_contract(
        row, evidence=papers, adopted=making.today(), by=by, now=making.NOW, **given
    )


def standing(row: Neighbourhood, criterion: str) -> list[bool]:
    stated = NeighbourhoodDeclaration.objects.filter(neighbourhood=row, criterion=criterion, is_current=True)
    return [one.value for one in stated]


def test_signed_contract_files_beijings_criterion_recorded_by_the_street(
    row: Neighbourhood, beijing: Town
) -> None:
    street = beijing.actors["bj-street"]
    with pytest.raises(Refused, match="街道"):
        sign(row, beijing.actors["bj-district"], "物业服务协议")
    with pytest.raises(ValidationError, match="物业服务合同"):
        sign(row, street)
    with pytest.raises(ValidationError, match="物业服务协议"):
        sign(row, street, "别的文件")
    assert not PropertyContract.objects.exists()
    contract = sign(row, street, "物业服务协议")
    assert standing(row, "BJ-C-contract") == [True]
    assert contract.document.kind == "物业服务协议"


def test_owners_body_is_registered_by_the_district_and_its_end_takes_the_yes_back(
    row: Neighbourhood, beijing: Town
) -> None:
    district = beijing.actors["bj-district"]
    with pytest.raises(Refused, match="区"):
        form(row, beijing.actors["bj-street"], "备案或公告")
    body = form(row, district, "备案或公告")
    assert standing(row, "BJ-C-ownersbody") == [True]
    with pytest.raises(ValidationError, match="在任"):
        form(row, district, "备案或公告")
    end = {"adopted": making.today(), "by": district, "now": making.NOW}
    services.dissolve_body(body, on=making.DAY, **end)
    assert standing(row, "BJ-C-ownersbody") == [False]
    with pytest.raises(ValidationError, match="已于"):
        services.dissolve_body(body, on=making.DAY, **end)
    assert form(row, district, "备案或公告").dissolved_on is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"formed_on": date(2027, 1, 1)}, "不能晚于今天"), ({"term_until": date(2020, 1, 1)}, "任期")],
)
def test_body_with_impossible_days_is_refused(
    row: Neighbourhood, beijing: Town, wrong: dict[str, date], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        form(row, beijing.actors["bj-district"], "备案或公告", **wrong)


def test_where_no_criterion_names_it_whoever_corrects_there_registers_it(
    qingdao: Town, people: People
) -> None:
    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        row = making.neighbourhood(place, people.qd_street)
        with pytest.raises(Refused):
            sign(row, people.qd_housing, "物业服务合同")
        contract = sign(row, people.qd_street, "物业服务合同")
        assert contract.organisation == people.qd_street.seats[0].organisation
        assert form(row, people.qd_street).document is None
        assert not NeighbourhoodDeclaration.objects.exists()
