"""The refusal matrix: every address, every standard role, in its own place, in the next street, in another tenant.

The clerk's answers stand in `routes.py`, what other roles get in `roles.py`. Pages are not written out here, only
answered: their words are looked at elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client

from communities.people.rights import Actor
from tests.refusals.chairs import ROLES, seated
from tests.refusals.roles import ROLES_OF_ALL, expected, unknown
from tests.refusals.routes import ROUTES, Route
from tests.refusals.test_every_route import PAGES, Caller, bearer, taken
from tests.refusals.world import STREET, World

pytestmark = pytest.mark.slow
HERE, AWAY = pytest.mark.xdist_group("roles here"), pytest.mark.xdist_group("roles away")
"""Half of the matrix each, side by side."""

Browser = Callable[[Actor], Client]
Answers = dict[tuple[str, str], int]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of refusals: no page is rendered, none is logged."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def chairs(world: World) -> dict[str, dict[str, Actor]]:
    """Everybody of the three chairs, by role."""
    home = world.qingdao.places[STREET]
    beside = next(
        place
        for place in world.qingdao.places.values()
        if place.parent_id == home.parent_id and place.pk != home.pk
    )
    with world.qingdao.entered():
        here = {"own": seated(world.qingdao, "own", home), "beside": seated(world.qingdao, "beside", beside)}
    with world.wulong.entered():
        return here | {"abroad": seated(world.wulong, "abroad", world.wulong.top)}


def once(routes: Iterable[Route]) -> Iterator[tuple[Route, str]]:
    """Every address by the first method that it takes: where it is hidden, a second says nothing new."""
    return ((route, next(method for _, method in taken([route]))) for route in routes)


def telling(role: str) -> Iterator[tuple[Route, str]]:
    """In the chair of the clerk: every way in which the role is refused, and one in which it is let in."""
    for route in ROUTES:
        methods = [method for _, method in taken([route])]
        let_in = [method for method in methods if not expected(role, route, method) <= {403, 404}]
        yield from ((route, method) for method in methods if method not in let_in[:-1])


def answers(world: World, callers: dict[bool, Caller], asked: Iterable[tuple[Route, str]]) -> Answers:
    """Status by address and method; each asks the world as it was made."""
    found: Answers = {}
    for route, method in asked:
        with transaction.atomic():
            response: Any = callers[route.is_api].ask(route, world.ids, method)
            transaction.set_rollback(True)
        found[route.name, method] = response.status_code
    return found


def callers_of(world: World, actor: Actor, client_of: Browser) -> dict[bool, Caller]:
    return {False: Caller(client_of(actor), "qingdao"), True: bearer(world, actor, Client())}


@HERE
def test_tables_name_addresses_only() -> None:
    assert unknown() == set()


@HERE
@pytest.mark.parametrize("role", ROLES)
def test_role_in_the_chair_of_the_clerk(
    role: str, world: World, chairs: dict[str, dict[str, Actor]], client_of: Browser
) -> None:
    asked = list(telling(role))
    found = answers(world, callers_of(world, chairs["own"][role], client_of), asked)
    wrong = {
        (route.name, method): (found[route.name, method], sorted(expected(role, route, method)))
        for route, method in asked
        if found[route.name, method] not in expected(role, route, method)
    }
    assert wrong == {}


@AWAY
@pytest.mark.parametrize("role", ROLES)
def test_role_in_the_next_street_finds_no_row_of_this_one(
    role: str, world: World, chairs: dict[str, dict[str, Actor]], client_of: Browser
) -> None:
    """Not more than the clerk of that street, who finds none: refused, or answered as for a missing row."""
    asked = list(once(route for route in ROUTES if route.names_a_row and route.name not in ROLES_OF_ALL))
    found = answers(world, callers_of(world, chairs["beside"][role], client_of), asked)
    let_in = {
        (route.name, method): found[route.name, method]
        for route, method in asked
        if found[route.name, method] not in {403, 404, route.of(method)[1]}
    }
    assert let_in == {}


@AWAY
@pytest.mark.parametrize("role", ROLES)
def test_role_of_another_tenant_finds_nothing(
    role: str, world: World, chairs: dict[str, dict[str, Actor]], client_of: Browser
) -> None:
    browser = client_of(chairs["abroad"][role])
    by_session = Caller(browser, "qingdao", **{"X-Tenant": "qingdao"})
    found = answers(world, {False: by_session, True: by_session}, once(ROUTES))
    assert {asked: status for asked, status in found.items() if status != 404} == {}
    assert len(found) == len(ROUTES) > len(PAGES) > 200
