"""Registering owners' bodies and property contracts; each files the criteria that the rulebook ties to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.declaring import actor_name, declarer_at
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.models import Organisation
from communities.people.rights import Actor, Refused
from communities.records.models import Document
from communities.rulebooks.labels import RECORDS
from communities.rulebooks.queries import Adopted
from communities.upkeep.models import BodyKind, OwnersBody, PropertyContract
from communities.upkeep.queries import OWNERS_BODY, PROPERTY_CONTRACT, criteria_of, stated_by

Papers = Sequence[tuple[str, Document]]


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
    organisation = _registrar(neighbourhood, OWNERS_BODY, adopted, by)
    if formed_on > timezone.localdate(now):
        raise ValidationError({"formed_on": "成立日期不能晚于今天。"})
    if term_until is not None and term_until < formed_on:
        raise ValidationError({"term_until": "任期不能早于成立日期。"})
    with accounted(by, "登记业主组织", organisation):
        held = _lock(neighbourhood)
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
        _file(held, OWNERS_BODY, value=True, evidence=evidence, adopted=adopted, by=by, now=now)
    return made


def dissolve_body(
    body: OwnersBody, *, on: date, evidence: Papers = (), adopted: Adopted, by: Actor, now: datetime
) -> OwnersBody:
    """Record its end; what its forming stated is no longer so. Raises `Refused`, `ValidationError` by field."""
    organisation = _registrar(body.neighbourhood, OWNERS_BODY, adopted, by)
    with accounted(by, "业主组织终止", organisation):
        held = _lock(body.neighbourhood)
        row: OwnersBody = OwnersBody.objects.select_for_update(of=("self",)).get(pk=body.pk)
        if row.dissolved_on is not None:
            raise ValidationError(f"“{row.name}”已于 {row.dissolved_on:%Y-%m-%d} 终止。")
        if not row.formed_on <= on <= timezone.localdate(now):
            raise ValidationError({"on": "终止日期不能早于成立日期，也不能晚于今天。"})
        row.dissolved_on, row.dissolved_at = on, now
        row.save(update_fields=["dissolved_on", "dissolved_at"])
        _file(held, OWNERS_BODY, value=False, evidence=evidence, adopted=adopted, by=by, now=now)
    return row


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
    organisation = _registrar(neighbourhood, PROPERTY_CONTRACT, adopted, by)
    if not evidence:
        raise ValidationError("请上传签订的物业服务合同。")
    if signed_on > timezone.localdate(now):
        raise ValidationError({"signed_on": "签订日期不能晚于今天。"})
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": "服务期结束不能早于开始。"})
    with accounted(by, "登记物业服务合同", organisation):
        held = _lock(neighbourhood)
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
        _file(held, PROPERTY_CONTRACT, value=True, evidence=evidence, adopted=adopted, by=by, now=now)
    return made


def _registrar(row: Neighbourhood, record: str, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that states the record's criteria, or, where there is none, corrects at the place."""
    own = stated_by(row, record, adopted=adopted, by=by)
    stating = declarer_at(by, own[0], adopted, row.path) if own else None
    if stating is not None:
        return stating
    if wanted := criteria_of(adopted, record):
        names = "、".join(dict.fromkeys(actor_name(adopted, str(c.by)) for c in wanted))
        raise Refused(
            f"“{RECORDS[record]}”由{names}确认（没有登录的由街道或社区代录），您不在这一单位，或该单位不管辖此处。"
        )
    by.require(Capability.EDIT, row.path)
    for seat in by.seats:
        reaches = row.path.startswith(seat.path) and Capability.EDIT in seat.capabilities
        if seat.organisation is not None and reaches:
            return seat.organisation
    raise Refused("请用您在所在单位的身份办理：您在此处的权限不属于任何单位。")


def _lock(row: Neighbourhood) -> Neighbourhood:
    held: Neighbourhood = Neighbourhood.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if held.merged_into_id:
        raise ValidationError("本小区已并入其他小区，不能再登记。")
    return held


def _file(
    row: Neighbourhood,
    record: str,
    *,
    value: bool,
    evidence: Papers,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> None:
    for criterion in stated_by(row, record, adopted=adopted, by=by):
        papers = [one for one in evidence if not criterion.evidence or one[0] in criterion.evidence]
        neighbourhoods.declare(
            criterion=criterion.id,
            value=value,
            neighbourhoods=[row],
            evidence=papers or (evidence if not value else ()),
            on=timezone.localdate(now),
            note=f"{'登记' if value else '终止'}{RECORDS[record]}",
            by=by,
            now=now,
        )
