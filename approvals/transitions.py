"""The one door through which a project moves: who may, what the gates say, what is kept of it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from approvals import gates
from approvals.errors import Blocked, NotNow
from approvals.queries import confirmed_in
from communities.models import Decision, Neighbourhood, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted, in_force
from communities.rulebooks.services import record_decision
from projects.enums import State
from projects.errors import NotPossible
from projects.lifecycle import move
from projects.models import Project, TransitionLog, WorksItem
from projects.services import acts_for, must_be_free
from projects.services.acting import hold, places_of
from projects.stages import NEXT, POOL, TRANSITIONS, Transition

OWN_LEVEL_KINDS = frozenset({"government", "leading-body", "office", "department"})
"""Who fires where the rulebook names nobody (schema.md, `transitions`)."""


def fire(
    project: Project, name: str, *, by: Actor, now: datetime, reason: str = "", adjusting: bool = False
) -> TransitionLog:
    """Move the project by the transition `name`, if the person's organisation may and every gate answers yes.

    Locks the row, so that of two people one wins and the other is told. Raises `NotNow` (not from this state, or a
    reason is wanting), `Refused` (not an actor of it), `Blocked` (with the answer). The decision keeps version, facts
    and answer. What stands in a confirmed plan leaves it only by a numbered adjustment, which says `adjusting`.
    """
    step, reason = TRANSITIONS[name], reason.strip()
    with accounted(by, reason or step.label):
        held = hold(project)
        _must_stand(held, step)
        adopted = in_force(timezone.localdate(now))
        entitled = TRANSITIONS["plan"] if adjusting else step  # a plan is adjusted by whoever confirms it
        organisation = mover(held, entitled, adopted=adopted, by=by)
        if step.needs_reason and not reason:
            raise NotNow(f"{step.label}须写明理由。")
        if name in {"replan", "withdraw"} and not adjusting and confirmed_in(held):
            raise NotNow("项目已列入确认的年度计划，请在年度计划中以编号调整办理。")
        moved = _pass(held, step, by=by, now=now, organisation=organisation, adopted=adopted, reason=reason)
    project.refresh_from_db()
    return moved


def move_on(
    project: Project, name: str, *, adopted: Adopted, by: Actor, now: datetime
) -> tuple[TransitionLog | None, str]:
    """Fire the transition for who may, after a record is concluded, if every gate says yes.

    Else no move, and whom or what the project waits for, in a sentence.
    """
    step = TRANSITIONS[name]
    if not may_fire(project, name, adopted=adopted, by=by):
        return None, f"等待{movers(project, step, adopted)}办理“{step.label}”"
    try:
        return fire(project, name, by=by, now=now), ""
    except Blocked as blocked:
        names = "、".join(dict.fromkeys(entry.name for entry in blocked.answer.failing()))
        return None, f"“{step.label}”尚待：{names or '条件未齐'}"
    except NotNow as error:
        return None, error.sentence


def send_back(
    project: Project, *, by: Actor, organisation: Organisation, now: datetime, reason: str
) -> TransitionLog:
    """A refused review moves the project back (`refuse`), for the body that concluded it. Raises `NotNow`."""
    step = TRANSITIONS["refuse"]
    with accounted(by, reason):
        held = hold(project)
        _must_stand(held, step)
        adopted = in_force(timezone.localdate(now))
        moved = _pass(held, step, by=by, now=now, organisation=organisation, adopted=adopted, reason=reason)
    project.refresh_from_db()
    return moved


def begin(held: Project, item: WorksItem, *, by: Actor, now: datetime, adopted: Adopted) -> Decision:
    """Ask the gates at `start` of one works item, and keep the answer. The caller holds the project.

    Raises `Blocked`.
    """
    asked = gates.ask(held, "start", adopted=adopted, on=timezone.localdate(now), item=item)
    return _decide(held, "start", asked, by=by, now=now, adopted=adopted, item=item)


def start_with(
    held: Project,
    decision: Decision,
    *,
    by: Actor,
    now: datetime,
    organisation: Organisation,
) -> TransitionLog:
    """The project is BUILDING with the first works item that no gate exempts: `decision` is about that item."""
    log = move(
        held, TRANSITIONS["start"], by=by.person, now=now, organisation=organisation, decision=decision
    )
    gates.refresh([held], on=timezone.localdate(now))
    return log


def _must_stand(project: Project, step: Transition) -> None:
    if State(project.state) not in step.sources:
        raise NotNow(
            f"项目现为“{project.get_state_display()}”，不能{step.label}。可能刚被他人办理，请刷新查看。"
        )


def _pass(
    held: Project,
    step: Transition,
    *,
    by: Actor,
    now: datetime,
    organisation: Organisation,
    adopted: Adopted,
    reason: str,
) -> TransitionLog:
    """Ask the gates where the transition has them, and write the move."""
    if step.target in POOL and State(held.state) not in POOL:
        _must_find_room(held)
    gathered = gates.gather([held], adopted=adopted, on=timezone.localdate(now))
    decision = None
    if step.asks_gates:
        asked = gathered.ask(held, step.name)
        decision = _decide(held, step.name, asked, by=by, now=now, adopted=adopted, reason=reason)
    moved = move(
        held, step, by=by.person, now=now, organisation=organisation, decision=decision, reason=reason
    )
    gates.keep([held], gathered)
    return moved


def _decide(
    held: Project,
    name: str,
    asked: gates.Asked,
    *,
    by: Actor,
    now: datetime,
    adopted: Adopted,
    reason: str = "",
    item: WorksItem | None = None,
) -> Decision:
    if not asked.answer.is_yes:
        raise Blocked(asked.answer)
    return record_decision(
        rule=f"transition:{name}",
        subject_kind="item" if item else "project",
        subject_id=item.pk if item else held.pk,
        jurisdiction=held.jurisdiction,
        adopted=adopted,
        facts=asked.facts,
        answer=asked.answer,
        by=by,
        now=now,
        reason=reason,
    )


def mover(project: Project, step: Transition, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that plays an actor of the transition for the project.

    Raises `Refused`; the refusal is kept on record with the request.
    """
    organisation = find_mover(project, step, adopted=adopted, by=by)
    if organisation is None:
        who = movers(project, step, adopted)
        raise Refused(f"“{step.label}”由{who}办理，您不在该单位，或该单位不管辖本项目所在地。")
    return organisation


