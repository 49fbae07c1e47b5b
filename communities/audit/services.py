"""Every write of the record: keeping a line, closing days, burying a tenant."""

from __future__ import annotations

from django.db.models import Model

from communities.audit import origin
from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.audit.sealing import seal
from communities.audit.tombstones import bury
from communities.people.acting import principal_id
from communities.people.models import Person
from communities.people.rights import Actor

__all__ = ["bury", "note", "seal"]


def note(
    action: Action,
    what: str,
    *,
    by: Actor | Person | None,
    about: Model | None = None,
    name: str = "",
    reason: str = "",
    status: int | None = None,
) -> AuditEntry:
    """Keep one line in the tenant entered, in the open transaction: the act and its line stand or fall together.

    `what` in words; `about` the row it is about, `name` what people call that row (default: its own words).
    `by=None`: the system itself, a task of the clock or a command; a `Person`: somebody for whom a task works.
    Where it comes from is known from the edge.
    """
    came = origin.current()
    person = by.person if isinstance(by, Actor) else by
    principal = by.principal if isinstance(by, Actor) else _principal() if person else None
    seats = by.seats if isinstance(by, Actor) else ()
    seat = next((s for s in seats if s.organisation), None)
    return AuditEntry.objects.create(  # type: ignore[no-any-return]  # the scoped manager is untyped
        action=action,
        what=what[:200],
        person=person,
        person_name=person.name if person else "",
        for_person=principal,
        for_name=principal.name if principal else "",
        organisation_name=seat.organisation.name if seat and seat.organisation else "",
        object_kind=about._meta.label if about is not None else "",
        object_id=about.pk if about is not None else None,
        object_name=(name or str(about) if about is not None else name)[:200],
        reason=reason[:300],
        status=status,
        route=came.route[:120],
        method=came.method[:8],
        path=came.path[:300],
        address=came.address,
        agent=came.agent[:200],
        request=came.request[:64],
    )


def _principal() -> Person | None:
    """The person for whom the running task acts."""
    pk = principal_id()
    return Person.objects.get(pk=pk) if pk else None
