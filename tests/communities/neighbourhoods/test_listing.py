"""The register as a list: whose rows, found how, in which order, with which sums."""

from __future__ import annotations

from decimal import Decimal

import pytest

from communities.neighbourhoods import queries, services
from communities.neighbourhoods.queries import Filters
from communities.people.rights import Actor
from tests.cast import People, Town
from tests.communities.neighbourhoods import making


@pytest.fixture
def names(qingdao: Town, people: People) -> Town:
    """Five neighbourhoods of two districts, one not eligible, one with a survey."""
    with qingdao.entered():
        place = qingdao.places[making.COMMUNITY]
        row = making.neighbourhood(place, people.qd_street, "河清路二小区", address="河清路46号")
        making.neighbourhood(place, people.qd_street, "海琴路小区", management="社区代管")
        making.neighbourhood(place, people.qd_street, "杭清里12号院", built="2010")
        making.neighbourhood(qingdao.places[making.ELSEWHERE], people.qd_city, "無棣路小區", survey_year=2023)
        making.neighbourhood(
            qingdao.places[making.ELSEWHERE],
            people.qd_city,
            "大楼",
            buildings_declared=1,
            households_declared=900,
        )
        services.record_survey(
            row, on=making.DAY, households=312, agreeing=259, source="表", by=people.qd_street, now=making.NOW
        )
    return qingdao


def _found(actor: Actor, **filters: object) -> set[str]:
    return {row.name for row in queries.register(actor, Filters(**filters))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("河清", {"河清路二小区"}),
        ("hqlexq", {"河清路二小区"}),
        ("hql", {"河清路二小区", "海琴路小区", "杭清里12号院"}),
        ("heqinglu", {"河清路二小区"}),
        ("HQL", {"河清路二小区", "海琴路小区", "杭清里12号院"}),
        ("河清路４６号", {"河清路二小区"}),
        ("无棣路小区", {"無棣路小區"}),
        ("無棣路", {"無棣路小區"}),
        ("没有这个", set()),
    ],
)
def test_search_by_part_pinyin_initials_and_either_script(
    names: Town, people: People, text: str, found: set[str]
) -> None:
    with names.entered():
        assert _found(people.qd_city, text=text) == found


def test_list_shows_only_the_persons_places(names: Town, people: People) -> None:
    with names.entered():
        assert _found(people.qd_street) == {"河清路二小区", "海琴路小区", "杭清里12号院"}
        assert _found(people.qd_admin) == set()


def test_list_filters_by_place_verdict_year_management_and_open_questions(
    names: Town, people: People
) -> None:
    with names.entered():
        actor = people.qd_city
        district = names.places["370203"]
        assert _found(actor, place=district) == {"無棣路小區", "大楼"}
        assert _found(actor, verdict="no") == {"杭清里12号院"}
        assert _found(actor, year=2023) == {"無棣路小區"}
        assert _found(actor, management="社区代管") == {"海琴路小区"}
        assert _found(actor, unverified=True) == _found(actor, queries=True) == {"大楼"}


def test_filters_of_an_address_leave_out_what_the_person_may_not_see(names: Town, people: People) -> None:
    with names.entered():
        given = {"place": "370203", "verdict": "yes' OR 1=1", "year": "abcd", "q": " 河 ", "order": "id"}

        filters = queries.filters_from(people.qd_street, given)

        assert filters == Filters(text="河")


def test_sums_are_those_of_the_filtered_rows_and_chips_ignore_their_own_filter(
    names: Town, people: People
) -> None:
    with names.entered():
        sums = queries.sums(people.qd_city, Filters(verdict="undetermined", year=2024))

        assert (sums.neighbourhoods, sums.buildings, sums.households) == (3, 17, 1524)
        assert sums.floor_area == Decimal("75300.00")
        assert (sums.agreeing, sums.asked) == (259, 312)
        assert dict(sums.verdicts) == {"": 0, "yes": 0, "no": 1, "undetermined": 3}
        assert sums.years == (2024, 2023)


def test_tree_counts_add_up_from_the_children(names: Town, people: People) -> None:
    with names.entered():
        (top,) = queries.tree(people.qd_city, Filters(place=names.places["370202"]))

        assert (top.place.name, top.count) == ("青岛市", 5)
        assert {node.place.name: node.count for node in top.children} == {"市南区": 3, "市北区": 2}
        current = next(node for node in top.children if node.current)
        assert sum(node.count for node in current.children) == current.count == 3


@pytest.mark.parametrize("order", ["updated", "place"])
def test_pages_by_key_show_each_row_once_forth_and_back(names: Town, people: People, order: str) -> None:
    with names.entered():
        rows, keys = queries.register(people.qd_city, Filters()), queries.ORDERS[order]
        everything = [row.pk for row in rows.order_by(*keys)]

        first = queries.page(rows, keys, size=2)
        second = queries.page(rows, keys, after=first.next, size=2)
        third = queries.page(rows, keys, after=second.next, size=2)
        back = queries.page(rows, keys, before=third.previous, size=2)

        assert [row.pk for page in (first, second, third) for row in page.rows] == everything
        assert (first.previous, third.next) == ("", "")
        assert [row.pk for row in back.rows] == [row.pk for row in second.rows]


def test_page_with_a_cursor_typed_by_hand_is_the_first(names: Town, people: People) -> None:
    with names.entered():
        rows = queries.register(people.qd_city, Filters())

        assert len(queries.page(rows, queries.ORDERS["updated"], after="x!").rows) == 5
