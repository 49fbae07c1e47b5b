"""Money of many projects: sums by project and by kind of channel. Amounts in yuan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from communities.rulebooks.labels import CHANNEL_KINDS
from funding.models import FundingSource
from projects.models import Project

ZERO = Decimal(0)
MONEY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=20, decimal_places=2)


@dataclass(frozen=True)
class KindTotal:
    """Planned, arrived and paid of one kind of channel, or (`kind` empty) of all."""

    kind: str
    name: str
    planned: Decimal
    arrived: Decimal
    paid: Decimal


def with_money(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Adds planned, arrived and paid of the project's sources, by one subquery each; 0 without a source."""
    own = FundingSource.objects.filter(project=OuterRef("pk")).order_by().values("project")
    return projects.annotate(
        **{
            name: Coalesce(Subquery(own.annotate(n=Sum(name)).values("n")), ZERO, output_field=MONEY)
            for name in ("planned", "arrived", "paid")
        }
    )


def by_kind(projects: QuerySet[Project]) -> list[KindTotal]:
    """The sums of all these projects by kind of channel, then of all kinds; one grouped query."""
    rows = (
        FundingSource.objects.filter(project__in=projects.order_by().values("pk"))
        .order_by()
        .values_list("kind")
        .annotate(planned=Sum("planned"), arrived=Sum("arrived"), paid=Sum("paid"))
    )
    found = {kind: KindTotal(kind, CHANNEL_KINDS[kind], *sums) for kind, *sums in rows}
    kinds = [found[kind] for kind in CHANNEL_KINDS if kind in found]
    return [*kinds, _total(kinds)]


def _total(kinds: Sequence[KindTotal]) -> KindTotal:
    return KindTotal(
        "",
        "合计",
        sum((row.planned for row in kinds), ZERO),
        sum((row.arrived for row in kinds), ZERO),
        sum((row.paid for row in kinds), ZERO),
    )


def with_kind(projects: QuerySet[Project], kind: str) -> QuerySet[Project]:
    """Those that have a source of that kind of channel; all for a kind that there is not."""
    if kind not in CHANNEL_KINDS:
        return projects
    return projects.filter(pk__in=FundingSource.objects.filter(kind=kind).values("project"))
