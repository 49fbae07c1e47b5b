"""The pages and the interface of delegations: the whole way, and nothing for anybody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from communities.audit.enums import Action
from communities.audit.services import note
from communities.people import tokens
from communities.people.delegation import queries, services, standing
from communities.people.models import Delegation
from communities.people.rights import Actor
from tests.cast import People, Town
from tests.communities.people.delegation.conftest import Lend, seat

ClientOf = Callable[[Actor], Client]


def page(name: str, **kwargs: int) -> str:
    return reverse(name, kwargs={"tenant": "qingdao", **kwargs})


def typed(membership: int, on: date, **changes: str) -> dict[str, object]:
    return {
        "membership": membership,
        "delegate": "青岛市district",
        "capabilities": ["view", "decide", "fund"],
        "starts_on": f"{on}",
        "ends_on": f"{on + timedelta(days=4)}",
        "reason": "年休假",
        **changes,
    }


def test_offer_acceptance_and_end_by_the_pages(
    qingdao: Town, people: People, client_of: ClientOf, today: date
) -> None:
    holder, delegate = client_of(people.qd_housing), client_of(people.qd_district)
    with qingdao.entered():
        own = seat(people.qd_housing).pk
    create = page("delegation_create")
    refused = holder.post(
        create, typed(own, today, delegate="青岛市street", reason="出差两天")
    ).content.decode()
    assert "可以受托的人员中没有“青岛市street”" in refused
    assert 'value="出差两天"' in refused
    form = holder.get(create).content.decode()
    assert [name in form for name in ('value="fund"', 'value="merge"', 'value="people"')] == [
        True,
        False,
        False,
    ]
    for _ in range(2):  # a double click
        answer = holder.post(create, typed(own, today))
        assert answer.status_code == 302
    with qingdao.entered():
        row = Delegation.objects.get()
    assert row.capabilities == ["view", "decide", "fund"]
    detail = page("delegation_detail", pk=row.pk)
    assert "请您接受或谢绝" in delegate.get(detail).content.decode()
    assert "请您接受或谢绝" not in holder.get(detail).content.decode()
    assert holder.post(page("delegation_accept", pk=row.pk)).status_code == 403
    for _ in range(2):
        assert delegate.post(page("delegation_accept", pk=row.pk)).status_code == 302
    assert "青岛市housing的名义办理" in delegate.get(detail).content.decode()
    assert "生效中" in holder.get(page("delegation_list")).content.decode()
    assert client_of(people.qd_finance).get(detail).status_code == 404
    assert client_of(people.qd_finance).post(page("delegation_end", pk=row.pk)).status_code == 404
    holder.post(page("delegation_end", pk=row.pk))
    assert "已提前结束" in delegate.get(page("delegation_list")).content.decode()


def test_security_administrator_lends_for_the_absent(
    qingdao: Town, people: People, client_of: ClientOf, today: date
) -> None:
    client = client_of(people.qd_security)
    with qingdao.entered():
        away = seat(people.qd_housing).pk
    create = page("delegation_create")
    assert "先查找不在岗的人员" in client.get(create).content.decode()
    found = client.get(create, {"q": "housing"}).content.decode()
    assert f'value="{away}"' in found
    assert client.post(f"{create}?q=housing", typed(away, today)).status_code == 302
    with qingdao.entered():
        assert Delegation.objects.get().made_by == people.qd_security.person
    stranger = client_of(people.qd_finance).post(create, typed(away, today)).content.decode()
    assert "不在您可以委托的范围内" in stranger


def test_lists_cost_the_same_for_one_and_for_many(
    qingdao: Town, people: People, client_of: ClientOf, lend: Lend
) -> None:
    clients = [client_of(people.qd_housing), client_of(people.qd_security)]
    costs = []
    for lent in ([["decide"]], [["declare"], ["fund"], ["view"]]):
        with qingdao.entered():
            for capabilities in lent:
                lend(capabilities=capabilities)
        for client in clients:
            client.get(page("delegation_list"))
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page("delegation_list")).status_code == 200
            costs.append(len(asked))
    assert costs[:2] == costs[2:]


def test_acts_are_read_by_the_three_whom_they_concern(
    qingdao: Town, people: People, client_of: ClientOf, lend: Lend, today: date
) -> None:
    delegate = people.qd_district
    with qingdao.entered():
        row = lend()
        acting = standing.as_delegate(row, person=delegate.person, tenant=qingdao.tenant, on=today)
        note(Action.DECIDE, "出具审查意见", by=acting, name="河清路小区")
        note(Action.DECIDE, "自己的事", by=delegate, name="别的小区")
    for reader in (people.qd_housing, delegate, people.qd_security):
        shown = client_of(reader).get(page("delegation_acts"), {"delegation": row.pk}).content.decode()
        assert "河清路小区" in shown
        assert "青岛市district（代青岛市housing）" in shown
        assert "别的小区" not in shown
    stranger = client_of(people.qd_finance)
    assert "还没有代办记录" in stranger.get(page("delegation_acts")).content.decode()
    assert stranger.get(page("delegation_acts"), {"delegation": row.pk}).status_code == 404
    file = client_of(people.qd_housing).get(page("delegation_acts_file"))
    cells = [cell for line in load_workbook(BytesIO(file.content)).active.values for cell in line]
    assert "河清路小区" in cells
    assert "别的小区" not in cells


def test_the_whole_way_by_the_interface(qingdao: Town, people: People, today: date) -> None:
    with qingdao.entered():
        keys = {
            login: tokens.issue(person=getattr(people, login).person, tenant=qingdao.tenant)
            for login in ("qd_housing", "qd_district", "qd_finance")
        }
        own = seat(people.qd_housing).pk

    def call(login: str, path: str, data: object = None) -> tuple[int, dict[str, object]]:
        answer = Client().post(
            f"/api/v1/delegations/{path}",
            data,
            content_type="application/json",
            headers={"Authorization": f"Bearer {keys[login]}"},
        )
        return answer.status_code, answer.json()

    sent = {"membership": own, "delegate": "qd-district", "reason": "病假"}
    sent |= {"starts_on": f"{today}", "ends_on": f"{today}"}
    assert call("qd_finance", "", sent)[0] == 400
    assert call("qd_housing", "", {**sent, "delegate": "qd-street"})[0] == 400
    status, made = call("qd_housing", "", sent)
    assert (status, made["state"]) == (201, "offered")
    assert call("qd_finance", f"{made['id']}/accept/")[0] == 404
    assert call("qd_housing", f"{made['id']}/accept/")[0] == 403
    assert call("qd_district", f"{made['id']}/accept/")[1]["state"] == "in-force"
    assert call("qd_district", f"{made['id']}/decline/")[0] == 400
    assert call("qd_housing", f"{made['id']}/end/")[1]["state"] == "ended"


@pytest.mark.parametrize("name", ["delegation_list", "delegation_create", "delegation_acts"])
def test_somebody_without_any_is_told_what_it_is_for(people: People, client_of: ClientOf, name: str) -> None:
    assert client_of(people.qd_admin).get(page(name)).status_code == 200


def test_state_of_an_unanswered_offer_is_over_when_its_days_are(
    qingdao: Town, people: People, lend: Lend, today: date
) -> None:
    with qingdao.entered():
        row = lend(accepted=False)
        late = timezone.now() + timedelta(days=20)
        assert queries.state_on(row, today + timedelta(days=20)) == "over"
        with pytest.raises(Exception, match="已到期"):
            services.accept(row, by=people.qd_district, now=late)
