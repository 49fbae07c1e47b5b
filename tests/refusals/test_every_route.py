"""Every address, asked by everybody whom it must refuse: the anonymous, a stranger, the clerk of the next street."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from communities.audit.models import AuditEntry
from communities.people.rights import Actor
from communities.tenancy.owned import OwnedEvent, TenantOwned
from tests.cast import Town
from tests.refusals.bodies import listening
from tests.refusals.chairs import ADMINISTRATORS, seated
from tests.refusals.routes import ARGUMENTS_OUTSIDE, OUTSIDE, ROUTES, Route, addresses
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("every route")

Browser = Callable[[Actor], Client]
MISSING = 2**40
"""An id that no row has."""
PAGES = [route for route in ROUTES if not route.is_api]
INTERFACE = [route for route in ROUTES if route.is_api]


class Caller:
    """Somebody at a client, with what a call says of him; asks any route by any method."""

    def __init__(self, client: Client, tenant: str = "", **headers: str) -> None:
        client.raise_request_exception = False
        self.client, self.tenant, self.headers = client, tenant, headers

    def ask(self, route: Route, ids: dict[str, int], method: str = "GET", query: str = "") -> Any:
        """The answer to an empty request."""
        given: dict[str, Any] = {"headers": self.headers}
        if route.is_api and method != "GET":
            given |= {"data": "{}", "content_type": "application/json"}
        return self.client.generic(method, address(route, ids, self.tenant) + query, **given)


def address(route: Route, ids: dict[str, int], tenant: str) -> str:
    place = {} if route.is_api else {"tenant": tenant}
    return reverse(route.name, kwargs={**place, **route.arguments(ids)})


NARROWED = {
    "delegation": "delegation",
    "item": "item",
    "membership": "membership",
    "neighbourhood": "neighbourhood",
    "organisation": "organisation",
    "picked": "neighbourhood",
    "post": "affiliation",
    "project": "project",
}
"""What an address may be asked about by its query, and the row of the world."""


def calls(routes: list[Route]) -> Iterator[tuple[Route, str]]:
    return ((route, method) for route in routes for method in route.methods)


def taken(routes: list[Route]) -> Iterator[tuple[Route, str]]:
    """The calls that an address takes at all: whom it refuses any other way says nothing."""
    return ((route, method) for route, method in calls(routes) if route.of(method)[0] != 405)


def text(response: Any) -> str:
    """What the answer says, also inside a spreadsheet, without what differs between any two requests."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    said = content.decode(errors="replace").replace(response.get("X-Request-ID", "-"), "ID")
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', "", said)


def bearer(world: World, actor: Actor, client: Client) -> Caller:
    return Caller(client, Authorization=f"Bearer {world.token(actor)}")


@pytest.fixture
def strangers(world: World, client_of: Browser) -> dict[bool, list[Caller]]:
    """Who together may do everything in Wulong, at home, by session and for the interface by token too.

    The three administrators are apart, so nobody may alone: the next is asked where one lacks the right.
    """
    with world.wulong.entered():
        apart = seated(world.wulong, "abroad", world.wulong.top, (*ADMINISTRATORS[1:], "assigned"))
    actors = [world.stranger, *apart.values()]
    by_session = [Caller(client_of(actor), "wulong", **{"X-Tenant": "wulong"}) for actor in actors]
    return {False: by_session, True: [*by_session, *(bearer(world, actor, Client()) for actor in actors)]}


def everything_in(town: Town) -> dict[str, int]:
    """Rows of each table of the tenant, history included; the record of who asked is none of them."""
    with town.entered():
        return {
            model._meta.label: model._base_manager.count()
            for model in apps.get_models()
            if issubclass(model, TenantOwned | OwnedEvent) and model is not AuditEntry
        }


def test_every_row_is_hidden_from_the_next_street_but_the_rules() -> None:
    """The table itself: a row that names a row may show it to the sibling only where it is the whole tenant's."""
    shown = {route.name for route in ROUTES if route.names_a_row and route.get[1] == 200}
    assert shown == {"rulebook_version", "rulebook_section"}


def test_every_address_has_its_row() -> None:
    listed = Counter([route.name for route in ROUTES] + list(OUTSIDE))
    assert listed == Counter(addresses())


def test_anonymous_is_sent_to_log_in_or_told_so(world: World, client: Client) -> None:
    visitor = Caller(client, "qingdao")
    for route, method in calls(PAGES):
        response = visitor.ask(route, world.ids, method)
        if method == "GET":
            assert (response.status_code, response["Location"][:13]) == (302, "/login/?next="), route
        else:
            assert response.status_code == 401, route
            assert "登录已过期" in response.content.decode()
    for route, method in calls(INTERFACE):
        response = visitor.ask(route, world.ids, method)
        assert response.status_code == 401, (route, method)
        assert set(response.json()) == {"error", "message"}


def test_addresses_outside_every_tenant(client: Client, db: None) -> None:
    asked = {name: reverse(name, kwargs=ARGUMENTS_OUTSIDE.get(name)) for name in OUTSIDE}
    assert {name: client.get(path).status_code for name, path in asked.items()} == OUTSIDE


