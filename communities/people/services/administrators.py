"""The first of the three administrators, and a lost one: what the operator does, by command, in the tenant entered."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from communities.people import queries, separation
from communities.people.models import Membership, Person, Role
from communities.people.separation import Administrator
from communities.people.services.accounts import create_person, random_password, renew_password
from communities.people.services.affiliations import affiliate
from communities.people.services.appointing import appoint
from communities.people.services.roles import create_standard_roles
from communities.tenancy.models import Jurisdiction


@transaction.atomic
def appoint_administrator(kind: Administrator, *, username: str, name: str, on: date) -> tuple[Person, str]:
    """The person, administrator of that kind for the whole tenant from the day, and a password to be told once.

    Somebody new gets a login; somebody who is that administrator already gets a new password (a lost one comes back).
    With a login of anybody else nothing is done: raises `ValidationError`.
    """
    role = create_standard_roles()[separation.STANDARD[kind]]
    top = Jurisdiction.objects.get(parent=None)
    person = Person.objects.filter(username=username.strip()).first()
    if person:
        return person, _renewed(person, role, top, on)
    password = random_password()
    person = create_person(username=username, name=name, password=password, must_change_password=True)
    affiliate(person=person, jurisdiction=top, organisation=None, proposed_role=role, starts_on=on, by=None)
    appoint(person=person, role=role, jurisdiction=top, starts_on=on)
    return person, password


def _renewed(person: Person, role: Role, top: Jurisdiction, on: date) -> str:
    held = Membership.objects.filter(queries.on_day(on), person=person, role=role, jurisdiction=top)
    if not held.exists():
        raise ValidationError({"username": f"用户名 {person.username} 已被使用，请换一个。"})
    return renew_password(person)
