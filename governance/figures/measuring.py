"""Figures of many places at once, and the rows behind a figure of one."""

# ruff: noqa: S608 - the SQL is put together from constants of this room; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from communities.rulebooks.queries import Adopted
from governance.figures.computes import COMPUTES, WITH
from governance.figures.instant import Instant
from governance.figures.states import AT_PLACES, LIES_AT, fetch, params

Number = Decimal | int

SHIFTS = {
    "wan_m2": ("m2", 4),
    "wan_household": ("household", 4),
    "wan_people": ("people", 4),
    "yi_yuan": ("yuan", 8),
}
"""Multiple -> its base unit, and by how many places the point moves."""


@dataclass(frozen=True)
class Figure:
    """A figure in its base unit (㎡, yuan, households, ...). Of a rate `value` is None: the engine divides the parts.

    A sum of which no part is known has no numerator; without any row it is 0.
    """

    numerator: Number | None
    denominator: Number | None = None
    is_rate: bool = False

    @property
    def value(self) -> Number | None:
        return None if self.is_rate else self.numerator


@dataclass(frozen=True)
class Basis:
    """What a figure takes from the rulebook: its first day (None: the beginning), its channels of the centre."""

    since: date | None
    central: tuple[str, ...]

    @classmethod
    def of(cls, adopted: Adopted) -> Basis:
        channels = adopted.rulebook.rows("channels")
        central = tuple(row.id for row in channels if row.concept == "central")
        return cls(adopted.pack.identity.period.from_, central)


@dataclass(frozen=True)
class Row:
    """One row behind a figure: the project, neighbourhood or community, and what it adds to each part."""

    id: int
    path: str
    name: str
    numerator: Number | None
    denominator: Number | None


def figures(compute: str, places: Iterable[str], instant: Instant, basis: Basis) -> Mapping[str, Figure]:
    """Path -> the figure of everything at or below it; one grouped query for any number of places, nested or not.

    Raises KeyError for a compute that is not a figure of places.
    """
    one = COMPUTES[compute]
    wanted = sorted(set(places))
    sql = f"""{WITH}, {AT_PLACES}, fact(id, path, name, numerator, denominator) AS ({one.sql})
        SELECT place.path, sum(fact.numerator), sum(fact.denominator) FROM fact {LIES_AT.format(row="fact")}
        GROUP BY place.path"""
    nothing = Figure(0, 0 if one.is_rate else None, one.is_rate)
    found = dict.fromkeys(wanted, nothing)
    for path, numerator, denominator in fetch(sql, _values(instant, basis) | {"places": wanted}):
        if one.is_rate:
            found[path] = Figure(plain(numerator) or 0, plain(denominator) or 0, True)
        else:
            found[path] = Figure(plain(numerator))
    return found


def rows(
    compute: str,
    path: str,
    instant: Instant,
    basis: Basis,
    *,
    offset: int = 0,
    limit: int | None = None,
    only_counted: bool = False,
) -> Sequence[Row]:
    """The rows behind the figure of one place as they were, by place and name; `only_counted`: those that add to the
    numerator. One query.
    """
    sql = f"""{WITH}, fact(id, path, name, numerator, denominator) AS ({COMPUTES[compute].sql})
        SELECT id, path, name, numerator, denominator FROM fact
        WHERE starts_with(path, %(path)s) AND (NOT %(only)s OR numerator <> 0)
        ORDER BY path, name, id OFFSET %(offset)s LIMIT %(limit)s"""
    values = _values(instant, basis) | {"path": path, "offset": offset, "limit": limit, "only": only_counted}
    return [
        Row(id_, where, name, plain(numerator), plain(denominator))
        for id_, where, name, numerator, denominator in fetch(sql, values)
    ]


@dataclass(frozen=True)
class PlanYardstick:
    """What a place's confirmed plan of the year counts: projects, their investment in yuan (None: not all known)."""

    projects: int
    investment: Decimal | None


def planned(places: Iterable[str], instant: Instant) -> Mapping[str, PlanYardstick]:
    """Path -> the confirmed plan at or below it; a place without a planned project is not in it. One grouped query."""
    wanted = sorted(set(places))
    sql = f"""{WITH}, {AT_PLACES}
        SELECT place.path, count(*), CASE WHEN bool_and(entry.investment IS NOT NULL) THEN sum(entry.investment) END
        FROM plan_entry entry {LIES_AT.format(row="entry")} GROUP BY place.path"""
    found = fetch(sql, _values(instant, Basis(None, ())) | {"places": wanted})
    return {path: PlanYardstick(count, investment) for path, count, investment in found}


def in_unit(value: Number | None, unit: str) -> Number | None:
    """A base figure in an indicator's unit, exactly: 935,000,000 yuan are 9.35 亿元."""
    if value is None or unit not in SHIFTS:
        return value
    return plain(Decimal(value).scaleb(-SHIFTS[unit][1]))


def plain(value: Number | None) -> Number | None:
    """Whole numbers as int, others as the shortest decimal: nothing is rounded."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()


def _values(instant: Instant, basis: Basis) -> dict[str, Any]:
    return params(instant) | {"since": basis.since, "central": list(basis.central)}
