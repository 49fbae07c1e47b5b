"""Invitations: a link by which somebody makes an own login and belongs to an organisation. Its key is told once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from communities.people import queries
from communities.people.enums import Capability
from communities.people.models import Invitation, Organisation, Person, Role
from communities.people.rights import Actor
from communities.people.services.accounts import create_person
from communities.people.services.affiliations import affiliate
from communities.people.services.appointing import check_place
from communities.people.tokens import hash_of
from communities.tenancy.models import Jurisdiction

VALID = timedelta(days=7)
"""Ours: a week, so that a link in an old message opens nothing."""


@transaction.atomic
def invite(
    *,
    name: str,
    jurisdiction: Jurisdiction,
    organisation: Organisation | None,
    proposed_role: Role | None = None,
    now: datetime,
    by: Actor,
) -> tuple[Invitation, str]:
    """The invitation and its key, `<tenant>.<secret>`: seen this once, only its hash is kept."""
    by.require(Capability.PEOPLE, jurisdiction.path)
    check_place(organisation, jurisdiction, None)
    key = f"{by.tenant.code}.{secrets.token_urlsafe(32)}"
    invitation = Invitation(
        key_hash=hash_of(key),
        name=name.strip(),
        organisation=organisation,
        jurisdiction=jurisdiction,
        proposed_role=proposed_role,
        created_by=by.person,
        created_at=now,
        expires_at=now + VALID,
    )
    invitation.full_clean()
    invitation.save()
    return invitation, key


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, now: datetime, by: Actor) -> None:
    """The link opens nothing any more."""
    found: Invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    by.require(Capability.PEOPLE, found.jurisdiction.path)
    if found.accepted_at:
        raise ValidationError("对方已经接受，不能再撤回。要收回权限，请办理离岗。")
    if found.revoked_at is None:
        found.revoked_at = now
        found.save(update_fields=["revoked_at"])


@transaction.atomic
def accept_as_new(key: str, *, username: str, password: str, phone: str = "", now: datetime) -> Person:
    """Whoever holds the key makes an own login and belongs to the organisation from today.

    Raises `Invitation.DoesNotExist` where the key opens nothing, `ValidationError` by field.
    """
    invitation = _opened(key, now)
    person = create_person(username=username, name=invitation.name, phone=phone, password=password)
    return _accepted(invitation, person, now)


@transaction.atomic
def accept_with(key: str, *, person: Person, now: datetime) -> Person:
    """Likewise, with a login that he has already."""
    return _accepted(_opened(key, now), person, now)


def _opened(key: str, now: datetime) -> Invitation:
    """The invitation, locked: of two at the same moment the second finds it used."""
    found: Invitation = (
        queries.open_invitations(now)
        .select_for_update(of=("self",))
        .select_related("organisation__jurisdiction", "jurisdiction", "proposed_role")
        .get(key_hash=hash_of(key))
    )
    return found


def _accepted(invitation: Invitation, person: Person, now: datetime) -> Person:
    affiliate(
        person=person,
        jurisdiction=invitation.jurisdiction,
        organisation=invitation.organisation,
        proposed_role=invitation.proposed_role,
        starts_on=timezone.localdate(now),
        reason="凭邀请加入",
        by=None,
    )
    invitation.accepted_by, invitation.accepted_at = person, now
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    return person
