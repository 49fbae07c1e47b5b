"""Who was assigned what: for a project's page, for a person's page, for choosing whom to assign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from communities.models import Membership, Organisation, Person
from communities.people.enums import Capability
from communities.people.queries import on_day
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from projects.assigned import granted, runs
from projects.enums import Purpose
from projects.models import Assignment, Project

PURPOSES: dict[str, tuple[Purpose, ...]] = {
    "evaluator": (Purpose.EVALUATE,),
    "appraiser": (Purpose.EVALUATE,),
    "expert": (Purpose.EVALUATE, Purpose.DESIGN),
    "designer": (Purpose.DESIGN,),
    "implementing_entity": (Purpose.IMPLEMENT,),
    "contractor": (Purpose.IMPLEMENT,),
    "social_capital": (Purpose.IMPLEMENT,),
    "original_owner": (Purpose.IMPLEMENT,),
    "property_company": (Purpose.IMPLEMENT,),
    "community_service": (Purpose.IMPLEMENT,),
}
"""What a unit may be assigned for, by the concept that the rulebook gives its actor."""

BY_KIND: dict[str, tuple[Purpose, ...]] = {
    "third-party": (Purpose.EVALUATE, Purpose.DESIGN),
    "entity": (Purpose.IMPLEMENT,),
    "enterprise": (Purpose.IMPLEMENT,),
    "utility": (Purpose.IMPLEMENT,),
    "other": (Purpose.DESIGN, Purpose.IMPLEMENT),
}
"""The same by kind, for actors to which the rulebook gives no such concept. Public bodies work by their place."""


@dataclass(frozen=True)
class Granted:
    """Somebody who reaches a project by an assignment, and until which day."""

    person: Person
    organisation: Organisation
    purpose: Purpose
    until: date


def granted_people(project: Project, on: date) -> list[Granted]:
    """Who reaches the project by an assignment on the day, by name. One query."""
    rows = (
        Assignment.objects.filter(runs(on), Exists(serving(on)), project=project)
        .select_related("person", "organisation")
        .order_by("person__name", "purpose", "id")
    )
    return [Granted(row.person, row.organisation, Purpose(row.purpose), row.ends_on) for row in rows]


def assignments_of(person: Person, on: date) -> QuerySet[Assignment]:
    """What the person was assigned that runs on the day and that he still serves for, with project and unit."""
    found: QuerySet[Assignment] = Assignment.objects.filter(runs(on), Exists(serving(on)), person=person)
    return found.select_related("project__jurisdiction", "organisation").order_by("ends_on", "id")


def assignments_on(project: Project) -> QuerySet[Assignment]:
    """All of a project's, past ones included: those that run first, then the newest."""
    found: QuerySet[Assignment] = Assignment.objects.filter(project=project)
    return found.select_related(
        "person", "organisation", "assigned_by", "acted_for", "ended_by", "ended_for"
    ).order_by("-ended_at", "-ends_on", "-id")


def my_projects(actor: Actor) -> QuerySet[Assignment]:
    """What the person works on by assignment today, the first to end first."""
    return granted(actor).select_related("project__jurisdiction", "organisation").order_by("ends_on", "id")


def candidates(adopted: Adopted, purposes: Iterable[Purpose], on: date) -> list[Membership]:
    """Whom one may assign for any of the purposes: people of outside units in a role that takes assignments."""
    wanted = set(purposes)
    rows = (
        Membership.objects.filter(
            on_day(on), role__capabilities__contains=[Capability.ASSIGNED.value], person__is_active=True
        )
        .exclude(organisation=None)
        .select_related("person", "organisation")
        .order_by("organisation__name", "person__name", "id")
    )
    return [row for row in rows if row.organisation and wanted & set(purposes_of(row.organisation, adopted))]


def purposes_of(organisation: Organisation, adopted: Adopted) -> tuple[Purpose, ...]:
    """What the unit may be assigned for: by the concept of its actor in the rulebook, else by its kind."""
    actor = adopted.rulebook.find("actors", organisation.actor)
    concept = str(actor.concept or "") if actor is not None else ""
    return PURPOSES.get(concept) or BY_KIND.get(organisation.kind, ())


def serving(on: date) -> QuerySet[Membership]:
    """Memberships of an assignment's person in its unit on the day, in a role that takes assignments."""
    found: QuerySet[Membership] = Membership.objects.filter(
        on_day(on),
        person=OuterRef("person"),
        organisation=OuterRef("organisation"),
        role__capabilities__contains=[Capability.ASSIGNED.value],
    )
    return found
