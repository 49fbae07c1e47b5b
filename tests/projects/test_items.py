"""Works items: of the catalogue only, and nothing renovated twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Refused
from projects import services
from projects.enums import ItemState
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.services import ItemDraft
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(qingdao: Town, people: People) -> Iterator[Neighbourhood]:
    with qingdao.entered():
        yield making.eligible(qingdao.places[making.COMMUNITY], people)


@pytest.fixture
def proposed(row: Neighbourhood, people: People) -> Project:
    return making.project([row], people.qd_street)


def test_item_of_the_catalogue_is_added(proposed: Project, row: Neighbourhood, people: People) -> None:
    made = making.item(proposed, row, people.qd_street)
    assert (made.item, made.state, made.estimate) == ("road", ItemState.PROPOSED, Decimal(468_000))


def test_item_outside_the_catalogue_is_refused(proposed: Project, row: Neighbourhood, people: People) -> None:
    with pytest.raises(NotPossible, match="目录中没有"):
        making.item(proposed, row, people.qd_street, "swimming-pool")


def test_item_at_a_neighbourhood_of_another_project_is_refused(
    proposed: Project, row: Neighbourhood, people: People
) -> None:
    other = making.eligible(row.jurisdiction, people, "别的小区")
    with pytest.raises(NotPossible, match="别的小区不在本项目内"):
        making.item(proposed, other, people.qd_street)


def test_same_item_at_the_same_place_is_refused_naming_the_project(
    proposed: Project, row: Neighbourhood, people: People
) -> None:
    making.item(proposed, row, people.qd_street)
    with pytest.raises(NotPossible, match=f"已列入“{proposed.name}”"):
        making.item(proposed, row, people.qd_street)


def test_same_item_twice_in_one_go_adds_neither(
    proposed: Project, row: Neighbourhood, people: People
) -> None:
    drafts = [ItemDraft("road", row), ItemDraft("road", row)]
    with pytest.raises(NotPossible, match="填写了两次"):
        services.add_items(proposed, drafts, adopted=making.today(), by=people.qd_street)
    assert not WorksItem.objects.exists()


def test_same_item_twice_is_refused_by_the_database(
    proposed: Project, row: Neighbourhood, people: People
) -> None:
    making.item(proposed, row, people.qd_street)
    with pytest.raises(IntegrityError, match="nothing_is_renovated_twice"), transaction.atomic():
        WorksItem.objects.create(project=proposed, neighbourhood=row, item="road")


def test_withdrawn_item_may_be_proposed_again(proposed: Project, row: Neighbourhood, people: People) -> None:
    services.withdraw_item(making.item(proposed, row, people.qd_street), by=people.qd_street)
    assert making.item(proposed, row, people.qd_street).state == ItemState.PROPOSED


def test_withdrawn_item_is_not_corrected(proposed: Project, row: Neighbourhood, people: People) -> None:
    item = services.withdraw_item(making.item(proposed, row, people.qd_street), by=people.qd_street)
    with pytest.raises(NotPossible, match="已撤回"):
        services.correct_item(item, quantity=None, unit="", estimate=None, by=people.qd_street)


def test_item_by_who_may_not_propose_there_is_refused(
    proposed: Project, row: Neighbourhood, people: People
) -> None:
    with pytest.raises(Refused):
        making.item(proposed, row, people.qd_housing)


def test_correct_item_changes_figures_and_flags(
    proposed: Project, row: Neighbourhood, people: People
) -> None:
    item = making.item(proposed, row, people.qd_street)
    services.correct_item(
        item,
        quantity=Decimal("12.50"),
        unit="米",
        estimate=None,
        flags={"uses_idle_land": True},
        note="改小",
        by=people.qd_street,
    )
    item.refresh_from_db()
    assert (item.quantity, item.unit, item.estimate, item.uses_idle_land, item.adds_building) == (
        Decimal("12.50"),
        "米",
        None,
        True,
        None,
    )
    assert item.history.count() == 2  # type: ignore[attr-defined]  # made by the tracker
