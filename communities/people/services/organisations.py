"""Organisations: made, renamed, closed."""

from __future__ import annotations

from datetime import date, timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from communities.people import queries
from communities.people.enums import Capability
from communities.people.models import Affiliation, Membership, Organisation
from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction


def ensure_organisation(
    *, actor_id: str, kind: str, name: str, jurisdiction: Jurisdiction, by: Actor | None = None
) -> Organisation:
    """The organisation of that name that plays the actor at the place; made when there is none."""
    if by:
        by.require(Capability.PEOPLE, jurisdiction.path)
    name = name.strip()
    found = Organisation.objects.filter(actor=actor_id, jurisdiction=jurisdiction, name=name).first()
    if found:
        return found  # type: ignore[no-any-return]  # the scoped manager is untyped
    organisation = Organisation(actor=actor_id, kind=kind, name=name, jurisdiction=jurisdiction)
    organisation.full_clean()
    organisation.save()
    return organisation


@transaction.atomic
def rename_organisation(organisation: Organisation, *, name: str, reason: str, by: Actor) -> Organisation:
    """The organisation is called otherwise from now on; what it did before keeps its line of history."""
    found = _locked(organisation, by)
    found.name = name.strip()
    found.full_clean()
    with pghistory.context(reason=reason.strip()):
        found.save(update_fields=["name"])
    return found


@transaction.atomic
def close_organisation(organisation: Organisation, *, on: date, reason: str, by: Actor) -> Organisation:
    """`on` is its last day; afterwards nobody joins. Whoever still belongs to it or serves in it goes first."""
    found = _locked(organisation, by)
    if found.closed_on is not None:
        raise ValidationError(f"该单位已于 {found.closed_on:%Y-%m-%d} 撤销。")
    after = queries.not_over(on + timedelta(days=1))
    still = {
        *Membership.objects.filter(after, organisation=found).values_list("person", flat=True),
        *Affiliation.objects.filter(after, organisation=found).values_list("person", flat=True),
    }
    if still:
        raise ValidationError({"on": f"届时还有 {len(still)} 人在这个单位。请先办理调动或离岗。"})
    found.closed_on = on
    with pghistory.context(reason=reason.strip()):
        found.save(update_fields=["closed_on"])
    return found


def _locked(organisation: Organisation, by: Actor) -> Organisation:
    found: Organisation = (
        Organisation.objects.select_for_update(of=("self",))
        .select_related("jurisdiction")
        .get(pk=organisation.pk)
    )
    by.require(Capability.PEOPLE, found.jurisdiction.path)
    return found
