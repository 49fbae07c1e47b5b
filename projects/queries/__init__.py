"""Reads of this room."""

from projects.queries.catalogue import ItemRow, catalogue, item_class, item_names, items_of
from projects.queries.facts import ProjectFacts, facts_of
from projects.queries.listing import at, filtered, in_living_projects, proposable, visible, with_figures
from projects.queries.ranking import Place, priorities, ranking

__all__ = [
    "ItemRow",
    "Place",
    "ProjectFacts",
    "at",
    "catalogue",
    "facts_of",
    "filtered",
    "in_living_projects",
    "item_class",
    "item_names",
    "items_of",
    "priorities",
    "proposable",
    "ranking",
    "visible",
    "with_figures",
]
