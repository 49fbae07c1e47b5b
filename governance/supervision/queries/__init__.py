"""Reads of supervision."""

from governance.supervision.queries.bodies import leads_of, places_of, rule_of
from governance.supervision.queries.cases import (
    PERSONAL,
    assignable,
    cases,
    counts,
    days_late,
    filtered,
    late,
)
from governance.supervision.queries.drawing import Draw, draw
from governance.supervision.queries.duties import (
    deadline_register,
    duty_register,
    tasks,
)
from governance.supervision.queries.owed import Item, overdue, waiting_for

__all__ = [
    "PERSONAL",
    "Draw",
    "Item",
    "assignable",
    "cases",
    "counts",
    "days_late",
    "deadline_register",
    "draw",
    "duty_register",
    "filtered",
    "late",
    "leads_of",
    "overdue",
    "places_of",
    "rule_of",
    "tasks",
    "waiting_for",
]
