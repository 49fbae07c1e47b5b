"""Reads about people: who serves where, and what that allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from communities.people.enums import Capability
from communities.people.models import Membership, Organisation, Person
from communities.people.rights import Actor, within
from communities.tenancy.context import as_person
from communities.tenancy.models import SEGMENT, Jurisdiction, Tenant

WITHOUT_LOGIN = frozenset({"residents", "owners-body"})
"""Kinds of actors for whom the street or the community records; they have no members here."""


@dataclass(frozen=True)
class Grant:
    """One thing a person may do, and each membership that allows it."""

    capability: Capability
    memberships: list[Membership]


def on_day(day: date, prefix: str = "") -> Q:
    """Memberships that count on the day, both ends included; `prefix` leads to them from another row."""
    begun = Q(**{f"{prefix}starts_on__lte": day})
    return begun & (Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day}))


def memberships(actor: Actor) -> QuerySet[Membership]:
    """The memberships at the places where the actor manages people, with everything a line shows."""
    found: QuerySet[Membership] = Membership.objects.filter(
        within(actor.paths(Capability.PEOPLE), "jurisdiction__path")
    ).select_related("person", "role", "jurisdiction", "organisation__jurisdiction")
    return found.order_by("jurisdiction__path", "person__name", "id")


def people(actor: Actor) -> QuerySet[Person]:
    """The people with a membership, past ones included, at a place where the actor manages people."""
    mine = memberships(actor)
    return (
        Person.objects.filter(Exists(mine.filter(person=OuterRef("pk")).order_by()))
        .prefetch_related(Prefetch("memberships", queryset=mine, to_attr="seats"))
        .order_by("name", "id")
    )


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """The organisations at the places where the actor manages people."""
    found: QuerySet[Organisation] = Organisation.objects.filter(
        within(actor.paths(Capability.PEOPLE), "jurisdiction__path")
    ).select_related("jurisdiction")
    return found.order_by("jurisdiction__path", "actor", "id")


def with_members(actor: Actor) -> QuerySet[Organisation]:
    """Those of them that people can belong to: residents and owners' bodies have no login."""
    return organisations(actor).exclude(kind__in=WITHOUT_LOGIN)


def places(actor: Actor) -> QuerySet[Jurisdiction]:
    """The places where the actor manages people."""
    found: QuerySet[Jurisdiction] = Jurisdiction.objects.filter(within(actor.paths(Capability.PEOPLE)))
    return found


def grants(seats: Iterable[Membership], on: date) -> list[Grant]:
    """What the memberships allow on the day, capability by capability in the order of the closed list."""
    current = [m for m in seats if m.starts_on <= on and (m.ends_on is None or m.ends_on >= on)]
    found = [Grant(c, [m for m in current if c in m.role.capabilities]) for c in Capability]
    return [grant for grant in found if grant.memberships]


def place_of(person: Person) -> str:
    """The path of the lowest place that holds all memberships of the person; empty without one.

    Who manages people there manages this person's login.
    """
    paths = list(Membership.objects.filter(person=person).values_list("jurisdiction__path", flat=True))
    lowest = min(paths, default="")
    while not all(path.startswith(lowest) for path in paths):
        lowest = lowest[:-SEGMENT]
    return lowest


def serves_elsewhere(person: Person, tenant: Tenant) -> bool:
    """Whether the person has a membership, at any time, in another tenant; which one is not said."""
    with as_person(person.pk):
        return Membership._base_manager.filter(person=person).exclude(tenant=tenant).exists()


def top_path() -> str:
    """The path of the tenant's own place, the top of its tree."""
    path: str = Jurisdiction.objects.filter(parent=None).values_list("path", flat=True).get()
    return path


def is_administered() -> bool:
    """Whether somebody manages people for the whole tenant, without an end in sight."""
    return bool(
        Membership.objects.filter(
            role__capabilities__contains=[Capability.PEOPLE.value],
            jurisdiction__parent=None,
            ends_on=None,
            person__is_active=True,
        ).exists()
    )
