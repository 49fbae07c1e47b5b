"""Who may state a criterion about a neighbourhood: read by the service that writes and by the pages that offer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from communities.people.enums import Capability
from communities.people.models import Organisation
from communities.people.rights import Actor, Seat
from communities.rulebooks.queries import Adopted
from policies.pack.rows import Criterion
from policies.vocabulary import KINDS_WITHOUT_LOGIN

RECORDERS = frozenset({"street", "community"})
"""Kinds of organisations that record for residents and owners' bodies (schema.md, `actors`)."""
SUBJECTS = frozenset({"neighbourhood", "building"})
RECORDED = {
    "owners_body": "登记业主组织",
    "property_contract": "登记物业服务合同",
    "management_mode": "确定管理方式",
    "maintenance_fund": "登记维修资金",
    "acceptance": "通过竣工验收",
    "handover": "办结移交",
}
"""Record -> the act of the room above that concludes it and states its criteria."""


@dataclass(frozen=True)
class Declarer:
    """An organisation of the person that may state a criterion, at the places where both it and the person's
    seat reach.
    """

    organisation: Organisation
    path: str

    def reaches(self, path: str) -> bool:
        """Whether a neighbourhood at `path` lies there."""
        return path.startswith(self.path)


def criterion_of(adopted: Adopted, criterion_id: str) -> Criterion | None:
    """The declared criterion about a neighbourhood or a building with this id; None where there is none."""
    for row in adopted.rulebook.rows("criteria"):
        if row.id == criterion_id and row.kind == "declared" and row.about in SUBJECTS:
            return row  # type: ignore[no-any-return]  # rows of a section are typed by their section
    return None


def recorded_by(row: Criterion, adopted: Adopted) -> str:
    """The act that states a yes on this criterion, in words; empty where it is declared on its own.

    A text without modes leaves nothing to settle: there its criterion stays a bare declaration.
    """
    if row.about != "neighbourhood" or (
        row.record == "management_mode" and not adopted.rulebook.rows("modes")
    ):
        return ""
    return RECORDED.get(str(row.record or ""), "")


def actor_name(adopted: Adopted, actor_id: str) -> str:
    """The Chinese name of an actor of the rulebook; the id where it has none."""
    return next((row.name for row in adopted.rulebook.rows("actors") if row.id == actor_id), actor_id)


def is_recorded_for(adopted: Adopted, actor_id: str) -> bool:
    """Whether the actor has no login, so that the street or community records for it."""
    return any(
        row.id == actor_id and row.kind in KINDS_WITHOUT_LOGIN for row in adopted.rulebook.rows("actors")
    )


def declarers(actor: Actor, criterion: Criterion, adopted: Adopted) -> list[Declarer]:
    """The person's organisations that may state the criterion, each with the place where it may."""
    recorded = is_recorded_for(adopted, criterion.by or "")
    return [
        Declarer(seat.organisation, lower)
        for seat, lower in _seats(actor)
        if seat.organisation is not None
        and (seat.organisation.kind in RECORDERS if recorded else seat.organisation.actor == criterion.by)
    ]


def declarer_at(actor: Actor, criterion: Criterion, adopted: Adopted, path: str) -> Organisation | None:
    """The person's organisation that may state the criterion about a neighbourhood at `path`, else None."""
    for declarer in declarers(actor, criterion, adopted):
        if declarer.reaches(path):
            return declarer.organisation
    return None


def asked_about_neighbourhoods(adopted: Adopted) -> list[Criterion]:
    """The declared criteria about a neighbourhood that eligibility, or a gate at `register` or `reserve`, asks
    for, in that order.
    """
    book = adopted.rulebook
    wanted: list[str] = [id_ for rule in book.rows("eligibility") for id_ in rule.require]
    wanted += [
        id_ for gate in book.rows("gates") if gate.at in {"register", "reserve"} for id_ in gate.require
    ]
    rows = {row.id: row for row in _declared(book.rows("criteria"))}
    return [rows[id_] for id_ in dict.fromkeys(wanted) if id_ in rows]


def _declared(rows: Iterable[Criterion]) -> Iterator[Criterion]:
    return (row for row in rows if row.kind == "declared" and row.about == "neighbourhood")


def _seats(actor: Actor) -> Iterator[tuple[Seat, str]]:
    """The seats that may declare, with the lower of the seat's place and the organisation's: both must reach."""
    for seat in actor.seats:
        if seat.organisation is None or Capability.DECLARE not in seat.capabilities:
            continue
        own = seat.organisation.jurisdiction.path
        if seat.path.startswith(own):
            yield seat, seat.path
        elif own.startswith(seat.path):
            yield seat, own
