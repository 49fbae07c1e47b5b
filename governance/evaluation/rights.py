"""Which assessments a third party makes, and who commissions them."""

from __future__ import annotations

from typing import Any

from communities.models import Organisation
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted, top_place
from governance.assessment.bodies import TENANT_LEVEL
from policies.pack.values import OPEN

THIRD_PARTY = "third-party"
"""The kind of actor that evaluates from outside."""


def third_party_assessments(adopted: Adopted) -> list[Any]:
    """The assessments of the rulebook whose assessor is a third party."""
    book = adopted.rulebook
    rows = [row for row in book.rows("assessments") if row.who != OPEN]
    return [
        row
        for row in rows
        if (actor := book.find("actors", str(row.who))) is not None and actor.kind == THIRD_PARTY
    ]


def find_commissioner(by: Actor) -> Organisation | None:
    """The person's government, leading body or office of the tenant's own level that decides, None without one."""
    top = top_place().path
    for seat in by.seats:
        own = seat.organisation
        if (
            own is not None
            and Capability.DECIDE in seat.capabilities
            and own.kind in TENANT_LEVEL
            and own.jurisdiction.path == seat.path == top
        ):
            return own
    return None


def commissioner(by: Actor) -> Organisation:
    """The same: it opens rounds, names evaluators, publishes. Raises `Refused`."""
    found = find_commissioner(by)
    if found is None:
        raise Refused(
            "第三方评价由本级政府、领导机构或其办公室委托和公布，您不在这样的单位，或没有作出决定的权限。"
        )
    return found
