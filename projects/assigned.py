"""What an assignment opens: which projects, for whom, on which day, and what may be done there.

An assignment counts while all of this holds: it runs on the day, it was not ended, guardian's permission stands, and
the person still serves the same unit in a role that takes assignments. A clean-up that comes late leaves nothing open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from communities.people.enums import Capability
from communities.people.rights import Actor, Seat
from projects.enums import Purpose
from projects.models import Assignment, Project, ProjectGrant

ALLOWS: dict[Purpose, frozenset[str]] = {
    Purpose.EVALUATE: frozenset(),
    Purpose.DESIGN: frozenset({Capability.DECLARE}),
    Purpose.IMPLEMENT: frozenset({Capability.DECLARE}),
}
"""What a purpose allows on the project itself, beside reading it. Nobody decides, pays or exports by an assignment."""

READS = (Capability.VIEW, Capability.ASSIGNED)
"""Either lets a person look at lists of projects: those of his places, or those given to him."""

BUILDING = frozenset({Purpose.IMPLEMENT})
"""Purposes that keep the project's records and report its works."""

DRAWING = frozenset({Purpose.DESIGN, Purpose.IMPLEMENT})
"""Purposes that file versions of the scheme."""


@dataclass(frozen=True, kw_only=True)
class AssignedSeat(Seat):
    """A seat that reaches one project only, wherever the unit lies; `project` is its id."""

    project: int
    purpose: Purpose


def runs(on: date) -> Q:
    """Assignments that run on the day."""
    return Q(starts_on__lte=on, ends_on__gte=on, ended_at__isnull=True)


def granted(actor: Actor) -> QuerySet[Assignment]:
    """The assignments by which the person reaches projects on the actor's day; none for a delegate."""
    units = [
        seat.organisation.pk
        for seat in actor.seats
        if seat.organisation is not None and Capability.ASSIGNED in seat.capabilities
    ]
    found: QuerySet[Assignment] = Assignment.objects.all()
    if actor.on is None or actor.principal is not None or not actor.may_somewhere(Capability.ASSIGNED):
        return found.none()
    permission = Concat(OuterRef("purpose"), Value("_project"))
    standing = ProjectGrant.objects.filter(
        user=OuterRef("person"), content_object=OuterRef("project"), permission__codename=permission
    )
    return found.filter(runs(actor.on), Exists(standing), person=actor.person, organisation__in=units)


def is_assigned(project: Project, actor: Actor, purpose: Purpose) -> bool:
    """Whether the person was given the project for this purpose."""
    return granted(actor).filter(project=project, purpose=purpose).exists()


def seats_of(project: Project, by: Actor) -> tuple[Seat, ...]:
    """The person's seats and, for who takes assignments, those that he was given on this project. At most one query."""
    if not by.may_somewhere(Capability.ASSIGNED):
        return by.seats
    rows = granted(by).filter(project=project).select_related("organisation__jurisdiction")
    return (*by.seats, *(_seat(row, project) for row in rows.order_by("id")))


def reached(seats: Iterable[Seat], purposes: frozenset[Purpose]) -> list[Seat]:
    """Without the assigned seats of other purposes."""
    return [seat for seat in seats if not isinstance(seat, AssignedSeat) or seat.purpose in purposes]


def over(on: date) -> QuerySet[Assignment]:
    """Assignments not ended yet whose last day has passed."""
    found: QuerySet[Assignment] = Assignment.objects.filter(ended_at__isnull=True, ends_on__lt=on)
    return found.order_by(F("ends_on").asc(), "id")


def _seat(row: Assignment, project: Project) -> AssignedSeat:
    purpose = Purpose(row.purpose)
    return AssignedSeat(
        capabilities=ALLOWS[purpose],
        path=project.path,
        place=project.name,
        role=purpose.label,
        organisation=row.organisation,
        project=project.pk,
        purpose=purpose,
    )
