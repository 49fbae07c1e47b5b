"""What people type stays a text in every spreadsheet: no formula."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
from django.test import Client

from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction
from tests.refusals.routes import ROUTES
from tests.refusals.test_every_route import Caller
from tests.refusals.world import World

pytestmark = pytest.mark.xdist_group("typed formulas")

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
    "dwelling_file",
)


@pytest.fixture(scope="module")
def mark() -> str:
    """Stands before every text of this module's world."""
    return FORMULA


def cells(content: bytes) -> Iterator[Any]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            yield from row


def test_formulas_are_texts_in_every_export(world: World, client_of: Callable[[Actor], Client]) -> None:
    with world.qingdao.entered():
        Jurisdiction.objects.filter(depth__gt=1).update(name=f"{FORMULA}某地")
    caller = Caller(client_of(world.owner), "qingdao")
    for route in (route for route in ROUTES if route.name in EXPORTS):
        found = list(cells(caller.ask(route, world.ids).content))
        assert [cell for cell in found if FORMULA in str(cell.value)], f"{route.name} shows what was typed"
        assert [cell.coordinate for cell in found if cell.data_type == "f"] == [], route.name
