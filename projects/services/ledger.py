"""The ledger's own words: scope, scale, contents, progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from communities.models import Neighbourhood
from communities.neighbourhoods.register.names import search_text
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from projects.errors import Stale
from projects.models import Project
from projects.services.acting import hold, hold_editable

LEDGER = ("name", "route", "scope", "scale", "contents", "milestones", "off_standard")
"""The columns that people write."""

AFTER_SCHEME = frozenset({"milestones"})
"""Those that go on being written when the scheme is settled: works have progress all their life."""

FILLED_LATER = frozenset({"scope", "scale", "contents"})
"""Those that may still be filled in when the scheme is settled, while they are empty: a gate may ask for them."""


def correct(project: Project, *, values: Mapping[str, Any], revision: int, by: Actor) -> Project:
    """Change the ledger's own fields, by names of `LEDGER`. `revision` is the one the person saw.

    Raises `Refused`, `Stale` when another write came between, `NotPossible` for what is settled with the scheme.
    """
    unknown = set(values) - set(LEDGER)
    if unknown:
        raise TypeError(f"not a field of the ledger: {', '.join(sorted(unknown))}")
    with accounted(by):
        row = hold(project)
        by.require(Capability.PROPOSE, row.path)
        if row.revision != revision:
            raise Stale
        changed = {name for name, value in values.items() if getattr(row, name) != value}
        if changed - AFTER_SCHEME - {name for name in FILLED_LATER if not getattr(row, name)}:
            row = hold_editable(row)
        for name in changed:
            setattr(row, name, values[name])
        names = Neighbourhood.objects.filter(project_memberships__project=row).values_list("name", flat=True)
        row.search_text = search_text(row.name, *names)
        row.revision += 1
        row.asked_of = ""
        row.save()
    return row
