"""Property service contracts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from communities.upkeep.models import PropertyContract
from communities.upkeep.queries import PROPERTY_CONTRACT
from communities.upkeep.services.recording import Papers, file_criteria, hold, registrar


def sign_contract(
    neighbourhood: Neighbourhood,
    *,
    company: str,
    signed_on: date,
    starts_on: date,
    ends_on: date | None = None,
    standard: str = "",
    fee: Decimal | None = None,
    evidence: Papers,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> PropertyContract:
    """Record a signed property service contract, and state the criteria tied to it. `fee` in yuan a ㎡ and month.

    `evidence` are (name, document); the first is the contract itself. Raises `Refused`, `ValidationError` by field.
    """
    organisation = registrar(neighbourhood, PROPERTY_CONTRACT, adopted, by)
    if not evidence:
        raise ValidationError("请上传签订的物业服务合同。")
    if signed_on > timezone.localdate(now):
        raise ValidationError({"signed_on": "签订日期不能晚于今天。"})
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": "服务期结束不能早于开始。"})
    with accounted(by, "登记物业服务合同", organisation):
        held = hold(neighbourhood)
        made: PropertyContract = PropertyContract.objects.create(
            neighbourhood=held,
            company=company.strip(),
            standard=standard.strip(),
            fee=fee,
            signed_on=signed_on,
            starts_on=starts_on,
            ends_on=ends_on,
            document=evidence[0][1],
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        file_criteria(held, PROPERTY_CONTRACT, value=True, evidence=evidence, adopted=adopted, by=by, now=now)
    return made
