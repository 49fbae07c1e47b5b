"""Reads of this room."""

from projects.queries.catalogue import ItemRow, catalogue, item_class, item_names, items_of
from projects.queries.declaring import ToDeclare, to_declare
from projects.queries.facts import ProjectFacts, facts_of
from projects.queries.listing import at, filtered, in_living_projects, proposable, visible, with_figures
from projects.queries.ranking import Place, priorities, ranking
from projects.queries.records import (
    consultations_of,
    disputes_of,
    lifts_of,
    on_file,
    papers_of_project,
    parties_of,
    preparations_of,
    versions_of,
)

__all__ = [
    "ItemRow",
    "Place",
    "ProjectFacts",
    "ToDeclare",
    "at",
    "catalogue",
    "consultations_of",
    "disputes_of",
    "facts_of",
    "filtered",
    "in_living_projects",
    "item_class",
    "item_names",
    "items_of",
    "lifts_of",
    "on_file",
    "papers_of_project",
    "parties_of",
    "preparations_of",
    "priorities",
    "proposable",
    "ranking",
    "to_declare",
    "versions_of",
    "visible",
    "with_figures",
]
