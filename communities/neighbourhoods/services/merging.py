"""Making one row of two that are the same neighbourhood."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError

from communities.neighbourhoods.dependants import refuse_if_needed
from communities.neighbourhoods.models import Building, Neighbourhood, NeighbourhoodDeclaration, Survey
from communities.neighbourhoods.queries.history import former_names
from communities.neighbourhoods.services.account import accounted
from communities.neighbourhoods.services.judging import judge
from communities.neighbourhoods.services.neighbourhood import lock, place_and_name
from communities.neighbourhoods.services.plausibility import doubt
from communities.neighbourhoods.services.sums import settle_sums, settle_surveys
from communities.people.enums import Capability
from communities.people.rights import Actor

MOVED = frozenset(
    {"Building", "Survey", "NeighbourhoodDeclaration", "PlausibilityQuery", "ImportedRow", "Neighbourhood"}
)
"""Rows of this room: they move along, or stay as the history of the row given up."""


def merge(
    keep: Neighbourhood, drop: Neighbourhood, *, reason: str, by: Actor, now: datetime
) -> Neighbourhood:
    """Give up `drop` for `keep`: buildings, surveys and declarations move over; the row given up stays,
    pointing at the other.

    Of two buildings with one name, and of two declarations of one criterion, one counts: the building of
    `keep`, the later declaration. A row that a project stands on can't be given up. Raises `Refused` without
    the right at both places, `ValidationError`.
    """
    if not reason.strip():
        raise ValidationError({"reason": "请写明合并的原因。"})
    if keep.pk == drop.pk:
        raise ValidationError({"drop": "不能与自身合并。"})
    with accounted(by, reason.strip()):
        for row in sorted(
            (keep, drop), key=lambda row: row.pk
        ):  # always in one order: two merges can't wait for each other
            lock(row)
        keep, drop = lock(keep), lock(drop)
        by.require(Capability.MERGE, keep.path)
        by.require(Capability.MERGE, drop.path)
        refuse_if_needed(
            drop, f"“{drop.name}”已列入{{what}}，不能并入其他小区；请把它作为保留的一方。", besides=MOVED
        )
        _move(keep, drop)
        drop.merged_into = keep
        drop.revision += 1
        drop.updated_by, drop.updated_for = by.person, by.principal
        drop.save()
        Neighbourhood.objects.filter(merged_into=drop).update(merged_into=keep)
        settle_sums(keep)
        settle_surveys(keep)
        place_and_name(keep, *former_names(keep), drop.name, *former_names(drop))
        keep.revision += 1
        keep.updated_by, keep.updated_for = by.person, by.principal
        keep.save()
        doubt(keep, by=by, now=now)
        judge([keep], by=by, now=now, reason=reason.strip())
    return keep


def _move(keep: Neighbourhood, drop: Neighbourhood) -> None:
    taken = set(Building.objects.filter(neighbourhood=keep).values_list("name", flat=True))
    Building.objects.filter(neighbourhood=drop).exclude(name__in=taken).update(neighbourhood=keep)
    stays = Building.objects.filter(neighbourhood=drop).values_list("pk", flat=True)
    moving = NeighbourhoodDeclaration.objects.filter(neighbourhood=drop).exclude(building__in=list(stays))
    current = {
        (row.criterion, row.building_id): row
        for row in NeighbourhoodDeclaration.objects.filter(neighbourhood=keep, is_current=True)
    }
    superseded = []
    for row in moving.filter(is_current=True):
        other = current.get((row.criterion, row.building_id))
        if other is not None:
            superseded.append(min((row, other), key=lambda d: (d.on, d.pk)).pk)
    NeighbourhoodDeclaration.objects.filter(pk__in=superseded).update(is_current=False)
    moving.update(neighbourhood=keep)
    Survey.objects.filter(neighbourhood=drop).update(neighbourhood=keep)
