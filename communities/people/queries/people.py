"""Who serves where: memberships, affiliations, and whose they are to administer."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from communities.people.enums import Capability
from communities.people.models import Affiliation, Membership, Person, Role
from communities.people.queries.places import not_over, reach
from communities.people.rights import Actor, within
from communities.tenancy.context import as_person
from communities.tenancy.models import SEGMENT, Tenant


def memberships(actor: Actor, capability: Capability | None = None) -> QuerySet[Membership]:
    """The memberships at the places where the actor oversees people, or holds the capability; with all a line shows."""
    paths = actor.paths(capability) if capability else reach(actor)
    found: QuerySet[Membership] = Membership.objects.filter(
        within(paths, "jurisdiction__path")
    ).select_related("person", "role", "jurisdiction", "organisation__jurisdiction")
    return found.order_by("jurisdiction__path", "person__name", "id")


def affiliations(actor: Actor, capability: Capability | None = None) -> QuerySet[Affiliation]:
    """Likewise who belongs to what."""
    paths = actor.paths(capability) if capability else reach(actor)
    found: QuerySet[Affiliation] = Affiliation.objects.filter(
        within(paths, "jurisdiction__path")
    ).select_related("person", "proposed_role", "jurisdiction", "organisation__jurisdiction")
    return found.order_by("jurisdiction__path", "person__name", "id")


def people(actor: Actor, capability: Capability | None = None) -> QuerySet[Person]:
    """The people with a membership or an affiliation, past ones included, at those places.

    Each with `seats` and `posts`: the memberships and affiliations there.
    """
    seats, posts = memberships(actor, capability), affiliations(actor, capability)
    return (
        Person.objects.filter(
            Exists(seats.filter(person=OuterRef("pk")).order_by())
            | Exists(posts.filter(person=OuterRef("pk")).order_by())
        )
        .prefetch_related(
            Prefetch("memberships", queryset=seats, to_attr="seats"),
            Prefetch("affiliations", queryset=posts, to_attr="posts"),
        )
        .order_by("name", "id")
    )


def awaiting(actor: Actor, on: date) -> QuerySet[Affiliation]:
    """Who belongs to an organisation, has a role proposed and holds none there: the work of who grants rights."""
    seats = Membership.objects.filter(not_over(on), person=OuterRef("person"))
    there = seats.filter(
        Q(organisation=OuterRef("organisation"))
        | Q(organisation=None, jurisdiction__path__startswith=OuterRef("jurisdiction__path"))
    )
    return (
        affiliations(actor, Capability.AUTHORISE)
        .filter(not_over(on), ~Exists(there), proposed_role__isnull=False)
        .order_by("starts_on", "person__name", "id")
    )


def former_roles(person: Person) -> list[Role]:
    """The roles that the person has held here, the latest first, each once, without those retired."""
    found: dict[int, Role] = {}
    held = Membership.objects.filter(person=person, role__retired_on=None).select_related("role")
    for membership in held.order_by(F("ends_on").desc(nulls_first=True), "-id"):
        found.setdefault(membership.role_id, membership.role)
    return list(found.values())


def former_organisation(person: Person, on: date) -> int | None:
    """The organisation (id) to which somebody who is gone may come back: the last one, if it still stands."""
    held = Affiliation.objects.filter(person=person)
    if held.filter(not_over(on)).exists():
        return None
    last = held.filter(organisation__closed_on=None).order_by("-ends_on", "-id").first()
    return last.organisation_id if last else None


def place_of(person: Person, on: date | None = None) -> str:
    """The path of the lowest place that holds all that the person is in on the day or later; empty without.

    Without a day, or for somebody who is gone: all that he ever was in. Who manages accounts there manages this
    person's login.
    """
    held = [
        (path, ends_on)
        for rows in (Membership.objects, Affiliation.objects)
        for path, ends_on in rows.filter(person=person).values_list("jurisdiction__path", "ends_on")
    ]
    paths = [path for path, ends_on in held if on and (ends_on is None or ends_on >= on)] or [
        path for path, _ in held
    ]
    lowest: str = min(paths, default="")
    while not all(path.startswith(lowest) for path in paths):
        lowest = lowest[:-SEGMENT]
    return lowest


def serves_elsewhere(person: Person, tenant: Tenant) -> bool:
    """Whether the person belongs, at any time, to another tenant; which one is not said."""
    with as_person(person.pk):
        return any(
            rows.filter(person=person).exclude(tenant=tenant).exists()
            for rows in (Membership._base_manager, Affiliation._base_manager)
        )
