"""Where projects and neighbourhoods stood at an instant: the less advanced counts, once, withdrawn ones left out."""

from __future__ import annotations

from decimal import Decimal

from communities.models import Neighbourhood
from governance.figures.instant import Instant
from governance.figures.states import (
    neighbourhoods_by_state,
    projects_by_state,
    states_of_neighbourhoods,
    states_of_projects,
)
from projects.enums import State
from projects.models import ProjectNeighbourhood
from tests.cast import Town
from tests.governance.figures import ground


def test_state_is_that_of_the_last_move_of_the_month(qingdao: Town) -> None:
    with qingdao.entered():
        (row,) = ground.neighbourhoods(ground.communities_of(qingdao, "370202")[0], 1)
        (project,) = ground.projects([[row]], since="2023-02-01")
        ground.carried([project], State.READY, "2023-03-01")
        ground.moved([project], State.BUILDING, "2023-03-31 23:59")

        def state(month: str) -> list[State]:
            return [p.state for p in states_of_projects(Instant.end_of(ground.month(month)))]

        assert state("2023-01") == []
        assert state("2023-02") == [State.PROPOSED]
        assert state("2023-03") == [State.BUILDING]
        known = Instant(ground.month("2023-03"), ground.at("2023-03-15"))
        assert [p.state for p in states_of_projects(known)] == [State.READY]


def test_neighbourhood_in_two_projects_counts_once_with_the_less_advanced(qingdao: Town) -> None:
    with qingdao.entered():
        here = ground.communities_of(qingdao, "370202")[0]
        (row,) = ground.neighbourhoods(here, 1)
        first, second = ground.projects([[row], [row]])
        ground.carried([first], State.COMPLETED, "2023-03-01")
        ground.carried([second], State.BUILDING, "2023-04-01")
        street = qingdao.places[here.code[:9]]
        places = [qingdao.top.path, street.path, here.path]
        april = Instant.end_of(ground.month("2023-04"))
        found = neighbourhoods_by_state(april, places=places)
        for path in places:  # nested places, each with the whole of what lies below it
            assert {s: t.neighbourhoods for s, t in found[path].items()} == {State.BUILDING: 1}
            assert found[path][State.BUILDING].floor_area == Decimal("8000.00")
        assert projects_by_state(april, places=[here.path])[here.path] == {
            State.COMPLETED: 1,
            State.BUILDING: 1,
        }
        ground.logged(second, "hold", State.BUILDING, State.ON_HOLD, "2023-05-02")
        may = Instant.end_of(ground.month("2023-05"))
        assert states_of_neighbourhoods(may) == {row.pk: State.ON_HOLD}
        ground.logged(second, "withdraw", State.ON_HOLD, State.WITHDRAWN, "2023-06-02")
        june = Instant.end_of(ground.month("2023-06"))
        assert states_of_neighbourhoods(june) == {row.pk: State.COMPLETED}


def test_what_changes_later_leaves_the_past_as_it_was(qingdao: Town) -> None:
    with qingdao.entered():
        here, there = ground.communities_of(qingdao, "370202")[:2]
        row, other = ground.neighbourhoods(here, 2)
        (project,) = ground.projects([[row]])
        ground.carried([project], State.BUILDING, "2023-03-01")
        march = Instant.end_of(ground.month("2023-03"))
        before = neighbourhoods_by_state(march, places=[here.path, there.path])
        Neighbourhood.objects.filter(pk=row.pk).update(households=999, path=there.path, jurisdiction=there)
        after = neighbourhoods_by_state(march, places=[here.path, there.path])
        assert after == before
        assert before[here.path][State.BUILDING].households == 100
        assert before[there.path] == {}
        ProjectNeighbourhood.objects.filter(project=project).delete()
        assert neighbourhoods_by_state(march, places=[here.path])[here.path] == before[here.path]
        assert other.pk not in states_of_neighbourhoods(march)
