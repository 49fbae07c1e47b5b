"""Computed figures: what each `compute` of the schema says about a place and a month, and the rows behind it."""

from governance.figures.computes import COMPUTES, Compute
from governance.figures.instant import Instant
from governance.figures.measuring import Basis, Figure, PlanYardstick, Row, figures, in_unit, planned, rows

__all__ = [
    "COMPUTES",
    "Basis",
    "Compute",
    "Figure",
    "Instant",
    "PlanYardstick",
    "Row",
    "figures",
    "in_unit",
    "planned",
    "rows",
]
