"""Lines of what comes in by the back doors: a task that wrote, a command that was run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.audit.origin import Origin, coming_from
from communities.audit.services import note
from communities.audit.watching import Watch, watching
from communities.audit.wording import COMMANDS, TASKS
from communities.people.models import Person
from communities.tenancy.context import enter
from communities.tenancy.doors import Errand

LINES = AuditEntry._meta.db_table


@contextmanager
def errands(errand: Errand) -> Iterator[None]:
    """Around a task or command: its line, in its own transaction, unless it has kept one itself.

    A task of the clock that found nothing to do leaves none. Work that commits in steps gets its line after it, also
    when a later step failed: what was written before stays.
    """
    came = Origin(request=errand.request, route=errand.name, method=errand.kind.upper())
    with coming_from(came), watching() as watch:
        if not errand.own_transactions:
            yield
            _keep(errand, watch)
            return
        try:
            yield
        finally:
            with enter(errand.tenant):
                _keep(errand, watch)


def _keep(errand: Errand, watch: Watch) -> None:
    if LINES in watch.tables or (errand.kind == "task" and not watch.tables):
        return
    action, words = (Action.TASK, TASKS) if errand.kind == "task" else (Action.COMMAND, COMMANDS)
    person = Person.objects.filter(pk=errand.person).first() if errand.person else None
    note(action, words.get(errand.name, errand.name), by=person)
