"""Undo: while nothing stands on what was written, and not a moment longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.imports import services
from communities.neighbourhoods.models import (
    ImportedRow,
    Neighbourhood,
    PlausibilityQuery,
    RegisterImport,
    Survey,
)
from communities.people.rights import Actor, Refused
from projects.models import Project, ProjectNeighbourhood
from tests.cast import People, Town
from tests.communities.imports.files import sheet, written


@pytest.fixture
def clerk(qingdao: Town, people: People) -> Iterator[Actor]:
    with qingdao.entered():
        yield people.qd_district


def undo(register_import: RegisterImport, by: Actor) -> dict[str, int]:
    return services.undo(register_import, by=by, now=timezone.now())


def test_created_rows_are_gone_with_all_that_came_along(qingdao: Town, clerk: Actor) -> None:
    done = written(sheet(qingdao, {"buildings": 60}, {"name": "棉纺厂宿舍"}), by=clerk)
    assert undo(done, clerk) == {"deleted": 2, "restored": 0}
    for model in (Neighbourhood, Survey, PlausibilityQuery, ImportedRow):
        assert not model.objects.exists()
    done.refresh_from_db()
    assert done.state == "undone"
    with pytest.raises(ValidationError, match="已经撤销"):
        undo(done, clerk)


def test_updated_rows_are_as_before(qingdao: Town, clerk: Actor) -> None:
    written(sheet(qingdao, {"buildings": 60}), by=clerk)
    columns = [
        f.attname for f in Neighbourhood._meta.concrete_fields if f.name not in ("revision", "updated_at")
    ]
    before = Neighbourhood.objects.values(*columns).get()
    done = written(
        sheet(qingdao, {"households": 200, "agreeing_households": 100, "completed": 1990}), by=clerk
    )
    assert undo(done, clerk) == {"deleted": 0, "restored": 1}
    after = Neighbourhood.objects.values(*columns).get()
    assert {key: after[key] for key in columns if key != "decision_id"} == {
        key: before[key] for key in columns if key != "decision_id"
    }
    assert PlausibilityQuery.objects.get().answered_at is None
    assert Survey.objects.get().agreeing == 173
    assert Neighbourhood.objects.get().revision == 3


def correct(row: Neighbourhood, by: Actor) -> None:
    values = {"structure": "砖木"}
    neighbourhoods.correct(row, values=values, reason="核实", revision=1, by=by, now=timezone.now())


def build(row: Neighbourhood, by: Actor) -> None:
    neighbourhoods.add_buildings(row, [{"name": "1号楼"}], by=by, now=timezone.now())


def survey(row: Neighbourhood, by: Actor) -> None:
    today = timezone.localdate()
    neighbourhoods.record_survey(
        row, on=today, households=330, agreeing=200, source="入户", by=by, now=timezone.now()
    )


def answer(row: Neighbourhood, by: Actor) -> None:
    query = PlausibilityQuery.objects.get(neighbourhood=row)
    neighbourhoods.answer_query(query, text="属实", by=by, now=timezone.now())


def propose(row: Neighbourhood, by: Actor) -> None:
    project = Project.objects.create(
        name="甲",
        jurisdiction=row.jurisdiction,
        path=row.path,
        state_since=timezone.now(),
        proposed_by=by.seats[0].organisation,
        entered_by=by.person,
    )
    ProjectNeighbourhood.objects.create(project=project, neighbourhood=row)


@pytest.mark.parametrize(
    ("what", "word"),
    [
        (correct, "已更正"),
        (build, "楼栋"),
        (survey, "摸底调查"),
        (answer, "已答复的疑点"),
        (propose, "改造项目"),
    ],
)
def test_undo_is_refused_where_something_was_built_on_a_row(
    qingdao: Town, clerk: Actor, what: Callable[[Neighbourhood, Actor], None], word: str
) -> None:
    done = written(sheet(qingdao, {"buildings": 60}, {"name": "棉纺厂宿舍"}), by=clerk)
    what(Neighbourhood.objects.get(name="四建西家属楼"), clerk)
    with pytest.raises(ValidationError) as refused:
        undo(done, clerk)
    sentence = "".join(refused.value.messages)
    assert "四建西家属楼（" in sentence
    assert word in sentence
    assert "棉纺厂" not in sentence
    assert Neighbourhood.objects.count() == 2


def test_undo_needs_the_right_at_the_place(qingdao: Town, people: People, clerk: Actor) -> None:
    done = written(sheet(qingdao), by=clerk)
    for stranger in (people.qd_street, people.qd_housing, people.qd_admin):
        with pytest.raises(Refused):
            undo(done, stranger)
    assert Neighbourhood.objects.count() == 1
