"""What a plan counts of a project: its neighbourhoods, their buildings, households and floor area, and the estimate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from projects.enums import ItemState
from projects.models import ProjectNeighbourhood, WorksItem

UNITS = ("buildings", "households", "floor_area")
"""What is summed over neighbourhoods, besides their number."""

FROZEN = ("neighbourhoods", *UNITS, "investment", "listed")
"""The figures that an entry freezes, by the names of its columns."""


@dataclass(frozen=True)
class Figures:
    """Figures of one project, or of several together. Floor area in ㎡, investment in yuan.

    A sum is None while one of its parts is not known. `listed` names the neighbourhoods:
    [{id, name, place, buildings, households, floor_area}], decimals as text, as an entry keeps them.
    """

    neighbourhoods: int
    buildings: int | None
    households: int | None
    floor_area: Decimal | None
    investment: Decimal | None
    listed: list[dict[str, Any]]

    def as_columns(self) -> dict[str, Any]:
        """By the names of the entry's columns."""
        return {name: getattr(self, name) for name in FROZEN}

    def as_json(self) -> dict[str, Any]:
        """The same, decimals as text: what an adjustment keeps."""
        return {name: str(v) if isinstance(v, Decimal) else v for name, v in self.as_columns().items()}


def present_figures(project_ids: Iterable[int]) -> dict[int, Figures]:
    """Project id -> its figures as they are now; two queries for any number of projects."""
    ids = list(project_ids)
    listed: dict[int, list[dict[str, Any]]] = defaultdict(list)
    members = (
        ProjectNeighbourhood.objects.filter(project__in=ids)
        .select_related("neighbourhood__jurisdiction")
        .order_by("neighbourhood__path", "neighbourhood__sort_key", "neighbourhood_id")
    )
    for member in members:
        row = member.neighbourhood
        area = None if row.floor_area is None else str(row.floor_area)
        listed[member.project_id].append(
            {
                "id": row.pk,
                "name": row.name,
                "place": row.jurisdiction.name,
                "buildings": row.buildings,
                "households": row.households,
                "floor_area": area,
            }
        )
    estimates: dict[int, list[Decimal | None]] = defaultdict(list)
    items = WorksItem.objects.filter(project__in=ids).exclude(state=ItemState.WITHDRAWN)
    for project, estimate in items.values_list("project", "estimate"):
        estimates[project].append(estimate)
    return {id_: over(listed[id_], summed(estimates[id_]) if estimates[id_] else None) for id_ in ids}


def over(listed: Sequence[Mapping[str, Any]], investment: Decimal | None = None) -> Figures:
    """The figures of a list of neighbourhoods; one that is listed twice counts once."""
    rows = list({row["id"]: dict(row) for row in listed}.values())
    areas = [None if row["floor_area"] is None else Decimal(row["floor_area"]) for row in rows]
    return Figures(
        len(rows),
        summed([row["buildings"] for row in rows], 0),
        summed([row["households"] for row in rows], 0),
        summed(areas),
        investment,
        rows,
    )


def summed(parts: Sequence[Any], nothing: Any = Decimal(0)) -> Any:
    """The sum of the parts; None while one of them is not known."""
    return None if any(part is None for part in parts) else sum(parts, nothing)


def read(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as an adjustment keeps them, decimals as decimals again."""
    decimals = ("floor_area", "investment")
    return {name: Decimal(v) if name in decimals and v is not None else v for name, v in kept.items()}
