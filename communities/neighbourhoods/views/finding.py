"""Finding the row that an address names, inside the person's places."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from communities.neighbourhoods.declaring import criterion_of
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.neighbourhoods.queries import visible
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted
from communities.tenancy.models import Jurisdiction
from policies.pack.rows import Criterion

MOST_PLACES = 400
"""Places of one choice: more, and the person first goes down the tree."""


def neighbourhood(request: TenantRequest, pk: int) -> Neighbourhood:
    """The row, also one merged into another; 404 outside the person's places."""
    rows = visible(request.actor).select_related(
        "jurisdiction__parent",
        "merged_into",
        "updated_by",
        "updated_for",
        "decision__version",
        "decision__decided_by",
    )
    texts = ("pack_text", "layers", "overlay")
    found: Neighbourhood = get_object_or_404(
        rows.defer(*(f"decision__version__{name}" for name in texts)), pk=pk
    )
    return found


def building(row: Neighbourhood, pk: int) -> Building:
    """One of its buildings; 404 for another's."""
    found: Building = get_object_or_404(Building.objects.filter(neighbourhood=row), pk=pk)
    return found


def criterion(adopted: Adopted, criterion_id: str, about: str) -> Criterion:
    """The criterion of an address; 404 where the rulebook in force has none that is declared about such a thing."""
    found = criterion_of(adopted, criterion_id)
    if found is None or found.about != about:
        raise Http404
    return found


def picked(request: TenantRequest, ids: Iterable[str]) -> list[Neighbourhood]:
    """The ticked rows that the person may see; what he may not see does not exist."""
    wanted = [int(text) for text in ids if text.isdecimal()][:1000]
    return list(
        visible(request.actor).filter(pk__in=wanted, merged_into__isnull=True).select_related("jurisdiction")
    )


def places(actor: Actor, capability: Capability, under: Jurisdiction | None = None) -> QuerySet[Jurisdiction]:
    """The lowest places where the person holds the capability: a neighbourhood is registered in one of them."""
    rows = Jurisdiction.objects.filter(within(actor.paths(capability)), children__isnull=True)
    if under is not None:
        rows = rows.filter(within([under.path]))
    return rows.select_related("parent").order_by("path")
