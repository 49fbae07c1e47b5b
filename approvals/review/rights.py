"""Who convenes and concludes a review, and who gives or records the opinion of a reviewer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from approvals.models import Reviewer, ReviewRound
from approvals.review.facts import is_recorded_for
from approvals.transitions import is_own_level
from communities.models import Organisation
from communities.neighbourhoods.declaring import RECORDERS
from communities.people.enums import Capability
from communities.people.rights import Actor, Refused, Seat
from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from policies.pack.rows import Review
from projects.models import Project
from projects.services import acts_for
from projects.services.acting import places_of


def chair(project: Project, row: Review, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that convenes and concludes the review for the project. Raises `Refused`."""
    found = find_chair(project, row, places_of(project), adopted=adopted, by=by)
    if found is None:
        who = chairs(row, adopted)
        raise Refused(f"“{row.name}”由{who}召集和作出结论，您不在该单位，或该单位不管辖本项目所在地。")
    return found


def find_chair(
    project: Project, row: Review, places: Sequence[str], *, adopted: Adopted, by: Actor
) -> Organisation | None:
    """The same for a button, `places` being the paths of the project's neighbourhoods: None for who may not."""
    actors = _chair_actors(row, adopted)

    def chairs_it(organisation: Organisation) -> bool:
        return is_own_level(organisation) if actors is None else organisation.actor in actors

    return _acting(project, places, by, {Capability.DECIDE}, chairs_it)


def chairs(row: Review, adopted: Adopted) -> str:
    """Who convenes and concludes the review, in Chinese."""
    actors = _chair_actors(row, adopted)
    if actors is None:
        return "本级或项目所在区（县、市）的政府及部门"
    return "、".join(adopted.rulebook.actor_name(actor) for actor in actors)


def speaker(reviewer: Reviewer, *, adopted: Adopted, by: Actor) -> Organisation:
    """The person's organisation that gives the reviewer's opinion, or records it. Raises `Refused`."""
    one = reviewer.round
    found = find_speaker(reviewer, places_of(one.project), adopted=adopted, by=by)
    if found is None:
        who = "召集单位或项目所在街道、社区" if is_recorded_for(reviewer.actor, adopted) else reviewer.name
        does = "录入" if is_recorded_for(reviewer.actor, adopted) else "出具"
        raise Refused(f"“{reviewer.name}”的意见由{who}{does}，您不在该单位，或该单位不管辖本项目所在地。")
    return found


def find_speaker(
    reviewer: Reviewer, places: Sequence[str], *, adopted: Adopted, by: Actor
) -> Organisation | None:
    """The same for a list: None for who may not."""
    one = reviewer.round
    if not is_recorded_for(reviewer.actor, adopted):
        return _acting(one.project, places, by, {Capability.DECIDE}, lambda o: o.actor == reviewer.actor)
    return _acting(
        one.project, places, by, {Capability.DECIDE}, lambda o: o.pk == one.convened_by_id
    ) or _acting(one.project, places, by, {Capability.DECLARE}, lambda o: o.kind in RECORDERS)


def silent(one: ReviewRound) -> list[Reviewer]:
    """The reviewers who have not spoken, from what was prefetched. Silence is nobody's opinion."""
    return [reviewer for reviewer in one.reviewers.all() if not reviewer.opinions.all()]


def _chair_actors(row: Review, adopted: Adopted) -> tuple[str, ...] | None:
    """schema.md: with `chair: open` any `by` actor of the transition convenes and concludes."""
    return adopted.rulebook.transition_actors(row.at) if row.chair == OPEN else (str(row.chair),)


def _acting(
    project: Project,
    places: Sequence[str],
    by: Actor,
    wanted: set[Capability],
    plays: Callable[[Organisation], bool],
) -> Organisation | None:
    def fits(seat: Seat) -> bool:
        return (
            seat.organisation is not None
            and wanted <= seat.capabilities
            and plays(seat.organisation)
            and acts_for(seat, project, places)
        )

    return next((seat.organisation for seat in by.seats if fits(seat)), None)
