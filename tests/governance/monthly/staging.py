"""A district with a year behind it, for the tests of month reports: what was planned, started, finished and paid for.

Days are 2026's; the month of the tests is October. History of rows is written by the clock of the day the tests run,
which is later than all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from communities.models import Neighbourhood, Organisation
from communities.people.rights import Actor
from governance.models import MonthReport
from governance.monthly import services
from projects.enums import ProgressState
from projects.models import Progress, Project, TransitionLog, WorksItem
from projects.stages import TRANSITIONS
from tests.approvals.plan import planning
from tests.cast import People, Town
from tests.projects import making

MONTH = date(2026, 10, 1)
CHINA = ZoneInfo("Asia/Shanghai")
DISTRICT, NEXT_DISTRICT, STREET = "370202", "370203", "370202001"


def moment(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of 2026 in Shanghai."""
    return datetime(2026, month, day, hour, tzinfo=CHINA)


NOW = moment(11, 3)
"""When October's reports are made."""


@dataclass(frozen=True)
class Stage:
    """Two planned projects: `early` started in September and was accepted in October, `late` started in October."""

    town: Town
    early: Project
    late: Project
    row: Neighbourhood
    """The neighbourhood of `late`."""


def staged(town: Town, people: People) -> Stage:
    """Both confirmed in October, 312 households each, with finished items and confirmed progress."""
    early, late = (planning.ripe(town, people, name) for name in ("登州路小区", "湛山二路小区"))
    rows = {project.pk: project.memberships.get().neighbourhood for project in (early, late)}
    items = {
        (project.pk, item): making.item(project, rows[project.pk], people.qd_street, item)
        for project in (early, late)
        for item in ("lift", "gas", "heat")
    }
    plan, entries = planning.drafted([early, late], people.qd_street, 2026)
    planning.confirmed(plan, entries, people.qd_city, confirmed_on=date(2026, 10, 8), now=moment(10, 8))
    for project in (early, late):
        project.refresh_from_db()
    moved(early, "start", moment(9, 15), people.qd_street)
    moved(early, "accept", moment(10, 20), people.qd_street)
    moved(late, "start", moment(10, 10), people.qd_street)
    finished(items[early.pk, "lift"], 2, "部", date(2026, 9, 28))
    finished(items[late.pk, "lift"], 3, "部", date(2026, 10, 12))
    finished(items[early.pk, "gas"], 1200, "米", date(2026, 10, 13))
    finished(items[late.pk, "gas"], Decimal("0.8"), "公里", date(2026, 10, 14))
    finished(items[late.pk, "heat"], 4, "处", date(2026, 10, 15))
    invested(items[early.pk, "gas"], 9, "100000.00", people.qd_street)
    invested(items[early.pk, "gas"], 10, "50000.00", people.qd_street)
    invested(items[late.pk, "gas"], 10, "7.50", people.qd_street, confirmed=False)
    return Stage(town, early, late, rows[late.pk])


def moved(project: Project, name: str, at: datetime, by: Actor) -> None:
    """One move on record at a moment of the past, without its gates."""
    step = TRANSITIONS[name]
    assert step.target is not None
    making.at(project, step.target)
    TransitionLog.objects.create(
        project=project,
        transition=name,
        from_state=step.sources[0],
        to_state=step.target,
        organisation=office(by),
        by=by.person,
        at=at,
    )


def office(by: Actor) -> Organisation:
    """The organisation that the person sits in."""
    organisation = by.seats[0].organisation
    assert organisation is not None
    return organisation


def finished(
    item: WorksItem, quantity: Decimal | int, unit: str, on: date, at: datetime | None = None
) -> None:
    """An item as built, recorded on the evening of that day or when said."""
    recorded = at or datetime(on.year, on.month, on.day, 20, tzinfo=CHINA)
    same = WorksItem.objects.filter(pk=item.pk)
    same.update(quantity=quantity, unit=unit, state="started", started_on=on, started_at=recorded)
    same.update(state="finished", finished_on=on, finished_at=recorded)


def invested(item: WorksItem, month: int, amount: str, by: Actor, *, confirmed: bool = True) -> None:
    """What was done on an item in a month of 2026; confirmed on the 28th."""
    done = {"state": ProgressState.CONFIRMED, "confirmed_by": by.person, "confirmed_at": moment(month, 28)}
    Progress.objects.create(
        works_item=item,
        project=item.project,
        month=date(2026, month, 1),
        physical=Decimal(50),
        invested=Decimal(amount),
        paid=Decimal(0),
        organisation=office(by),
        reported_by=by.person,
        reported_at=moment(month, 27),
        **(done if confirmed else {}),
    )


def drafted(town: Town, by: Actor, code: str = DISTRICT, now: datetime = NOW) -> MonthReport:
    """October's report of a place; of the city itself where the code is empty."""
    return services.draft(month=MONTH, place=town.places[code] if code else town.top, by=by, now=now)


def locked(report: MonthReport, people: People, now: datetime = NOW) -> MonthReport:
    """Submitted by the district's housing bureau and locked by the city."""
    keeper = people.qd_city if report.is_own else people.qd_housing
    services.submit(report, note="下一级尚未报送，先行报送", by=keeper, now=now)
    return services.lock(report, by=people.qd_city, now=now)


def numbers(report: MonthReport, period: str = "month") -> dict[str, Decimal]:
    """Figure -> what the system counted, over all lines."""
    found: dict[str, Decimal] = {}
    for cell in report.cells.filter(period=period):
        found[cell.figure] = found.get(cell.figure, Decimal(0)) + cell.value
    return found
