"""Rows that may be the same neighbourhood registered twice."""

from __future__ import annotations

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries.listing import visible
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.tenancy.models import SEGMENT

SHOWN = 30


def twins(row: Neighbourhood, actor: Actor, text: str = "") -> list[Neighbourhood]:
    """Other standing rows that the person may merge: those found by `text`, else those of the same street,
    likest names first.
    """
    rows = (
        visible(actor)
        .filter(within(actor.paths(Capability.MERGE)), merged_into__isnull=True)
        .exclude(pk=row.pk)
        .select_related("jurisdiction")
    )
    if needle := fold(text):
        return list(rows.filter(search_text__contains=needle)[:SHOWN])
    street = row.path[:-SEGMENT]
    near = list(rows.filter(within([street]))[:500])
    return sorted(near, key=lambda other: -_likeness(row.name_key, other.name_key))[:SHOWN]


def _likeness(one: str, other: str) -> float:
    """The share of characters that two names have in common."""
    both = set(one) & set(other)
    return len(both) / max(len(set(one) | set(other)), 1)
