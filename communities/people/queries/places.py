"""Days and places: what counts on a day, and how far an administrator reaches."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.tenancy.models import Jurisdiction

OVERSEES = (Capability.PEOPLE, Capability.AUTHORISE)
"""Who holds one of them somewhere sees the people there: accounts and rights are two hands on one person."""


def on_day(day: date, prefix: str = "") -> Q:
    """Periods that count on the day, both ends included; `prefix` leads to them from another row."""
    return Q(**{f"{prefix}starts_on__lte": day}) & not_over(day, prefix)


def not_over(day: date, prefix: str = "") -> Q:
    """Periods that count on the day or begin later."""
    return Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})


def reach(actor: Actor) -> tuple[str, ...]:
    """The paths at which the actor oversees people, by accounts or by rights."""
    return tuple(path for capability in OVERSEES for path in actor.paths(capability))


def places(actor: Actor, capability: Capability = Capability.PEOPLE) -> QuerySet[Jurisdiction]:
    """The places where the actor holds the capability."""
    found: QuerySet[Jurisdiction] = Jurisdiction.objects.filter(within(actor.paths(capability)))
    return found


def called(place: Jurisdiction) -> str:
    """What a form shows for the place and reads again: its name, or its code where others have the same name."""
    is_only = Jurisdiction.objects.filter(name=place.name).count() == 1
    return place.name if is_only else place.code


def top_path() -> str:
    """The path of the tenant's own place, the top of its tree."""
    path: str = Jurisdiction.objects.filter(parent=None).values_list("path", flat=True).get()
    return path
