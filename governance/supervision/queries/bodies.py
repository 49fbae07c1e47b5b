"""Which bodies a duty or a deadline of the rulebook speaks of: actors, at the places of their level."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from communities.models import Jurisdiction
from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from policies.pack.rows import Deadline, Duty


def rule_of(rule: str, adopted: Adopted) -> Duty | Deadline | None:
    """The duty or the deadline of that id; None where the rulebook has none."""
    row: Duty | Deadline | None = adopted.rulebook.find("duties", rule) or adopted.rulebook.find(
        "deadlines", rule
    )
    return row


def leads_of(row: Duty | Deadline, adopted: Adopted) -> Sequence[str]:
    """The actors that answer for it, the responsible units beside the lead last; any actor where that is open."""
    if isinstance(row, Duty):
        return tuple(dict.fromkeys((*row.who, *row.with_)))
    if row.who == OPEN:
        return tuple(actor.id for actor in adopted.rulebook.rows("actors"))
    return (str(row.who),)


def places_of(actor: str, adopted: Adopted) -> QuerySet[Jurisdiction]:
    """The places of the actor's level; none for one above the tenant's own level or below its places."""
    row = adopted.rulebook.find("actors", actor)
    level = row.level if row is not None else ""
    rows: QuerySet[Jurisdiction] = (
        Jurisdiction.objects.filter(level=level) if level else Jurisdiction.objects.none()
    )
    return rows.order_by("path")
