"""Reads of this room."""

from communities.neighbourhoods.queries.facts import latest_surveys, question_for, questions_for
from communities.neighbourhoods.queries.history import decisions_of, former_names, history
from communities.neighbourhoods.queries.listing import (
    ORDERS,
    Filters,
    Node,
    Sums,
    as_params,
    filters_from,
    register,
    sums,
    tree,
    visible,
)
from communities.neighbourhoods.queries.paging import Page, page
from communities.neighbourhoods.queries.todo import Need, todo, undeclared, waiting

__all__ = [
    "ORDERS",
    "Filters",
    "Need",
    "Node",
    "Page",
    "Sums",
    "as_params",
    "decisions_of",
    "filters_from",
    "former_names",
    "history",
    "latest_surveys",
    "page",
    "question_for",
    "questions_for",
    "register",
    "sums",
    "todo",
    "tree",
    "undeclared",
    "visible",
    "waiting",
]
