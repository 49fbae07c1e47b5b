"""A row named together with another row's number is not found: an address is no way round the row it hangs on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from communities.people.rights import Actor
from tests.cast import People
from tests.projects import making
from tests.refusals.routes import ROUTES
from tests.refusals.test_every_route import Caller, bearer
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("nested")

WORDS = {"criterion", "name", "kind", "role", "record", "rule", "review", "year", "section", "number"}
"""Arguments that are no rows."""
PROJECTS = frozenset({"project", "prepared"})
NEIGHBOURHOODS = frozenset({"neighbourhood", "doubtful"})


def test_row_is_not_found_under_another_that_it_does_not_hang_on(
    world: World, people: People, client_of: Callable[[Actor], Client], client: Client
) -> None:
    with world.qingdao.entered():
        row = making.eligible(world.qingdao.places[making.COMMUNITY], people, "另一小区")
        other = making.project([row], people.qd_street)
    ids = world.ids | dict.fromkeys(PROJECTS, other.pk) | dict.fromkeys(NEIGHBOURHOODS, row.pk)
    nested = [
        route
        for route in ROUTES
        if route.rows.get("pk") in PROJECTS | NEIGHBOURHOODS and set(route.rows) - WORDS - {"pk"}
    ]
    assert len(nested) > 20
    callers = {False: Caller(client_of(world.owner), "qingdao"), True: bearer(world, world.owner, client)}
    found = {
        (route.name, method): status
        for route in nested
        for method in route.methods
        if (status := callers[route.is_api].ask(route, ids, method).status_code) not in (404, 405)
    }
    assert found == {}
