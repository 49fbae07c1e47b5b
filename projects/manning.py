"""Reported works that nobody is left to confirm."""

from __future__ import annotations

from collections.abc import Iterator

from communities.models import Organisation
from communities.people.delegation.waiting import Matter, Roll, deserted
from projects.enums import ProgressState
from projects.models import Progress
from projects.services.acting import BELOW_DISTRICT, CONFIRMERS

WHAT = "已填报的形象进度等它确认"


def matters(roll: Roll) -> Iterator[Matter]:
    """Rows reported and not confirmed, where none of the units that confirm there has anybody. Three queries."""
    rows = Progress.objects.filter(state=ProgressState.REPORTED)
    waiting = list(rows.order_by().values_list("works_item__neighbourhood__path", "organisation"))
    if not waiting:
        return
    confirming = Organisation.objects.filter(kind__in=CONFIRMERS, closed_on=None)
    units = list(confirming.exclude(jurisdiction__division__in=BELOW_DISTRICT).select_related("jurisdiction"))
    empty = roll.empty(units)
    for path, reporting in waiting:
        others = [unit for unit in units if unit.pk != reporting]  # never the one that reported
        yield from deserted({WHAT: [[path]]}, others, empty)
