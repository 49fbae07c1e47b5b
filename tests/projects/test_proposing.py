"""Proposing: who may, of what, and never twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction

from communities.people.rights import Refused
from projects.enums import State
from projects.errors import NotPossible
from projects.models import ProjectNeighbourhood
from projects.services import propose
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


def test_propose_of_an_eligible_neighbourhood_makes_a_proposed_project(town: Town, people: People) -> None:
    row = making.eligible(town.places[making.COMMUNITY], people)
    made = making.project([row], people.qd_street)
    assert (made.state, made.path, made.proposed_by.actor) == (State.PROPOSED, row.path, "street")
    assert made.code == f"{making.COMMUNITY}-2026-001"
    assert list(made.memberships.values_list("neighbourhood", "is_waiting")) == [(row.pk, True)]


def test_propose_of_an_undetermined_neighbourhood_is_refused_by_name(town: Town, people: People) -> None:
    row = making.neighbourhood(town.places[making.COMMUNITY], people.qd_street)
    with pytest.raises(NotPossible, match=r"河清路二小区\(待定\)"):
        making.project([row], people.qd_street)


def test_propose_of_one_that_is_not_eligible_names_only_that_one(town: Town, people: People) -> None:
    place = town.places[making.COMMUNITY]
    good = making.eligible(place, people, "好小区")
    bad = making.eligible(place, people, "坏小区")
    making.willing([bad], people, value=False)
    with pytest.raises(NotPossible) as refusal:
        making.project([good, bad], people.qd_street)
    assert "坏小区(不可纳入)" in refusal.value.sentence
    assert "好小区" not in refusal.value.sentence


def test_propose_of_two_communities_lies_at_their_street(town: Town, people: People) -> None:
    one = making.eligible(town.places[making.COMMUNITY], people, "甲小区")
    other = making.neighbourhood(town.places[making.NEXT_COMMUNITY], people.qd_street, "乙小区")
    type(other).objects.filter(pk=other.pk).update(eligible="yes")
    made = making.project([one, other], people.qd_street)
    assert made.jurisdiction.code == "370202001"
    assert made.code.startswith("370202001-2026-")


def test_propose_by_another_districts_street_is_refused(town: Town, people: People) -> None:
    row = making.eligible(town.places[making.COMMUNITY], people)
    with pytest.raises(Refused, match="所在街道"):
        making.project([row], people.qd_community)
    with pytest.raises(Refused, match="所在街道"):
        making.project(
            [row], people.qd_housing
        )  # the district's department may decide, its role may not propose


def test_propose_by_the_district_is_taken(town: Town, people: People) -> None:
    row = making.eligible(town.places[making.COMMUNITY], people)
    assert making.project([row], people.qd_district).proposed_by.actor == "district-gov"


def test_propose_twice_is_refused_naming_the_project(town: Town, people: People) -> None:
    row = making.eligible(town.places[making.COMMUNITY], people)
    making.project([row], people.qd_street, "第一个项目")
    with pytest.raises(NotPossible, match="第一个项目"):
        making.project([row], people.qd_street, "第二个项目")


def test_waiting_twice_is_refused_by_the_database(town: Town, people: People) -> None:
    place = town.places[making.COMMUNITY]
    row, other = making.eligible(place, people), making.eligible(place, people, "别的小区")
    making.project([row], people.qd_street)
    second = making.project([other], people.qd_street)
    with pytest.raises(IntegrityError, match="neighbourhood_waits_in_the_pool_once"), transaction.atomic():
        ProjectNeighbourhood.objects.create(project=second, neighbourhood=row)


def test_propose_of_nothing_is_refused(town: Town, people: People) -> None:
    with pytest.raises(NotPossible, match="至少选择一个"):
        propose(
            neighbourhoods=[],
            name="空",
            items=(),
            adopted=making.today(),
            by=people.qd_street,
            now=making.NOW,
        )


def test_codes_of_one_place_run_on(town: Town, people: People) -> None:
    place = town.places[making.COMMUNITY]
    rows = [making.eligible(place, people, name) for name in ("甲小区", "乙小区")]
    assert [making.project([row], people.qd_street).code[-3:] for row in rows] == ["001", "002"]
