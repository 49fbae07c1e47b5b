"""Money in JSON: the same services, the same refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from communities.people import tokens
from communities.people.rights import Actor
from projects.models import Project
from tests.cast import People, Town
from tests.funding import money

pytestmark = pytest.mark.django_db


class Caller:
    """Somebody with a key of his own."""

    def __init__(self, town: Town, actor: Actor) -> None:
        with town.entered():
            self.token = tokens.issue(person=actor.person, tenant=actor.tenant)
        self.client = Client()

    def __call__(self, method: str, path: str, **data: Any) -> tuple[int, Any]:
        answer = self.client.generic(
            method,
            f"/api/v1/projects/{path}",
            data=json.dumps(data),
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        return answer.status_code, answer.json()


@pytest.fixture
def project(qingdao: Town, people: People) -> Project:
    with qingdao.entered():
        return money.qingdao_project(qingdao, people, "200000.00")


def percents(residents: str, government: str) -> list[dict[str, str]]:
    return [
        {"payer": "residents", "percent": residents},
        {"payer": "government", "percent": government},
    ]


def test_percentages_are_put_and_the_split_follows(project: Project, qingdao: Town, people: People) -> None:
    ask = Caller(qingdao, people.qd_street)
    rule = f"{project.pk}/shares/QD-S-improvement/"
    status, said = ask("PUT", rule, percents=percents("20", "70"), revision=0)
    assert (status, said["fields"]["detail"]) == (400, ["合计90%，应为100%。"])
    status, said = ask("PUT", rule, percents=percents("20", "80"), revision=0)
    assert (status, said["is_settled"], said["revision"]) == (200, True, 1)
    assert ask("PUT", rule, percents=percents("30", "70"), revision=0)[0] == 400
    status, said = ask("GET", f"{project.pk}/split/")
    assert said["items"][0]["parts"] == [
        {"payer": "residents", "of": "", "amount": "40000.00"},
        {"payer": "government", "of": "", "amount": "160000.00"},
    ]
    assert said["is_complete"] is True
    status, said = ask("GET", f"{project.pk}/shares/")
    assert [row["rule"] for row in said] == ["QD-S-improvement"]


def test_money_moves_and_is_countered(project: Project, qingdao: Town, people: People) -> None:
    ask = Caller(qingdao, people.qd_street)
    status, source = ask(
        "POST", f"{project.pk}/sources/", channel="award", payer="city", planned="10.00", giver="市财政局"
    )
    assert (status, source["kind"]) == (201, "fiscal")
    own = f"{project.pk}/sources/{source['id']}/"
    assert ask("PATCH", own, planned="20.00", revision=1)[1]["planned"] == "20.00"
    assert ask("PATCH", own, planned="30.00", revision=1)[0] == 400
    moves = f"{own}movements/"
    status, arrival = ask("POST", moves, kind="arrival", amount="5.00", on="2026-11-20")
    assert status == 201
    assert ask("POST", moves, kind="payment", amount="5.01", on="2026-11-20")[0] == 400
    counter = f"{project.pk}/movements/{arrival['id']}/counter/"
    status, said = ask("POST", counter, reason="重复登记", on="2026-11-20")
    assert (status, said["counters"]) == (201, arrival["id"])
    assert ask("POST", counter, reason="重复登记", on="2026-11-20")[0] == 400
    assert ask("GET", own)[1]["arrived"] == "0.00"
    assert len(ask("GET", moves)[1]) == 2


def test_who_may_not_is_refused_and_strangers_find_nothing(
    project: Project, qingdao: Town, wulong: Town, people: People
) -> None:
    values = {"channel": "award", "payer": "city", "planned": "10.00"}
    assert Caller(qingdao, people.qd_leader)("POST", f"{project.pk}/sources/", **values)[0] == 403
    assert Caller(wulong, people.wl_housing)("POST", f"{project.pk}/sources/", **values)[0] == 404
    status, said = Caller(qingdao, people.qd_housing)("POST", f"{project.pk}/awards/", rule="QD-U-award")
    assert status == 400
    assert "还不能核定" in said["fields"]["detail"][0]
    assert Caller(qingdao, people.qd_street)("GET", f"{project.pk}/awards/") == (200, [])