@pytest.mark.parametrize("who", ["owner", "sibling"])
def test_clerks_are_answered_as_the_table_says(
    who: str, world: World, client_of: Browser, client: Client
) -> None:
    actor = world.owner if who == "owner" else world.sibling
    callers = {False: Caller(client_of(actor), "qingdao"), True: bearer(world, actor, client)}
    seat = 0 if who == "owner" else 1
    wrong = {}
    for route, method in calls(list(ROUTES)):
        with transaction.atomic():  # each asks the world as it was made
            response = callers[route.is_api].ask(route, world.ids, method)
            transaction.set_rollback(True)
        if response.status_code != route.of(method)[seat]:
            wrong[route.name, method] = response.status_code
    assert wrong == {}, "answered otherwise than the table says"


def test_lists_of_the_next_street_show_nothing_of_this_one(
    world: World, client_of: Browser, client: Client
) -> None:
    callers = {False: Caller(client_of(world.sibling), "qingdao"), True: bearer(world, world.sibling, client)}
    of_the_tenant = {"note", "basis"}  # typed into the rules as well, which everybody reads
    hidden = {name: said for name, said in world.typed.items() if name not in of_the_tenant}
    with listening() as heard:
        for route in (route for route in ROUTES if not route.names_a_row and route.get[1] == 200):
            heard.clear()
            response = callers[route.is_api].ask(route, world.ids)
            answers = [text(response)]
            read = {name for given, name in heard.read if given == id(response.wsgi_request.GET)}
            for name in read & NARROWED.keys():
                query = f"?{name}={world.ids[NARROWED[name]]}"
                answers.append(text(callers[route.is_api].ask(route, world.ids, "GET", query)))
            found = [name for name, said in hidden.items() if any(said in answer for answer in answers)]
            assert found == [], route


def test_stranger_finds_no_page_of_the_other_tenant(world: World, client_of: Browser) -> None:
    before = everything_in(world.qingdao), everything_in(world.wulong)
    browser = client_of(world.stranger)
    visitor, at_home = Caller(browser, "qingdao"), Caller(browser, "wulong")
    missing_row = Route("neighbourhood_detail", {"pk": "nothing"})
    missing = text(at_home.ask(missing_row, {"nothing": MISSING}))
    nowhere = Caller(browser, "no-such-tenant")
    for route, method in calls(PAGES):
        response = visitor.ask(route, world.ids, method)
        assert response.status_code == 404, (route, method)
        assert text(response) == missing, (route, method)
        assert text(nowhere.ask(route, world.ids, method)) == missing, (route, method)
    assert (everything_in(world.qingdao), everything_in(world.wulong)) == before


def test_stranger_finds_no_row_of_the_other_tenant_at_home(
    world: World, strangers: dict[bool, list[Caller]]
) -> None:
    """By page, by token, by session: an id of Qingdao is answered as an id of nothing."""
    before = everything_in(world.qingdao), everything_in(world.wulong)
    nothing = dict.fromkeys(world.ids, MISSING)
    for route, method in taken([route for route in ROUTES if route.names_a_row]):
        answered = set()
        for caller in strangers[route.is_api]:
            response = caller.ask(route, world.ids, method)
            assert response.status_code in (403, 404), (route, method)
            assert text(response) == text(caller.ask(route, nothing, method)), (route, method)
            answered.add(response.status_code)
            if answered == {404} and not route.is_api:
                break  # he holds the right that the address asks for
        assert 404 in answered, (route, method)
    assert (everything_in(world.qingdao), everything_in(world.wulong)) == before


def test_lists_searches_and_downloads_of_a_stranger_are_his_own(
    world: World, strangers: dict[bool, list[Caller]]
) -> None:
    closed = set()
    searches = ("", "?q=听涛", "?q=观海", "?q=乐天", "?q=tty", "?place=370202001")
    for route in (route for route in ROUTES if not route.names_a_row):
        let_in = set()
        for caller in strangers[route.is_api]:
            for query in searches:
                response = caller.ask(route, world.ids, "GET", query)
                assert response.status_code in (200, 302, 403, 404, 405), (route, query)
                let_in.add(response.status_code != 403)
                answer = text(response)
                found = [name for name, said in world.typed.items() if said in answer]
                assert found == [], (route, query)
                if response.status_code in (403, 405):
                    break  # whatever he looks for
            if let_in == {True} and not route.is_api:
                break
        if True not in let_in:
            closed.add(route.name)
    assert closed <= {"evaluation_create"}, "of all strangers together, none may"


def test_session_that_names_no_tenant_of_its_own_finds_nothing(world: World, client_of: Browser) -> None:
    browser = client_of(world.stranger)
    for code in ("qingdao", "no-such-tenant", "", "QINGDAO", "qingdao.", "*", "1"):
        caller = Caller(browser, **{"X-Tenant": code})
        for route, method in calls(INTERFACE):
            response = caller.ask(route, world.ids, method)
            assert response.status_code == 404, (code, route, method)
            assert response.json() == {"error": "not_found", "message": "没有找到。"}, (code, route, method)


def test_token_does_not_open_another_tenant(world: World, client: Client) -> None:
    key = world.token(world.stranger).replace("wulong.", "qingdao.")
    caller = Caller(client, Authorization=f"Bearer {key}", **{"X-Tenant": "qingdao"})
    for route, method in calls(INTERFACE):
        assert caller.ask(route, world.ids, method).status_code == 401, (route, method)
