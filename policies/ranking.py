"""The order of projects: step by step through the priorities, ties shown as ties, nothing weighed that is not written.

Rows of equal order are taken together: one project goes before another when it is ahead in one of them and behind in
none; where neither is, they tie (a reading: the text gives no weights).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from .criteria import fact
from .dates import DateInterval
from .inquiry import Inquiry, Scope
from .pack.rows import Priority
from .pack.values import OPEN
from .verdict import Because, Finding, Outcome, Verdict


@dataclass
class _Step:
    """The values read at one step of the order, each the smaller the better; None = not known, ties."""

    rows: tuple[Priority, ...]
    keys: dict[str, tuple[Any | None, ...]]


def answer_ranking(inquiry: Inquiry) -> Outcome:
    """`effects.order` with a place for each project; projects that tie share a place and the next one is skipped."""
    scopes = [scope for scope in inquiry.scopes("project") if scope.subjects]
    rows: tuple[Priority, ...] = inquiry.book.own_or_layer("priority")
    if not scopes:
        return Outcome(Finding(Verdict.UNDETERMINED, missing=("subjects",)), effects={"order": []})
    groups: list[list[Scope]] = [scopes]
    because: list[Because] = []
    missing: list[str] = []
    ordered = sorted(rows, key=lambda row: row.order)
    for _, step in groupby(ordered, key=lambda row: row.order):
        together_ = tuple(step)
        groups = [
            part
            for group in groups
            for part in (
                _fronts(group, _read(inquiry, together_, group, because, missing))
                if len(group) > 1
                else [group]
            )
        ]
    order, place = [], 1
    for group in groups:
        order += [{"id": scope.subjects[0].id, "place": place} for scope in group]
        place += len(group)
    if not rows:
        return Outcome(Finding(Verdict.UNDETERMINED), effects={"order": order}, note="本文件没有此项规定")
    verdict = Verdict.of(None if missing else True)
    return Outcome(Finding(verdict, tuple(because), tuple(missing)), effects={"order": order})


def _read(
    inquiry: Inquiry,
    rows: tuple[Priority, ...],
    group: Sequence[Scope],
    because: list[Because],
    missing: list[str],
) -> _Step:
    keys: dict[str, tuple[Any | None, ...]] = {}
    for scope in group:
        read = []
        for row in rows:
            inquiry.touch(row.id)
            judged = row.field == OPEN
            path = f"priority.{row.id}" if judged else row.field
            value, derived = fact(inquiry, path, scope)
            if value is None and not judged:
                missing += derived.still_missing or (f"{path}{scope.suffix}",)
            known = Verdict.of(True if value is not None else None)
            because.append(inquiry.entry(row, "ranking", scope, known))
            because += derived.because
            read.append(_key("low" if judged else row.prefer, value))
        keys[scope.label or ""] = tuple(read)
    return _Step(rows, keys)


def _key(prefer: Any, value: Any | None) -> Any | None:
    """The smaller the better; None when there is no value."""
    if value is None:
        return None
    if isinstance(prefer, tuple):
        return prefer.index(value) if value in prefer else len(prefer)
    if prefer == "yes":
        return 0 if value is True or value == "yes" else 1
    if isinstance(value, DateInterval):
        value = value.first.toordinal()
    number = Decimal(value) if isinstance(value, int | Decimal) else value
    return number if prefer == "low" else -number


def _ahead(one: tuple[Any | None, ...], other: tuple[Any | None, ...]) -> bool:
    """Ahead in one row and behind in none; a row where either has no value decides nothing."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return any(a < b for a, b in pairs) and not any(a > b for a, b in pairs)


def _fronts(group: list[Scope], step: _Step) -> list[list[Scope]]:
    """Peel off those whom nobody is ahead of, again and again; if a circle is left it ties."""
    left, fronts = list(group), []
    while left:
        keys = {scope.label: step.keys[scope.label or ""] for scope in left}
        front = [
            s for s in left if not any(_ahead(keys[o.label], keys[s.label]) for o in left if o is not s)
        ] or left
        fronts.append(front)
        left = [scope for scope in left if scope not in front]
    return fronts
