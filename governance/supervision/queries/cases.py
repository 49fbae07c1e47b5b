"""Cases as a list: whose, which filters, what is late; to whom one may be given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet

from communities.models import Jurisdiction, Organisation
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from governance.enums import CaseKind, CaseSource, CaseState
from governance.models import SupervisionCase
from governance.supervision.rights import own_organisations
from projects.models import NamedParty
from projects.queries import viewed

PERSONAL = ("complainant", "complainant_phone")
"""Read for one case alone, never for a list."""


def cases(actor: Actor) -> QuerySet[SupervisionCase]:
    """The cases of the person's places and of the projects that touch them, and those given to his organisations."""
    seen: QuerySet[SupervisionCase] = SupervisionCase.objects.filter(
        within(actor.paths(Capability.VIEW))
        | Q(organisation__in=own_organisations(actor))
        | Q(neighbourhood__isnull=True, project__in=viewed(actor).values("pk"))
    )
    return seen.defer(*PERSONAL)


def filtered(
    rows: QuerySet[SupervisionCase], asked: Mapping[str, str], *, actor: Actor, on: date
) -> QuerySet[SupervisionCase]:
    """By `kind`, `source`, `state`, `overdue`, `mine` (open, given to my organisations), `place` (code), `project`,
    `neighbourhood` (ids) and words of the subject or the number (`q`). Nonsense is left out.
    """
    if asked.get("kind") in CaseKind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked.get("source") in CaseSource.values:
        rows = rows.filter(source=asked["source"])
    if asked.get("state") in CaseState.values:
        rows = rows.filter(state=asked["state"])
    elif asked.get("state") == "open":
        rows = rows.exclude(state=CaseState.CLOSED)
    if asked.get("overdue"):
        rows = rows.filter(late(on))
    if asked.get("mine"):
        own = own_organisations(actor)
        rows = rows.filter(organisation__in=own).exclude(state=CaseState.CLOSED)
    if code := asked.get("place", ""):
        place = Jurisdiction.objects.filter(code=code).first()
        rows = rows.filter(within([place.path])) if place else rows.none()
    for name in ("project", "neighbourhood"):
        if (pk := asked.get(name, "")).isdecimal():
            rows = rows.filter(**{f"{name}_id": int(pk)})
    if text := asked.get("q", "").strip()[:80]:
        rows = rows.filter(Q(subject__icontains=text) | Q(number__startswith=text))
    return rows


def counts(rows: QuerySet[SupervisionCase], *, actor: Actor, on: date) -> dict[str, int]:
    """How many by state, late, given to the person's organisations, and all. One query."""
    told = {str(state): Count("pk", filter=Q(state=state)) for state in CaseState}
    own = Q(organisation__in=own_organisations(actor)) & ~Q(state=CaseState.CLOSED)
    return rows.order_by().aggregate(
        **told, all=Count("pk"), overdue=Count("pk", filter=late(on)), mine=Count("pk", filter=own)
    )


def late(on: date) -> Q:
    """Past its day: to be assigned or rectified; under a statutory period also what waits to be checked and closed."""
    return Q(due_on__lt=on) & (
        Q(state__in=[CaseState.RECORDED, CaseState.ASSIGNED]) | (Q(state=CaseState.RECTIFIED) & ~Q(clock=""))
    )


def days_late(case: SupervisionCase, on: date) -> int:
    """Days past its day, as `late` has it; 0 for what is not late."""
    waits = case.state in (CaseState.RECORDED, CaseState.ASSIGNED) or (
        case.state == CaseState.RECTIFIED and case.clock != ""
    )
    return (on - case.due_on).days if waits and case.due_on is not None and case.due_on < on else 0


def assignable(case: SupervisionCase) -> QuerySet[Organisation]:
    """To whom it may be given: organisations at, above and below its place, and the project's parties."""
    place = case.jurisdiction
    parties = NamedParty.objects.filter(
        project=case.project_id, until_on__isnull=True, organisation__isnull=False
    )
    rows: QuerySet[Organisation] = Organisation.objects.filter(
        Q(jurisdiction__path__in=place.ancestor_paths())
        | within([case.path], "jurisdiction__path")
        | Q(pk__in=parties.values("organisation"))
    )
    return rows.select_related("jurisdiction").order_by("-jurisdiction__path", "actor", "id")
