"""Every compute of the schema against figures reckoned by hand; what is recorded later leaves the month as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from communities.models import ManagementMode, Neighbourhood, OwnersBody, PartyOrganisation
from governance.enums import PilotKind
from governance.figures import COMPUTES, Basis, Figure, Instant, figures, in_unit, planned, rows
from governance.models import Pilot
from policies.vocabulary import COMPUTES as NAMED
from projects.enums import State
from projects.models import Milestone, Project, ProjectPaper, WorksItem
from tests.cast import Town
from tests.governance.figures import ground

JUNE = Instant.end_of(ground.month("2023-06"))
BASIS = Basis(date(2023, 1, 1), ("central",))

# compute: the city, 市南区, 市北区; a rate as (numerator, denominator)
EXPECTED: dict[str, tuple[Any, Any, Any]] = {
    "projects.started": (3, 2, 1),
    "projects.completed": (2, 1, 1),
    "projects.at_plan": ((2, 3), (2, 2), (0, 1)),
    "projects.with_financing_plan": (1, 1, 0),
    "projects.market_pilot": (1, 1, 0),
    "projects.with_bond": (1, 1, 0),
    "communities.pilot": (1, 1, 0),
    "neighbourhoods.in_plan": (4, 3, 1),
    "neighbourhoods.completed": (2, 1, 1),
    "neighbourhoods.at_or_after_completed": (3, 2, 1),
    "neighbourhoods.building": (2, 2, 0),
    "neighbourhoods.ready": (1, 0, 1),
    "neighbourhoods.completed_over_planned": ((1, 4), (1, 3), (0, 1)),
    "neighbourhoods.managed_over_accepted": ((1, 3), (0, 2), (1, 1)),
    "neighbourhoods.managed": ((1, 6), (0, 4), (1, 2)),
    "neighbourhoods.with_owners_body": ((1, 6), (1, 4), (0, 2)),
    "neighbourhoods.with_party": ((1, 6), (1, 4), (0, 2)),
    "buildings.completed": (8, 4, 4),
    "households.completed": (200, 100, 100),
    "area.completed": (16000, 8000, 8000),
    "people.completed": (250, 250, None),
    "households.in_plan": (420, 300, 120),
    "households.done_over_planned": ((100, 420), (100, 300), (0, 120)),
    "items.done_over_planned": ((2, 3), (2, 3), (0, 0)),
    "funds.received_over_planned": ((401000, 1700000), (401000, 1500000), (0, 200000)),
    "funds.spent_over_received": ((90000, 450000), (90000, 400000), (0, 50000)),
    "funds.invested": (Decimal("2000.5"), Decimal("2000.5"), 0),
    "funds.central_received": (400000, 400000, 0),
    "funds.bond_issued": (1000, 1000, 0),
}


@pytest.fixture
def town(qingdao: Town) -> Iterator[Town]:
    """Seven neighbourhoods and six projects in June 2023; what belongs to July is there too, and does not count."""
    with qingdao.entered():
        here = ground.communities_of(qingdao, "370202")[0]
        there = ground.communities_of(qingdao, "370203")[0]
        n1, n2, n3 = ground.neighbourhoods(here, 3)
        (n4,) = ground.neighbourhoods(here, 1, households=None, residents=None)
        ground.neighbourhoods(here, 1, is_complete=False)
        (n6,) = ground.neighbourhoods(there, 1)
        (n7,) = ground.neighbourhoods(there, 1, residents=None)
        p1, p2, p3, p4, p5, gone, late = ground.projects(
            [[n1], [n2, n3], [n4], [n6], [n7], [n2], [n1]], since="2022-01-01"
        )
        Project.objects.filter(pk=late.pk).update(created_at=ground.at("2023-07-01"))
        ground.carried([p1], State.COMPLETED, "2023-02-01", start="2023-02-10", accept="2023-05-20")
        ground.carried([p2], State.BUILDING, "2023-02-01", start="2023-03-01")
        ground.carried([p3], State.COMPLETED, "2022-04-01", start="2022-05-01", accept="2022-12-20")
        ground.carried([p4], State.READY, "2023-06-30 23:00")
        ground.carried([p5], State.MANAGED, "2023-04-01", start="2023-01-05", accept="2023-03-01")
        ground.carried([gone], State.RESERVED, "2023-02-01")
        ground.logged(gone, "withdraw", State.RESERVED, State.WITHDRAWN, "2023-02-02")
        ground.carried([late], State.PLANNED, "2023-07-02")
        lay_plan(p1, p2, p4, p5, n6)
        lay_works(p1, p2, p5, n1, n2, n7)
        lay_money(p1, p2, p4, p5)
        lay_management(n1, n2, n3, n4, n6, n7)
        lay_pilots(p1, p2, here)
        yield qingdao


def lay_plan(p1: Project, p2: Project, p4: Project, p5: Project, n6: Neighbourhood) -> None:
    e1, e2, e4, e5 = ground.planned([p1, p2, p4, p5], "2023-01-20")
    ground.adjusted(e5, "remove", "2023-02-01")
    ground.adjusted(e4, "figures", "2023-03-01", listed=[{"id": n6.pk, "name": n6.name, "households": 120}])
    ground.adjusted(e1, "figures", "2023-03-02", investment="1500000.00")
    ground.adjusted(e2, "remove", "2023-07-01")


def lay_works(p1: Project, p2: Project, p5: Project, n1: Any, n2: Any, n7: Any) -> None:
    (done,) = ground.items(p1, n1, "road")
    ground.finished(done, "2023-05-01")
    (elsewhere,) = ground.items(p5, n7, "road")
    ground.finished(elsewhere, "2023-02-01")
    (road,) = ground.items(p2, n2, "road", estimate="300000.00")
    (green,) = ground.items(p2, n2, "green", estimate="100000.00")
    WorksItem.objects.create(project=p2, neighbourhood=n2, item="lighting", state="withdrawn")
    ground.finished(green, "2023-06-10")
    ground.progress(road, "2022-12", physical="10", invested="999", confirmed="2023-01-05")
    ground.progress(road, "2023-05", physical="45", invested="1000.50", confirmed="2023-06-02")
    ground.progress(road, "2023-05", physical="50", invested="2000.50", confirmed="2023-06-09", number=2)
    ground.progress(road, "2023-06", physical="60", invested="7000", confirmed="2023-07-03")
    nodes = [(p1, "竣工", "2023-06-01", "100"), (p2, "一", "2023-05-01", "40")]
    nodes += [(p2, "二", "2023-06-30", "62.5"), (p2, "三", "2023-09-01", "100")]
    for project, name, day, percent in nodes:
        Milestone.objects.create(
            project=project,
            name=name,
            planned_on=date.fromisoformat(day),
            planned_percent=Decimal(percent),
            organisation=ground.office(project.jurisdiction),
            entered_by=ground.somebody(),
            entered_at=ground.at("2023-01-25"),
        )
    for project, when in ((p2, "2023-03-01"), (p1, "2022-11-01")):
        document = ground.paper(project.jurisdiction, "融资方案", when)
        ProjectPaper.objects.create(project=project, document=document, name="融资方案")


def lay_money(p1: Project, p2: Project, p4: Project, p5: Project) -> None:
    central = ground.source(p1, "central", "fiscal", "1000000.00")
    ground.movement(central, "arrival", "100000.00", "2022-12-30")
    ground.movement(central, "arrival", "400000.00", "2023-02-01")
    ground.movement(central, "payment", "90000.00", "2023-03-01")
    ground.movement(central, "payment", "10000.00", "2023-06-20", entered="2023-07-01")
    bond = ground.source(p2, "bond", "bond", "500000.00")
    ground.movement(bond, "arrival", "1000.00", "2023-04-01")
    reversed_ = ground.source(p4, "bond", "bond", "200000.00")
    wrong = ground.movement(reversed_, "arrival", "500.00", "2023-04-01")
    ground.movement(reversed_, "arrival", "500.00", "2023-04-02", counters=wrong)
    other = ground.source(p5, "award", "fiscal", "77.00")
    ground.movement(other, "arrival", "50000.00", "2023-02-01")


def lay_management(n1: Any, n2: Any, n3: Any, n4: Any, n6: Any, n7: Any) -> None:
    def entered(row: Any, when: str) -> dict[str, Any]:
        return {
            "neighbourhood": row,
            "organisation": ground.office(row.jurisdiction),
            "entered_by": ground.somebody(),
            "entered_at": ground.at(when),
        }

    ManagementMode.objects.create(mode="self", from_on=date(2023, 4, 1), **entered(n7, "2023-04-02"))
    ended = {"until_on": date(2023, 5, 31), "until_at": ground.at("2023-06-05")}
    ManagementMode.objects.create(mode="self", from_on=date(2023, 1, 1), **ended, **entered(n4, "2023-01-02"))
    ManagementMode.objects.create(mode="self", from_on=date(2023, 6, 15), **entered(n1, "2023-07-02"))

    def body(row: Any, kind: str, **more: Any) -> None:
        facts = {"kind": kind, "name": "业委会", "formed_on": date(2022, 1, 1)}
        OwnersBody.objects.create(**facts, **more, **entered(row, "2022-01-02"))

    body(n1, "committee")
    body(n2, "group")
    body(n3, "management", dissolved_on=date(2023, 6, 30), dissolved_at=ground.at("2023-06-30"))
    body(n6, "committee", term_until=date(2023, 5, 31))
    PartyOrganisation.objects.create(name="党支部", from_on=date(2023, 1, 1), **entered(n2, "2023-01-02"))
    PartyOrganisation.objects.create(name="党支部", from_on=date(2023, 7, 1), **entered(n1, "2023-06-02"))


def lay_pilots(p1: Project, p2: Project, community: Any) -> None:
    for kind, project, is_pilot in (
        (PilotKind.MARKET, p1, True),
        (PilotKind.MARKET, p2, True),
        (PilotKind.MARKET, p2, False),
        (PilotKind.COCREATION, None, True),
    ):
        Pilot.objects.create(
            kind=kind,
            project=project,
            jurisdiction=community,
            is_pilot=is_pilot,
            on=date(2023, 2, 1),
            basis="文",
            organisation=ground.office(community),
            entered_by=ground.somebody(),
            entered_at=ground.at("2023-02-02"),
        )


def test_every_compute_of_the_schema_is_there() -> None:
    assert {*COMPUTES, "duties.done", "declared"} == set(NAMED) == {*EXPECTED, "duties.done", "declared"}


def test_figures_are_those_reckoned_by_hand_and_are_the_sum_of_their_rows(town: Town) -> None:
    places = [town.top.path, *(town.places[code].path for code in ("370202", "370203"))]
    found: dict[str, tuple[Any, ...]] = {}
    for compute in EXPECTED:
        of = figures(compute, places, JUNE, BASIS)
        found[compute] = tuple(plainly(of[path]) for path in places)
        behind = rows(compute, town.top.path, JUNE, BASIS)
        whole = of[town.top.path]
        assert sum(row.numerator or 0 for row in behind) == (whole.numerator or 0), compute
        assert sum(row.denominator or 0 for row in behind) == (whole.denominator or 0), compute
        counted = rows(compute, town.top.path, JUNE, BASIS, only_counted=True)
        assert all(row.numerator for row in counted), compute
    assert found == EXPECTED
    yardstick = planned(places, JUNE)
    assert [(yardstick[path].projects, yardstick[path].investment) for path in places] == [
        (3, Decimal(3500000)),
        (2, Decimal(2500000)),
        (1, Decimal(1000000)),
    ]


def plainly(figure: Figure) -> Any:
    return (figure.numerator, figure.denominator) if figure.is_rate else figure.value


def test_what_was_recorded_after_the_month_counts_by_correction(town: Town) -> None:
    corrected = Instant(JUNE.month, ground.at("2023-07-10"))
    top = [town.top.path]
    assert figures("funds.invested", top, corrected, BASIS)[top[0]].value == Decimal("9000.5")
    assert plainly(figures("neighbourhoods.managed", top, corrected, BASIS)[top[0]]) == (2, 6)
    assert plainly(figures("funds.spent_over_received", top, corrected, BASIS)[top[0]]) == (100000, 450000)
    # Moves of July are events of July: they stay out.
    assert figures("neighbourhoods.ready", top, corrected, BASIS)[top[0]].value == 1
    july = Instant.end_of(ground.month("2023-07"))
    assert figures("neighbourhoods.in_plan", top, july, BASIS)[top[0]].value == 2


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (935000000, "yi_yuan", Decimal("9.35")),
        (Decimal("1666500.50"), "wan_m2", Decimal("166.65005")),
        (270000, "wan_household", 27),
        (7, "count", 7),
        (None, "wan_people", None),
    ],
)
def test_units_are_converted_exactly(value: Any, unit: str, shown: Any) -> None:
    assert in_unit(value, unit) == shown