def find_mover(project: Project, step: Transition, *, adopted: Adopted, by: Actor) -> Organisation | None:
    """The same for a button: None for who may not."""
    actors = _actors(project, step, adopted)
    places = places_of(project)
    for seat in by.seats:
        organisation = seat.organisation
        if organisation is None or Capability.DECIDE not in seat.capabilities:
            continue
        plays = organisation.actor in actors if actors is not None else is_own_level(organisation)
        if plays and acts_for(seat, project, places):
            return organisation
    return None


def may_fire(project: Project, name: str, *, adopted: Adopted, by: Actor) -> bool:
    """Whether the person is an actor of the transition now: decides about a button, `fire` decides about the move."""
    step = TRANSITIONS[name]
    if State(project.state) not in step.sources:
        return False
    return find_mover(project, step, adopted=adopted, by=by) is not None


def movers(project: Project, step: Transition, adopted: Adopted) -> str:
    """Who fires the transition, in Chinese."""
    actors = _actors(project, step, adopted)
    if actors is None:
        return "本级或项目所在区（县、市）的政府及部门"
    return "、".join(adopted.rulebook.actor_name(actor) for actor in actors)


def is_own_level(organisation: Organisation) -> bool:
    """A body at the tenant's own level or a district's."""
    place = organisation.jurisdiction
    return organisation.kind in OWN_LEVEL_KINDS and (place.depth == 1 or place.division == "district")


def _actors(project: Project, step: Transition, adopted: Adopted) -> tuple[str, ...] | None:
    """Hold, release, return and withdraw belong to the actors of the transition that the project waits for."""
    asked = step.name if step.asks_gates else NEXT[State(project.held_from or project.state)]
    return adopted.rulebook.transition_actors(asked)


def _must_find_room(project: Project) -> None:
    """A project that comes back into the pool must not meet its neighbourhoods there in another project."""
    members = list(Neighbourhood.objects.filter(project_memberships__project=project).order_by("id"))
    try:
        must_be_free(members, besides=project)
    except NotPossible as error:
        raise NotNow(error.sentence) from error
