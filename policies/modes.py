"""Management modes in order: the proposed one is furthest down whose conditions all hold (recorded unfitness above)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .criteria import ask_all
from .inquiry import Inquiry
from .pack.rows import Mode
from .pack.values import OPEN
from .verdict import Finding, Outcome, Verdict, together


def answer_mode(inquiry: Inquiry, mode: Mode) -> Outcome:
    """Whether this mode may be chosen: its own conditions."""
    return Outcome(_ask(inquiry, mode))


def answer_modes(inquiry: Inquiry) -> Outcome:
    """The proposed mode; undetermined where any order is open, with every mode and its answer listed."""
    modes: tuple[Mode, ...] = inquiry.book.own_or_layer("modes")
    if not modes:
        return Outcome(Finding(Verdict.UNDETERMINED), note="本文件没有此项规定")
    unordered = [mode for mode in modes if mode.order == OPEN]
    if not unordered:
        modes = tuple(sorted(modes, key=lambda mode: mode.order))
    findings = [_ask(inquiry, mode) for mode in modes]
    effects: dict[str, Any] = {
        "modes": [{"id": m.id, "answer": f.verdict.value} for m, f in zip(modes, findings, strict=True)]
    }
    if unordered:
        missing = tuple(f"overlay:mode:{mode.id}.order" for mode in unordered)
        whole = replace(together(findings, Verdict.UNDETERMINED), missing=missing)
        return Outcome(whole, effects=effects, note="各种方式的先后由本级确定,暂不推荐")
    fit = [mode for mode, finding in zip(modes, findings, strict=True) if finding.verdict is Verdict.YES]
    if fit:
        return Outcome(together(findings, Verdict.YES), effects={"mode": fit[-1].id, **effects})
    undecided = any(finding.verdict is Verdict.UNDETERMINED for finding in findings)
    return Outcome(together(findings, Verdict.of(None if undecided else False)), effects=effects)


def _ask(inquiry: Inquiry, mode: Mode) -> Finding:
    inquiry.touch(f"mode:{mode.id}")
    return ask_all(inquiry, mode.when, f"mode:{mode.id}")
