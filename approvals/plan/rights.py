"""Who nominates, who confirms and adjusts, who states what a budget can bear."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from approvals.transitions import is_own_level
from communities.models import Jurisdiction, Organisation
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused, Seat
from communities.rulebooks.queries import Adopted
from projects.models import Project
from projects.services import acts_for
from projects.services.acting import PROPOSERS

NOMINATES = frozenset({Capability.PROPOSE, Capability.DECIDE})
BUDGETS = frozenset({Capability.FUND, Capability.DECIDE})

Seated = list[tuple[Seat, Organisation]]


def nominator(projects: Iterable[Project], by: Actor) -> Organisation:
    """The person's organisation that may put all of the projects on a draft: it holds the place of each.

    A street, a government, one of its departments or offices, or a leading body. Raises `Refused`.
    """
    chosen = list(projects)
    for seat, organisation in nominating_seats(by):
        if all(acts_for(seat, project, ()) for project in chosen):
            return organisation
    raise Refused(
        "列入年度计划草案由项目所在地的街道、政府或其部门办理，您不在这样的单位，或该单位不管辖所选项目。"
    )


def nominating_seats(by: Actor) -> Seated:
    """The person's seats that nominate somewhere: decides about a button."""
    return [(seat, own) for seat, own in _seated(by, NOMINATES) if own.kind in PROPOSERS]


def confirmer(projects: Iterable[Project], *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that plays an actor of the transition `plan` and holds the place of every project.

    Where the rulebook has no such row: a body at the tenant's own level or a district's. Raises `Refused`.
    """
    chosen = list(projects)
    for seat, organisation in confirming_seats(by, adopted):
        if all(acts_for(seat, project, ()) for project in chosen):
            return organisation
    raise Refused(
        f"年度计划由{confirmers(adopted)}确认和调整，您不在该单位，或该单位不管辖所选项目的全部所在地。"
    )


def confirming_seats(by: Actor, adopted: Adopted) -> Seated:
    """The person's seats that confirm somewhere: decides about a button."""
    actors = adopted.rulebook.transition_actors("plan")
    return [
        (seat, own)
        for seat, own in _seated(by, {Capability.DECIDE})
        if (own.actor in actors if actors is not None else is_own_level(own))
    ]


def confirmers(adopted: Adopted) -> str:
    """Who confirms, in Chinese."""
    actors = adopted.rulebook.transition_actors("plan")
    if actors is None:
        return "本级或项目所在区（县、市）的政府及部门"
    return "、".join(adopted.rulebook.actor_name(actor) for actor in actors)


def budgeter(place: Jurisdiction, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's government or finance department that states what the place's budget can bear. Raises `Refused`."""
    for seat, organisation in budgeting_seats(by, adopted):
        if place.path.startswith(seat.path) and organisation.jurisdiction.contains(place.path):
            return organisation
    raise Refused("财政承受能力由当地政府或财政部门填报，您不在这样的单位，或该单位不管辖此处。")


def budgeting_seats(by: Actor, adopted: Adopted) -> Seated:
    """The person's seats that state a budget's capacity somewhere: decides about a button."""
    finance = {row.id for row in adopted.rulebook.rows("actors") if row.concept == "finance"}
    return [
        (seat, own) for seat, own in _seated(by, BUDGETS) if own.kind == "government" or own.actor in finance
    ]


def _seated(by: Actor, needs: Collection[Capability]) -> Seated:
    """The person's seats in an organisation that hold one of the capabilities, in the person's own tenant."""
    if not any(by.may_somewhere(one) for one in needs):
        return []
    return [
        (seat, seat.organisation)
        for seat in by.seats
        if seat.organisation is not None and any(one in seat.capabilities for one in needs)
    ]
