"""Reviews: who must give an opinion, what must come out, whether the fast track is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from .criteria import ask_all
from .errors import BadValue, NotAllowed
from .inquiry import EVERYWHERE, Inquiry
from .pack.rows import Review
from .pack.values import OPEN
from .question import ReviewFacts
from .verdict import Finding, Outcome, Verdict, all3, together


@dataclass(frozen=True, slots=True)
class ReviewFinding:
    """The review's verdict, the reviewers still silent and the output fields still empty (`minutes.工程概算`)."""

    finding: Finding
    silent: tuple[str, ...]
    outputs_missing: tuple[str, ...]


def review_facts(inquiry: Inquiry, row: Review) -> ReviewFacts:
    """What the question says of this review; nothing when it speaks of another."""
    facts = inquiry.question.review
    if facts is None or (facts.id is not None and facts.id != row.id):
        return ReviewFacts()
    inquiry.used.add("review")
    return facts


def reviewers(row: Review, facts: ReviewFacts) -> tuple[str, ...]:
    """The named reviewers and those the tenant added. NotAllowed where the text's list is closed."""
    added = tuple(actor for actor in facts.reviewers_added if actor not in row.reviewers)
    if added and not row.open_list:
        message = f"{row.source}的审查单位是封闭名单,不能增加“{'、'.join(added)}”"
        raise NotAllowed("review.reviewers_added", list(added), message, row.source)
    return (*row.reviewers, *added)


def ask_review(inquiry: Inquiry, row: Review) -> ReviewFinding:
    """Approved (yes) = `before` yes, every reviewer agrees, every listed output field filled in.

    A refusal, or `before` no, is no. All opinions but `disagree` agree; silence is nobody's opinion.
    """
    inquiry.touch(row.id)
    facts = review_facts(inquiry, row)
    before = ask_all(inquiry, row.before, row.id)
    opinions = _latest(facts)
    wanted = reviewers(row, facts)
    silent = tuple(actor for actor in wanted if actor not in opinions)
    for actor in wanted:
        inquiry.used.add(f"review.opinions.{actor}")
    empty = tuple(
        f"{output.id}.{name}"
        for output in row.outputs
        if output.fields != OPEN
        for name in output.fields
        if not facts.outputs.get(output.id, {}).get(name, "").strip()
    )
    missing = [f"opinion:{actor}" for actor in silent]
    if row.decision == "chair":
        agreed, chair_missing = _chair(inquiry, row, opinions, bool(silent))
        missing += chair_missing
    else:
        agreed = (
            Verdict.NO if "disagree" in (opinions.get(a) for a in wanted) else Verdict.of(not silent or None)
        )
    outputs = Verdict.of(True if not empty else None)
    verdict = all3([agreed, outputs])
    own = Finding(
        verdict,
        (inquiry.entry(row, row.id, EVERYWHERE, verdict),),
        (*missing, *(f"output:{field}" for field in empty)),
    )
    return ReviewFinding(together([before, own]), silent, empty)


def _latest(facts: ReviewFacts) -> dict[str, str]:
    """The latest opinion of each: opinions are never edited, only countered by a new one."""
    dated = sorted(facts.opinions, key=lambda opinion: opinion.on or date.min)  # stable: the later line wins
    return {opinion.reviewer: opinion.opinion for opinion in dated}


def _chair(
    inquiry: Inquiry, row: Review, opinions: dict[str, str], waiting: bool
) -> tuple[Verdict, list[str]]:
    """`decision: chair` lets the chair conclude once all have spoken."""
    if row.chair == OPEN:
        return Verdict.UNDETERMINED, [f"overlay:{row.id}.chair"]
    inquiry.used.add(f"review.opinions.{row.chair}")
    opinion = opinions.get(row.chair)
    if opinion is None:
        return Verdict.UNDETERMINED, [] if row.chair in row.reviewers else [f"opinion:{row.chair}"]
    if waiting:
        return Verdict.UNDETERMINED, []
    return Verdict.of(opinion != "disagree"), []


def attendance(inquiry: Inquiry, row: Review) -> int | None:
    """Representatives of the residents who attended; None when nobody recorded it."""
    facts = review_facts(inquiry, row)
    numbers = []
    for actor_id, number in facts.attended.items():
        actor = inquiry.book.find("actors", actor_id)
        if actor is None:  # a unit that the tenant added
            continue
        if actor.concept == "resident_representatives" or actor.kind == "residents":
            numbers.append(number)
    return sum(numbers) if numbers else None


def answer_review(inquiry: Inquiry, row: Review) -> Outcome:
    """The review itself, with `outputs_missing` and, where it was asked for, the fast track."""
    review = ask_review(inquiry, row)
    effects: dict[str, Any] = {"outputs_missing": list(review.outputs_missing)}
    finding = review.finding
    if "fast_track" in review_facts(inquiry, row).asked:
        if row.fast_track is None:
            raise BadValue("review.asked", "fast_track", f"《{row.name}》没有快速办理的规定")
        fast = ask_all(inquiry, row.fast_track.when, row.id)
        effects["fast_track"] = fast.verdict.value
        finding = Finding(
            finding.verdict,
            (*finding.because, *fast.because),
            finding.still_missing,
            (*finding.gaps, *fast.gaps),
            (*finding.warnings, *fast.warnings),
        )
    return Outcome(finding, effects=effects)
