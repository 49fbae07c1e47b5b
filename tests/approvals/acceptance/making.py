"""Qingdao projects whose works are done, for the tests of acceptance, handover and warranty; without earlier gates."""

from __future__ import annotations

from decimal import Decimal

from approvals.acceptance import services
from approvals.models import Acceptance, Handover
from communities.models import Document
from communities.people.rights import Actor
from projects.enums import State
from projects.lifecycle import move
from projects.models import Project
from projects.services import name_party
from projects.services.building import mark_finished, mark_started
from projects.stages import NEXT, TRANSITIONS
from tests.cast import People, Town
from tests.projects import making

NOW, DAY = making.NOW, making.DAY
ITEMS = ("road", "water-drain", "heat")
REPORT = "竣工验收报告"


def building(
    town: Town,
    people: People,
    name: str = "河清路二小区",
    items: tuple[str, ...] = ITEMS,
    *,
    finished: bool = True,
) -> Project:
    """BUILDING, with a contractor and its items; the gates on the way there have tests of their own."""
    row = making.eligible(town.places[making.COMMUNITY], people, name)
    project = making.project([row], people.qd_street)
    rows = [making.item(project, row, people.qd_street, id_) for id_ in items]
    name_party(
        project,
        role="contractor",
        name="市政三公司",
        from_on=DAY,
        adopted=making.today(),
        by=people.qd_street,
        now=NOW,
    )
    office = people.qd_housing.seats[0].organisation
    assert office is not None
    while State(project.state) is not State.BUILDING:
        step = TRANSITIONS[NEXT[State(project.state)]]
        move(project, step, by=people.qd_housing.person, now=NOW, organisation=office, decision=None)
    for item in rows if finished else ():
        mark_started(item, on=DAY, by=people.qd_housing, now=NOW)
        mark_finished(item, on=DAY, by=people.qd_housing, now=NOW)
    return project


def opened(project: Project, by: Actor) -> Acceptance:
    """A running round."""
    return services.open_acceptance(project, on=DAY, by=by, now=NOW)


def conforming(row: Acceptance, by: Actor) -> None:
    """Every line conforms, and a resident took part."""
    results = {check.pk: ("conforming", "") for check in row.checks.all()}
    services.set_checks(row, results=results, by=by, now=NOW)
    services.add_participant(row, name="李大姐", role="residents", unit="3号楼", by=by, now=NOW)


def conclude(row: Acceptance, by: Actor, **more: object) -> services.Concluded:
    """Passed, with the report that Qingdao's text demands."""
    evidence = [(REPORT, making.paper(REPORT, row.project.jurisdiction, by))]
    given = {"passed": True, "evidence": evidence, "on": DAY, "by": by, "now": NOW} | more
    return services.conclude(row, **given)  # type: ignore[arg-type]  # the given ones by their names


def completed(town: Town, people: People, name: str = "河清路二小区") -> Project:
    """COMPLETED by a passed round."""
    project = building(town, people, name)
    row = opened(project, people.qd_housing)
    conforming(row, people.qd_housing)
    conclude(row, people.qd_district)
    project.refresh_from_db()
    return project


def listed(project: Project, by: Actor, kind: str, receiver: str) -> Handover:
    """A list with one thing on it."""
    row = services.open_handover(project, kind=kind, receiver=receiver, by=by, now=NOW)
    services.add_entry(row, name="竣工图", quantity=Decimal(2), by=by, now=NOW)
    return row


def receipt(project: Project, by: Actor) -> Document:
    return making.paper("签收单", project.jurisdiction, by)


def signed(row: Handover, by: Actor) -> Handover:
    """The receiver has signed."""
    paper = receipt(row.project, by)
    return services.sign(row, signed_on=DAY, signer="周科长", receipt=paper, by=by, now=NOW)
