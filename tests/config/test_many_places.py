"""Every list, opened by somebody with one membership and with thirty scattered ones: the same number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities.people.models import Membership, Organisation, Person, Role
from communities.people.rights import FEW, Actor, actor_for
from communities.tenancy.models import Jurisdiction
from tests.cast import TODAY, People, Town
from tests.projects import making
from tests.refusals.routes import ROUTES, Route

HELD = 30
"""Memberships: more than are asked as ranges."""
ROLES = ("clerk", "system-administrator", "security-administrator", "audit-administrator", "assigned")
LISTS = [route for route in ROUTES if not route.rows and route.get[0] != 405]
OPENED = {
    "desk", "dashboard", "neighbourhood_list", "declaration_todo", "dwelling_search", "import_list",
    "job_list", "delegation_list", "project_list", "pool_list", "plan_list", "review_list", "progress_list",
    "acceptance_list", "money_list", "my_projects", "longterm", "longterm_list", "monthreport_list",
    "assessment_list", "evaluation_list", "case_list", "duty_list", "deadline_list", "organisation_list",
    "person_list", "invitation_list", "authorisation_list", "lockout_list", "audit_list", "audit_security",
    "document_sealed", "api:neighbourhood-list", "api:project-list", "api:person-list",
    "api:audit-entry-list",
}  # fmt: skip
"""Somebody here opens these at the least."""


def scattered(town: Town) -> list[Jurisdiction]:
    """Every other one of many new communities of a street where nothing lies."""
    street = next(p for p in town.places.values() if p.level == "street" and p.code != making.COMMUNITY[:9])
    made = Jurisdiction.objects.bulk_create(
        Jurisdiction(
            parent=street,
            code=f"9{number:011d}",
            name=f"第{number}社区",
            division="community",
            level="community",
            path=f"{street.path}{number:04d}",
            depth=street.depth + 1,
        )
        for number in range(101, 101 + 2 * HELD)
    )
    return made[::2]


def holding(town: Town, role: str, places: list[Jurisdiction]) -> Actor:
    """Somebody in the role at each of the places; a clerk for an office of the whole city."""
    person = Person.objects.create_user(f"{role}-{len(places)}", name="多处任职")
    office = Organisation.objects.get_or_create(
        actor="street", kind="street", name="街道事务总所", jurisdiction=town.top
    )[0]
    Membership.objects.bulk_create(
        Membership(
            person=person,
            role=Role.objects.get(code=role),
            jurisdiction=place,
            organisation=office if role == "clerk" else None,
            starts_on=date(2020, 1, 1),
        )
        for place in places
    )
    found = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert found is not None
    return found


def opened(browser: Client, route: Route) -> tuple[int, int]:
    """The answer's status, and how many queries it took."""
    url = reverse(route.name, kwargs={} if route.is_api else {"tenant": "qingdao"})
    with CaptureQueriesContext(connection) as context:
        answer = browser.get(url, headers={"X-Tenant": "qingdao"})
    return answer.status_code, len(context)


def test_every_list_costs_the_same_for_one_place_and_for_thirty(
    people: People, qingdao: Town, client_of: Callable[[Actor], Client]
) -> None:
    assert HELD > FEW
    with qingdao.entered():
        home = qingdao.places[making.COMMUNITY]
        making.project([making.eligible(home, people)], people.qd_street)
        places = [home, *scattered(qingdao)[: HELD - 1]]
        pairs = [[client_of(holding(qingdao, role, held)) for held in ([home], places)] for role in ROLES]
    dearer, counted = {}, set()
    for route in LISTS:
        pair = next((pair for pair in pairs if opened(pair[0], route)[0] == 200), None)
        if pair is None:
            continue
        counted.add(route.name)
        one, many = (opened(browser, route) for browser in pair)
        if one != many:
            dearer[route.name] = one, many
    assert not dearer
    assert not OPENED - counted
