"""Which documents and jobs a person may see."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from communities.people.enums import Capability
from communities.people.rights import Actor, Refused, within
from communities.records.models import EXPORT, PERSONAL_EXPORT, Document, Job, ScanState

AUDIT_EXPORT = "审计记录"
"""Name of the file that the audit administrator takes out."""


def documents(actor: Actor) -> QuerySet[Document]:
    """The documents of the places that the person may view; what somebody else has exported is his alone, and an
    export of personal data is nobody's any more when its hours are over. What is sealed is its uploader's.
    """
    exports = Job.objects.filter(kind__in=[EXPORT, PERSONAL_EXPORT], document=OuterRef("pk"))
    withheld = exports.filter(~Q(created_by=actor.person) | over(Now()))
    here = within(actor.paths(Capability.VIEW), "jurisdiction__path")
    if actor.may_somewhere(
        Capability.AUDIT
    ):  # who views nothing else opens what he has taken out of the record
        here |= Q(Exists(exports.filter(created_by=actor.person, parameters__name=AUDIT_EXPORT)))
    visible: QuerySet[Document] = (
        Document.objects.filter(here)
        .exclude(Exists(withheld))
        .exclude(Q(is_sealed=True) & ~Q(uploaded_by=actor.person))
        .select_related("jurisdiction")
    )
    return visible


def withheld(actor: Actor) -> QuerySet[Document]:
    """Files in quarantine and sealed ones, the newest first, at the places whose security the person keeps.

    Raises `Refused` for who keeps none.
    """
    if not actor.may_somewhere(Capability.AUTHORISE):
        raise Refused(f"您没有这项权限：{Capability.AUTHORISE.label}。请联系本级安全管理员。")
    rows: QuerySet[Document] = Document.objects.filter(
        within(actor.paths(Capability.AUTHORISE), "jurisdiction__path"),
        scan__in=[ScanState.QUARANTINED, ScanState.INFECTED],
    )
    return rows.select_related("jurisdiction", "uploaded_by", "acted_for")


def over(now: datetime | Now) -> Q:
    """Jobs whose export of personal data has run out."""
    hours = timedelta(hours=settings.PERSONAL_EXPORT_HOURS)
    return Q(kind=PERSONAL_EXPORT, finished_at__lt=now - hours)


def jobs(actor: Actor) -> QuerySet[Job]:
    """The person's own background work: nobody watches another's."""
    own: QuerySet[Job] = Job.objects.filter(created_by=actor.person).select_related(
        "document", "created_by", "acted_for"
    )
    return own
