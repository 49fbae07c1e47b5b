"""The checklist follows the rulebook and the rows: nothing in it is a city's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communities.people.rights import Actor
from communities.people.services import ensure_organisation
from communities.rulebooks.queries import in_force
from communities.rulebooks.services import settle
from governance.onboarding.asking import needed
from governance.onboarding.checklist import Checklist, checklist
from tests.cast import TODAY, People, Town
from tests.projects import making

PATH = "QD-R-1.fast_track.days"


def made(town: Town, by: Actor | None = None) -> Checklist:
    with town.entered():
        may = by.may_somewhere if by else lambda _: True
        return checklist(in_force(TODAY), tenant=town.tenant.code, on=TODAY, may=may)


def test_step_leads_only_where_the_reader_may_go(qingdao: Town, people: People) -> None:
    own = {step.name: step.url for step in made(qingdao, people.qd_admin).steps}
    assert own["登记规则点名的单位"].endswith("/organisations/")
    assert (own["确定月报报送日"], own["导入小区台账"]) == ("", "")
    assert all(step.url for step in made(qingdao).steps)


def test_steps_follow_what_is_on_record(qingdao: Town, people: People) -> None:
    before = {step.name: step for step in made(qingdao).steps}
    assert before["任命三员：系统、安全、审计管理员"].is_done
    assert not before["导入小区台账"].is_done
    with qingdao.entered():
        making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)
    after = {step.name: step for step in made(qingdao).steps}
    assert after["导入小区台账"].is_done


def test_actors_missing_are_those_that_clauses_name(qingdao: Town) -> None:
    with qingdao.entered():
        by_id = {actor.id: actor for actor in needed(in_force(TODAY))}
    street = by_id["street"]
    assert (street.places, street.present) == (4, 1)
    assert by_id["utilities"].is_done  # the city's own covers every place below
    with qingdao.entered():
        for place in street.missing:
            ensure_organisation(
                actor_id="street", kind="street", name=f"{place.name}办事处", jurisdiction=place
            )
        assert {actor.id: actor.is_done for actor in needed(in_force(TODAY))}["street"]


def test_settling_an_entry_moves_the_bar(qingdao: Town, people: People) -> None:
    before = made(qingdao)
    open_paths = {url for _, questions in before.questions for q in questions for _, url in q.paths}
    assert any(PATH in url for url in open_paths)
    with qingdao.entered():
        settle(
            path=PATH, value=5, basis="青改办〔2024〕7号", reason="", effective_from=date(2026, 1, 1),
            by=people.qd_admin, now=making.NOW,
        )  # fmt: skip
    after = made(qingdao)
    assert after.settled == before.settled + 1
    assert not any(PATH in url for _, questions in after.questions for q in questions for _, url in q.paths)
    assert after.settlers == ("青岛市admin",)


def test_two_tenants_have_two_lists(qingdao: Town, wulong: Town) -> None:
    here, there = made(qingdao), made(wulong)
    assert {a.id for a in here.actors} != {a.id for a in there.actors}
    assert here.questions != there.questions


def test_page_is_for_administrators_at_constant_cost(
    qingdao: Town, people: People, client_of: Callable[[Actor], Client]
) -> None:
    admin, address = client_of(people.qd_admin), "/qingdao/system/onboarding/"
    assert client_of(people.qd_street).get(address).status_code == 403
    assert client_of(people.wl_admin).get(address).status_code == 404
    text = admin.get(address).content.decode()
    assert "还缺的地方" in text
    assert f"?path={PATH}" in text
    with CaptureQueriesContext(connection) as few:
        admin.get(address)
    with qingdao.entered():
        for place in list(qingdao.places.values())[:6]:
            ensure_organisation(
                actor_id="d-housing", kind="department", name=f"{place.name}局", jurisdiction=place
            )
    with CaptureQueriesContext(connection) as many:
        admin.get(address)
    assert len(many) == len(few)
