"""Which imports a person may see, how each stands, and where he may import."""

from __future__ import annotations

from django.db.models import QuerySet

from communities.neighbourhoods.models import ColumnMapping, ImportState, RegisterImport
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.records.models import Job, JobState
from communities.tenancy.models import Jurisdiction


def imports(actor: Actor) -> QuerySet[RegisterImport]:
    """The imports at the places where the person may import, without the heavy column."""
    found: QuerySet[RegisterImport] = RegisterImport.objects.filter(
        within(actor.paths(Capability.IMPORT), "jurisdiction__path")
    ).select_related("document", "job", "jurisdiction", "uploaded_by", "acted_for")
    return found.defer("reading")


def places(actor: Actor) -> QuerySet[Jurisdiction]:
    """The topmost places at which the person may import."""
    found: QuerySet[Jurisdiction] = Jurisdiction.objects.filter(path__in=actor.paths(Capability.IMPORT))
    return found


def standing(register_import: RegisterImport) -> ImportState:
    """How an import stands: its own state, unless the job behind it has failed.

    A worker that is killed can't say so in the import's row. Its dry run has then failed, or its write is
    waiting again.
    """
    state = ImportState(register_import.state)
    job: Job | None = register_import.job
    if job is None or job.state != JobState.FAILED:
        return state
    if state is ImportState.CHECKING:
        return ImportState.FAILED
    return ImportState.CHECKED if state is ImportState.WRITING else state


def remembered_mapping() -> dict[str, str]:
    """Header -> field, as this tenant's files have taught us; `floor_area@平方米` says the unit too."""
    stored: dict[str, str] | None = ColumnMapping.objects.values_list("mapping", flat=True).first()
    return stored or {}
