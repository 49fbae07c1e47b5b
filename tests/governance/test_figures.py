"""Figures of the whole: children add up, links lead to what they count, verdicts, pool by batch and class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from communities.neighbourhoods.queries import filters_from, register
from communities.people.rights import Actor
from communities.rulebooks.services import settle
from governance import queries
from governance.queries import Breakdown, PlaceTotals, Totals
from projects import services
from projects.queries import filtered, visible
from tests.cast import People, Town
from tests.projects import making

totals = st.builds(
    Totals,
    **{f.name: st.integers(0, 10**6) for f in fields(Totals) if f.name != "floor_area"},
    floor_area=st.integers(0, 10**11).map(lambda hundredths: Decimal(hundredths) / 100),
)


@given(st.lists(totals, max_size=12))
def test_whole_is_the_sum_of_the_parts_in_any_order(parts: list[Totals]) -> None:
    rows = tuple(PlaceTotals(None, part) for part in parts)
    whole = Breakdown(None, rows).total  # type: ignore[arg-type]  # the place plays no part in a sum
    assert whole == Breakdown(None, rows[::-1]).total  # type: ignore[arg-type]
    for field in fields(Totals):
        assert getattr(whole, field.name) == sum(getattr(part, field.name) for part in parts)


@pytest.fixture
def town(qingdao: Town, people: People) -> Iterator[Town]:
    """甲 may be renovated, 乙 is undetermined, 丙 came too late; 丁 lies in the other district, of 2023."""
    with qingdao.entered():
        here = qingdao.places[making.COMMUNITY]
        there = next(
            p for p in qingdao.places.values() if p.code.startswith("370203") and p.level == "community"
        )
        making.eligible(here, people, "甲小区")
        making.neighbourhood(here, people.qd_street, "乙小区", floor_area_declared=Decimal("1234.56"))
        late = making.neighbourhood(here, people.qd_street, "丙小区")
        type(late).objects.filter(pk=late.pk).update(eligible="no")
        making.neighbourhood(there, people.qd_city, "丁小区", survey_year=2023)
        yield qingdao


def test_children_of_the_city_are_its_districts(town: Town, people: People) -> None:
    found = queries.by_place(town.top, actor=people.qd_city)
    assert {row.node.name: row.totals.neighbourhoods for row in found.rows if row.node} == {
        "市南区": 3,
        "市北区": 1,
    }
    assert found.total.neighbourhoods == 4
    assert found.total.floor_area == Decimal("25100.00") * 3 + Decimal("1234.56")


def test_verdicts_add_up_to_all_rows(town: Town, people: People) -> None:
    whole = queries.by_place(town.top, actor=people.qd_city).total
    counted = (whole.eligible, whole.undetermined, whole.not_eligible, whole.unjudged)
    assert counted == (1, 2, 1, 0)
    assert whole.percents == {
        "eligible": Decimal("25.00"),
        "undetermined": Decimal("50.00"),
        "not_eligible": Decimal("25.00"),
    }


def test_year_narrows_the_figures(town: Town, people: People) -> None:
    assert queries.survey_years(people.qd_city) == [2024, 2023]
    assert queries.by_place(town.top, actor=people.qd_city, year=2023).total.neighbourhoods == 1


def test_district_sees_only_its_own(town: Town, people: People) -> None:
    assert queries.by_place(town.top, actor=people.qd_housing).total.neighbourhoods == 3


class Links(HTMLParser):
    """(address, number) of every link whose text is a number."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, int]] = []
        self._at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._at = dict(attrs).get("href") or "" if tag == "a" else ""

    def handle_data(self, data: str) -> None:
        if self._at and data.strip().isdecimal():
            self.found.append((self._at, int(data.strip())))


def counted(actor: Actor, address: str) -> int:
    """How many rows the list has that the address opens."""
    path, _, given = address.partition("?")
    asked = dict(part.split("=") for part in given.split("&") if part)
    if path.endswith("/neighbourhoods/"):
        return register(actor, filters_from(actor, asked)).count()
    found = (
        visible(actor)
        if path.endswith("/projects/")
        else visible(actor).filter(state__in=["proposed", "reserved"])
    )
    return filtered(found, asked).count()


@pytest.mark.parametrize("query", ["", "?year=2024", "?place=370202", "?place=370202&year=2023"])
def test_every_figure_opens_a_list_of_that_many(
    town: Town, people: People, client_of: Callable[[Actor], Client], query: str
) -> None:
    rows = list(register(people.qd_city).filter(name="甲小区"))
    made = making.project(rows, people.qd_street)
    services.name_batch([made], "planning", by=people.qd_housing)
    page = Links()
    page.feed(client_of(people.qd_city).get(f"/qingdao/dashboard/pool/{query}").content.decode())
    assert len(page.found) > 2
    assert [(a, n) for a, n in page.found if counted(people.qd_city, a) != n] == []


def test_pool_by_batch_and_class(town: Town, people: People) -> None:
    (row,) = register(people.qd_city).filter(name="甲小区")
    made = making.project([row], people.qd_street)
    making.item(made, row, people.qd_street, "road", 468_000)
    making.item(made, row, people.qd_street, "green", 77_000)
    (batch,) = queries.pool_by_batch(town.top, actor=people.qd_city)
    assert (batch.label, batch.proposed, batch.reserved, batch.neighbourhoods) == ("未分批", 1, 0, 1)
    assert (batch.households, batch.estimate) == (312, Decimal(545_000))
    before = queries.pool_by_class(town.top, actor=people.qd_city, adopted=making.today())
    assert [(r.label, r.items, r.estimate, r.is_open) for r in before] == [
        ("类别待定", 2, Decimal(545_000), True)
    ]


def test_demonstration_entry_gives_the_class_and_says_so(town: Town, people: People) -> None:
    (row,) = register(people.qd_city).filter(name="甲小区")
    made = making.project([row], people.qd_street)
    making.item(made, row, people.qd_street, "road")
    settle(
        path="item:road.class",
        value="basic",
        basis="演示数据，非政策",
        reason="演示",
        effective_from=making.DAY - timedelta(days=1),
        by=people.qd_admin,
        now=making.NOW,
        is_demo=True,
    )
    (after,) = queries.pool_by_class(town.top, actor=people.qd_city, adopted=making.today())
    assert (after.label, after.items, after.is_open, after.is_demo) == ("基础类", 1, False, True)
