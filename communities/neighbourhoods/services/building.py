"""Writing building rows, and what follows from them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods.dependants import refuse_if_needed
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.neighbourhoods.services.judging import judge
from communities.neighbourhoods.services.neighbourhood import lock
from communities.neighbourhoods.services.plausibility import doubt
from communities.neighbourhoods.services.sums import settle_sums
from communities.people.enums import Capability
from communities.people.rights import Actor

BUILDING_FACTS = (
    "name",
    "completed_from",
    "completed_to",
    "storeys",
    "units",
    "households",
    "floor_area",
    "structure",
    "danger_grade",
    "problems",
)


class RowErrors(ValidationError):
    """Several buildings at once: the errors of each, by its place in the list (from 0)."""

    def __init__(self, by_row: Mapping[int, ValidationError]) -> None:
        super().__init__(
            [f"第 {place + 1} 行：{'；'.join(e.messages)}" for place, e in sorted(by_row.items())]
        )
        self.by_row = dict(by_row)


def add_buildings(
    neighbourhood: Neighbourhood, rows: Sequence[Mapping[str, Any]], *, by: Actor, now: datetime
) -> list[Building]:
    """Add one building or many, all or none; the sums go to the neighbourhood, which is judged anew.

    Each row maps names of `BUILDING_FACTS`. Raises `Refused`, or `RowErrors` with the errors of every wrong row.
    """
    with accounted(by):
        row = lock(neighbourhood)
        by.require(Capability.ADD, row.path)
        made = [Building(neighbourhood=row, **_known(values)) for values in rows]
        _check_all(row, made, now)
        Building.objects.bulk_create(made)
        _settle(row, by=by, now=now, reason=f"登记楼栋 {len(made)} 栋")
    return made


def correct_building(
    building: Building, *, values: Mapping[str, Any], reason: str, by: Actor, now: datetime
) -> Building:
    """Change a building's facts, with the reason. Raises `Refused`, `ValidationError` by field."""
    _demand(reason)
    with accounted(by, reason.strip()):
        row = lock(building.neighbourhood)
        by.require(Capability.EDIT, row.path)
        changed: Building = Building.objects.select_for_update(of=("self",)).get(pk=building.pk)
        changed.neighbourhood = row
        before = changed.name
        for name, value in _known(values).items():
            setattr(changed, name, value)
        _check(changed, _names(row) - {before}, now)
        changed.save()
        _settle(row, by=by, now=now, reason=reason.strip())
    return changed


def remove_building(building: Building, *, reason: str, by: Actor, now: datetime) -> None:
    """Take a building off the register, with the reason; the history keeps it. Not while anything points at it."""
    _demand(reason)
    with accounted(by, reason.strip()):
        row = lock(building.neighbourhood)
        by.require(Capability.EDIT, row.path)
        refuse_if_needed(building, "这栋楼已有{what}，不能删除。请先处理后再删。")
        building.delete()
        _settle(row, by=by, now=now, reason=reason.strip())


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(BUILDING_FACTS):
        raise TypeError(f"not a fact of a building: {', '.join(sorted(unknown))}")
    return dict(values)


def _demand(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "请写明原因。"})


def _check_all(row: Neighbourhood, made: Sequence[Building], now: datetime) -> None:
    taken = _names(row)
    wrong: dict[int, ValidationError] = {}
    for place, building in enumerate(made):
        try:
            _check(building, taken, now)
        except ValidationError as error:
            wrong[place] = error
        taken.add(building.name)
    if wrong:
        raise RowErrors(wrong)


def _names(row: Neighbourhood) -> set[str]:
    return set(Building.objects.filter(neighbourhood=row).values_list("name", flat=True))


def _check(building: Building, taken: Container[str], now: datetime) -> None:
    """The rules of the fields, and those of the table with one query for all rows: the name is taken once."""
    building.name = " ".join(building.name.split())
    if building.completed_from and building.completed_from > timezone.localdate(now):
        raise ValidationError({"completed_on": "建成时间不能晚于今天。"})
    if building.name in taken:
        raise ValidationError({"name": f"本小区已有楼栋“{building.name}”。"})
    building.full_clean(exclude=["neighbourhood"], validate_unique=False, validate_constraints=False)


def _settle(row: Neighbourhood, *, by: Actor, now: datetime, reason: str) -> None:
    settle_sums(row)
    row.revision += 1
    row.updated_by, row.updated_for = by.person, by.principal
    row.save()
    doubt(row, by=by, now=now, corrected=reason)
    judge([row], by=by, now=now, reason=reason)
