"""The life of a project: the one table of transitions, the guard in the database made from it, and the one mover.

Only approvals.transitions.fire() may call `move` (an import contract holds it): it is the one that asks the gates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pgtrigger

from projects.enums import State

if TYPE_CHECKING:
    from communities.models import Decision, Organisation, Person
    from projects.models import Project, TransitionLog


@dataclass(frozen=True)
class Transition:
    """One move. `waits_for` names the rulebook's transition whose actors fire it; empty: that which the project waits for next."""

    name: str
    label: str
    sources: tuple[State, ...]
    target: State | None
    needs_reason: bool = False
    asks_gates: bool = True


_LINE = (
    ("reserve", "纳入储备库", State.PROPOSED, State.RESERVED),
    ("plan", "列入年度计划", State.RESERVED, State.PLANNED),
    ("design", "确定方案", State.PLANNED, State.DESIGNED),
    ("approve", "批准", State.DESIGNED, State.APPROVED),
    ("ready", "具备开工条件", State.APPROVED, State.READY),
    ("start", "开工", State.READY, State.BUILDING),
    ("accept", "竣工验收", State.BUILDING, State.COMPLETED),
    ("hand_over", "移交", State.COMPLETED, State.HANDED_OVER),
    ("manage", "转入长效管理", State.HANDED_OVER, State.MANAGED),
)
_BEFORE_WORKS = tuple(source for _, _, source, _ in _LINE[:6])
_HOLDABLE = tuple(source for _, _, source, _ in _LINE[:7])

TRANSITIONS: dict[str, Transition] = {
    **{name: Transition(name, label, (source,), target) for name, label, source, target in _LINE},
    "return": Transition("return", "退回", (State.RESERVED,), State.PROPOSED, needs_reason=True, asks_gates=False),
    "refuse": Transition("refuse", "审查未通过", (State.DESIGNED,), State.PLANNED, needs_reason=True, asks_gates=False),
    "replan": Transition("replan", "调出年度计划", (State.PLANNED,), State.RESERVED, needs_reason=True, asks_gates=False),
    "withdraw": Transition(
        "withdraw", "撤回", (*_BEFORE_WORKS, State.ON_HOLD), State.WITHDRAWN, needs_reason=True, asks_gates=False
    ),
    "hold": Transition("hold", "暂缓", _HOLDABLE, State.ON_HOLD, needs_reason=True, asks_gates=False),
    # back to exactly the state that `held_from` kept
    "release": Transition("release", "恢复", (State.ON_HOLD,), None, needs_reason=True, asks_gates=False),
}

NEXT: dict[State, str] = {source: name for name, _, source, _ in _LINE}
"""State -> the rulebook's transition that a project in it waits for."""

STAGES: tuple[State, ...] = (State.PROPOSED, *(target for _, _, _, target in _LINE))
"""The states of an undisturbed life, in order."""


class IllegalMove(ValueError):
    """The table has no such move from the project's state."""


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


def move(
    project: Project,
    transition: Transition,
    *,
    by: Person,
    now: datetime,
    organisation: Organisation | None,
    decision: Decision | None,
    reason: str = "",
) -> TransitionLog:
    """Write the new state and its log; the row must be locked by the caller. Raises `IllegalMove`."""
    from projects.models import ProjectNeighbourhood, TransitionLog, WorksItem

    before = State(project.state)
    if before not in transition.sources:
        raise IllegalMove(f"{transition.label}: the project is {before}.")
    target = transition.target or State(project.held_from)
    project.held_from = before.value if target is State.ON_HOLD else ""
    project.state, project.state_since = target.value, now
    project.revision += 1
    project.save(update_fields=["state", "state_since", "held_from", "revision", "updated_at"])
    if target is State.WITHDRAWN:
        ProjectNeighbourhood.objects.filter(project=project).update(is_alive=False)
        WorksItem.objects.filter(project=project).update(state="withdrawn")
    return TransitionLog.objects.create(
        project=project,
        transition=transition.name,
        from_state=before,
        to_state=target,
        decision=decision,
        organisation=organisation,
        by=by,
        at=now,
        reason=reason,
    )
