"""The three administrators: which of them there are, and who would be two of them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from communities.people import separation
from communities.people.enums import Capability
from communities.people.models import Membership, Person, Role
from communities.people.queries.places import not_over
from communities.people.separation import Administrator


def administered() -> frozenset[Administrator]:
    """The administrators that the whole tenant has, without an end in sight. Locks their memberships.

    Of two who are retired at the same moment, the second waits and sees that he is the last.
    """
    held = (
        Membership.objects.select_for_update(
            of=("self",)
        )  # whole rows: of single columns, all joined tables are locked
        .filter(
            role__capabilities__overlap=[capability.value for capability in separation.OFFICE.values()],
            jurisdiction__parent=None,
            ends_on=None,
            person__is_active=True,
        )
        .select_related("role")
        .order_by("id")
    )
    capabilities = {capability for membership in held for capability in membership.role.capabilities}
    return frozenset(kind for kind, office in separation.OFFICE.items() if office in capabilities)


def is_administered() -> bool:
    """Whether somebody manages accounts for the whole tenant, without an end in sight."""
    return Administrator.SYSTEM in administered()


def is_another(person: Person, role: Role, starts_on: date, ends_on: date | None) -> Administrator | None:
    """The other administrator that the person is at some time of the period, None where he may hold the role."""
    wanted = separation.kind_of(role.capabilities)
    if wanted is None:
        return None
    begun = Q(starts_on__lte=ends_on) if ends_on else Q()
    held = Membership.objects.filter(begun & not_over(starts_on), person=person)
    kinds = (separation.kind_of(found) for found in held.values_list("role__capabilities", flat=True))
    return next((kind for kind in kinds if kind and kind is not wanted), None)


def would_be_two(role: Role, capabilities: list[str]) -> list[str]:
    """The names of those who hold the role and, with these capabilities, would be two administrators at a time."""
    wanted = separation.kind_of(capabilities)
    if wanted is None or role.pk is None:
        return []
    held = Membership.objects.filter(role=role).select_related("person")
    others: dict[int, list[tuple[date, date | None]]] = {}
    found = Membership.objects.filter(person__in=held.values("person")).exclude(role=role)
    for person, capabilities_, starts_on, ends_on in found.values_list(
        "person", "role__capabilities", "starts_on", "ends_on"
    ):
        if (kind := separation.kind_of(capabilities_)) and kind is not wanted:
            others.setdefault(person, []).append((starts_on, ends_on))
    return sorted(
        {
            seat.person.name
            for seat in held
            if any(
                _overlap((seat.starts_on, seat.ends_on), other) for other in others.get(seat.person_id, [])
            )
        }
    )


def is_guarded(person: Person, on: date) -> bool:
    """Whether the person grants rights or reads the record, now or later: no other administrator opens his login."""
    held = Membership.objects.filter(not_over(on), person=person)
    return bool(
        held.filter(role__capabilities__overlap=[Capability.AUTHORISE.value, Capability.AUDIT.value]).exists()
    )


def _overlap(one: tuple[date, date | None], two: tuple[date, date | None]) -> bool:
    return (one[1] is None or two[0] <= one[1]) and (two[1] is None or one[0] <= two[1])
