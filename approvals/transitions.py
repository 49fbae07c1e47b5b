"""The one door through which a project moves: who may, what the gates say, what is kept of it."""

from __future__ import annotations

from datetime import datetime

import structlog
from django.utils import timezone

from approvals import gates
from approvals.errors import Blocked, NotNow
from approvals.gates import refresh as refresh_gates
from communities.models import Neighbourhood, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted, in_force
from communities.rulebooks.services import record_decision
from projects.enums import State
from projects.errors import NotPossible
from projects.lifecycle import move
from projects.models import Project, TransitionLog
from projects.services import acts_for, must_be_free
from projects.services.acting import hold, places_of
from projects.stages import NEXT, POOL, TRANSITIONS, Transition

log = structlog.get_logger(__name__)

OWN_LEVEL_KINDS = frozenset({"government", "leading-body", "office", "department"})
"""Who fires where the rulebook names nobody (schema.md, `transitions`)."""


def fire(project: Project, name: str, *, by: Actor, now: datetime, reason: str = "") -> TransitionLog:
    """Move the project by the transition `name`, if the person's organisation may and every gate answers yes.

    Locks the row, so that of two people one wins and the other is told. Raises `NotNow` (not from this state, or a
    reason is wanting), `Refused` (not an actor of it), `Blocked` (with the answer). The decision keeps version, facts
    and answer.
    """
    step, reason, on = TRANSITIONS[name], reason.strip(), timezone.localdate(now)
    with accounted(by, reason or step.label):
        held = hold(project)
        if State(held.state) not in step.sources:
            raise NotNow(
                f"项目现为“{held.get_state_display()}”，不能{step.label}。可能刚被他人办理，请刷新查看。"
            )
        adopted = in_force(on)
        organisation = mover(held, step, adopted=adopted, by=by)
        if step.needs_reason and not reason:
            raise NotNow(f"{step.label}须写明理由。")
        if step.target in POOL and State(held.state) not in POOL:
            _must_find_room(held)
        decision = None
        if step.asks_gates:
            asked = gates.ask(held, step.name, adopted=adopted, on=on)
            if not asked.answer.is_yes:
                raise Blocked(asked.answer)
            decision = record_decision(
                rule=f"transition:{step.name}",
                subject_kind="project",
                subject_id=held.pk,
                jurisdiction=held.jurisdiction,
                adopted=adopted,
                facts=asked.facts,
                answer=asked.answer,
                by=by,
                now=now,
                reason=reason,
            )
        moved = move(
            held, step, by=by.person, now=now, organisation=organisation, decision=decision, reason=reason
        )
        refresh_gates([held], on=on)
    project.refresh_from_db()
    return moved


def mover(project: Project, step: Transition, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that plays an actor of the transition for the project.

    Raises `Refused`, and the log keeps a line.
    """
    organisation = find_mover(project, step, adopted=adopted, by=by)
    if organisation is None:
        log.warning("transition_refused", project=project.pk, transition=step.name, person=by.person_id)
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
