"""Whom an assessment of the rulebook assesses, where, and who assesses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from communities.models import Jurisdiction, Organisation
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted, top_place
from policies.pack.values import OPEN
from policies.vocabulary import KINDS_WITHOUT_LOGIN

TENANT_LEVEL = ("government", "leading-body", "office")
"""Kinds that act at the tenant's own level where the text's assessor is open or has no login here, the first first."""


@dataclass(frozen=True)
class Body:
    """An assessed body: an actor at a place. `is_own`: the sheet of the tenant's own level, the one with targets."""

    actor: str
    place: Jurisdiction
    is_own: bool = False

    @property
    def key(self) -> tuple[str, int]:
        return self.actor, self.place.pk


def bodies(assessment: Any, adopted: Adopted, places: Iterable[Jurisdiction]) -> list[Body]:
    """The tenant's own sheet, then one body for each place that plays the level of an actor of `whom`.

    Several divisions may play one level and lie one under another (Jilin's 市县): each is a body. A level above the
    tenant has no place and no body.
    """
    every = list(places)
    top = next(place for place in every if place.parent_id is None)
    found = [Body(assessor_id(assessment, adopted), top, is_own=True)]
    for actor_id in assessment.whom:
        level = adopted.rulebook.get("actors", actor_id).level
        found += [Body(actor_id, place) for place in every if place.level == level]
    return list({body.key: body for body in reversed(found)}.values())[::-1]


def assessor_id(assessment: Any, adopted: Adopted) -> str:
    """The actor that assesses; where the text leaves it open, the tenant's own government, leading body or office."""
    if assessment.who != OPEN:
        return str(assessment.who)
    unit = adopted.pack.identity.unit
    actors = [actor for actor in adopted.rulebook.rows("actors") if actor.level == unit]
    ranked = sorted(
        (actor for actor in actors if actor.kind in TENANT_LEVEL),
        key=lambda actor: TENANT_LEVEL.index(actor.kind),
    )
    return str((ranked or actors)[0].id)


def assessor(assessment: Any, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that assesses, at the tenant's own level. Raises `Refused`.

    It plays the assessment's `who`; where no organisation plays it, or it has no login, a government, leading body or
    office of the tenant's own level.
    """
    organisation = find_assessor(assessment, adopted=adopted, by=by)
    if organisation is None:
        name = adopted.rulebook.actor_name(assessor_id(assessment, adopted))
        raise Refused(f"《{assessment.name}》由{name}办理，您不在该单位，或没有替它作决定的权限。")
    return organisation


def find_assessor(
    assessment: Any, *, adopted: Adopted, by: Actor, capability: Capability = Capability.DECIDE
) -> Organisation | None:
    """The same, None without one."""
    who = assessor_id(assessment, adopted)
    top = top_place()
    actor = adopted.rulebook.find("actors", who)
    has_login = actor is not None and actor.kind not in KINDS_WITHOUT_LOGIN
    is_played = has_login and Organisation.objects.filter(actor=who, jurisdiction=top).exists()
    for seat in by.seats:
        own = seat.organisation
        if own is None or capability not in seat.capabilities or own.jurisdiction.path != top.path:
            continue
        if own.actor == who if is_played else own.kind in TENANT_LEVEL:
            return own
    return None
