"""What people type stays a text on every page: no script runs, no template is read inside a component."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from communities.people.rights import Actor
from tests.refusals.routes import ROUTES
from tests.refusals.test_every_route import Caller, text
from tests.refusals.test_typed_formulas import EXPORTS
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("typed scripts")

SCRIPT = "\"'><img src=x onerror=a()>{{7|add:35}}"


@pytest.fixture(scope="module")
def mark() -> str:
    """Stands before every text of this module's world."""
    return SCRIPT


def pages(world: World, client_of: Callable[[Actor], Client]) -> Iterator[tuple[str, str]]:
    """Every page that a clerk or an administrator of the tenant can open."""
    callers = [Caller(client_of(actor), "qingdao") for actor in (world.owner, world.admin)]
    for route in ROUTES:
        if not route.is_api and route.name not in (*EXPORTS, "document_download"):
            for caller in callers:
                response: Any = caller.ask(route, world.ids)
                assert response.status_code < 500, route
                yield route.name, text(response)


def test_scripts_and_templates_are_shown_as_typed(world: World, client_of: Callable[[Actor], Client]) -> None:
    shown = set()
    for name, said in pages(world, client_of):
        assert "<img src=x" not in said, name
        assert "a()&gt;42" not in said, name
        if "&lt;img src=x" in said:
            shown.add(name)
    assert {"neighbourhood_list", "neighbourhood_detail", "project_detail", "rulebook_overlay"} <= shown
    assert {"person_list", "role_list", "organisation_list", "neighbourhood_history"} <= shown
