"""Reads of the register of owners."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries import visible
from communities.owners.models import Dwelling
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.privacy import numbers
from communities.privacy.fields import keyed_hash


def phone_hash(text: str) -> str:
    """What exact search compares for a phone number; empty for an empty one."""
    return keyed_hash(numbers.phone(text), purpose="dwelling.phone")


def identity_hash(text: str) -> str:
    """The same for an identity number."""
    return keyed_hash(numbers.identity(text), purpose="dwelling.identity")


def dwellings(row: Neighbourhood) -> QuerySet[Dwelling]:
    """The dwellings of a neighbourhood with their buildings, in no order."""
    found: QuerySet[Dwelling] = (
        Dwelling.objects.filter(neighbourhood=row).select_related("building").order_by()
    )
    return found


def dwellings_of(actor: Actor) -> QuerySet[Dwelling]:
    """The dwellings of all neighbourhoods that the person may view, with what a line shows, in no order."""
    found: QuerySet[Dwelling] = Dwelling.objects.filter(
        within(actor.paths(Capability.VIEW), "neighbourhood__path")
    ).select_related("building", "neighbourhood")
    return found.order_by()


def found_by_number(actor: Actor, number: str) -> QuerySet[Dwelling]:
    """The dwellings of the person's places whose owner has exactly this phone or identity number; none for an empty
    one.
    """
    wanted = Q(pk__in=[])
    if numbers.phone(number):
        wanted = Q(phone_hash=phone_hash(number)) | Q(identity_hash=identity_hash(number))
    rows: QuerySet[Dwelling] = Dwelling.objects.filter(
        wanted, neighbourhood__in=visible(actor).filter(merged_into__isnull=True).order_by().values("pk")
    )
    return rows.select_related("neighbourhood__jurisdiction", "building").order_by(
        "neighbourhood", "room", "id"
    )


@dataclass(frozen=True)
class Compared:
    """A sum of the dwellings beside the figure of the register; `difference` where both are known and differ."""

    label: str
    unit: str
    summed: int | Decimal
    registered: int | Decimal | None

    @property
    def difference(self) -> int | Decimal:
        """Dwellings minus register; 0 where the register has no figure."""
        return self.summed - self.registered if self.registered is not None else 0

    @property
    def gap(self) -> int | Decimal:
        """How far apart the two are."""
        return max(self.difference, -self.difference)


@dataclass(frozen=True)
class Standing:
    """The register of owners of a neighbourhood in figures."""

    dwellings: int
    without_area: int
    compared: tuple[Compared, ...]


def standing(row: Neighbourhood) -> Standing:
    """Households and area (㎡) as the dwellings sum up, beside what the register of neighbourhoods says; one query."""
    summed = Dwelling.objects.filter(neighbourhood=row).aggregate(
        count=Count("pk"), area=Sum("floor_area"), blank=Count("pk", filter=Q(floor_area__isnull=True))
    )
    return Standing(
        summed["count"],
        summed["blank"],
        (
            Compared("户数", "户", summed["count"], row.households),
            Compared("建筑面积", "㎡", summed["area"] or Decimal(0), row.floor_area),
        ),
    )
