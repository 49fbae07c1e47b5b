"""Moving a project. Only approvals.transitions.fire(), which asks the gates, may import this (an import contract)."""

from __future__ import annotations

from datetime import datetime

from communities.models import Decision, Organisation, Person
from projects.enums import ItemState, State
from projects.models import Project, ProjectNeighbourhood, TransitionLog, WorksItem
from projects.stages import POOL, Transition


class IllegalMove(ValueError):
    """The table has no such move from the project's state."""


def move(
    project: Project,
    transition: Transition,
    *,
    by: Person,
    now: datetime,
    organisation: Organisation,
    decision: Decision | None,
    reason: str = "",
) -> TransitionLog:
    """Write the new state and its log; the caller holds the row's lock. Raises `IllegalMove`.

    A withdrawn project lets go of its neighbourhoods and works items: they may be proposed again.
    """
    before = State(project.state)
    if before not in transition.sources:
        raise IllegalMove(f"{transition.name}: the project is {before}")
    target = transition.target or State(project.held_from)
    project.held_from = before.value if target is State.ON_HOLD else ""
    project.state, project.state_since = target.value, now
    project.revision += 1
    project.asked_of = ""
    project.save(update_fields=["state", "state_since", "held_from", "revision", "asked_of", "updated_at"])
    waits = State(project.held_from or project.state) in POOL
    ProjectNeighbourhood.objects.filter(project=project).exclude(is_waiting=waits).update(is_waiting=waits)
    if target is State.WITHDRAWN:
        WorksItem.objects.filter(project=project, state=ItemState.PROPOSED).update(state=ItemState.WITHDRAWN)
    log: TransitionLog = TransitionLog.objects.create(
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
    return log
