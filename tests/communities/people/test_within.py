"""The places of a person as a condition: exactly the subtrees, in few ranges, and in no more queries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from communities.models import Neighbourhood
from communities.neighbourhoods import queries as register
from communities.neighbourhoods.queries import Filters
from communities.people import services
from communities.people.models import Person, Role
from communities.people.rights import FEW, Actor, _runs, _topmost, actor_for, within
from communities.tenancy.models import Jurisdiction
from projects.models import Project
from projects.queries import viewed
from tests.cast import TODAY, People, Town
from tests.projects import making


@pytest.mark.parametrize(
    ("paths", "runs"),
    [
        ([], []),
        (["0001"], [("0001", "0001")]),
        (["00010001", "00010002", "00010003"], [("00010001", "00010003")]),
        (["00010003", "00010001", "00010002", "00010002"], [("00010001", "00010003")]),
        (["00010001", "00010003"], [("00010001", "00010001"), ("00010003", "00010003")]),
        (["0001", "00010001", "0002"], [("0001", "0002")]),
        (["00010009", "00010010"], [("00010009", "00010010")]),
        (["00019999", "00020001"], [("00019999", "00019999"), ("00020001", "00020001")]),
        (["00010001", "000100010002"], [("00010001", "00010001")]),
        (["", "0001"], [("", "")]),
    ],
)
def test_neighbouring_subtrees_are_one_range(paths: list[str], runs: list[tuple[str, str]]) -> None:
    assert _runs(_topmost(paths)) == runs


def planted() -> list[str]:
    """A tree beside the town's: five districts of six streets of two communities; the paths."""
    above = [Jurisdiction.objects.create(code="9", name="9", division="city", path="0009", depth=1)]
    paths = [above[0].path]
    for each in (5, 6, 2):
        above = Jurisdiction.objects.bulk_create(
            Jurisdiction(
                parent=parent, code=path[4:], name=path, division="", path=path, depth=parent.depth + 1
            )
            for parent in above
            for path in (f"{parent.path}{number:04d}" for number in range(1, each + 1))
        )
        paths += [place.path for place in above]
    return paths


def test_any_places_give_the_rows_of_their_subtrees_and_no_other(qingdao: Town) -> None:
    """Few and many, nested, twice, at the top, nowhere: as a naive reading has it, whichever way they are asked."""
    with qingdao.entered():
        parents = {place.path: place.path[:-4] for place in Jurisdiction.objects.all()}
        parents |= {path: path[:-4] for path in planted()}
        places = st.sampled_from([*parents, "", "0009", "00090001", "000900019999", "9999"])
        streets = st.sampled_from([path for path in parents if len(path) > 8])
        ways = set()

        @given(held=st.lists(places, max_size=8) | st.lists(streets, min_size=40, max_size=70))
        @settings(max_examples=60)
        def holds(held: list[str]) -> None:
            ways.add(len(_runs(_topmost(held))) > FEW)
            here = Jurisdiction.objects.filter(within(held)).values_list("path", flat=True)
            assert sorted(here) == sorted(path for path in parents if lies(path, held))
            below = Jurisdiction.objects.filter(within(held, "parent__path")).values_list("path", flat=True)
            assert sorted(below) == sorted(
                path for path, above in parents.items() if above and lies(above, held)
            )
            rest = Jurisdiction.objects.exclude(within(held)).count()
            assert rest == len(parents) - len(here)
            counted = Jurisdiction.objects.order_by().aggregate(
                here=Count("pk", filter=within(held)), below=Count("pk", filter=within(held, "parent__path"))
            )
            assert counted == {"here": len(here), "below": len(below)}

        holds()
        assert ways == {False, True}


def lies(path: str, held: list[str]) -> bool:
    """Whether the path is in one of the subtrees."""
    return any(path.startswith(place) for place in held)


def holding(town: Town, count: int) -> Actor:
    """Somebody who may view the first so many communities of the town."""
    person = Person.objects.create_user(f"holder-{count}", name="多处任职")
    places = [place for place in town.places.values() if place.level == "community"]
    assert len(places) >= count
    for place in places[:count]:
        services.appoint(
            person=person, role=Role.objects.get(code="reader"), jurisdiction=place, starts_on=TODAY
        )
    found = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert found is not None
    return found


ORDER = register.ORDERS["updated"]


def asked(work: Callable[[], object]) -> int:
    """How many queries it makes."""
    with CaptureQueriesContext(connection) as context:
        work()
    return len(context)


def test_list_by_rights_costs_no_query_more_than_the_bare_list(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.eligible(qingdao.places[making.COMMUNITY], people)
        making.project([row], people.qd_street)
        for actor in (holding(qingdao, 1), holding(qingdao, 6), people.qd_city):
            bare = Neighbourhood.objects.filter(Filters().condition()).select_related("jurisdiction__parent")
            assert asked(lambda rows=bare: register.page(rows, ORDER)) == 1  # type: ignore[misc]
            assert asked(lambda by=actor: register.page(register.register(by, Filters()), ORDER)) == 1  # type: ignore[misc]
            assert asked(lambda: list(Project.objects.all())) == 1
            assert asked(lambda by=actor: list(viewed(by))) == 1  # type: ignore[misc]


@pytest.mark.parametrize("path", ["/qingdao/neighbourhoods/", "/qingdao/projects/"])
def test_page_costs_the_same_for_one_membership_and_for_many(
    path: str, qingdao: Town, client_of: Callable[[Actor], Client]
) -> None:
    with qingdao.entered():
        browsers = [client_of(holding(qingdao, count)) for count in (1, 6)]
    counts = []
    for browser in browsers:
        assert browser.get(path).status_code == 200  # the session's first entry is noted once
        counts.append(asked(lambda client=browser: client.get(path)))  # type: ignore[misc]
    assert counts[0] == counts[1]
