"""Owners' bodies: formed, and ended."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from communities.upkeep.models import BodyKind, OwnersBody
from communities.upkeep.queries import OWNERS_BODY
from communities.upkeep.services.recording import Papers, file_criteria, hold, registrar


def register_body(
    neighbourhood: Neighbourhood,
    *,
    kind: str,
    name: str,
    formed_on: date,
    term_until: date | None = None,
    filing_number: str = "",
    evidence: Papers = (),
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> OwnersBody:
    """Record that the owners have formed a body, and state the criteria tied to it. One is in office at a time.

    `evidence` are (name, document), the first is kept with the body. Raises `Refused`, `ValidationError` by field.
    """
    organisation = registrar(neighbourhood, OWNERS_BODY, adopted, by)
    if formed_on > timezone.localdate(now):
        raise ValidationError({"formed_on": "成立日期不能晚于今天。"})
    if term_until is not None and term_until < formed_on:
        raise ValidationError({"term_until": "任期不能早于成立日期。"})
    with accounted(by, "登记业主组织", organisation):
        held = hold(neighbourhood)
        if standing := OwnersBody.objects.filter(neighbourhood=held, dissolved_on__isnull=True).first():
            raise ValidationError(f"本小区已有在任的业主组织“{standing.name}”，请先登记其终止。")
        made: OwnersBody = OwnersBody.objects.create(
            neighbourhood=held,
            kind=BodyKind(kind),
            name=name.strip(),
            formed_on=formed_on,
            term_until=term_until,
            filing_number=filing_number.strip(),
            document=evidence[0][1] if evidence else None,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        file_criteria(held, OWNERS_BODY, value=True, evidence=evidence, adopted=adopted, by=by, now=now)
    return made


def dissolve_body(
    body: OwnersBody, *, on: date, evidence: Papers = (), adopted: Adopted, by: Actor, now: datetime
) -> OwnersBody:
    """Record its end; what its forming stated is no longer so. Raises `Refused`, `ValidationError` by field."""
    organisation = registrar(body.neighbourhood, OWNERS_BODY, adopted, by)
    with accounted(by, "业主组织终止", organisation):
        held = hold(body.neighbourhood)
        row: OwnersBody = OwnersBody.objects.select_for_update(of=("self",)).get(pk=body.pk)
        if row.dissolved_on is not None:
            raise ValidationError(f"“{row.name}”已于 {row.dissolved_on:%Y-%m-%d} 终止。")
        if not row.formed_on <= on <= timezone.localdate(now):
            raise ValidationError({"on": "终止日期不能早于成立日期，也不能晚于今天。"})
        row.dissolved_on, row.dissolved_at = on, now
        row.save(update_fields=["dissolved_on", "dissolved_at"])
        file_criteria(held, OWNERS_BODY, value=False, evidence=evidence, adopted=adopted, by=by, now=now)
    return row
