"""The life of a project as one table: every transition, and the guard in the database made from it."""

from __future__ import annotations

from dataclasses import dataclass

import pgtrigger

from communities.rulebooks import labels
from projects.enums import State


@dataclass(frozen=True)
class Transition:
    """One move. `target` None: back to what `held_from` kept. Not `asks_gates`: a reason decides, not the rulebook."""

    name: str
    label: str
    sources: tuple[State, ...]
    target: State | None
    needs_reason: bool = False
    asks_gates: bool = True


_LINE = (
    ("reserve", State.PROPOSED, State.RESERVED),
    ("plan", State.RESERVED, State.PLANNED),
    ("design", State.PLANNED, State.DESIGNED),
    ("approve", State.DESIGNED, State.APPROVED),
    ("ready", State.APPROVED, State.READY),
    ("start", State.READY, State.BUILDING),
    ("accept", State.BUILDING, State.COMPLETED),
    ("hand_over", State.COMPLETED, State.HANDED_OVER),
    ("manage", State.HANDED_OVER, State.MANAGED),
)
"""(the rulebook's transition, source, target); the rulebook's pages call it by the same words."""

_BEFORE_WORKS = tuple(source for _, source, _ in _LINE[:6])
_HOLDABLE = tuple(source for _, source, _ in _LINE[:7])


def _by_reason(name: str, label: str, sources: tuple[State, ...], target: State | None) -> Transition:
    return Transition(name, label, sources, target, needs_reason=True, asks_gates=False)


TRANSITIONS: dict[str, Transition] = {
    **{name: Transition(name, labels.TRANSITIONS[name], (source,), target) for name, source, target in _LINE},
    "return": _by_reason("return", "退回", (State.RESERVED,), State.PROPOSED),
    "refuse": _by_reason("refuse", "审查未通过", (State.DESIGNED,), State.PLANNED),
    "replan": _by_reason("replan", "调出年度计划", (State.PLANNED,), State.RESERVED),
    "withdraw": _by_reason("withdraw", "撤回", (*_BEFORE_WORKS, State.ON_HOLD), State.WITHDRAWN),
    "hold": _by_reason("hold", "暂缓", _HOLDABLE, State.ON_HOLD),
    "release": _by_reason("release", "恢复", (State.ON_HOLD,), None),
}

NEXT: dict[State, str] = {source: name for name, source, _ in _LINE}
"""State -> the rulebook's transition that a project in it waits for."""

STAGES: tuple[State, ...] = (State.PROPOSED, *(target for _, _, target in _LINE))
"""The states of an undisturbed life, in order."""

POOL = (State.PROPOSED, State.RESERVED)
"""The states in which a project waits in the reserve pool: a neighbourhood waits there once."""


def arcs() -> list[tuple[str, str]]:
    """Every pair of states that the table allows."""
    pairs: set[tuple[str, str]] = set()
    for transition in TRANSITIONS.values():
        targets = (transition.target,) if transition.target else _HOLDABLE
        pairs |= {(source.value, target.value) for source in transition.sources for target in targets}
    return sorted(pairs)


def state_guard() -> pgtrigger.FSM:
    """The same table as a trigger: an illegal update is refused by the database, bulk updates and raw SQL included."""
    return pgtrigger.FSM(name="project_state_guard", field="state", transitions=arcs())
