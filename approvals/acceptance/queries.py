"""Reads of acceptance, handover and warranty: what a person sees, and what waits."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from approvals.enums import AcceptanceState, FindingState, HandoverState
from approvals.models import (
    Acceptance,
    AcceptanceCheck,
    AcceptanceFinding,
    AcceptanceParticipant,
    Handover,
    HandoverEntry,
    Warranty,
)
from communities.people.acting import ENTERED
from communities.people.rights import Actor
from projects.enums import ItemState, State
from projects.models import Project, WorksItem
from projects.queries import visible

RUNNING = (AcceptanceState.OPEN, AcceptanceState.RECTIFYING)
ACTS = ("opened_by", "opened_for", "concluder", "concluded_for", "filed_by", "filed_for")
"""Who acted on a round and for whom, as `select_related` fetches them."""


def acceptances(actor: Actor) -> QuerySet[Acceptance]:
    """The rounds of the projects that the person sees, the newest first."""
    return (
        Acceptance.objects.filter(project__in=visible(actor))
        .select_related("project__jurisdiction", "chair", "concluded_by", "concluder", "concluded_for")
        .order_by("-id")
    )


def rounds_of(project: Project) -> list[Acceptance]:
    """The rounds of a project with all that was recorded, the newest first; constant queries."""
    checks = AcceptanceCheck.objects.select_related(
        "works_item__neighbourhood", "works_item__building", "checked_by", "checked_for"
    ).order_by("id")
    findings = AcceptanceFinding.objects.select_related(
        "check_row__works_item", "document", *ENTERED, "rechecked_by", "rechecked_for"
    ).order_by("id")
    participants = AcceptanceParticipant.objects.select_related(*ENTERED)
    return list(
        Acceptance.objects.filter(project=project)
        .select_related("chair", "concluded_by", *ACTS)
        .prefetch_related(
            Prefetch("checks", checks), Prefetch("participants", participants), Prefetch("findings", findings)
        )
        .order_by("-number")
    )


def handovers_of(project: Project) -> list[Handover]:
    """The lists of a project with their entries, in the order of their numbers; two queries."""
    entries = HandoverEntry.objects.select_related("document", *ENTERED).order_by("id")
    return list(
        Handover.objects.filter(project=project)
        .select_related("organisation", "receipt", "opened_by", "opened_for", "entered_by", "entered_for")
        .prefetch_related(Prefetch("entries", entries))
        .order_by("number")
    )


def warranties_of(project: Project) -> list[Warranty]:
    """The warranties of a project's items, in their order."""
    return list(
        Warranty.objects.filter(works_item__project=project)
        .select_related("works_item__neighbourhood", "works_item__building", "contractor", "document")
        .order_by("works_item")
    )


def ready(actor: Actor) -> QuerySet[Project]:
    """Projects whose items are all finished and that have no acceptance running or passed, longest waiting first."""
    items = WorksItem.objects.filter(project=OuterRef("pk")).exclude(state=ItemState.WITHDRAWN)
    settled = Acceptance.objects.filter(project=OuterRef("pk")).exclude(state=AcceptanceState.FAILED)
    return (
        visible(actor)
        .filter(
            Exists(items),
            ~Exists(items.exclude(state=ItemState.FINISHED)),
            ~Exists(settled),
            state=State.BUILDING,
        )
        .select_related("jurisdiction")
        .order_by("state_since", "id")
    )


def running(actor: Actor) -> QuerySet[Acceptance]:
    """Rounds that are not concluded."""
    return acceptances(actor).filter(state__in=RUNNING)


def waiting_to_complete(actor: Actor) -> QuerySet[Acceptance]:
    """Passed rounds whose project has not been moved to COMPLETED yet: they wait for whoever fires `accept`."""
    return acceptances(actor).filter(state=AcceptanceState.PASSED, project__state=State.BUILDING)


def findings_due(actor: Actor) -> QuerySet[AcceptanceFinding]:
    """Defects of running rounds that are not mended, soonest due first."""
    return (
        AcceptanceFinding.objects.filter(
            acceptance__project__in=visible(actor),
            acceptance__state__in=RUNNING,
            state=FindingState.OPEN,
        )
        .select_related("acceptance__project__jurisdiction", "check_row__works_item")
        .order_by("due_on", "id")
    )


def not_handed_over(actor: Actor) -> QuerySet[Project]:
    """Completed projects not handed over yet, longest waiting first, with `has_lists` and `has_open_lists`."""
    lists = Handover.objects.filter(project=OuterRef("pk"))
    return (
        visible(actor)
        .filter(state=State.COMPLETED)
        .annotate(has_lists=Exists(lists), has_open_lists=Exists(lists.exclude(state=HandoverState.SIGNED)))
        .select_related("jurisdiction")
        .order_by("state_since", "id")
    )


def to_file(actor: Actor) -> QuerySet[Acceptance]:
    """Passed rounds that have not been filed, soonest due first; those without a due day last."""
    return (
        acceptances(actor)
        .filter(state=AcceptanceState.PASSED, filed_on__isnull=True)
        .order_by(F("filing_due_on").asc(nulls_last=True), "id")
    )


def filing_overdue(actor: Actor, on: date) -> QuerySet[Acceptance]:
    """Those of them whose last day has passed."""
    return to_file(actor).filter(filing_due_on__lt=on)


def expiring(actor: Actor, until: date, *, since: date | None = None) -> QuerySet[Warranty]:
    """Warranties that end on or before `until` (and on or after `since`), soonest first, of the projects that the
    person sees. Each has `works_item` (with `project`, `neighbourhood`, `building`), `due_on`, `contractor`, `event`.
    """
    found = (
        Warranty.objects.filter(works_item__project__in=visible(actor), due_on__lte=until)
        .select_related(
            "works_item__project__jurisdiction",
            "works_item__neighbourhood",
            "works_item__building",
            "contractor",
        )
        .order_by("due_on", "id")
    )
    return found.filter(due_on__gte=since) if since else found
