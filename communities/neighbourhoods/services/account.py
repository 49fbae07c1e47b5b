"""What the history keeps of a write beside the row: who, for whom, why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import transaction

from communities.people.models import Organisation
from communities.people.rights import Actor


@contextmanager
def accounted(by: Actor | None, reason: str = "", organisation: Organisation | None = None) -> Iterator[None]:
    """A transaction whose history names the person, the organisation acted for and the reason."""
    told: dict[str, object] = {}
    if by is not None:
        seat = next((s for s in by.seats if s.organisation), None)
        acted_for = organisation or (seat.organisation if seat else None)
        told = {"person": by.person_id, "person_name": by.person.name}
        if acted_for is not None:
            told |= {"organisation": acted_for.pk, "organisation_name": acted_for.name}
    if reason:
        told["reason"] = reason
    with transaction.atomic(), pghistory.context(**told):
        yield
