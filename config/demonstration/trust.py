"""Whom the demonstration's Qingdao trusts with what: assigned projects, an evaluation, a delegation, a few owners."""

from __future__ import annotations

from communities.models import Jurisdiction, Membership, Neighbourhood, Person, Role
from communities.owners import services as owners
from communities.people import services as people
from communities.people.delegation import services as delegations
from config.demonstration.cast import SHIBEI, XIAOGANG
from config.demonstration.founding import FIRST_DAY
from config.demonstration.onwards import Stage
from governance.evaluation import services as evaluations
from governance.evaluation.rights import third_party_assessments
from projects.enums import Purpose, State
from projects.models import Project
from projects.services.assigning import assign

OWNERS = (
    ("1 号楼 1 单元 101", "张样例", "13800000001", "68.50"),
    ("1 号楼 1 单元 102", "李样例", "13800000002", "68.50"),
    ("1 号楼 2 单元 201", "王样例", "13800000003", "72.10"),
)
"""(room, owner, phone, floor area in m2): nobody's."""


def entrust(at: Stage) -> None:
    """Designer and evaluator get projects, the leader lends his rights for a journey, a community keeps its owners."""
    housing, leader = at.by("qd-housing"), at.by("qd-leader")
    designer, evaluator = _seat_of("qd-designer"), _seat_of("qd-evaluator")
    building = Project.objects.filter(state=State.BUILDING, path__startswith=_place(SHIBEI).path).order_by(
        "pk"
    )
    if designer.organisation is not None:
        assign(
            building[0],
            person=designer.person,
            organisation=designer.organisation,
            purpose=Purpose.DESIGN,
            starts_on=at.today,
            ends_on=at.day(-60),
            reason="施工图深化（演示）",
            adopted=at.adopted,
            by=housing,
            now=at.ago(20),
        )
    evaluations.open_round(
        assessment=third_party_assessments(at.adopted)[0].id,
        title="年度第三方评价（演示）",
        projects=list(building[:2]),
        evaluators=[evaluator],
        due_on=at.day(-30),
        adopted=at.adopted,
        by=leader,
        now=at.ago(5),
    )
    lent = delegations.delegate(
        _seat_of("qd-leader"),
        to=Person.objects.get(username="qd-city"),
        starts_on=at.today,
        ends_on=at.day(-7),
        reason="外出学习（演示）",
        by=leader,
        now=at.now,
    )
    delegations.accept(lent, by=at.by("qd-city"), now=at.now)
    _keep_owners(at)
    _engage_newcomer(at)


def _engage_newcomer(at: Stage) -> None:
    """Somebody new at the street, whom the security administrator has not given a role yet."""
    street = _seat_of("qd-street")
    people.engage(
        username="qd-newcomer",
        name="钱佳（演示）",
        jurisdiction=street.jurisdiction,
        organisation=street.organisation,
        proposed_role=street.role,
        starts_on=at.today,
        by=at.by("qd-admin"),
    )


def _keep_owners(at: Stage) -> None:
    """Three dwellings in the community's first neighbourhood, which its own officer may look up for a reason."""
    place = _place(XIAOGANG)
    community = at.by("qd-community")
    people.appoint(
        person=community.person,
        role=Role.objects.get(code="personal-data"),
        jurisdiction=place,
        starts_on=FIRST_DAY,
    )
    row = Neighbourhood.objects.filter(jurisdiction=place, merged_into=None).earliest("pk")
    for room, owner, phone, area in OWNERS:
        owners.create(
            row,
            values={"room": room, "owner": owner, "phone": phone, "floor_area": area},
            confirmed=True,
            by=community,
            now=at.now,
        )


def _seat_of(login: str) -> Membership:
    found: Membership = (
        Membership.objects.select_related("person", "organisation")
        .filter(person__username=login)
        .earliest("id")
    )
    return found


def _place(code: str) -> Jurisdiction:
    found: Jurisdiction = Jurisdiction.objects.get(code=code)
    return found
