"""The conclusion of a round: what the rulebook answers, the papers, the declarations, and the project's move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from approvals import transitions
from approvals.enums import OpinionKind, RoundState
from approvals.errors import Blocked, NotNow
from approvals.models import ReviewOutput, ReviewRound
from approvals.review import asking
from approvals.review.documents import produce
from approvals.review.facts import latest
from approvals.review.rights import chair
from approvals.review.services.holding import hold_open, row_of
from communities.models import Decision, Document, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.rulebooks.queries import Adopted, in_force
from communities.rulebooks.services import record_decision
from policies.pack.rows import Review
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project, TransitionLog
from projects.services import file_criteria
from projects.services.acting import ask_anew
from projects.stages import NEXT, TRANSITIONS

LONGEST_REASON = 300


@dataclass(frozen=True)
class Concluded:
    """A concluded round; the move that followed, or why none did (`waits`: whom for, or what is still missing)."""

    round: ReviewRound
    moved: TransitionLog | None
    waits: str


def conclude(
    one: ReviewRound, *, text: str, by: Actor, now: datetime, result: RoundState | None = None
) -> Concluded:
    """Conclude as the rulebook answers: approved on yes, refused on no, nothing while it is undetermined.

    `result` is what the person believes the answer to be: when it has changed meanwhile, nothing is concluded.
    *Approved* makes the papers, files the criteria that the review records and fires its transition where the
    concluder is an actor of it and every gate says yes; else the project waits. *Refused* keeps the reasons, and at
    `approve` sends the project back. Of two people at once one concludes, the other is told. Raises `Refused`,
    `NotNow`, `NotPossible`, `Blocked` (with the answer).
    """
    with accounted(by, text.strip() or "审查结论"):
        project, held = hold_open(one)
        on = timezone.localdate(now)
        adopted = in_force(on)
        row = row_of(held, adopted)
        organisation = chair(project, row, adopted=adopted, by=by)
        _must_be_due(project, row)
        asked = asking.standing_answer(held, adopted=adopted, on=on)
        comes = RoundState.REFUSED if asking.is_refused(asked.answer) else RoundState.APPROVED
        if comes is RoundState.APPROVED and not asked.answer.is_yes:
            raise Blocked(asked.answer)
        if result is not None and result != comes:
            raise NotNow(f"意见刚有变化，现在的结论是“{comes.label}”，请核对后再办理。")
        decision = record_decision(
            rule=row.id,
            subject_kind="project",
            subject_id=project.pk,
            jurisdiction=project.jurisdiction,
            adopted=adopted,
            facts=asked.facts,
            answer=asked.answer,
            by=by,
            now=now,
            reason=text.strip(),
        )
        _close(held, comes, text, organisation=organisation, decision=decision, by=by, on=on)
        if comes is RoundState.REFUSED:
            moved, waits = _refuse(project, held, row, organisation=organisation, by=by, now=now), ""
        else:
            papers = _make_papers(held, project, row, adopted, by=by)
            _file(project, row, papers, adopted=adopted, by=by, organisation=organisation, on=on)
            moved, waits = transitions.move_on(project, row.at, adopted=adopted, by=by, now=now)
        ask_anew(project)
    one.refresh_from_db()
    return Concluded(one, moved, waits)


def cancel(one: ReviewRound, *, reason: str, by: Actor, now: datetime) -> ReviewRound:
    """End a round without a conclusion, for a body that chairs it. Raises `Refused`, `NotNow`, `NotPossible`."""
    reason = reason.strip()
    if not reason:
        raise NotPossible("撤销须写明理由。")
    with accounted(by, reason):
        project, held = hold_open(one)
        on = timezone.localdate(now)
        adopted = in_force(on)
        row: Review | None = adopted.rulebook.find("reviews", held.review)
        organisation = _convener(held, by) if row is None else chair(project, row, adopted=adopted, by=by)
        _close(held, RoundState.CANCELLED, reason, organisation=organisation, decision=None, by=by, on=on)
        ask_anew(project)
    one.refresh_from_db()
    return one


def _convener(held: ReviewRound, by: Actor) -> Organisation:
    """Who convened, where the rulebook no longer has the review."""
    found = by.organisations([held.convened_by.actor], Capability.DECIDE)
    if held.convened_by not in found:
        raise Refused(f"本轮审查由{held.convened_by.name}召集，只能由其撤销。")
    return held.convened_by


def _must_be_due(project: Project, row: Review) -> None:
    if NEXT.get(State(project.state)) != row.at:
        raise NotNow(f"项目现为“{project.get_state_display()}”，不能作出“{row.name}”的结论。")


def _close(
    held: ReviewRound,
    state: RoundState,
    text: str,
    *,
    organisation: Organisation,
    decision: Decision | None,
    by: Actor,
    on: date,
) -> None:
    held.state, held.conclusion, held.decision = state.value, text.strip(), decision
    held.concluded_on, held.concluded_by = on, organisation
    held.concluder, held.concluded_for = by.person, by.principal
    said = ["state", "conclusion", "decision", "concluded_on", "concluded_by", "concluder", "concluded_for"]
    held.save(update_fields=said)


def _refuse(
    project: Project, held: ReviewRound, row: Review, *, organisation: Organisation, by: Actor, now: datetime
) -> TransitionLog | None:
    """Back where the scheme is changed, with the reasons; a review before another transition leaves it there."""
    if State(project.state) not in TRANSITIONS["refuse"].sources:
        return None
    reason = f"第 {held.number} 轮{row.name}未通过。{'；'.join(reasons_of(held))}"
    return transitions.send_back(
        project, by=by, organisation=organisation, now=now, reason=reason[:LONGEST_REASON]
    )


def reasons_of(one: ReviewRound) -> list[str]:
    """Who disagrees and why."""
    said = ((reviewer.name, latest(reviewer)) for reviewer in one.reviewers.prefetch_related("opinions"))
    return [f"{name}：{last.reason}" for name, last in said if last and last.opinion == OpinionKind.DISAGREE]


def _make_papers(
    held: ReviewRound, project: Project, row: Review, adopted: Adopted, *, by: Actor
) -> list[tuple[ReviewOutput, Document]]:
    """The Word document of each paper of the review."""
    made = []
    for output in held.outputs.all():
        output.document = produce(held, output, project=project, row=row, adopted=adopted, by=by)
        output.save(update_fields=["document"])
        made.append((output, output.document))
    return made


def _file(
    project: Project,
    row: Review,
    papers: Sequence[tuple[ReviewOutput, Document]],
    *,
    adopted: Adopted,
    by: Actor,
    organisation: Organisation,
    on: date,
) -> None:
    if not row.records:
        return
    wanted = {name for id_ in row.records for name in adopted.rulebook.get("criteria", id_).evidence}
    file_criteria(
        project,
        criteria=row.records,
        adopted=adopted,
        by=by,
        organisation=organisation,
        on=on,
        evidence=[(name, document) for name in sorted(wanted) if (document := _proof(name, papers))],
        note=f"{row.name}通过",
    )


def _proof(name: str, papers: Sequence[tuple[ReviewOutput, Document]]) -> Document | None:
    """The paper that bears the document's name, else the review's first."""
    named = (document for output, document in papers if name in output.name or output.name in name)
    return next(named, papers[0][1] if papers else None)
