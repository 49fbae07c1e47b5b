"""What the budgets can bear: the burden of a year's projects, place by place, against the capacity entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from approvals.models import AnnualPlan, FiscalCapacity
from approvals.plan.lines import standing_projects
from communities.models import Jurisdiction
from communities.rulebooks.queries import Adopted
from funding.queries import government_burden
from projects.models import Project


@dataclass(frozen=True)
class PlaceBurden:
    """One place's budget in one year: what it can bear, what the plan and the chosen projects lay on it, in yuan.

    `amount` is what is known; `unknown` counts the projects of which nothing is. `is_exact` is False where a whole
    estimate stands for a share that is not settled, or an item has no estimate.
    """

    place: Jurisdiction
    capacity: FiscalCapacity | None
    amount: Decimal
    projects: int
    unknown: int
    is_exact: bool

    @property
    def is_over(self) -> bool:
        """Above what was entered; without an entry nobody knows."""
        return self.capacity is not None and self.amount > self.capacity.amount

    @property
    def excess(self) -> Decimal:
        return self.amount - self.capacity.amount if self.capacity else Decimal(0)


def burdens(
    plan: AnnualPlan, chosen: Sequence[Project], *, adopted: Adopted, everywhere: bool = False
) -> list[PlaceBurden]:
    """The burden of the year's confirmed and the chosen projects: one row a place with a capacity, one a district.

    Only places that hold a chosen project, unless `everywhere`.
    """
    ids = {project.pk for project in chosen} | standing_projects(plan)
    projects = list(Project.objects.filter(pk__in=ids).order_by("pk"))
    entered = {
        row.jurisdiction.path: row
        for row in FiscalCapacity.objects.filter(year=plan.year).select_related("jurisdiction", "document")
    }
    borne = government_burden(projects, adopted)
    concerned = projects if everywhere else chosen
    found = []
    for place in _places(concerned, entered):
        inside = [project for project in projects if place.contains(project.path)]
        found.append(_burden(place, entered.get(place.path), inside, borne))
    return found


def cautions(borne: Sequence[PlaceBurden]) -> list[str]:
    """Sentences about budgets of which too little is known to compare."""
    found = []
    for each in borne:
        if each.capacity is None:
            found.append(f"{each.place.name}尚未填报本年度财政承受能力，未能比较。")
        if each.unknown:
            found.append(f"{each.place.name}有 {each.unknown} 个项目的投资未填全，财政负担未计入这些项目。")
    return found


def excesses(borne: Sequence[PlaceBurden]) -> list[str]:
    """Sentences with the figures of each budget that is exceeded; amounts in yuan."""
    return [
        f"{each.place.name}本年度财政负担{'' if each.is_exact else '按估算上限'} {each.amount:,.2f} 元，"
        f"超出可承受的 {each.capacity.amount:,.2f} 元，多 {each.excess:,.2f} 元"
        for each in borne
        if each.is_over and each.capacity is not None
    ]


def _places(projects: Iterable[Project], entered: Mapping[str, FiscalCapacity]) -> list[Jurisdiction]:
    """The places with a capacity that hold one of the projects, and the projects' own districts, from the top down."""
    paths = {project.path for project in projects}
    above = {ancestor for path in paths for ancestor in _ancestors(path)}
    nodes = Jurisdiction.objects.filter(path__in=above).order_by("path")
    return [node for node in nodes if node.path in entered or node.division == "district"]


def _ancestors(path: str) -> list[str]:
    return Jurisdiction(path=path).ancestor_paths()


def _burden(
    place: Jurisdiction,
    capacity: FiscalCapacity | None,
    inside: Sequence[Project],
    borne: Mapping[int, tuple[Decimal | None, bool]],
) -> PlaceBurden:
    amounts = [borne[project.pk] for project in inside]
    known = [amount for amount, _ in amounts if amount is not None]
    return PlaceBurden(
        place=place,
        capacity=capacity,
        amount=sum(known, Decimal(0)),
        projects=len(inside),
        unknown=len(amounts) - len(known),
        is_exact=all(exact for amount, exact in amounts if amount is not None),
    )
