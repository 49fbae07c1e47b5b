"""Writing building rows, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        super().__init__([f"第 {place + 1} 行:{'；'.join(e.messages)}" for place, e in sorted(by_row.items())])
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
        _check_all(made, now)
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
        for name, value in _known(values).items():
            setattr(changed, name, value)
        _check(changed, now)
        changed.save()
        _settle(row, by=by, now=now, reason=reason.strip())
    return changed


def remove_building(building: Building, *, reason: str, by: Actor, now: datetime) -> None:
    """Take a building off the register, with the reason; the history keeps it. Not while anything points at it."""
    _demand(reason)
    with accounted(by, reason.strip()):
        row = lock(building.neighbourhood)
        by.require(Capability.EDIT, row.path)
        refuse_if_needed(building, "这栋楼已有{what},不能删除。请先处理后再删。")
        building.delete()
        _settle(row, by=by, now=now, reason=reason.strip())


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(BUILDING_FACTS):
        raise TypeError(f"not a fact of a building: {', '.join(sorted(unknown))}")
    return dict(values)


def _demand(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": "请写明原因。"})


def _check_all(made: Sequence[Building], now: datetime) -> None:
    wrong: dict[int, ValidationError] = {}
    names: dict[str, int] = {}
    for place, building in enumerate(made):
        try:
            _check(building, now)
            if building.name in names:
                raise ValidationError({"name": f"与第 {names[building.name] + 1} 行楼号相同。"})
        except ValidationError as error:
            wrong[place] = error
        names.setdefault(building.name, place)
    if wrong:
        raise RowErrors(wrong)


def _check(building: Building, now: datetime) -> None:
    building.name = " ".join(building.name.split())
    if building.completed_from and building.completed_from > timezone.localdate(now):
        raise ValidationError({"completed_on": "建成时间不能晚于今天。"})
    building.full_clean(exclude=["neighbourhood"], validate_unique=False, validate_constraints=False)
    building.validate_constraints(exclude={"neighbourhood"} if building.neighbourhood_id is None else set())
    if building.pk is None and not building.name:
        raise ValidationError({"name": "请填写楼号。"})


def _settle(row: Neighbourhood, *, by: Actor, now: datetime, reason: str) -> None:
    settle_sums(row)
    row.revision += 1
    row.updated_by = by.person
    row.save()
    doubt(row, by=by, now=now, corrected=reason)
    judge([row], by=by, now=now, reason=reason)
