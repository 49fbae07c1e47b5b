"""People of outside units in the role 受托单位, and projects assigned to them."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from communities.people.models import Membership, Person, Role
from communities.people.rights import Actor, actor_for
from communities.people.services import appoint, ensure_organisation
from projects import services
from projects.enums import Purpose
from projects.models import Assignment, Project
from tests.cast import PASSWORD, TODAY, Town
from tests.projects import making

UNTIL = date(2027, 6, 30)
FITTING = {Purpose.EVALUATE: "third-party", Purpose.DESIGN: "designer", Purpose.IMPLEMENT: "capital"}
"""The actor of Qingdao's rulebook that takes each kind of assignment."""


def outsider(town: Town, login: str, actor: str = "third-party", *, unit: str = "") -> Actor:
    """A person of an outside unit at the top of the town, who holds nothing but the role for assignments."""
    row = making.today().rulebook.get("actors", actor)
    place = town.top
    organisation = ensure_organisation(
        actor_id=row.id, kind=row.kind, name=unit or f"{row.name}{login}", jurisdiction=place
    )
    person = Person.objects.create_user(login, PASSWORD, name=f"外聘{login}")
    role = Role.objects.get(code="assigned")
    appoint(
        person=person, role=role, jurisdiction=place, organisation=organisation, starts_on=date(2020, 1, 1)
    )
    found = actor_for(person=person, tenant=town.tenant, on=TODAY)
    assert found is not None
    return found


def assigned(
    project: Project, to: Actor, by: Actor, purpose: Purpose = Purpose.EVALUATE, *, ends_on: date = UNTIL
) -> Assignment:
    """The project in the outsider's hands from the day of the tests on."""
    organisation = to.seats[0].organisation
    assert organisation is not None
    return services.assign(
        project,
        person=to.person,
        organisation=organisation,
        purpose=purpose,
        starts_on=TODAY,
        ends_on=ends_on,
        reason="委托",
        adopted=making.today(),
        by=by,
        now=making.NOW,
    )


def seat(actor: Actor) -> Membership:
    """The outsider's membership, as one chooses him for an evaluation."""
    found: Membership = Membership.objects.select_related("person", "organisation").get(person=actor.person)
    return found


def again(actor: Actor, on: date | None = None) -> Actor:
    """The person as a request of that day (default: today) makes an actor of him."""
    found = actor_for(person=actor.person, tenant=actor.tenant, on=on or timezone.localdate())
    assert found is not None
    return found
