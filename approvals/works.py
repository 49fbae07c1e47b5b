"""Works items start one by one, each through the gates at `start`; the project is BUILDING with its first."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from approvals import transitions
from approvals.errors import NotNow
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, in_force
from projects.enums import ItemState, State
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.queries import item_class
from projects.services.building import hold_item, mark_finished, mark_started
from projects.stages import TRANSITIONS

EARLY = (State.APPROVED, State.READY)
"""Where items of an exempt class may be started and finished before the project is BUILDING."""


def start_item(item: WorksItem, *, on: date, by: Actor, now: datetime) -> WorksItem:
    """Start one works item, for an organisation that fires `start`, if every gate says yes of it.

    The first item outside the exempt classes makes a READY project BUILDING. Raises `NotNow`, `NotPossible`, `Refused`,
    `Blocked`. The decision is kept with the item.
    """
    with accounted(by, "开工"):
        project, row = hold_item(item)
        adopted = in_force(timezone.localdate(now))
        organisation = transitions.mover(project, TRANSITIONS["start"], adopted=adopted, by=by)
        if row.state != ItemState.PROPOSED:
            raise NotNow(
                f"这一改造内容{row.get_state_display()}，不能再次开工。可能刚被他人办理，请刷新查看。"
            )
        must_be_startable(project, row, adopted)
        decision = transitions.begin(project, row, by=by, now=now, adopted=adopted)
        if State(project.state) is State.READY and not is_exempt(row, adopted):
            transitions.start_with(project, decision, by=by, now=now, organisation=organisation)
        return mark_started(row, on=on, by=by, now=now)


def finish_item(item: WorksItem, *, on: date, by: Actor, now: datetime) -> WorksItem:
    """The works of one item are done, says an organisation that fires `start`. Raises `NotPossible`, `Refused`."""
    with accounted(by, "完成"):
        project, row = hold_item(item)
        adopted = in_force(timezone.localdate(now))
        transitions.mover(project, TRANSITIONS["start"], adopted=adopted, by=by)
        if State(project.state) is State.ON_HOLD:
            raise NotPossible("项目暂缓期间不能登记完成，请先恢复。")
        return mark_finished(row, on=on, by=by, now=now)


def must_be_startable(project: Project, item: WorksItem, adopted: Adopted) -> None:
    """The project is where items of this class start. Raises `NotNow`."""
    state = State(project.state)
    if state is State.BUILDING or state is State.READY or (state in EARLY and is_exempt(item, adopted)):
        return
    if is_exempt(item, adopted):
        raise NotNow(f"项目现为“{project.get_state_display()}”，批准以后才能开工。")
    raise NotNow(f"项目现为“{project.get_state_display()}”，具备开工条件以后才能开工。")


def is_exempt(item: WorksItem, adopted: Adopted) -> bool:
    """Whether a `class_not` gate at `start` spares the item's class (schema.md, "Works items have their own start")."""
    class_ = item_class(item.item, adopted)
    return bool(class_) and class_ in {
        gate.applies_to.class_not
        for gate in adopted.rulebook.rows("gates")
        if gate.at == "start" and gate.applies_to is not None
    }
