"""A city with something of everything that the dashboard counts: in two districts, before and after 30 June 2023."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from approvals.models import ReviewRound
from communities.models import Neighbourhood
from governance.models import DutyTask
from projects.enums import State
from projects.models import Dispute, Milestone, Progress, Project
from tests.cast import Town
from tests.governance.figures import ground

BEFORE, AFTER = "2023-06-10", "2023-07-10"


def stage(town: Town) -> list[Project]:
    """Seven projects of one neighbourhood each, and one of two in both districts; six are on the plan of 2023."""
    here, there = (ground.communities_of(town, code)[0] for code in ("370202", "370203"))
    rows = ground.neighbourhoods(here, 4) + ground.neighbourhoods(there, 5, households=250)
    made = ground.projects([[row] for row in rows[:7]] + [rows[7:]])
    Project.objects.filter(pk=made[7].pk).update(jurisdiction=town.top, path=town.top.path)
    made[7].refresh_from_db()
    _moves(made)
    ground.planned(made[:5] + made[7:], "2023-02-01")
    _works(made, rows)
    _money(made)
    _matters(made, town)
    return made


def _moves(made: list[Project]) -> None:
    ground.carried(made[:1], State.MANAGED, BEFORE)
    ground.carried(made[1:2], State.BUILDING, BEFORE)
    ground.moved(made[1:2], State.COMPLETED, AFTER)
    ground.carried(made[2:3], State.READY, BEFORE)
    ground.moved(made[2:3], State.BUILDING, AFTER)
    ground.carried(made[3:4], State.BUILDING, BEFORE)
    ground.logged(made[3], "hold", State.BUILDING, State.ON_HOLD, AFTER)
    ground.carried(made[4:5], State.PLANNED, BEFORE)
    ground.carried(made[5:6], State.READY, BEFORE)
    ground.logged(made[6], "withdraw", State.PROPOSED, State.WITHDRAWN, BEFORE)
    ground.carried(made[7:], State.BUILDING, BEFORE)


def _works(made: list[Project], rows: list[Neighbourhood]) -> None:
    for project, row in zip(made, rows, strict=False):
        road, _ = ground.items(project, row, "road", "green", estimate="300000.00")
        first = ground.progress(road, "2023-05", physical="20", invested="50000.00", confirmed="2023-06-02")
        assert first.paid == 0
        Progress.objects.bulk_create([_like(first, date(2023, 6, 1), "2023-07-03")])


def _like(row: Progress, month: date, confirmed: str) -> Progress:
    at = ground.at(confirmed)
    facts = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "id"}
    changed = {"month": month, "paid": Decimal("20000.00"), "reported_at": at, "confirmed_at": at}
    return Progress(**facts | changed)


def _money(made: list[Project]) -> None:
    for number, project in enumerate(made):
        kind = ("fiscal", "market")[number % 2]
        of = ground.source(project, kind, kind, "500000.00")
        ground.movement(of, "arrival", "200000.00", "2023-05-08")
        ground.movement(of, "payment", "80000.00", "2023-06-08")
        wrong = ground.movement(of, "arrival", "100000.00", "2023-07-08")
        if number == 0:
            ground.movement(of, "arrival", "100000.00", "2023-07-09", counters=wrong)


def _matters(made: list[Project], town: Town) -> None:
    by = ground.somebody()
    for number, project in enumerate(made[:6] + made[7:]):
        office = ground.office(project.jurisdiction)
        more = {"organisation": office, "entered_by": by, "entered_at": ground.at("2023-05-01")}
        late = {"reached_on": date(2023, 7, 5), "reached_at": ground.at("2023-07-05")} if number == 1 else {}
        Milestone.objects.create(
            project=project,
            name="主体完工",
            planned_on=date(2023, 6, 20 + number),
            delay_reason="雨季" if number else "",
            **late,
            **more,
        )
        _round(project, number)
    Dispute.objects.create(
        project=made[2], title="电梯", description="遮光", raised_on=date(2023, 5, 2), **more
    )
    district = town.places["370202"]
    DutyTask.objects.create(
        rule="QD-Y-2",
        actor="district-gov",
        jurisdiction=district,
        path=district.path,
        due_on=date(2023, 6, 15),
        set_by=by,
        set_at=ground.at("2023-05-01"),
    )


def _round(project: Project, number: int) -> None:
    office, by = ground.office(project.jurisdiction), ground.somebody()
    ended = {"concluded_by": office, "concluder": by}
    states: list[dict[str, object]] = [
        {"state": "approved", "concluded_on": date(2023, 6, 8), **ended},
        {"state": "approved", "concluded_on": date(2023, 7, 3), **ended},
        {"state": "cancelled", "concluded_on": date(2023, 6, 5), **ended},
        {},
    ]
    ReviewRound.objects.create(
        project=project,
        review="QD-R-1",
        number=1,
        convened_by=office,
        convener=by,
        convened_on=date(2023, 6, 1),
        due_on=date(2023, 6, 12),
        working_days=7,
        **states[number % 4],
    )
