"""Reads of this room."""

from projects.queries.catalogue import ItemRow, catalogue, item_class, item_names, items_of
from projects.queries.declaring import ToDeclare, to_declare
from projects.queries.facts import ProjectFacts, facts_of
from projects.queries.listing import at, filtered, in_living_projects, proposable, visible, with_figures
from projects.queries.months import (
    MISSING,
    STATES,
    Line,
    lines_of,
    month_counts,
    month_of,
    narrowed,
    still_as_read,
    with_rows,
)
from projects.queries.progress import (
    Flag,
    MonthMoney,
    flags,
    invested_by_month,
    physical_of,
    planned_progress,
)
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
from projects.queries.works import contracts_of, milestones_of, photos_of, planned_then, works_of

__all__ = [
    "MISSING",
    "STATES",
    "Flag",
    "ItemRow",
    "Line",
    "MonthMoney",
    "Place",
    "ProjectFacts",
    "ToDeclare",
    "at",
    "catalogue",
    "consultations_of",
    "contracts_of",
    "disputes_of",
    "facts_of",
    "filtered",
    "flags",
    "in_living_projects",
    "invested_by_month",
    "item_class",
    "item_names",
    "items_of",
    "lifts_of",
    "lines_of",
    "milestones_of",
    "month_counts",
    "month_of",
    "narrowed",
    "on_file",
    "papers_of_project",
    "parties_of",
    "photos_of",
    "physical_of",
    "planned_progress",
    "planned_then",
    "preparations_of",
    "priorities",
    "proposable",
    "ranking",
    "still_as_read",
    "to_declare",
    "versions_of",
    "visible",
    "with_figures",
    "with_rows",
    "works_of",
]
