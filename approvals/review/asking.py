"""Questions about a review: may it be convened, what would it answer now, is the fast track open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from approvals import gates
from approvals.gates import Asked
from approvals.models import ReviewRound
from approvals.review.facts import review_facts
from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from policies.pack.rows import Review
from policies.question import Opinion, ReviewFacts
from policies.verdict import Answer, Verdict, all3
from projects.enums import State
from projects.models import Project
from projects.stages import NEXT


@dataclass(frozen=True)
class FastTrack:
    """What the rulebook says of the fast track: its answer (yes, no, undetermined), and what stands against it."""

    name: str
    answer: str
    effect: str
    days: int | None
    failing: tuple[str, ...]


def due_reviews(project: Project, adopted: Adopted) -> list[Review]:
    """The reviews of the rulebook at the transition that the project waits for."""
    at = NEXT.get(State(project.state), "")
    return [row for row in adopted.rulebook.rows("reviews") if row.at == at]


def before(project: Project, row: Review, *, adopted: Adopted, on: date) -> Asked:
    """Whether what must stand before the review stands: its answer if all agreed and every paper were filled in."""
    everybody = (*row.reviewers, row.chair)
    agreed = ReviewFacts(
        id=row.id,
        opinions=tuple(Opinion(actor, "agree") for actor in dict.fromkeys(everybody) if actor != OPEN),
        outputs={o.id: dict.fromkeys(o.fields, o.name) for o in row.outputs if o.fields != OPEN},
    )
    asked = _asked(project, row, agreed, adopted, on)
    because = tuple(entry for entry in asked.answer.because if entry.id != row.id)
    return replace(asked, answer=replace(asked.answer, because=because))


def standing_answer(one: ReviewRound, *, adopted: Adopted, on: date) -> Asked:
    """What the rulebook answers to the round as it stands.

    What the transition's gates ask of the round itself (that all have signed, that residents came) is part of the
    answer: a round once concluded can't make up for it.
    """
    row = adopted.rulebook.get("reviews", one.review)
    asked = _asked(one.project, row, replace(review_facts(one, adopted), asked=()), adopted, on)
    if not asked.answer.is_yes:
        return asked
    others = [adopted.rulebook.ask(id_, asked.question) for id_ in _asked_of_the_round(row, adopted)]
    return replace(asked, answer=_joined(asked.answer, [other for other in others if not other.is_yes]))


def is_refused(answer: Answer) -> bool:
    """Whether the answer is no because of the opinions, not because of what should have stood before."""
    own = [entry.answer for entry in answer.because if entry.id == answer.rule]
    return answer.answer is Verdict.NO and Verdict.NO in own


def fast_track(project: Project, row: Review, *, adopted: Adopted, on: date) -> FastTrack | None:
    """None where the review has no fast track. It leaves the review's own answer as it is."""
    if row.fast_track is None:
        return None
    track = row.fast_track
    question = gates.ask(project, row.at, adopted=adopted, on=on).question
    answers = [adopted.rulebook.ask(id_, question) for id_ in track.when]
    failing = tuple(
        f"{adopted.rulebook.get('criteria', answer.rule).name}（{answer.answer.label}）"
        for answer in answers
        if answer.answer is not Verdict.YES
    )
    days = None if track.days == OPEN else int(track.days)
    return FastTrack(
        track.name, all3(answer.answer for answer in answers).value, track.effect.zh, days, failing
    )


def _asked(project: Project, row: Review, facts: ReviewFacts, adopted: Adopted, on: date) -> Asked:
    asked = gates.ask(project, row.at, adopted=adopted, on=on)
    question = replace(asked.question, review=facts)
    return Asked(question, adopted.rulebook.ask(row.id, question), asked.names)


def _asked_of_the_round(row: Review, adopted: Adopted) -> list[str]:
    """The criteria of the gates at the review's transition that look at the review, but for its result."""
    wanted = {
        id_
        for gate in adopted.rulebook.rows("gates")
        if gate.at == row.at and gate.effect == "block"
        for id_ in gate.require
    }
    criteria = (adopted.rulebook.get("criteria", id_) for id_ in sorted(wanted))
    path = f"review.{row.id}."
    return [c.id for c in criteria if (c.field or "").startswith(path) and c.field != f"{path}result"]


def _joined(answer: Answer, others: Sequence[Answer]) -> Answer:
    """The answer with others that are not yes: any no is no, else undetermined."""
    if not others:
        return answer
    return replace(
        answer,
        answer=all3(other.answer for other in others),
        because=(*answer.because, *(entry for other in others for entry in other.because)),
        missing=(*answer.missing, *(key for other in others for key in other.missing)),
    )


def missing_words(answer: Answer, adopted: Adopted) -> Sequence[str]:
    """Each thing that is missing, with who must supply it, as sentences without their full stop."""
    return tuple(dict.fromkeys(supply.sentence for supply in adopted.rulebook.supplies(answer)))
