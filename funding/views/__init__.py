"""Pages of money: the split of a project, its percentages, sources and subsidies; the money of all projects."""

from funding.views.awards import project_award
from funding.views.listing import money_file, money_list
from funding.views.past import project_as_of
from funding.views.shares import project_share
from funding.views.sources import movement_add, movement_counter, source_add, source_detail, source_edit
from funding.views.split import project_money, project_money_file, project_money_print

__all__ = [
    "money_file",
    "money_list",
    "movement_add",
    "movement_counter",
    "project_as_of",
    "project_award",
    "project_money",
    "project_money_file",
    "project_money_print",
    "project_share",
    "source_add",
    "source_detail",
    "source_edit",
]
