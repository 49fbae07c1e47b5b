"""Projects with money for the tests of funding, made by the services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from communities.neighbourhoods import services as neighbourhoods
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.people.rights import Actor
from communities.rulebooks.services import settle
from funding import services
from funding.enums import MovementKind
from funding.models import CostShare, FundingSource, Movement
from projects.models import Lift, Project, WorksItem
from projects.services import ItemDraft, add_items, add_lift, declare
from tests.cast import People, Town
from tests.projects import making

BASIS = "青改办〔2026〕12号"
WULONG_SCOPE = ("WL-C-neglect", "WL-C-municipal", "WL-C-services", "WL-C-will")


def settled(path: str, value: Any, by: Actor, *, is_demo: bool = False) -> None:
    """An entry of the tenant over its rulebook, from the year's first day."""
    settle(
        path=path,
        value=value,
        basis=BASIS,
        reason="测试",
        effective_from=date(2026, 1, 1),
        by=by,
        now=making.NOW,
        is_demo=is_demo,
    )


def item(of: Project, row: Neighbourhood, by: Actor, id_: str = "road", cost: str | None = None) -> WorksItem:
    """One works item with its estimate in yuan as written."""
    draft = ItemDraft(id_, row, estimate=None if cost is None else Decimal(cost))
    (made,) = add_items(of, [draft], adopted=making.today(), by=by)
    return made


def qingdao_project(town: Town, people: People, *costs: str, name: str = "河清路二小区") -> Project:
    """Items of 完善类 at 云霄路社区, one for each cost; the class is the tenant's entry."""
    ids = ("road", "green", "lighting", "parking")
    for id_ in ids[: len(costs)]:
        settled(f"item:{id_}.class", "improvement", people.qd_admin)
    row = making.eligible(town.places[making.COMMUNITY], people, name)
    project = making.project([row], people.qd_street)
    for id_, cost in zip(ids, costs, strict=False):
        item(project, row, people.qd_street, id_, cost)
    return project


def share(project: Project, by: Actor, rule: str = "QD-S-improvement", **percents: str) -> CostShare:
    """Settle percentages: `share(project, by, residents="20", government="80")`."""
    standing = CostShare.objects.filter(project=project, rule=rule).first()
    return services.set_percentages(
        project,
        rule=rule,
        percents={payer.replace("_", "-"): Decimal(percent) for payer, percent in percents.items()},
        basis=BASIS,
        revision=standing.revision if standing else 0,
        adopted=making.today(),
        by=by,
        now=making.NOW,
    )


def source(
    project: Project,
    by: Actor,
    planned: str = "100000.00",
    *,
    channel: str = "award",
    payer: str = "city",
    **more: Any,
) -> FundingSource:
    """A source of money; the channels are Qingdao's."""
    return services.add_source(
        project,
        channel=channel,
        payer=payer,
        giver="青岛市财政局",
        planned=Decimal(planned),
        adopted=making.today(),
        by=by,
        now=making.NOW,
        **more,
    )


def arrive(of: FundingSource, amount: str, by: Actor, **more: Any) -> Movement:
    """Money that came."""
    return _record(of, MovementKind.ARRIVAL, amount, by, more)


def pay(of: FundingSource, amount: str, by: Actor, **more: Any) -> Movement:
    """Money paid out."""
    return _record(of, MovementKind.PAYMENT, amount, by, more)


def _record(of: FundingSource, kind: MovementKind, amount: str, by: Actor, more: dict[str, Any]) -> Movement:
    values: dict[str, Any] = {"on": making.DAY, "party": "中建八局", "voucher": "付-001"} | more
    return services.record(of, kind=kind, amount=Decimal(amount), by=by, now=making.NOW, **values)


def wulong_project(
    town: Town, people: People, *, storeys: int = 7, lifts: int = 2
) -> tuple[Project, list[Lift]]:
    """An eligible neighbourhood built 1996-05-01 with one building, a lift item and its lifts, structure proved."""
    row = making.neighbourhood(
        town.places[making.WL_COMMUNITY],
        people.wl_street,
        "建设东路小区",
        completed_from=date(1996, 5, 1),
        completed_to=date(1996, 5, 1),
    )
    for criterion in WULONG_SCOPE:
        making.state(criterion, [row], people.wl_street)
    making.state("WL-C-place", [row], people.wl_planning)
    building = block(row, people.wl_street, storeys)
    project = making.project([row], people.wl_street)
    works = item(project, row, people.wl_street, "lift", "900000.00")
    return project, [
        add_lift(
            works, building=building, position=f"{number}单元", adopted=making.today(), by=people.wl_street
        )
        for number in range(1, lifts + 1)
    ]


def block(row: Neighbourhood, by: Actor, storeys: int) -> Building:
    """A building whose structure the owners have proved, as the street records."""
    building = plain_block(row, by, storeys)
    proof = making.paper("结构安全证明", row.jurisdiction, by)
    neighbourhoods.declare(
        criterion="WL-C-structure",
        value=True,
        neighbourhoods=[row],
        building=building,
        evidence=[("结构安全证明", proof)],
        on=making.DAY,
        by=by,
        now=making.NOW,
    )
    return building


def plain_block(row: Neighbourhood, by: Actor, storeys: int) -> Building:
    """A building with the neighbourhood's own figures."""
    values = {"name": "1号楼", "households": 312, "storeys": storeys, "floor_area": Decimal("25100.00")}
    (building,) = neighbourhoods.add_buildings(row, [values], by=by, now=making.NOW)
    return building


def about_lift(lift: Lift, criterion: str, by: Actor, document: str = "", *, value: bool = True) -> None:
    """Declare about one lift, with its paper."""
    project = lift.works_item.project
    papers = [(document, making.paper(document, project.jurisdiction, by))] if document else []
    declare(
        project,
        criterion=criterion,
        value=value,
        lift=lift,
        evidence=papers,
        adopted=making.today(),
        by=by,
        on=making.DAY,
    )
