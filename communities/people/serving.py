"""In which tenants a person serves: asked before one is entered, and by the frame of every page."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from communities.people.models import Membership
from communities.tenancy.context import as_person
from communities.tenancy.models import Tenant


def tenants_of(person: int, *, on: date) -> list[Tenant]:
    """The tenants in which the person has a membership on that day, suspended ones included; oldest first.

    Works outside and inside a tenant: the database shows each person the own memberships everywhere.
    """
    with as_person(person):
        mine = Membership._base_manager.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on), person=person, starts_on__lte=on
        )
        return list(Tenant.objects.filter(pk__in=mine.values("tenant_id")).order_by("id"))
