"""The bounds of a plausible register. No source gives them: all are ours, and a caller may pass others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Limits:
    """Outside the first four a row draws a query; outside the others its cell is refused as absurd."""

    least_households_a_building: int = 12
    most_households_a_building: int = 200
    least_m2_a_household: int = 30
    most_m2_a_household: int = 200

    earliest_year: int = 1840
    least_area: Decimal = Decimal(100)
    """㎡"""
    most_area: Decimal = Decimal(1_000_000)
    """㎡"""
    most: Mapping[str, int] = field(
        default_factory=lambda: {
            "buildings": 2_000,
            "six_storey_buildings": 2_000,
            "households": 100_000,
            "agreeing_households": 100_000,
            "residents": 300_000,
            "max_storeys": 100,
        }
    )
    """Field -> the largest count of one neighbourhood."""
    longest: Mapping[str, int] = field(
        default_factory=lambda: {"place": 40, "name": 60, "text": 60, "long_text": 500}
    )
    """Kind of cell -> characters."""
