"""Roles: which may be given, who holds them, whom a change would touch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from communities.people.enums import Capability
from communities.people.models import Membership, Role
from communities.people.queries.places import not_over


@dataclass(frozen=True)
class Change:
    """What saving a role would change: capabilities gained and lost, for how many people; some of their names."""

    gained: list[Capability]
    lost: list[Capability]
    people: int
    names: list[str]

    def __bool__(self) -> bool:
        return bool(self.people and (self.gained or self.lost))


NAMES = 12
"""Ours: names that a preview lists before it only counts."""


def given_roles() -> QuerySet[Role]:
    """The roles that can be given."""
    found: QuerySet[Role] = Role.objects.filter(retired_on=None)
    return found


def holders(role: Role, on: date) -> QuerySet[Membership]:
    """Who holds the role on the day or will."""
    found: QuerySet[Membership] = (
        Membership.objects.filter(not_over(on), role=role)
        .select_related("person", "jurisdiction", "organisation")
        .order_by("jurisdiction__path", "person__name", "id")
    )
    return found


def change_of(role: Role, capabilities: Iterable[str], on: date) -> Change:
    """What giving the role these capabilities would change, and for whom. Two queries."""
    wanted, held = set(capabilities), set(role.capabilities)
    people = holders(role, on).order_by("person__name").values_list("person", "person__name").distinct()
    return Change(
        gained=[c for c in Capability if c in wanted - held],
        lost=[c for c in Capability if c in held - wanted],
        people=people.count(),
        names=[name for _, name in people[:NAMES]],
    )
