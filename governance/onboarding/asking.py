"""Whom the rulebook names, at which places he is needed, and where he is missing.

Nothing of a city stands here: the actors, their levels and the clauses that name them come from the rulebook in force.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from communities.models import Jurisdiction, Organisation
from communities.people.queries import WITHOUT_LOGIN
from communities.rulebooks.queries import Adopted
from communities.tenancy.models import SEGMENT
from policies.pack import ALL_SECTIONS

ENGAGED = WITHOUT_LOGIN | {"third-party"}
"""Kinds of actors that no start waits for: they have no login, or are engaged project by project and never decide."""
DESCRIBE = frozenset({"actors", "levels", "unsettled"})
"""Sections that say who there is, not what he does."""


@dataclass(frozen=True)
class Needed:
    """An actor that clauses name, how many of the places of his level have him (there or above), and which have not."""

    id: str
    name: str
    level: str
    places: int
    missing: tuple[Jurisdiction, ...]

    @property
    def present(self) -> int:
        return self.places - len(self.missing)

    @property
    def is_done(self) -> bool:
        return not self.missing


def needed(adopted: Adopted) -> list[Needed]:
    """The actors that a clause names and that state, review or decide themselves, in the order of the rulebook. Two
    queries, whatever the size.
    """
    rulebook = adopted.rulebook
    levels = {row.id: row for row in rulebook.rows("levels")}
    named = set(_named(adopted))
    at: dict[str, list[Jurisdiction]] = defaultdict(list)
    for place in (
        Jurisdiction.objects.exclude(level="").only("code", "name", "level", "path").order_by("path")
    ):
        at[place.level].append(place)
    seats: dict[str, set[str]] = defaultdict(set)
    for actor, path in Organisation.objects.order_by().values_list("actor", "jurisdiction__path"):
        seats[actor].add(path)
    found = []
    for row in rulebook.rows("actors"):
        if row.id not in named or row.kind in ENGAGED:
            continue
        level = level_of(row.level, levels)
        places = at[level]
        missing = tuple(place for place in places if not _is_held(place.path, seats[row.id]))
        if places:
            found.append(Needed(row.id, row.name, levels[level].name, len(places), missing))
    return found


def level_of(level: str, levels: Mapping[str, Any]) -> str:
    """The level of the places where an actor sits: one that is no division lies with the level above it."""
    while not levels[level].divisions and levels[level].under:
        level = levels[level].under
    return level


def _is_held(path: str, seats: set[str]) -> bool:
    """Whether the actor sits at the place or above it."""
    return any(path[:end] in seats for end in range(SEGMENT, len(path) + 1, SEGMENT))


def _named(adopted: Adopted) -> Iterator[str]:
    """Every word of a clause; those that are ids of actors are the actors named."""
    for section in ALL_SECTIONS:
        if section not in DESCRIBE:
            for row in adopted.rulebook.rows(section):
                yield from _words(row.model_dump())


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _words(each)
