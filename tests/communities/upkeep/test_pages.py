"""The tab 长效管理 of a neighbourhood's file, and the pages that register what stands there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.people.rights import Actor
from communities.upkeep.models import ManagementMode, OwnersBody, PartyOrganisation, PropertyContract
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db

DAY = making.DAY.isoformat()


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")


def test_body_and_contract_stand_on_the_neighbourhoods_tab(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
    home = f"/qingdao/neighbourhoods/{row.pk}/"
    tab, street = f"{home}management/", client_of(people.qd_street)
    empty = street.get(tab).content.decode()
    assert ("还没有业主组织" in empty, "还没有物业服务合同" in empty) == (True, True)
    body = {"kind": "committee", "name": "听涛业委会", "formed_on": DAY}
    unnamed = street.post(f"{home}owners-bodies/new/", body | {"name": ""}).content.decode()
    assert ("请填写名称" in unnamed, DAY in unnamed) == (True, True)
    assert street.post(f"{home}owners-bodies/new/", body)["Location"] == tab
    assert "已有在任的业主组织" in street.post(f"{home}owners-bodies/new/", body).content.decode()
    contract = {"company": "海尔物业", "fee": "0.80", "signed_on": DAY, "starts_on": DAY}
    assert "请上传物业服务合同" in street.post(f"{home}property-contracts/new/", contract).content.decode()
    street.post(f"{home}property-contracts/new/", contract | {"file_0": pdf("合同")})
    shown = street.get(tab).content.decode()
    assert ("听涛业委会" in shown, "海尔物业" in shown, "0.80 元每平方米每月" in shown) == (True, True, True)
    with qingdao.entered():
        one = OwnersBody.objects.get()
        assert PropertyContract.objects.count() == 1
    street.post(f"{home}owners-bodies/{one.pk}/end/", {"on": DAY})
    assert "已终止" in street.get(tab).content.decode()


def test_s19_through_the_pages(wulong: Town, people: People, client_of: Callable[[Actor], Client]) -> None:
    with wulong.entered():
        row = making.neighbourhood(wulong.places[making.WL_COMMUNITY], people.wl_street)
    home = f"/wulong/neighbourhoods/{row.pk}/"
    street = client_of(people.wl_street)
    shown = street.get(f"{home}management/").content.decode()
    places = [shown.index(f"{number}. {name}") for number, name in enumerate(
        ("物业服务企业专业管理", "社区“物业服务中心”", "居民自治物业管理"), start=1
    )]  # fmt: skip
    assert places == sorted(places)
    assert ("还不能选" in shown, "对不具备引入专业物业管理的" in shown) == (True, True)
    assert f"{home}declare/WL-C-mode-b/" in shown
    asked = {"mode": "self-management", "services": "保洁", "fee": "0.30", "from_on": DAY}
    refused = street.post(f"{home}modes/new/", asked | {"file_0": pdf("决议")}).content.decode()
    assert "不能选“居民自治物业管理”（四(二)3），条件待定" in refused
    assert ("0.30" in refused, "保洁" in refused) == (True, True)
    with wulong.entered():
        assert not ManagementMode.objects.exists()
        for criterion in ("WL-C-mode-b", "WL-C-mode-c"):
            making.state(criterion, [row], people.wl_street)
    assert "应选 <b>居民自治物业管理</b>" in street.get(f"{home}management/").content.decode()
    assert "请上传业主大会决议" in street.post(f"{home}modes/new/", asked).content.decode()
    street.post(f"{home}modes/new/", asked | {"file_0": pdf("决议")})
    shown = street.get(f"{home}management/").content.decode()
    assert ("当时的判定" in shown, "0.30 元每平方米每月" in shown, "变更管理方式" in shown) == (True,) * 3
    with wulong.entered():
        mode = ManagementMode.objects.get()
    assert street.post(f"{home}modes/{mode.pk}/end/", {"on": DAY})["Location"] == f"{home}management/"
    assert "还没有确定管理方式" in street.get(f"{home}management/").content.decode()


def test_fund_and_party_through_the_pages(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
    home = f"/qingdao/neighbourhoods/{row.pk}/"
    tab, street = f"{home}management/", client_of(people.qd_street)
    nothing = street.post(f"{home}fund/", {"revision": "0", "account": "建行"}).content.decode()
    assert ("由谁承担维修" in nothing, "填了专户" in nothing, "建行" in nothing) == (True, True, True)
    street.post(f"{home}fund/", {"revision": "0", "pays_until_then": "原产权单位"})
    assert "原产权单位" in street.get(tab).content.decode()
    kept = {"set_up_on": DAY, "raised": "100000", "balance": "28500.00", "balance_on": DAY}
    assert "刚被他人" in street.post(f"{home}fund/", kept | {"revision": "0"}).content.decode()
    street.post(f"{home}fund/", kept | {"revision": "1"})
    shown = street.get(tab).content.decode()
    assert ("28,500.00" in shown, "28.50%" in shown) == (True, True)
    assert "请填写党组织名称" in street.post(f"{home}party/new/", {"from_on": DAY}).content.decode()
    street.post(f"{home}party/new/", {"name": "听涛党支部", "from_on": DAY})
    assert "听涛党支部" in street.get(tab).content.decode()
    with qingdao.entered():
        party = PartyOrganisation.objects.get()
    street.post(f"{home}party/{party.pk}/end/", {"on": DAY})
    shown = street.get(tab).content.decode()
    assert ("已终止" in shown, "登记党组织" in shown) == (True, True)


def test_tab_costs_the_same_for_any_number_of_records(
    wulong: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    with wulong.entered():
        row = making.neighbourhood(wulong.places[making.WL_COMMUNITY], people.wl_street)
    street, tab = client_of(people.wl_street), f"/wulong/neighbourhoods/{row.pk}/management/"
    street.get(tab)
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            street.get(tab)
        counted.append(len(asked))
        with wulong.entered():
            for number in range(3):
                PartyOrganisation.objects.create(
                    neighbourhood=row,
                    name=f"支部{number}",
                    from_on=making.DAY,
                    until_on=making.DAY,
                    until_at=making.NOW,
                    organisation=people.wl_street.seats[0].organisation,
                    entered_by=people.wl_street.person,
                    entered_at=making.NOW,
                )
    assert counted[0] == counted[1]


@pytest.mark.parametrize("address", ["owners-bodies/new/", "property-contracts/new/", "fund/", "party/new/"])
def test_forms_are_of_whoever_may_register(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client], wulong: Town, address: str
) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
    home = f"/qingdao/neighbourhoods/{row.pk}/"
    for actor, status in ((people.qd_street, 200), (people.qd_finance, 403)):
        client = client_of(actor)
        assert (f"{home}{address}" in client.get(f"{home}management/").content.decode()) == (status == 200)
        assert client.get(home + address).status_code == status
    assert client_of(people.wl_housing).get(home + address).status_code == 404
    in_own = (home + address).replace("/qingdao/", "/wulong/")
    assert client_of(people.wl_housing).get(in_own).status_code == 404


def test_mode_is_of_whoever_states_its_criterion(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    """In Qingdao the residents' committee settles it, not the street."""
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
    address = f"/qingdao/neighbourhoods/{row.pk}/modes/new/"
    assert client_of(people.qd_community).get(address).status_code == 200
    refused = client_of(people.qd_street).post(address, {})
    assert (refused.status_code, "由居委会确认" in refused.content.decode()) == (403, True)
