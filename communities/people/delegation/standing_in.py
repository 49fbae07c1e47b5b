"""A stand-in for a unit in which nobody can act: a membership with its last day, given in one step."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from communities.people.delegation.enums import lendable
from communities.people.models import Membership, Organisation, Person, Role
from communities.people.notices import tell
from communities.people.rights import Actor
from communities.people.separation import kind_of
from communities.people.services.appointing import appoint


@transaction.atomic
def stand_in(
    organisation: Organisation,
    *,
    person: Person,
    role: Role,
    ends_on: date,
    reason: str,
    by: Actor,
    now: datetime,
) -> Membership:
    """The person acts for the organisation from today to `ends_on`, at most as long as a delegation may last.

    By a security administrator of the place, with the reason on record; a role of business only. Acts in his own name:
    nobody lends him anything. Raises `Refused`, `ValidationError` by field.
    """
    on = timezone.localdate(now)
    if not reason.strip():
        raise ValidationError({"reason": "请写明事由。"})
    if kind_of(role.capabilities) is not None or not lendable(role.capabilities):
        raise ValidationError({"role": "临时代办只能给经办业务的角色。"})
    if ends_on > on + timedelta(days=settings.DELEGATION_MAX_DAYS - 1):
        raise ValidationError({"ends_on": f"临时代办最长 {settings.DELEGATION_MAX_DAYS} 天。"})
    if ends_on < on:
        raise ValidationError({"ends_on": "最后一天不能早于今天。"})
    with pghistory.context(reason=reason.strip()):
        membership = appoint(
            person=person,
            role=role,
            jurisdiction=organisation.jurisdiction,
            organisation=organisation,
            starts_on=on,
            ends_on=ends_on,
            by=by,
        )
    text = f"您被指定临时代办{organisation.name}的事，到 {ends_on:%Y-%m-%d} 止：{reason.strip()}"
    tell([person.pk], text=text, url=reverse("desk", kwargs={"tenant": by.tenant.code}))
    return membership
