"""Party organisations that cover a neighbourhood."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.upkeep.models import PartyOrganisation
from communities.upkeep.services.recording import hold, keeper


def set_party_organisation(
    neighbourhood: Neighbourhood, *, name: str, from_on: date, by: Actor, now: datetime
) -> PartyOrganisation:
    """Record the Party organisation that covers the neighbourhood; one at a time. By whoever corrects at the place.

    Raises `Refused`, `ValidationError` by field.
    """
    organisation = keeper(neighbourhood, by)
    if not name.strip():
        raise ValidationError({"name": "请填写党组织名称。"})
    if from_on > timezone.localdate(now):
        raise ValidationError({"from_on": "日期不能晚于今天。"})
    with accounted(by, "登记党组织", organisation):
        held = hold(neighbourhood)
        if standing := PartyOrganisation.objects.filter(neighbourhood=held, until_on__isnull=True).first():
            raise ValidationError(f"本小区已登记党组织“{standing.name}”，请先登记其终止。")
        made: PartyOrganisation = PartyOrganisation.objects.create(
            neighbourhood=held,
            name=name.strip(),
            from_on=from_on,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
    return made


def end_party_organisation(
    party: PartyOrganisation, *, on: date, by: Actor, now: datetime
) -> PartyOrganisation:
    """Record that it no longer covers the neighbourhood. Raises `Refused`, `ValidationError` by field."""
    organisation = keeper(party.neighbourhood, by)
    with accounted(by, "党组织终止", organisation):
        hold(party.neighbourhood)
        row: PartyOrganisation = PartyOrganisation.objects.select_for_update(of=("self",)).get(pk=party.pk)
        if row.until_on is not None:
            raise ValidationError(f"“{row.name}”已于 {row.until_on:%Y-%m-%d} 终止。")
        if not row.from_on <= on <= timezone.localdate(now):
            raise ValidationError({"on": "终止日期不能早于开始日期，也不能晚于今天。"})
        row.until_on, row.until_at = on, now
        row.save(update_fields=["until_on", "until_at"])
    return row
