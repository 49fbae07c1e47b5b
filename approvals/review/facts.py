"""What is known of reviews, in the shape of a question to the rulebook. Gates read it: nothing of them is imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from approvals.enums import RoundState
from approvals.models import Reviewer, ReviewOpinion, ReviewRound
from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from policies.question import Opinion, ReviewFacts
from policies.vocabulary import KINDS_WITHOUT_LOGIN
from projects.models import Project

_RESULTS = {RoundState.APPROVED: "approved", RoundState.REFUSED: "refused"}


def standing(projects: Sequence[Project]) -> dict[int, list[ReviewRound]]:
    """Project id -> the latest round of each of its reviews, with reviewers, opinions and papers; four queries."""
    rows = (
        ReviewRound.objects.filter(project__in=[project.pk for project in projects])
        .order_by("project_id", "review", "-number")
        .distinct("project_id", "review")
        .prefetch_related("reviewers__opinions", "outputs")
    )
    found: dict[int, list[ReviewRound]] = defaultdict(list)
    for one in rows:
        found[one.project_id].append(one)
    return dict(found)


def facts_for(rounds: Sequence[ReviewRound], adopted: Adopted) -> tuple[dict[str, Any], ReviewFacts | None]:
    """The facts of one project's reviews, given the latest round of each (`standing`); what happened in the open one.

    A concluded round gives its result, whether all have signed, and how many residents' representatives came; a
    cancelled one has no result (`none`). The open one gives no fact: the rulebook derives it from what happened. Of
    several open rounds a question holds the first, and the others have no result yet.
    """
    known = [one for one in rounds if adopted.rulebook.has("reviews", one.review)]
    running = next((one for one in known if one.state == RoundState.OPEN), None)
    facts: dict[str, Any] = {}
    for one in known:
        if one is not running:
            facts |= _concluded(one, adopted)
    return facts, None if running is None else review_facts(running, adopted)


def review_facts(one: ReviewRound, adopted: Adopted) -> ReviewFacts:
    """What happened in a round: the latest opinion of each, attendance, the papers, and units the rulebook lacks."""
    row = adopted.rulebook.get("reviews", one.review)
    reviewers = list(one.reviewers.all())
    last = {reviewer.key: latest(reviewer) for reviewer in reviewers}
    return ReviewFacts(
        id=one.review,
        opinions=tuple(
            Opinion(key, opinion.opinion, opinion.signed_on) for key, opinion in last.items() if opinion
        ),
        attended=dict(one.attended),
        outputs=_papers(one, {output.id: output.fields for output in row.outputs}),
        reviewers_added=tuple(r.key for r in reviewers if r.key not in row.reviewers),
        asked=("fast_track",) if one.fast_track and row.fast_track is not None else (),
    )


def latest(reviewer: Reviewer) -> ReviewOpinion | None:
    """The opinion that counts: the last one entered, from what was prefetched."""
    return max(reviewer.opinions.all(), key=lambda opinion: opinion.pk, default=None)


def _concluded(one: ReviewRound, adopted: Adopted) -> dict[str, Any]:
    result = _RESULTS.get(RoundState(one.state))
    path = f"review.{one.review}"
    if result is None:
        return {f"{path}.result": "none"}
    facts: dict[str, Any] = {
        f"{path}.result": result,
        f"{path}.all_signed": all(latest(reviewer) for reviewer in one.reviewers.all()),
    }
    came = [number for actor, number in one.attended.items() if _is_residents(actor, adopted)]
    return facts | ({f"{path}.resident_representatives": sum(came)} if came else {})


def _is_residents(actor: str, adopted: Adopted) -> bool:
    row = adopted.rulebook.find("actors", actor)
    return row is not None and (row.concept == "resident_representatives" or row.kind == "residents")


def is_recorded_for(actor: str, adopted: Adopted) -> bool:
    """Whether others record for the reviewer: residents, owners' bodies, and units that the rulebook does not know."""
    row = adopted.rulebook.find("actors", actor) if actor else None
    return row is None or row.kind in KINDS_WITHOUT_LOGIN


def _papers(one: ReviewRound, wanted: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What was filled in, of the papers and fields that the rulebook still names."""
    filled = {}
    for output in one.outputs.all():
        fields = wanted.get(output.output)
        if fields is not None:
            filled[output.output] = {
                name: text for name, text in output.fields.items() if fields == OPEN or name in fields
            }
    return filled
