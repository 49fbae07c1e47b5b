"""Who belongs to which organisation: engaged, moved, gone, come back. What system administrators do."""

from __future__ import annotations

from datetime import date, timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from communities.people import queries
from communities.people.enums import Capability
from communities.people.models import Affiliation, Membership, Organisation, Person, Role
from communities.people.rights import Actor
from communities.people.services.accounts import create_person, random_password
from communities.people.services.appointing import check_place, end
from communities.people.services.keeping import keeping_administrators
from communities.tenancy.models import Jurisdiction


@transaction.atomic
def engage(
    *,
    username: str,
    name: str,
    phone: str = "",
    jurisdiction: Jurisdiction,
    organisation: Organisation | None,
    proposed_role: Role | None = None,
    starts_on: date,
    ends_on: date | None = None,
    by: Actor,
) -> tuple[Person, str]:
    """A new person who belongs to the organisation, and the password to be told once: changed at the first login.

    No right goes with it: the security administrator grants the proposed role, or another.
    """
    password = random_password()
    person = create_person(
        username=username, name=name, phone=phone, password=password, by=by, must_change_password=True
    )
    affiliate(
        person=person,
        jurisdiction=jurisdiction,
        organisation=organisation,
        proposed_role=proposed_role,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    return person, password


@transaction.atomic
def affiliate(
    *,
    person: Person,
    jurisdiction: Jurisdiction,
    organisation: Organisation | None,
    proposed_role: Role | None = None,
    starts_on: date,
    ends_on: date | None = None,
    reason: str = "",
    by: Actor | None,
) -> Affiliation:
    """Somebody who has a login belongs to the organisation from the first day to the last, both included.

    Also how somebody comes back. `by=None`: who asks has been asked already (an invitation). Raises `ValidationError`
    by field.
    """
    if by:
        by.require(Capability.PEOPLE, jurisdiction.path)
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": "结束日期不能早于开始日期。"})
    check_place(organisation, jurisdiction, ends_on)
    affiliation = Affiliation(
        person=person,
        organisation=organisation,
        jurisdiction=jurisdiction,
        proposed_role=proposed_role,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
    )
    affiliation.full_clean()
    affiliation.save()
    return affiliation


@transaction.atomic
def leave(affiliation: Affiliation, *, on: date, reason: str = "", by: Actor) -> int:
    """The person goes: `on` is the last day there, of the affiliation and of every membership there.

    How many memberships ended. What had not begun by then is taken back.
    """
    found: Affiliation = Affiliation.objects.select_for_update(of=("self",)).get(pk=affiliation.pk)
    by.require(Capability.PEOPLE, found.jurisdiction.path)
    if found.ends_on is not None and found.ends_on <= on:
        raise ValidationError({"on": f"已定于 {found.ends_on:%Y-%m-%d} 离岗。"})
    memberships = list(held_there(found, on).select_for_update(of=("self",)).order_by("id"))
    with pghistory.context(reason=reason.strip()), keeping_administrators():
        for membership in memberships:
            end(membership, on)
        if on < found.starts_on:
            found.delete()
        else:
            found.ends_on, found.reason = on, reason.strip() or found.reason
            found.save(update_fields=["ends_on", "reason"])
    return len(memberships)


@transaction.atomic
def transfer(
    affiliation: Affiliation,
    *,
    jurisdiction: Jurisdiction,
    organisation: Organisation | None,
    proposed_role: Role | None = None,
    starts_on: date,
    reason: str = "",
    by: Actor,
) -> Affiliation:
    """The person moves: gone from the old organisation the day before, in the new one from the first day."""
    leave(affiliation, on=starts_on - timedelta(days=1), reason=reason, by=by)
    return affiliate(
        person=affiliation.person,
        jurisdiction=jurisdiction,
        organisation=organisation,
        proposed_role=proposed_role,
        starts_on=starts_on,
        reason=reason,
        by=by,
    )


def held_there(affiliation: Affiliation, on: date) -> QuerySet[Membership]:
    """The person's memberships in the organisation, or without one at the place or below, that go on after the day."""
    after: QuerySet[Membership] = Membership.objects.filter(
        queries.not_over(on + timedelta(days=1)), person_id=affiliation.person_id
    )
    if affiliation.organisation_id:
        return after.filter(organisation_id=affiliation.organisation_id)
    return after.filter(organisation=None, jurisdiction__path__startswith=affiliation.jurisdiction.path)
