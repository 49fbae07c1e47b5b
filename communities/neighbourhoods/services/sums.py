"""What a neighbourhood's columns owe to its building rows and survey rounds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from communities.neighbourhoods.models import Building, Neighbourhood, Survey
from communities.neighbourhoods.queries.facts import share

N = TypeVar("N", int, Decimal)


def settle_sums(row: Neighbourhood, buildings: Sequence[Building] | None = None) -> None:
    """Set buildings, households and floor_area (㎡): of the building rows where there are any, else as
    declared.

    A figure that no building row has stays as declared. Completion is the interval from the earliest to the
    latest building until the tenant chooses (schema.md, `neighbourhood.completed_on`). Saves nothing.
    """
    rows = list(Building.objects.filter(neighbourhood=row)) if buildings is None else buildings
    row.buildings = len(rows) or row.buildings_declared
    row.households = _sum([b.households for b in rows], row.households_declared)
    row.floor_area = _sum([b.floor_area for b in rows], row.floor_area_declared)
    first = [b.completed_from for b in rows if b.completed_from]
    last = [b.completed_to for b in rows if b.completed_to]
    if first and last and not row.completed_is_chosen:
        row.completed_from, row.completed_to = min(first), max(last)


def _sum(figures: Sequence[N | None], declared: N | None) -> N | None:
    """The sum where every building has its figure: a part of the buildings is not the neighbourhood."""
    known = [figure for figure in figures if figure is not None]
    if not known or len(known) < len(figures):
        return declared
    total = known[0]
    for figure in known[1:]:
        total += figure
    return total


def settle_surveys(row: Neighbourhood) -> None:
    """Set willing_ratio and participation (per cent, two decimals, for lists) from the latest round. Saves
    nothing.
    """
    latest: Survey | None = Survey.objects.filter(neighbourhood=row).order_by("-on", "-id").first()
    row.willing_ratio = row.participation = None
    if latest and latest.households:
        row.willing_ratio = _shown(latest.agreeing, latest.households)
        if latest.answered is not None:
            row.participation = _shown(latest.answered, latest.households)


def _shown(part: int, whole: int) -> Decimal:
    return share(part, whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
