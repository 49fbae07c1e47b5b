"""Who may see this, and why: everybody who holds a capability at a place, by which membership or delegation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from communities.people.enums import Capability
from communities.people.models import Membership, Person
from communities.people.queries.places import OVERSEES, on_day
from communities.people.queries.rights import delegations
from communities.tenancy.models import SEGMENT


@dataclass(frozen=True)
class Holder:
    """Somebody who may, and why in words. `role` and `place` as people read them."""

    person: Person
    role: str
    place: str
    organisation: str
    why: str
    ends_on: date | None = None


def ancestors(path: str) -> list[str]:
    """The paths from the top down to this one, itself included: a right at any of them holds here."""
    return [path[: end + SEGMENT] for end in range(0, len(path), SEGMENT)]


def who_may(
    path: str,
    capability: Capability = Capability.VIEW,
    *,
    on: date,
    also_at: Iterable[str] = (),
    extra: Iterable[Holder] = (),
) -> list[Holder]:
    """Everybody who holds the capability at the path on the day, from the top down; then the extra holders.

    Two queries, however many there are: memberships and delegations. `also_at` are further places of the same row (a
    project's neighbourhoods); `extra` is what its owner grants beyond places (an assignment).
    """
    paths = {path, *also_at}
    return [*_members(paths, [capability], on), *_delegates(paths, capability, on), *extra]


def members_of(organisation: int, capabilities: Iterable[Capability], *, on: date, why: str) -> list[Holder]:
    """Who serves in the organisation on the day with one of the capabilities, whatever the place. One query."""
    held = _held(capabilities, on).filter(organisation=organisation)
    return [replace(_by_membership(seat, set()), why=why) for seat in held]


def administrators_of(path: str, on: date) -> list[Holder]:
    """Who manages accounts or grants rights at the path on the day: whom to ask."""
    return _members({path}, OVERSEES, on)


def _at_or_above(paths: set[str]) -> set[str]:
    return {place for path in paths for place in ancestors(path)}


def _held(capabilities: Iterable[Capability], on: date) -> QuerySet[Membership]:
    found: QuerySet[Membership] = Membership.objects.filter(
        on_day(on),
        role__capabilities__overlap=[capability.value for capability in capabilities],
        person__is_active=True,
    ).select_related("person", "role", "jurisdiction", "organisation")
    return found.order_by("jurisdiction__path", "organisation__name", "person__name", "id")


def _members(paths: set[str], capabilities: Iterable[Capability], on: date) -> list[Holder]:
    held = _held(capabilities, on).filter(jurisdiction__path__in=_at_or_above(paths))
    return [_by_membership(seat, paths) for seat in held]


def _by_membership(seat: Membership, paths: set[str]) -> Holder:
    at_place = seat.jurisdiction.path in paths
    return Holder(
        person=seat.person,
        role=seat.role.name,
        place=seat.jurisdiction.name,
        organisation=seat.organisation.name if seat.organisation else "",
        why="任职地点就在此处" if at_place else "任职地点在上级，权限及于下级",
        ends_on=seat.ends_on,
    )


def _delegates(paths: set[str], capability: Capability, on: date) -> list[Holder]:
    lent = delegations(on).filter(
        capabilities__contains=[capability.value],
        membership__role__capabilities__contains=[capability.value],
        membership__jurisdiction__path__in=_at_or_above(paths),
        delegate__is_active=True,
    )
    return [
        replace(
            _by_membership(row.membership, paths),
            person=row.delegate,
            why=f"受{row.membership.person.name}委托",
            ends_on=row.ends_on,
        )
        for row in lent
    ]
