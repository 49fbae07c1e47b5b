"""Dangerous and heritage buildings: what takes a building out of the ordinary path, and what goes before what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .criteria import ask_all
from .inquiry import Inquiry
from .pack.rows import Special
from .verdict import Finding, Outcome, Verdict, all3, together


def answer_special(inquiry: Inquiry, row: Special) -> Outcome:
    """`when` and `require` together; a row that goes `before` this one makes it no, or at most undetermined."""
    inquiry.touch(row.id)
    when_ids, require_ids = row.when, row.require
    if row.replaces is not None:
        other: Special = inquiry.book.get("special", row.replaces.rule)
        inquiry.touch(other.id)
        kept = row.replaces.criterion
        when_ids = tuple(dict.fromkeys(id_ for id_ in (*other.when, *row.when) if id_ != kept))
        require_ids = tuple(dict.fromkeys(id_ for id_ in (*other.require, *row.require) if id_ != kept))
    when = ask_all(inquiry, when_ids, row.id)
    require = ask_all(inquiry, require_ids, row.id)
    finding = together([when, require])
    before = [_ask_before(inquiry, other) for other in inquiry.book.rows("special") if row.id in other.before]
    overridden = any(first.verdict is Verdict.YES for first in before)
    unsure = [first for first in before if first.verdict is Verdict.UNDETERMINED]
    precedence = Verdict.NO if overridden else Verdict.UNDETERMINED if unsure else Verdict.YES
    missing = tuple(key for first in unsure for key in first.missing)
    whole = together(
        [finding, *(replace(first, missing=()) for first in before)], all3([finding.verdict, precedence])
    )
    whole = replace(whole, missing=(*finding.still_missing, *missing))
    note = "另有规定优先于本规则" if overridden else None
    effects = _effects(row) if whole.verdict is Verdict.YES else {}
    return Outcome(whole, applies=when.verdict is not Verdict.NO, effects=effects, note=note)


def _ask_before(inquiry: Inquiry, other: Special) -> Finding:
    inquiry.touch(other.id)
    return ask_all(inquiry, other.when, other.id)


def _effects(row: Special) -> dict[str, Any]:
    effects: dict[str, Any] = {}
    if row.waives:
        effects["waives"] = list(row.waives)
    if row.approver is not None:
        effects["approver"] = row.approver
    effects["effect"] = row.effect.model_dump()
    return effects
