"""What waits for units in which nobody can act: open matters of the apps above, which tell them; facts come up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communities.people.delegation import queries
from communities.people.enums import Capability
from communities.people.models import Membership, Organisation

ACTS = frozenset({Capability.DECIDE, Capability.DECLARE, Capability.PROPOSE})
"""What a matter waits for: who holds none of them is missed by none."""


@dataclass(frozen=True)
class Roll:
    """Who is there on a day; as if the memberships `without` (ids) were over already."""

    on: date
    without: frozenset[int] = frozenset()

    def empty(
        self, units: Iterable[Organisation], capabilities: Iterable[Capability] = (Capability.DECIDE,)
    ) -> frozenset[int]:
        """Of the units (ids) those in which nobody holds any of the capabilities; one query each."""
        found = list(units)
        left = [queries.unmanned(found, one, self.on, without=self.without) for one in capabilities]
        return frozenset.intersection(*left)


@dataclass(frozen=True)
class Matter:
    """Something open that a unit at `path` should do and where nobody can: in words, without naming what it is about,
    for an administrator is shown it.
    """

    what: str
    unit: str
    path: str


@dataclass(frozen=True)
class Waiting:
    """Matters of one kind that wait for one unit."""

    what: str
    unit: str
    count: int


Teller = Callable[[Roll], Iterable[Matter]]
_tellers: list[Teller] = []


def told_by(teller: Teller) -> Teller:
    """An app above that has matters to decide says so once, when it is loaded. A constant number of queries each."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def waiting(roll: Roll, *, paths: Collection[str] | None = None) -> list[Waiting]:
    """What waits for units in which nobody can act, at these places and below; None is everywhere."""
    return _counted(_matters(roll, paths))


def would_wait(memberships: Iterable[Membership], on: date) -> list[Waiting]:
    """What would wait for nobody on the day if these memberships were over, and does not yet."""
    gone = frozenset(m.pk for m in memberships if m.organisation_id and ACTS & set(m.role.capabilities))
    if not gone:
        return []
    return _counted(_matters(Roll(on, gone), None) - _matters(Roll(on), None))


def deserted(
    subjects: Mapping[str, Sequence[Sequence[str]]], units: Sequence[Organisation], empty: Collection[int]
) -> Iterable[Matter]:
    """Matters by what they are, each with the paths of its places: those for which every unit that reaches one of them
    is empty. Where there is no unit at all, none is missed: the checklist before the start says so.
    """
    for what, places in subjects.items():
        for paths in places:
            able = [unit for unit in units if any(p.startswith(unit.jurisdiction.path) for p in paths)]
            if able and all(unit.pk in empty for unit in able):
                yield Matter(what, "、".join(unit.name for unit in able[:3]), able[0].jurisdiction.path)


def _matters(roll: Roll, paths: Collection[str] | None) -> Counter[Matter]:
    told = (matter for teller in _tellers for matter in teller(roll))
    return Counter(m for m in told if paths is None or any(m.path.startswith(path) for path in paths))


def _counted(matters: Counter[Matter]) -> list[Waiting]:
    found: Counter[tuple[str, str]] = Counter()
    for matter, count in matters.items():
        found[matter.what, matter.unit] += count
    return [Waiting(what, unit, count) for (what, unit), count in sorted(found.items())]
