"""Who makes and submits the report of a place, and who gives it back or locks it."""

from __future__ import annotations

from collections.abc import Collection

from communities.models import Jurisdiction, Organisation
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.tenancy.models import SEGMENT
from projects.services.acting import PROPOSERS

KEEPS = frozenset({Capability.PROPOSE, Capability.DECIDE})
DECIDES = frozenset({Capability.DECIDE})


def keeper(place: Jurisdiction, by: Actor) -> Organisation:
    """The person's organisation of this very place that makes its report: a government, department, office or body.

    Whoever sits above does not write another's report: he gives it back. Raises `Refused`.
    """
    for own in _seated(by, KEEPS):
        if own.jurisdiction.path == place.path:
            return own
    raise Refused(f"{place.name}的月报由{place.name}本级的政府、部门或办事机构编制和报送，您不在这样的单位。")


def decider(by: Actor) -> Organisation:
    """The person's organisation at the tenant's own level that gives reports back and locks them. Raises `Refused`."""
    for own in _seated(by, DECIDES):
        if len(own.jurisdiction.path) == SEGMENT:
            return own
    raise Refused("退回和锁定月报由本级有决定权限的政府、部门或办事机构办理，您不在这样的单位。")


def may_keep(place: Jurisdiction, by: Actor) -> bool:
    """Whether to show the buttons; the services ask again."""
    return any(own.jurisdiction.path == place.path for own in _seated(by, KEEPS))


def may_decide(by: Actor) -> bool:
    """Likewise."""
    return any(len(own.jurisdiction.path) == SEGMENT for own in _seated(by, DECIDES))


def _seated(by: Actor, needs: Collection[Capability]) -> list[Organisation]:
    """The person's organisations of a fitting kind in which one of the capabilities is held."""
    if not any(by.may_somewhere(one) for one in needs):
        return []
    return [
        seat.organisation
        for seat in by.seats
        if seat.organisation is not None
        and seat.organisation.kind in PROPOSERS
        and any(one in seat.capabilities for one in needs)
    ]
