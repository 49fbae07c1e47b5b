"""Every address by the methods that no page of ours sends: whom it refuses, it refuses whatever way he asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.refusals.routes import ROUTES, Route
from tests.refusals.test_every_route import Browser, Caller, bearer, everything_in
from tests.refusals.test_roles import quiet
from tests.refusals.world import World

__all__ = ["quiet"]

pytestmark = pytest.mark.xdist_group("methods")

OTHERS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
"""Besides GET and POST, and PATCH where the interface takes it, which `test_every_route` asks."""
NOT_TAKEN = 405


def asked() -> Iterator[tuple[Route, str]]:
    return ((route, method) for route in ROUTES for method in OTHERS if method not in route.methods)


def status(callers: dict[bool, Caller], world: World, route: Route, method: str) -> int:
    found: int = callers[route.is_api].ask(route, world.ids, method).status_code
    return found


def test_nobody_gets_into_the_tenant_by_another_method(
    world: World, client_of: Browser, client: Client
) -> None:
    before = everything_in(world.qingdao), everything_in(world.wulong)
    anonymous = dict.fromkeys((False, True), Caller(client, "qingdao"))
    by_session = Caller(client_of(world.stranger), "qingdao", **{"X-Tenant": "qingdao"})
    visitor = dict.fromkeys((False, True), by_session)
    for route, method in asked():
        to_log_in = {302} if method == "HEAD" and not route.is_api else {401, NOT_TAKEN}
        assert status(anonymous, world, route, method) in to_log_in, (route, method)
        assert status(visitor, world, route, method) in {404, NOT_TAKEN}, (route, method)
    assert (everything_in(world.qingdao), everything_in(world.wulong)) == before


def test_row_of_others_is_found_by_no_method(world: World, client_of: Browser, client: Client) -> None:
    """By the clerk of the next street, whom HEAD answers as GET does, and by a stranger at home with its number."""
    beside = {False: Caller(client_of(world.sibling), "qingdao"), True: bearer(world, world.sibling, client)}
    abroad = {False: Caller(client_of(world.stranger), "wulong"), True: bearer(world, world.stranger, client)}
    before = everything_in(world.qingdao), everything_in(world.wulong)
    for route, method in asked():
        own_page = set() if route.names_a_row else {route.get[1]}  # a page that cares for POST alone
        allowed = {route.get[1]} if method == "HEAD" else {403, 404, NOT_TAKEN} | own_page
        assert status(beside, world, route, method) in allowed, (route, method)
        if route.names_a_row:
            assert status(abroad, world, route, method) in {403, 404, NOT_TAKEN}, (route, method)
    assert (everything_in(world.qingdao), everything_in(world.wulong)) == before
