"""Correcting, buildings, surveys, questions, merging, and what the history keeps of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from communities.neighbourhoods import queries, services
from communities.neighbourhoods.errors import Stale
from communities.neighbourhoods.models import (
    Neighbourhood,
    NeighbourhoodDeclaration,
    PlausibilityQuery,
    Survey,
)
from communities.people.rights import Refused
from tests.cast import People, Town
from tests.communities.neighbourhoods import making


@pytest.fixture
def row(qingdao: Town, people: People) -> Neighbourhood:
    with qingdao.entered():
        return making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street)


def _correct(row: Neighbourhood, people: People, **values: Any) -> Neighbourhood:
    return services.correct(
        row, values=values, reason="核对底册", revision=row.revision, by=people.qd_street, now=making.NOW
    )


def test_create_in_another_district_than_the_officers_is_refused(qingdao: Town, people: People) -> None:
    with qingdao.entered(), pytest.raises(Refused):
        making.neighbourhood(qingdao.places[making.ELSEWHERE], people.qd_street)


def test_create_the_same_name_folded_in_one_community_is_refused_at_the_name(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as refused:
        making.neighbourhood(row.jurisdiction, people.qd_street, "河 清路二小區")

    assert refused.value.message_dict == {"name": ["本社区已有同名小区。"]}


def test_create_built_after_today_is_refused_at_the_date(qingdao: Town, people: People) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as refused:
        making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, built="2027")

    assert "completed_on" in refused.value.message_dict


def test_correct_keeps_who_for_whom_when_why_and_what(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        _correct(row, people, name="河清路三小区", structure="砖混")

        entry = next(
            entry for entry in queries.history(row) if entry.reason == "核对底册" and len(entry.changes) > 1
        )
        assert (entry.who, entry.organisation) == (
            people.qd_street.person.name,
            people.qd_street.seats[0].organisation.name,
        )  # type: ignore[union-attr]
        assert {(c.field, c.before, c.after) for c in entry.changes} == {
            ("小区名称", "河清路二小区", "河清路三小区"),
            ("结构形式", "空", "砖混"),
        }
        found = queries.register(people.qd_street, queries.Filters(text="hqlexq"))
        assert [one.name for one in found] == ["河清路三小区"]  # by its former name


def test_correct_without_a_reason_is_refused(qingdao: Town, people: People, row: Neighbourhood) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as refused:
        services.correct(row, values={}, reason=" ", revision=1, by=people.qd_street, now=making.NOW)

    assert "reason" in refused.value.message_dict


def test_correct_a_row_that_somebody_else_saved_first_raises_with_both_versions(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        _correct(row, people, structure="砖混")

        with pytest.raises(Stale) as stale:
            services.correct(
                row,
                values={"structure": "框架"},
                reason="核对",
                revision=1,
                by=people.qd_city,
                now=making.NOW,
            )

        assert (stale.value.current.structure, stale.value.mine) == ("砖混", {"structure": "框架"})
        row.refresh_from_db()
        assert row.structure == "砖混"


def test_correct_by_a_reader_of_the_same_place_is_refused(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered(), pytest.raises(Refused):
        services.correct(row, values={}, reason="核对", revision=1, by=people.qd_housing, now=making.NOW)


def test_demonstration_is_ticked_by_the_tenants_own_level_only(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        with pytest.raises(Refused, match="青岛市"):
            _correct(row, people, is_demonstration=True)
        changed = services.correct(
            row,
            values={"is_demonstration": True},
            reason="市级命名",
            revision=1,
            by=people.qd_city,
            now=making.NOW,
        )

        assert changed.is_demonstration is True


def test_buildings_sums_go_to_the_neighbourhood_and_back_when_removed(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        made = services.add_buildings(
            row,
            [
                {"name": "1号楼", "households": 48, "floor_area": Decimal("3861.54")},
                {"name": "2号楼", "households": 30, "floor_area": Decimal("2413.46")},
            ],
            by=people.qd_street,
            now=making.NOW,
        )
        row.refresh_from_db()
        summed = (row.buildings, row.households, row.floor_area)
        for building in made:
            services.remove_building(building, reason="登记有误", by=people.qd_street, now=making.NOW)
        row.refresh_from_db()

        assert summed == (2, 78, Decimal("6275.00"))
        assert (row.buildings, row.households, row.floor_area) == (8, 312, Decimal("25100.00"))


def test_buildings_completion_is_the_interval_until_the_tenant_chooses(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    def built(year: int) -> dict[str, Any]:
        return {"completed_from": date(year, 1, 1), "completed_to": date(year, 12, 31)}

    with qingdao.entered():
        rows = [{"name": "1号楼", **built(1993)}, {"name": "2号楼", **built(2006)}]
        services.add_buildings(row, rows, by=people.qd_street, now=making.NOW)
        row.refresh_from_db()
        interval = (row.completed_from, row.completed_to)
        _correct(row, people, **built(1993), completed_is_chosen=True)
        services.add_buildings(row, [{"name": "3号楼", **built(2010)}], by=people.qd_street, now=making.NOW)
        row.refresh_from_db()

        assert interval == (date(1993, 1, 1), date(2006, 12, 31))
        assert (row.completed_from, row.completed_to) == (date(1993, 1, 1), date(1993, 12, 31))


def test_buildings_one_wrong_row_writes_none_and_names_each(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        with pytest.raises(services.RowErrors) as refused:
            services.add_buildings(
                row,
                [{"name": "1号楼"}, {"name": "1号楼"}, {"name": "3号楼", "danger_grade": "E"}],
                by=people.qd_street,
                now=making.NOW,
            )

        assert set(refused.value.by_row) == {1}  # the grade is a choice of the form
        assert not row.building_rows.exists()


def test_survey_agreeing_above_households_is_refused_at_the_field(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered(), pytest.raises(ValidationError) as refused:
        services.record_survey(
            row, on=making.DAY, households=10, agreeing=11, source="表", by=people.qd_street, now=making.NOW
        )

    assert refused.value.message_dict == {"agreeing": ["同意户数不能超过总户数。"]}


def test_unlikely_figure_is_asked_once_and_answered_once(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(
            qingdao.places[making.COMMUNITY], people.qd_street, households_declared=9000, buildings_declared=8
        )
        was_open = (row.open_queries, row.is_registered)
        for query in PlausibilityQuery.objects.all():
            services.answer_query(query, text="高层公寓，属实", by=people.qd_street, now=making.NOW)
        _correct(row, people, structure="砖混")
        row.refresh_from_db()

        assert was_open == (2, False)
        assert (row.open_queries, row.is_registered) == (0, True)
        with pytest.raises(ValidationError, match="已有人答复"):
            services.answer_query(
                PlausibilityQuery.objects.all()[0], text="再答", by=people.qd_street, now=making.NOW
            )


def test_unlikely_figure_corrected_settles_its_question(qingdao: Town, people: People) -> None:
    with qingdao.entered():
        row = making.neighbourhood(
            qingdao.places[making.COMMUNITY], people.qd_street, households_declared=9000
        )

        _correct(row, people, households_declared=312)

        row.refresh_from_db()
        assert row.open_queries == 0
        assert {q.answer for q in PlausibilityQuery.objects.all()} == {"已更正：核对底册"}


def test_merge_moves_what_belongs_to_the_dropped_row_and_keeps_its_history(
    qingdao: Town, people: People, row: Neighbourhood
) -> None:
    with qingdao.entered():
        twin = making.neighbourhood(row.jurisdiction, people.qd_street, "河清路2小区")
        services.add_buildings(row, [{"name": "1号楼"}], by=people.qd_street, now=making.NOW)
        services.add_buildings(
            twin, [{"name": "1号楼"}, {"name": "2号楼"}], by=people.qd_street, now=making.NOW
        )
        making.declare("QD-C-residential", [row, twin], people.qd_street)
        making.declare("QD-C-neglect", [twin], people.qd_street)
        services.record_survey(
            twin,
            on=making.DAY,
            households=312,
            agreeing=259,
            source="表",
            by=people.qd_street,
            now=making.NOW,
        )

        services.merge(row, twin, reason="同一小区", by=people.qd_street, now=making.NOW)

        row.refresh_from_db()
        twin.refresh_from_db()
        assert twin.merged_into == row
        assert {b.name for b in row.building_rows.all()} == {"1号楼", "2号楼"}
        assert row.buildings == 2
        assert Survey.objects.get().neighbourhood == row
        assert row.willing_ratio == Decimal("83.01")
        current = NeighbourhoodDeclaration.objects.filter(neighbourhood=row, is_current=True)
        assert {d.criterion for d in current} == {"QD-C-residential", "QD-C-neglect"}
        assert row.missing_count == 3
        listed = queries.register(people.qd_street, queries.Filters(text="河清路2小区"))
        assert [one.pk for one in listed] == [row.pk]
        assert any("并入的小区" in {c.field for c in e.changes} for e in queries.history(twin))


@pytest.mark.parametrize("login", ["qd_street", "qd_housing"])
def test_merge_needs_the_right_at_both_places(
    qingdao: Town, people: People, row: Neighbourhood, login: str
) -> None:
    with qingdao.entered():
        far = making.neighbourhood(qingdao.places[making.ELSEWHERE], people.qd_city)

        with pytest.raises(Refused):
            services.merge(row, far, reason="同一小区", by=getattr(people, login), now=making.NOW)


def test_merged_row_takes_no_more_writes(qingdao: Town, people: People, row: Neighbourhood) -> None:
    with qingdao.entered():
        twin = making.neighbourhood(row.jurisdiction, people.qd_street, "重复小区")
        services.merge(row, twin, reason="同一小区", by=people.qd_street, now=making.NOW)
        twin.refresh_from_db()

        with pytest.raises(ValidationError, match="已并入"):
            _correct(twin, people, structure="砖混")
        with pytest.raises(ValidationError, match="已并入"):
            making.declare("QD-C-residential", [twin], people.qd_street)
