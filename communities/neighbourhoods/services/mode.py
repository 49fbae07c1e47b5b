"""The management mode that the room above settles, repeated on the row so that the rulebook can be asked about it."""

from __future__ import annotations

from datetime import datetime

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.neighbourhoods.services.judging import judge
from communities.neighbourhoods.services.neighbourhood import lock
from communities.people.rights import Actor


def repeat_mode(
    neighbourhood: Neighbourhood, mode: str, *, by: Actor, now: datetime, reason: str
) -> Neighbourhood:
    """Set `mode` (an id of the rulebook's modes; empty: none in force) and judge anew.

    Only for the service that settles or ends the mode: it has asked for the right. No edit: `revision` stays.
    Raises `ValidationError` for a row merged into another.
    """
    with accounted(by, reason):
        row = lock(neighbourhood)
        if row.mode != mode:
            row.mode = mode
            row.save(update_fields=["mode"])
            judge([row], by=by, now=now, reason=reason)
    return row
