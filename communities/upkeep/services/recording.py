"""What every record of this room has in common: who registers it, the held row, the criteria that it files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.declaring import actor_name, declarer_at
from communities.neighbourhoods.models import Neighbourhood
from communities.people.enums import Capability
from communities.people.models import Organisation
from communities.people.rights import Actor, Refused
from communities.records.models import Document
from communities.rulebooks.labels import RECORDS
from communities.rulebooks.queries import Adopted
from communities.upkeep.queries import criteria_of, stated_by

Papers = Sequence[tuple[str, Document]]


def registrar(row: Neighbourhood, record: str, adopted: Adopted, by: Actor) -> Organisation:
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
    return keeper(row, by)


def keeper(row: Neighbourhood, by: Actor) -> Organisation:
    """The person's organisation that corrects at the place. Raises `Refused`."""
    by.require(Capability.EDIT, row.path)
    for seat in by.seats:
        reaches = row.path.startswith(seat.path) and Capability.EDIT in seat.capabilities
        if seat.organisation is not None and reaches:
            return seat.organisation
    raise Refused("请用您在所在单位的身份办理：您在此处的权限不属于任何单位。")


def hold(row: Neighbourhood) -> Neighbourhood:
    """The row as it stands now, held until the transaction ends. Raises `ValidationError` when it was merged away."""
    held: Neighbourhood = (
        Neighbourhood.objects.select_for_update(of=("self",)).select_related("jurisdiction").get(pk=row.pk)
    )
    if held.merged_into_id:
        raise ValidationError("本小区已并入其他小区，不能再登记。")
    return held


def file_criteria(
    row: Neighbourhood,
    record: str,
    *,
    value: bool,
    evidence: Papers,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> None:
    """State the record's criteria that the person may state: yes when it is concluded, no when it ends."""
    for criterion in stated_by(row, record, adopted=adopted, by=by):
        papers = [one for one in evidence if not criterion.evidence or one[0] in criterion.evidence]
        neighbourhoods.declare(
            criterion=criterion.id,
            value=value,
            neighbourhoods=[row],
            evidence=papers or (evidence if not value else ()),
            on=timezone.localdate(now),
            note=f"{'登记' if value else '终止'}{RECORDS[record]}",
            concluding=record,
            by=by,
            now=now,
        )
