"""The pages of owners' bodies and property contracts, under the neighbourhood."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from communities.people.rights import Actor
from communities.upkeep.models import OwnersBody, PropertyContract
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db

DAY = making.DAY.isoformat()


def test_body_and_contract_stand_on_the_neighbourhoods_page(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client], wulong: Town
) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
    home = f"/qingdao/neighbourhoods/{row.pk}/"
    street = client_of(people.qd_street)
    assert "还没有业主组织和物业服务合同" in street.get(home).content.decode()
    body = {"kind": "committee", "name": "听涛业委会", "formed_on": DAY}
    unnamed = street.post(f"{home}owners-bodies/new/", body | {"name": ""}).content.decode()
    assert ("请填写名称" in unnamed, DAY in unnamed) == (True, True)
    assert street.post(f"{home}owners-bodies/new/", body)["Location"] == home
    assert "已有在任的业主组织" in street.post(f"{home}owners-bodies/new/", body).content.decode()
    contract = {"company": "海尔物业", "fee": "0.80", "signed_on": DAY, "starts_on": DAY}
    assert "请上传物业服务合同" in street.post(f"{home}property-contracts/new/", contract).content.decode()
    file = SimpleUploadedFile("合同.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    street.post(f"{home}property-contracts/new/", contract | {"file_0": file})
    shown = street.get(home).content.decode()
    assert ("听涛业委会" in shown, "海尔物业" in shown, "0.80 元每平方米每月" in shown) == (True, True, True)
    with qingdao.entered():
        one = OwnersBody.objects.get()
        assert PropertyContract.objects.count() == 1
    street.post(f"{home}owners-bodies/{one.pk}/end/", {"on": DAY})
    assert "已终止" in street.get(home).content.decode()
    for address in ("owners-bodies/new/", f"owners-bodies/{one.pk}/end/", "property-contracts/new/"):
        assert client_of(people.qd_housing).get(home + address).status_code == 403
        assert client_of(people.wl_housing).get(home + address).status_code == 404
        in_own = (home + address).replace("/qingdao/", "/wulong/")
        assert client_of(people.wl_housing).get(in_own).status_code == 404


def test_buttons_are_shown_to_whoever_may_register(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    with qingdao.entered():
        row = making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
    home = f"/qingdao/neighbourhoods/{row.pk}/"
    for actor, status in ((people.qd_street, 200), (people.qd_finance, 403)):
        client = client_of(actor)
        assert ("登记业主组织" in client.get(home).content.decode()) == (status == 200)
        assert client.get(f"{home}owners-bodies/new/").status_code == status
        assert client.get(f"{home}property-contracts/new/").status_code == status
