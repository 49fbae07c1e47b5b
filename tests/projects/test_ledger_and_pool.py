"""The ledger under two editors; batches, grades, and the order with its ties."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Refused
from projects import services
from projects.enums import Batch
from projects.errors import NotPossible, Stale
from projects.models import Project
from projects.queries import priorities, ranking
from tests.cast import People, Town
from tests.projects import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def three(town: Town, people: People) -> list[Project]:
    """甲, 乙, 丙: 290, 250 and 290 of 312 households agree; all three were asked alike."""
    made = []
    for name, agreeing in (("甲小区", 290), ("乙小区", 250), ("丙小区", 290)):
        row = making.eligible(town.places[making.COMMUNITY], people, name)
        making.survey(row, people.qd_street, agreeing=agreeing)
        made.append(making.project([row], people.qd_street, name))
    return made


def places(projects: list[Project]) -> dict[str, tuple[int, bool]]:
    return {p.project.name: (p.place, p.is_tied) for p in ranking(projects, making.today())}


def test_second_editor_of_the_ledger_is_told_and_writes_nothing(three: list[Project], people: People) -> None:
    seen = three[0].revision
    services.correct(three[0], values={"scope": "第一人"}, revision=seen, by=people.qd_street)
    with pytest.raises(Stale, match="刚被他人修改"):
        services.correct(three[0], values={"scope": "第二人"}, revision=seen, by=people.qd_district)
    three[0].refresh_from_db()
    assert three[0].scope == "第一人"


def test_ledger_by_who_may_not_propose_is_refused(three: list[Project], people: People) -> None:
    with pytest.raises(Refused):
        services.correct(three[0], values={"scope": "改"}, revision=three[0].revision, by=people.qd_finance)


def test_renamed_project_is_found_by_its_new_name(three: list[Project], people: People) -> None:
    made = services.correct(
        three[0], values={"name": "海风项目"}, revision=three[0].revision, by=people.qd_street
    )
    assert "haifeng" in made.search_text


def test_batch_is_named_for_many_and_counts_the_changed(three: list[Project], people: People) -> None:
    assert services.name_batch(three, Batch.PLANNING, by=people.qd_housing) == 3
    assert services.name_batch(three[:2], Batch.PLANNING, by=people.qd_housing) == 0
    assert set(Project.objects.values_list("batch", flat=True)) == {"planning"}


def test_batch_by_a_clerk_without_decide_is_refused(three: list[Project], people: People) -> None:
    with pytest.raises(Refused):
        services.name_batch(three, Batch.PLANNING, by=people.qd_admin)


def test_ranking_without_grades_goes_by_willingness_and_shows_ties(three: list[Project]) -> None:
    assert places(three) == {"甲小区": (1, True), "丙小区": (1, True), "乙小区": (3, False)}


def test_grade_of_people_goes_before_willingness(three: list[Project], people: People) -> None:
    for each, value in zip(three, (2, 1, 3), strict=True):
        services.grade(each, priority="QD-P-1", value=value, adopted=making.today(), by=people.qd_housing)
    graded = list(Project.objects.order_by("id"))
    assert places(graded) == {"乙小区": (1, False), "甲小区": (2, False), "丙小区": (3, False)}


def test_ranking_explains_each_step_in_words(three: list[Project], people: People) -> None:
    services.grade(three[0], priority="QD-P-1", value=2, adopted=making.today(), by=people.qd_housing)
    adopted = making.today()
    explained = {p.project.name: p.compared for p in ranking(list(Project.objects.all()), adopted)}
    assert [row.id for row in priorities(adopted)] == ["QD-P-1", "QD-P-2", "QD-P-3"]
    assert explained["甲小区"] == ("第 2 级", "92.95%", "96.15%")
    assert explained["乙小区"] == ("未评级", "80.13%", "96.15%")


def test_grade_is_taken_away_by_none(three: list[Project], people: People) -> None:
    adopted = making.today()
    services.grade(three[0], priority="QD-P-1", value=2, adopted=adopted, by=people.qd_housing)
    assert (
        services.grade(three[0], priority="QD-P-1", value=None, adopted=adopted, by=people.qd_housing).grades
        == {}
    )


@pytest.mark.parametrize(
    ("priority", "value", "why"),
    [
        ("QD-P-2", 1, "由系统计算"),
        ("nothing", 1, "由系统计算"),
        ("QD-P-1", 0, "1 到 99"),
        ("QD-P-1", 100, "1 到 99"),
    ],
)
def test_grade_that_cannot_be_is_refused(
    three: list[Project], people: People, priority: str, value: int, why: str
) -> None:
    with pytest.raises(NotPossible, match=why):
        services.grade(three[0], priority=priority, value=value, adopted=making.today(), by=people.qd_housing)


def test_rate_of_a_project_of_two_is_of_the_sums(town: Town, people: People) -> None:
    place = town.places[making.COMMUNITY]
    rows: list[Neighbourhood] = [making.eligible(place, people, name) for name in ("甲小区", "乙小区")]
    making.survey(rows[0], people.qd_street, agreeing=300)
    making.survey(rows[1], people.qd_street, agreeing=156)
    made = making.project(rows, people.qd_street)
    assert ranking([made], making.today())[0].compared[1] == "73.08%"  # (300 + 156) / 624
