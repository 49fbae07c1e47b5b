"""The one door through which a project moves: who may, what the gates say, what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import structlog
from django.db import transaction
from django.utils import timezone

from approvals.errors import Blocked, NotNow
from communities.models import Neighbourhood, Organisation
from communities.neighbourhoods.queries import as_facts, questions_for
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted, in_force
from communities.rulebooks.services import record_decision
from policies.question import Question, Subject
from policies.verdict import Answer, Verdict
from projects.enums import State
from projects.lifecycle import NEXT, TRANSITIONS, Transition, move
from projects.models import Project, ProjectNeighbourhood, TransitionLog
from projects.queries import ProjectFacts, facts_of
from projects.services import reaches

log = structlog.get_logger(__name__)

OWN_LEVEL_KINDS = frozenset({"government", "leading-body", "office", "department"})
"""Who fires where the rulebook names nobody (schema.md, `transitions`)."""


def fire(project: Project, name: str, *, by: Actor, now: datetime, reason: str = "") -> TransitionLog:
    """Move the project by the transition `name`, if the person's organisation may and every gate answers yes.

    Locks the row, so that of two people one wins and the other is told. Raises `Refused` (not an actor of it), `NotNow` (not from
    this state, or a reason is wanting), `Blocked` (with the answer). The decision keeps version, facts and answer.
    """
    step = TRANSITIONS[name]
    on = timezone.localdate(now)
    with transaction.atomic():
        locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
        if State(locked.state) not in step.sources:
            raise NotNow(f"项目现为“{locked.get_state_display()}”,不能{step.label}。可能刚被他人办理,请刷新查看。")
        adopted = in_force(on)
        organisation = mover(locked, step, adopted=adopted, by=by)
        if step.needs_reason and not reason.strip():
            raise NotNow(f"{step.label}须写明理由。")
        decision = None
        if step.asks_gates:
            facts, answer = _ask(locked, step.name, adopted, on)
            if answer.answer is not Verdict.YES:
                raise Blocked(answer)
            decision = record_decision(
                rule=f"transition:{step.name}",
                subject_kind="project",
                subject_id=locked.pk,
                jurisdiction=locked.jurisdiction,
                adopted=adopted,
                facts=facts,
                answer=answer,
                by=by,
                now=now,
                reason=reason,
            )
        moved = move(
            locked, step, by=by.person, now=now, organisation=organisation, decision=decision, reason=reason.strip()
        )
        refresh_gates([locked], on=on)
    project.refresh_from_db()
    return moved


def mover(project: Project, step: Transition, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that plays an actor of the transition at the project's place; raises `Refused` and keeps a line.

    Hold, release, return and withdraw belong to the actors of the transition that the project waits for.
    """
    asked = step.name if step.asks_gates else NEXT[State(project.held_from or project.state)]
    actors = adopted.rulebook.transition_actors(asked)
    places = list(
        ProjectNeighbourhood.objects.filter(project=project).values_list("neighbourhood__path", flat=True)
    )
    for seat in by.seats:
        organisation = seat.organisation
        if organisation is None or Capability.DECIDE not in seat.capabilities:
            continue
        if actors is None:
            own = organisation.jurisdiction
            is_mover = (
                organisation.kind in OWN_LEVEL_KINDS
                and (own.depth == 1 or own.level == "district")
                and project.path.startswith(own.path)
            )
        else:
            is_mover = organisation.actor in actors and reaches(organisation, project.path, places)
        if is_mover:
            return organisation
    log.warning("transition_refused", project=project.pk, transition=step.name, person=by.person_id)
    named = "、".join(adopted.rulebook.actor_name(actor) for actor in actors or ())
    who = named or "本级或项目所在区的政府及部门"
    raise Refused(f"“{step.label}”由{who}办理,您不在该单位,或该单位不管辖本项目所在地。")


def may_fire(project: Project, name: str, *, adopted: Adopted, by: Actor) -> bool:
    """Whether the person is an actor of the transition: decides about a button, `fire` decides about the move."""
    step = TRANSITIONS[name]
    if State(project.state) not in step.sources:
        return False
    try:
        mover(project, step, adopted=adopted, by=by)
    except Refused:
        return False
    return True


def ask(project: Project, name: str, *, on: date) -> Answer:
    """What the gates of the transition would say on that day; nothing is written."""
    return _ask(project, name, in_force(on), on)[1]


def refresh_gates(projects: Sequence[Project], *, on: date) -> None:
    """Push down what stands before each project's next transition, for lists; constant queries for many projects."""
    waiting = [project for project in projects if State(project.state) in NEXT]
    adopted = in_force(on)
    questions = _questions(waiting, adopted, on)
    for project in projects:
        question = questions.get(project.pk)
        if question is None:
            project.next_answer, project.blocked_by = "", ""
            continue
        answer = adopted.rulebook.ask(f"transition:{NEXT[State(project.state)]}", question[1])
        failing = answer.failing()
        project.next_answer = answer.answer.value
        project.blocked_by = "" if answer.is_yes else "、".join(dict.fromkeys(b.name for b in failing))[:300]
    Project.objects.bulk_update(projects, ["next_answer", "blocked_by"])


def _ask(project: Project, name: str, adopted: Adopted, on: date) -> tuple[dict[str, object], Answer]:
    facts, question = _questions([project], adopted, on)[project.pk]
    return facts, adopted.rulebook.ask(f"transition:{name}", question)


def _questions(
    projects: Sequence[Project], adopted: Adopted, on: date
) -> dict[int, tuple[dict[str, object], Question]]:
    known = facts_of(projects, adopted)
    everywhere: dict[int, Neighbourhood] = {n.pk: n for facts in known for n in facts.neighbourhoods}
    about = questions_for(list(everywhere.values()), adopted, on)
    return {facts.project.pk: _question(facts, about, on) for facts in known}


def _question(
    facts: ProjectFacts, about: dict[int, Question], on: date
) -> tuple[dict[str, object], Question]:
    places = tuple(
        Subject("neighbourhood", str(n.pk), about[n.pk].facts, about[n.pk].declared) for n in facts.neighbourhoods
    )
    question = Question(
        on=on,
        facts=facts.subject.facts,
        declared=facts.subject.declared,
        flags=facts.subject.flags,
        subjects=(*places, *facts.items),
        none=frozenset({"dispute"} | (set() if facts.items else {"item"})),
    )
    return _kept(question), question


def _kept(question: Question) -> dict[str, object]:
    """The question as a decision keeps it: the neighbourhoods' part, and what only a project has."""
    kept = dict(as_facts(question))
    kept["flags"] = dict(question.flags)
    kept["items"] = {
        s.id: {"item": s.item.id, "cost": None if s.item.cost is None else str(s.item.cost), "flags": dict(s.flags)}
        for s in question.subjects
        if s.kind == "item"
    }
    return kept
