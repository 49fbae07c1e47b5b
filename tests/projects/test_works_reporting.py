"""What is reported of the works month by month: who reports, who confirms, what is refused, what is never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from communities.people.rights import Refused
from projects import services
from projects.enums import ProgressState
from projects.errors import NotPossible
from projects.models import Progress, Project, ProjectPaper, WorksItem
from projects.services.building import mark_finished
from tests.cast import People, Town
from tests.projects import making, working
from tests.projects.working import NOVEMBER, OCTOBER, SEPTEMBER, confirmed, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    with qingdao.entered():
        yield qingdao


@pytest.fixture
def site(town: Town, people: People) -> tuple[Project, list[WorksItem]]:
    return working.site(town, people, 400_000, 100_000)


def not_started(project: Project, item: WorksItem, people: People) -> None:
    WorksItem.objects.bulk_create(
        [WorksItem(project=project, neighbourhood=item.neighbourhood, item="awning", estimate=Decimal(1))]
    )
    report(WorksItem.objects.get(item="awning"), people.qd_street, 100)


def of_a_later_month(project: Project, item: WorksItem, people: People) -> None:
    report(item, people.qd_street, 10, month=date(2026, 12, 1))


def before_its_start(project: Project, item: WorksItem, people: People) -> None:
    report(item, people.qd_street, 10, month=date(2026, 8, 1))


def below_the_month_before(project: Project, item: WorksItem, people: People) -> None:
    confirmed(report(item, people.qd_street, 40, month=OCTOBER), people.qd_housing)
    report(item, people.qd_street, "39.99")


def above_the_month_after(project: Project, item: WorksItem, people: People) -> None:
    confirmed(report(item, people.qd_street, 40), people.qd_housing)
    report(item, people.qd_street, 41, month=OCTOBER)


def behind_the_plan(project: Project, item: WorksItem, people: People) -> None:
    services.add_milestone(
        project,
        name="主体完成",
        planned_on=date(2026, 11, 10),
        planned_percent=Decimal(60),
        by=people.qd_street,
        now=making.NOW,
    )
    report(item, people.qd_street, 30, month=OCTOBER)
    report(item, people.qd_street, 59)


def confirmed_already(project: Project, item: WorksItem, people: People) -> None:
    confirmed(report(item, people.qd_street, 40), people.qd_housing)
    report(item, people.qd_street, 50)


def unfinished_after_its_end(project: Project, item: WorksItem, people: People) -> None:
    mark_finished(item, on=date(2026, 10, 20), by=people.qd_district, now=making.NOW)
    report(item, people.qd_street, 90, month=SEPTEMBER)
    report(item, people.qd_street, 90, month=OCTOBER)


def paper_as_photo(project: Project, item: WorksItem, people: People) -> None:
    paper = making.paper("日志", project.jurisdiction, people.qd_street)
    report(item, people.qd_street, 10, photos=[paper])


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (not_started, "还没有开工，不能填报进度，也不能填报完成"),
        (of_a_later_month, "不能填报以后月份"),
        (before_its_start, "2026-09-10 开工，不能填报更早月份"),
        (below_the_month_before, "不能低于2026年10月已确认的 40.00%"),
        (above_the_month_after, "不能高于2026年11月已确认的 40.00%"),
        (behind_the_plan, "低于节点计划的形象进度 60.00%，请写明滞后原因"),
        (confirmed_already, "2026年11月进度已确认；有误的请办理更正"),
        (unfinished_after_its_end, "已于 2026-10-20 完成，形象进度应为 100%"),
        (paper_as_photo, "只收 PNG、JPG"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_is_refused_with_its_reason(
    act: Callable[[Project, WorksItem, People], None],
    sentence: str,
    site: tuple[Project, list[WorksItem]],
    people: People,
) -> None:
    project, (item, _) = site
    with pytest.raises(NotPossible, match=sentence):
        act(project, item, people)


def test_open_row_is_edited_in_place_then_confirmed_then_only_corrected(
    site: tuple[Project, list[WorksItem]], people: People
) -> None:
    project, (item, _) = site
    first = report(
        item,
        people.qd_street,
        40,
        invested=100,
        photos=[working.photo(project.jurisdiction, people.qd_street)],
    )
    with pytest.raises(Refused, match="区\\(市\\)级及以上"):
        services.confirm_progress([first], by=people.qd_street, now=making.NOW)
    with pytest.raises(Refused):
        report(item, people.qd_admin, 40)
    services.return_progress(first, reason="照片与进度不符", by=people.qd_housing)
    with pytest.raises(NotPossible, match="退回，请刷新"):
        services.confirm_progress([first], by=people.qd_housing, now=making.NOW)
    later = making.NOW + timedelta(hours=1)
    again = report(item, people.qd_district, 42, invested=120, now=later)
    assert (again.pk, again.number, again.state) == (first.pk, 1, ProgressState.REPORTED)
    with pytest.raises(Refused, match="填报单位不能确认自己填报"):
        services.confirm_progress([again], by=people.qd_district, now=making.NOW)
    with pytest.raises(NotPossible, match="又作了修改"):
        services.confirm_progress([first], by=people.qd_housing, now=making.NOW)
    row = confirmed(again, people.qd_housing)
    assert (row.state, row.confirming) == ("confirmed", people.qd_housing.seats[0].organisation)
    for change in (
        {"physical": Decimal(50)},
        {"state": "reported", "confirmed_at": None, "confirmed_by": None},
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            Progress.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Progress.objects.filter(pk=row.pk).delete()
    figures: dict[str, Any] = {"physical": Decimal(35), "invested": Decimal(90), "paid": Decimal(0)}
    with pytest.raises(NotPossible, match="请写明更正原因"):
        services.correct_progress(row, reason=" ", by=people.qd_street, now=making.NOW, **figures)
    corrected = services.correct_progress(
        row, reason="多计一栋", by=people.qd_street, now=making.NOW, **figures
    )
    with pytest.raises(NotPossible, match="已有一条更正等待确认"):
        services.correct_progress(row, reason="又一条", by=people.qd_street, now=making.NOW, **figures)
    assert (corrected.number, confirmed(corrected, people.qd_housing).state) == (2, "confirmed")
    assert Progress.objects.filter(works_item=item).count() == 2
    assert ProjectPaper.objects.get().progress_id == first.pk


def test_correction_may_fall_below_an_earlier_month_and_lets_later_ones_follow(
    site: tuple[Project, list[WorksItem]], people: People
) -> None:
    _, (item, _) = site
    october = confirmed(report(item, people.qd_street, 80, month=OCTOBER), people.qd_housing)
    low = report(item, people.qd_street, 85)
    correction = services.correct_progress(
        october,
        physical=Decimal(90),
        invested=Decimal(0),
        paid=Decimal(0),
        reason="漏计管网",
        by=people.qd_street,
        now=making.NOW,
    )
    done = services.confirm_progress([low, correction], by=people.qd_housing, now=making.NOW)
    assert [row.pk for row in done.rows] == [correction.pk]
    ((left, sentence),) = done.left
    assert (left.pk, sentence) == (
        low.pk,
        "形象进度不能低于2026年10月已确认的 90.00%；原数有误的，请先更正。",
    )


def test_month_of_a_project_is_reported_whole_or_not_at_all(
    site: tuple[Project, list[WorksItem]], people: People
) -> None:
    project, (road, pipes) = site
    zero = Decimal(0)
    drafts = [
        services.ProgressDraft(road, Decimal(30), Decimal(1000), zero),
        services.ProgressDraft(pipes, Decimal(101), zero, zero),
    ]
    with pytest.raises(services.LinesRefused) as refused:
        services.report_month(project, month=NOVEMBER, drafts=drafts, by=people.qd_street, now=making.NOW)
    assert set(refused.value.sentences) == {pipes.pk}
    assert not Progress.objects.exists()
    drafts[1] = services.ProgressDraft(pipes, Decimal(100), zero, zero)
    made = services.report_month(
        project, month=date(2026, 11, 18), drafts=drafts, by=people.qd_street, now=making.NOW
    )
    assert {row.month for row in made} == {NOVEMBER}


def test_two_pairs_of_eyes_are_two_people_also_by_delegation(
    site: tuple[Project, list[WorksItem]], people: People
) -> None:
    """The city's clerk serves the government and its departments: another unit's hat does not make him another."""
    _, (item, other) = site
    city, street, district = people.qd_city, people.qd_street, people.qd_district
    for row in (report(item, city, 40), report(other, replace(street, principal=city.person), 30)):
        for by in (city, replace(district, principal=city.person)):
            with pytest.raises(Refused, match="不能是同一人"):
                services.confirm_progress([row], by=by, now=making.NOW)
        done = confirmed(row, replace(people.qd_housing, principal=people.qd_finance.person))
        assert (done.confirmed_by, done.confirmed_for) == (people.qd_housing.person, people.qd_finance.person)
