"""Which documents and jobs a person may see."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.records.models import EXPORT, Document, Job


def documents(actor: Actor) -> QuerySet[Document]:
    """The documents of the places that the person may view; what somebody else has exported is his alone."""
    of_others = Job.objects.filter(kind=EXPORT, document=OuterRef("pk")).exclude(created_by=actor.person)
    visible: QuerySet[Document] = (
        Document.objects.filter(within(actor.paths(Capability.VIEW), "jurisdiction__path"))
        .exclude(Exists(of_others))
        .select_related("jurisdiction")
    )
    return visible


def jobs(actor: Actor) -> QuerySet[Job]:
    """The person's own background work: nobody watches another's."""
    own: QuerySet[Job] = Job.objects.filter(created_by=actor.person).select_related("document")
    return own
