"""May this neighbourhood be renovated? The eligibility rules of a rulebook, asked once or compiled for very many.

Compiling resolves overlays, readings and documents once; a verdict is then a few comparisons, and the explanation is
made only for the neighbourhood that somebody opens (`Rulebook.ask`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .criteria import ask_all, compare
from .dates import DateInterval
from .inquiry import EVERYWHERE, Inquiry, Scope
from .pack.rows import Criterion, Eligibility
from .pack.values import OPEN
from .verdict import Finding, Verdict, together

if TYPE_CHECKING:
    from .rulebook import Rulebook

Span = tuple[date, date]
Row = tuple[Span | None, int | None, int | None, Decimal | None]
_COLUMNS = {
    "neighbourhood.completed_on": 0,
    "neighbourhood.buildings": 1,
    "neighbourhood.households": 2,
    "neighbourhood.floor_area": 3,
}
_NOTHING: Mapping[str, Any] = {}


def ask_rule(inquiry: Inquiry, rule: Eligibility, within: Scope = EVERYWHERE) -> Finding:
    """One eligibility rule: all its criteria, for every neighbourhood."""
    inquiry.touch(rule.id)
    return ask_all(inquiry, rule.require, rule.id, within)


def ask_eligibility(inquiry: Inquiry, within: Scope = EVERYWHERE) -> Finding:
    """All eligibility rules together: the derived fact `neighbourhood.eligible`."""
    return together([ask_rule(inquiry, rule, within) for rule in inquiry.book.rows("eligibility")])


@dataclass(frozen=True)
class CompiledEligibility:
    """Verdicts in bulk. `criteria` are the ids asked, in order; empty = this rulebook has no such rule (always yes)."""

    criteria: tuple[str, ...]
    declared: tuple[str, ...]
    tests: tuple[Callable[[Row, Mapping[str, Any]], bool | None], ...]

    def verdict(
        self,
        completed_on: Span | None,
        buildings: int | None,
        households: int | None,
        floor_area: Decimal | None,
        declared: Mapping[str, bool],
        facts: Mapping[str, Any] = _NOTHING,
    ) -> Verdict:
        """The same answer as `Rulebook.ask` gives for one neighbourhood.

        `completed_on` is (first, last possible day). `declared` maps a criterion to what its declaration counts for:
        leave out those that do not count (`criteria.counted` tells). `facts` holds other paths, typed.
        """
        unsure = False
        for id_ in self.declared:
            value = declared.get(id_)
            if value is None:
                unsure = True
            elif not value:
                return Verdict.NO
        if self.tests:
            row = (completed_on, buildings, households, floor_area)
            for test in self.tests:
                result = test(row, facts)
                if result is None:
                    unsure = True
                elif not result:
                    return Verdict.NO
        return Verdict.UNDETERMINED if unsure else Verdict.YES


def compile_criteria(book: Rulebook, ids: tuple[str, ...]) -> CompiledEligibility:
    """Compile criteria about neighbourhoods. ValueError for one about something else, or from a derived fact."""
    ids = tuple(dict.fromkeys(ids))
    declared, tests = [], []
    for id_ in ids:
        criterion: Criterion = book.get("criteria", id_)
        if criterion.about != "neighbourhood":
            raise ValueError(f"{id_} is about a {criterion.about}, not a neighbourhood")
        if criterion.kind == "declared" and criterion.threshold in (None, OPEN):
            declared.append(id_)
        elif not criterion.soft or criterion.complete is not None:
            tests.append(_compile(criterion))
        else:
            tests.append(_softly(_compile(criterion)))
    return CompiledEligibility(ids, tuple(declared), tuple(tests))


def _softly(
    test: Callable[[Row, Mapping[str, Any]], bool | None],
) -> Callable[[Row, Mapping[str, Any]], bool | None]:
    def soft(row: Row, facts: Mapping[str, Any]) -> bool | None:
        result = test(row, facts)
        return None if result is None else True

    return soft


def _compile(criterion: Criterion) -> Callable[[Row, Mapping[str, Any]], bool | None]:
    if criterion.complete is not None:
        return _filled(criterion.complete)
    rule = criterion.threshold if criterion.kind == "declared" else criterion
    path, op, bound = rule.field, rule.op, rule.value
    if path is None or op is None or path == "neighbourhood.eligible" or criterion.than is not None:
        raise ValueError(f"{criterion.id} can't be compiled: ask it")
    if path == "neighbourhood.completed_on" and op in ("<=", ">="):
        return _dated(criterion, op, bound)

    def test(row: Row, facts: Mapping[str, Any]) -> bool | None:
        value = _read(row, facts, path)
        if value is None or bound == OPEN:
            return None
        return _TRUTH[compare(value, op, bound)]

    return test


_TRUTH = {Verdict.YES: True, Verdict.NO: False, Verdict.UNDETERMINED: None}


def _read(row: Row, facts: Mapping[str, Any], path: str) -> Any:
    column = _COLUMNS.get(path)
    if column is None:
        return facts.get(path)
    if column == 0:
        return DateInterval(*row[0]) if row[0] else None
    return row[column]


def _filled(paths: tuple[str, ...]) -> Callable[[Row, Mapping[str, Any]], bool | None]:
    columns = tuple(_COLUMNS[path] for path in paths if path in _COLUMNS)
    others = tuple(path for path in paths if path not in _COLUMNS)

    def test(row: Row, facts: Mapping[str, Any]) -> bool | None:
        for column in columns:
            if row[column] is None:
                return False
        return all(facts.get(path) is not None for path in others)

    return test


def _dated(criterion: Criterion, op: str, bound: Any) -> Callable[[Row, Mapping[str, Any]], bool | None]:
    """Interval against one bound, or against the two readings of a vague one: certain only where both agree."""
    strict, wide = (criterion.strict, criterion.wide) if bound == OPEN else (bound, bound)
    if strict is None or wide is None:
        return lambda row, facts: None
    low, high = min(strict, wide), max(strict, wide)

    def at_most(row: Row, facts: Mapping[str, Any]) -> bool | None:
        span = row[0]
        if span is None:
            return None
        return True if span[1] <= low else False if span[0] > high else None

    def at_least(row: Row, facts: Mapping[str, Any]) -> bool | None:
        span = row[0]
        if span is None:
            return None
        return True if span[0] >= high else False if span[1] < low else None

    return at_most if op == "<=" else at_least
