"""The tenants of the demonstration with their people, founded by the same services as any other."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.utils import timezone

import policies
from communities.demo import DIVISIONS
from communities.models import Jurisdiction, Person, Role, Tenant
from communities.people import services as people
from communities.people.rights import Actor, actor_for
from communities.rulebooks.founding import found
from communities.rulebooks.queries import in_force
from communities.tenancy.context import enter
from communities.tenancy.divisions import read_divisions
from config.demonstration.cast import PASSWORD, Login, Play
from policies.pack import load

FIRST_DAY = date(2020, 1, 1)
FRAMES = Path(__file__).parent
"""Where the rulebook of a tenant lies that no document stands behind."""


def found_tenant(play: Play, *, now: datetime) -> Tenant:
    """Tree, rulebook, roles, people; every login has the demonstration's password."""
    shipped = policies.shipped_packs()
    file = shipped.get(play.code, FRAMES / f"{play.code}.yaml")
    stands_on = load(file).model.stands_on
    founding = found(
        code=play.code,
        name=play.name,
        pack_text=file.read_text("utf-8"),
        layers={id_: shipped[id_].read_text("utf-8") for id_ in stands_on},
        divisions=read_divisions(DIVISIONS / f"{play.code}.csv.gz"),
        administrator=play.administrator,
        effective_from=play.adopted_from,
        now=now,
        is_demo=True,
    )
    with enter(founding.tenant.pk):
        roles = {role.code: role for role in Role.objects.all()}
        password = make_password(PASSWORD)  # hashed once: it is slow on purpose
        for login in play.logins:
            _seat(login, roles, password)
    return founding.tenant


def _seat(login: Login, roles: dict[str, Role], password: str) -> None:
    person, _ = Person.objects.update_or_create(
        username=login.username,
        defaults={"name": login.name, "password": password, "must_change_password": False},
    )
    place = (
        Jurisdiction.objects.get(code=login.place) if login.place else Jurisdiction.objects.get(parent=None)
    )
    for actor in login.actors:
        seat(person, actor, roles[login.role], place)
    if not login.actors and not person.memberships.exists():
        people.appoint(person=person, role=roles[login.role], jurisdiction=place, starts_on=FIRST_DAY)


def seat(person: Person, actor: str, role: Role, place: Jurisdiction) -> None:
    """Put the person into the organisation that plays the actor at the place; it is made when there is none."""
    row = in_force(timezone.localdate()).rulebook.get("actors", actor)
    organisation = people.ensure_organisation(
        actor_id=actor, kind=row.kind, name=named(row.name, place.name), jurisdiction=place
    )
    people.appoint(
        person=person, role=role, jurisdiction=place, organisation=organisation, starts_on=FIRST_DAY
    )
    people.affiliate(
        person=person, jurisdiction=place, organisation=organisation, starts_on=FIRST_DAY, by=None
    )


def named(role: str, place: str) -> str:
    """The rulebook's name of an actor at a place: 区(市)政府 at 市北区 is 市北区政府, 街道 at 即墨路街道 itself."""
    role = role.replace("区(市)", "区").replace("街道办事处、镇人民政府", "街道办事处")
    if place[:2] in role:
        return role
    shared = max(n for n in range(len(place) + 1) if role.startswith(place[len(place) - n :]))
    return place + role[shared:]


def actor(username: str, tenant: Tenant, on: date) -> Actor:
    """The login as an actor of the tenant entered."""
    return acting(Person.objects.get(username=username), tenant, on)


def acting(person: Person, tenant: Tenant, on: date) -> Actor:
    """The person as an actor of the tenant entered, which it has a seat in."""
    found_ = actor_for(person=person, tenant=tenant, on=on)
    if found_ is None:
        raise LookupError(f"{person.username} has no seat in {tenant.code}")
    return found_
