"""Organisations: which there are, and which people can belong to."""

from __future__ import annotations

from django.db.models import QuerySet

from communities.people.enums import Capability
from communities.people.models import Organisation
from communities.people.queries.places import reach
from communities.people.rights import Actor, within

WITHOUT_LOGIN = frozenset({"residents", "owners-body"})
"""Kinds of actors for whom the street or the community records; they have no members here."""


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """The organisations at the places where the actor oversees people, closed ones included."""
    found: QuerySet[Organisation] = Organisation.objects.filter(
        within(reach(actor), "jurisdiction__path")
    ).select_related("jurisdiction")
    return found.order_by("jurisdiction__path", "actor", "id")


def with_members(actor: Actor, capability: Capability = Capability.PEOPLE) -> QuerySet[Organisation]:
    """Those that people can join, where the actor holds the capability: not residents, not what is closed."""
    found: QuerySet[Organisation] = Organisation.objects.filter(
        within(actor.paths(capability), "jurisdiction__path"), closed_on=None
    ).exclude(kind__in=WITHOUT_LOGIN)
    return found.select_related("jurisdiction").order_by("jurisdiction__path", "actor", "id")
