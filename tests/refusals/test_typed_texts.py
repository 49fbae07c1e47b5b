"""What people type stays a text: no script in a page, no template in a component, no formula in a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
from django.test import Client

from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction
from tests.cast import People, Town
from tests.refusals.routes import ROUTES
from tests.refusals.test_every_route import Caller, text
from tests.refusals.world import World, rich

SCRIPT = "\"'><img src=x onerror=a()>{{7|add:35}}"
FORMULA = '=HYPERLINK("//e.cn","x")&'
EXPORTS = (
    "neighbourhood_export",
    "project_export",
    "pool_export",
    "ranking_export",
    "superior_table_file",
    "progress_file",
    "longterm_file",
    "case_export",
)


def pages(world: World, client_of: Callable[[Actor], Client]) -> Iterator[tuple[str, str]]:
    """Every page that a clerk or an administrator of the tenant can open."""
    callers = [Caller(client_of(actor), "qingdao") for actor in (world.owner, world.admin)]
    for route in ROUTES:
        if not route.is_api and route.name not in (*EXPORTS, "document_download"):
            for caller in callers:
                response: Any = caller.ask(route, world.ids)
                assert response.status_code < 500, route
                yield route.name, text(response)


def test_scripts_and_templates_are_shown_as_typed(
    people: People, qingdao: Town, wulong: Town, client_of: Callable[[Actor], Client]
) -> None:
    world = rich(people, qingdao, wulong, mark=SCRIPT)
    shown = set()
    for name, said in pages(world, client_of):
        assert "<img src=x" not in said, name
        assert "a()&gt;42" not in said, name
        if "&lt;img src=x" in said:
            shown.add(name)
    assert {"neighbourhood_list", "neighbourhood_detail", "project_detail", "rulebook_overlay"} <= shown
    assert {"person_list", "role_list", "organisation_list", "neighbourhood_history"} <= shown


def cells(content: bytes) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            yield from row


def test_formulas_are_texts_in_every_export(
    people: People, qingdao: Town, wulong: Town, client_of: Callable[[Actor], Client]
) -> None:
    world = rich(people, qingdao, wulong, mark=FORMULA)
    with qingdao.entered():
        Jurisdiction.objects.filter(depth__gt=1).update(name=f"{FORMULA}某地")
    caller = Caller(client_of(world.owner), "qingdao")
    for route in (route for route in ROUTES if route.name in EXPORTS):
        found = list(cells(caller.ask(route, world.ids).content))
        assert [cell for cell in found if FORMULA in str(cell.value)], f"{route.name} shows what was typed"
        assert [cell.coordinate for cell in found if cell.data_type == "f"] == [], route.name
