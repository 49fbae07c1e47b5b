"""Every standard role in three chairs: where the rows lie, in the next street, in another tenant."""

from __future__ import annotations

from datetime import date

from communities.people import services
from communities.people.enums import STANDARD_ROLES
from communities.people.models import Organisation, Person, Role
from communities.people.rights import Actor, actor_for
from communities.tenancy.models import Jurisdiction
from tests.cast import TODAY, Town

ROLES = tuple(code for code, *_ in STANDARD_ROLES)
ADMINISTRATORS = ("system-administrator", "security-administrator", "audit-administrator")
OFFICES = {"qingdao": ("street", "street"), "wulong": ("housing", "department")}
"""(actor, kind) of the organisation in which everybody of a tenant sits: only the role makes the difference."""


def seated(town: Town, chair: str, place: Jurisdiction, roles: tuple[str, ...] = ROLES) -> dict[str, Actor]:
    """One person for every role at the place, all of one organisation; administrators sit in none.

    At home the administrators sit at the top of the tenant, as their work asks.
    """
    actor, kind = OFFICES[town.tenant.code]
    office = Organisation.objects.filter(actor=actor, jurisdiction=place).first() or (
        Organisation.objects.create(actor=actor, kind=kind, name=f"{place.name}{actor}", jurisdiction=place)
    )
    return {
        role: _appointed(
            town,
            role,
            f"{chair}-{role}",
            town.top if chair == "own" and role in ADMINISTRATORS else place,
            None if role in ADMINISTRATORS else office,
        )
        for role in roles
    }


def _appointed(town: Town, role: str, login: str, place: Jurisdiction, office: Organisation | None) -> Actor:
    return appointed(Person.objects.create_user(login, name=login), town, role, place, office)


def appointed(
    person: Person, town: Town, role: str, place: Jurisdiction, office: Organisation | None
) -> Actor:
    """The person once given the role at the place."""
    services.appoint(
        person=person,
        role=Role.objects.get(code=role),
        jurisdiction=place,
        organisation=office,
        starts_on=date(2020, 1, 1),
    )
    found = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert found is not None
    return found
