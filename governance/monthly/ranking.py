"""The ranking by start rate, as the published table has it: 全部开工 in the stead of 100 %, a foot with the sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ALL_STARTED = "全部开工"
HUNDREDTH = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Line:
    """A place: neighbourhoods started, and of how many planned; or only the rate (%) that somebody published."""

    name: str
    started: int
    planned: int | None = None
    rate: Decimal | None = None
    code: str = ""

    @property
    def percent(self) -> Decimal | None:
        """Per cent: of the two numbers with two decimals, half up; else as published. None: nothing was planned."""
        if self.planned is None:
            return self.rate
        return _percent(self.started, self.planned)

    @property
    def has_all_started(self) -> bool:
        if self.planned is None:
            return self.rate is not None and self.rate >= HUNDRED
        return 0 < self.planned <= self.started

    @property
    def least(self) -> Decimal | None:
        """The fewest that can have been planned, by the rate as rounded; what started, where all has."""
        if self.planned is not None:
            return Decimal(self.planned)
        if self.rate is None:
            return None
        return (
            Decimal(self.started)
            if self.has_all_started
            else self.started * HUNDRED / (self.rate + self._half)
        )

    @property
    def most(self) -> Decimal | None:
        """The most that can have been planned, likewise."""
        if self.planned is not None or self.rate is None or self.has_all_started:
            return self.least
        lowest = self.rate - self._half
        return self.started * HUNDRED / lowest if lowest > 0 else None

    @property
    def _half(self) -> Decimal:
        """Half of the last digit of the published rate: 0.5 where it is a whole number."""
        exponent = self.rate.as_tuple().exponent if self.rate is not None else 0
        return Decimal(5).scaleb(int(exponent) - 1)


@dataclass(frozen=True)
class Placed:
    """A line with its place; lines with the same rate share one. No place where nothing was planned."""

    place: int | None
    is_tied: bool
    line: Line

    @property
    def said(self) -> str:
        """The rate as it is written."""
        if self.line.has_all_started:
            return ALL_STARTED
        return "—" if self.line.percent is None else f"{self.line.percent}%"

    @property
    def drawn(self) -> Decimal | None:
        """The length of its bar, in per cent: never beyond the whole."""
        return HUNDRED if self.line.has_all_started else self.line.percent


@dataclass(frozen=True)
class Ranking:
    """The places from the best down, and their sum."""

    rows: tuple[Placed, ...]

    @property
    def started(self) -> int:
        return sum(row.line.started for row in self.rows)

    @property
    def planned(self) -> int | None:
        """None while the plan of one line is not known."""
        parts = [row.line.planned for row in self.rows]
        return None if None in parts else sum(part for part in parts if part is not None)

    @property
    def rate(self) -> Decimal | None:
        """Of the two sums, two decimals, half up: never an average of rates."""
        return None if self.planned is None else _percent(self.started, self.planned)

    @property
    def bounds(self) -> tuple[Decimal, Decimal] | None:
        """Between which the rate of the whole must lie, where lines tell only their rounded rates; two decimals."""
        least = [row.line.least for row in self.rows]
        most = [row.line.most for row in self.rows]
        known_least = [part for part in least if part is not None]
        known_most = [part for part in most if part is not None]
        if not self.rows or len(known_least) < len(least) or len(known_most) < len(most):
            return None
        low, high = self.started * HUNDRED / sum(known_most), self.started * HUNDRED / sum(known_least)
        return low.quantize(HUNDREDTH, ROUND_HALF_UP), high.quantize(HUNDREDTH, ROUND_HALF_UP)


def ranked(lines: Iterable[Line]) -> Ranking:
    """The lines from the highest rate down; those of one rate share a place and keep their order.

    All that have started everything come first, also those that started more than was planned. Lines without a plan
    stand at the end without a place.
    """
    given = list(lines)
    order = sorted(given, key=_key, reverse=True)
    keys = [_key(line) for line in order]
    rows = []
    for line, key in zip(order, keys, strict=True):
        has_place = line.percent is not None
        rows.append(
            Placed(
                keys.index(key) + 1 if has_place else None,
                has_place and keys.count(key) > 1,
                line,
            )
        )
    return Ranking(tuple(rows))


def _key(line: Line) -> tuple[bool, Decimal]:
    if line.percent is None:
        return False, Decimal(-1)
    return line.has_all_started, HUNDRED if line.has_all_started else line.percent


def _percent(above: int, below: int) -> Decimal | None:
    return (HUNDRED * above / below).quantize(HUNDREDTH, ROUND_HALF_UP) if below else None
