"""For whom a round waits though nobody there can speak: a leave must not stop it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from approvals.models import ReviewRound
from approvals.review.facts import is_recorded_for
from approvals.review.rights import silent
from communities.models import Organisation
from communities.people.delegation import queries as delegations
from communities.people.enums import Capability
from communities.rulebooks.queries import Adopted


def unmanned(
    rounds: Iterable[ReviewRound],
    places: Mapping[int, Sequence[str]],
    *,
    adopted: Adopted,
    on: date,
    without: Collection[int] = (),
) -> dict[int, str]:
    """Silent reviewer's id -> the path of the place from which to ask for a stand-in; two queries, however many.

    Those none of whose organisations for the project has on the day a member with an open login who may decide.
    `places`: project id -> the paths of its neighbourhoods. Reviewers without a login are recorded for by others.
    `without`: as if these memberships (ids) were over.
    """
    waited = [
        (one, reviewer)
        for one in rounds
        for reviewer in silent(one)
        if not is_recorded_for(reviewer.actor, adopted)
    ]
    if not waited:
        return {}
    units: dict[str, list[Organisation]] = defaultdict(list)
    asked = Organisation.objects.filter(actor__in={reviewer.actor for _, reviewer in waited})
    for unit in asked.select_related("jurisdiction"):
        units[unit.actor].append(unit)
    every = [unit for own in units.values() for unit in own]
    empty = delegations.unmanned(every, Capability.DECIDE, on, without=without)
    found: dict[int, str] = {}
    for one, reviewer in waited:
        paths = (one.project.path, *places.get(one.project_id, ()))
        able = [u for u in units[reviewer.actor] if any(p.startswith(u.jurisdiction.path) for p in paths)]
        if all(unit.pk in empty for unit in able):
            found[reviewer.pk] = able[0].jurisdiction.path if able else one.project.path
    return found
