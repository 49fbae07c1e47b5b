"""Reads of reviews: the rounds a person sees, and which of them wait for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from approvals.enums import RoundState
from approvals.models import Reviewer, ReviewOpinion, ReviewRound
from approvals.review.facts import latest
from approvals.review.manning import unmanned
from approvals.review.rights import find_chair, find_speaker, silent
from communities.models import Jurisdiction
from communities.neighbourhoods.register.names import fold
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from policies.vocabulary import KINDS_WITHOUT_LOGIN
from projects.models import Project, ProjectNeighbourhood
from projects.queries import at, visible


@dataclass(frozen=True)
class Waiting:
    """An open round and its reviewers that are waited for, `days_left` as `working_days_left` has it."""

    round: ReviewRound
    reviewers: tuple[Reviewer, ...]
    days_left: int | None
    is_late: bool
    unmanned: frozenset[int] = frozenset()
    """Ids of those of them where nobody can speak today."""

    @property
    def names(self) -> str:
        """The reviewers waited for, in Chinese."""
        return "、".join(
            f"{reviewer.name}（目前无人可办）" if reviewer.pk in self.unmanned else reviewer.name
            for reviewer in self.reviewers
        )


def rounds(actor: Actor) -> QuerySet[ReviewRound]:
    """The rounds of the projects that the person sees, the newest first, with all that a list shows."""
    return (
        ReviewRound.objects.filter(project__in=visible(actor))
        .select_related("project__jurisdiction__parent", "convened_by__jurisdiction", "scheme")
        .prefetch_related(
            Prefetch("reviewers__opinions", ReviewOpinion.objects.select_related("entered_by", "acted_for"))
        )
        .order_by("-id")
    )


def filtered(found: QuerySet[ReviewRound], asked: Mapping[str, str]) -> QuerySet[ReviewRound]:
    """By the project's name or code (`q`), `state` and `place` (code). Nonsense is left out."""
    if text := asked.get("q", "").strip()[:80]:
        found = found.filter(Q(project__search_text__contains=fold(text)) | Q(project__code__startswith=text))
    if asked.get("state") in RoundState.values:
        found = found.filter(state=asked["state"])
    if code := asked.get("place", ""):
        place = Jurisdiction.objects.filter(code=code).first()
        here = Project.objects.filter(at([place.path])).order_by() if place else Project.objects.none()
        found = found.filter(project__in=here.values("pk"))
    return found


def waiting_for(actor: Actor, on: date, adopted: Adopted | None = None) -> list[Waiting]:
    """The open rounds to which organisations of the person owe an opinion, soonest due first; constant queries.

    Of reviewers without a login those who record for them are waited for.
    """
    adopted = adopted or adopted_or_none(on)
    if adopted is None or not actor.may_somewhere(Capability.VIEW):
        return []
    mine = {seat.organisation.actor for seat in actor.seats if seat.organisation}
    others = {row.id for row in adopted.rulebook.rows("actors") if row.kind in KINDS_WITHOUT_LOGIN}
    known = {row.id for row in adopted.rulebook.rows("actors")}
    owed = Reviewer.objects.filter(
        Q(actor__in=mine | others | {""}) | ~Q(actor__in=known),
        ~Exists(ReviewOpinion.objects.filter(reviewer=OuterRef("pk"))),
        round=OuterRef("pk"),
    )
    found = list(_open(actor).filter(Exists(owed)))
    places = _places(found)
    result = []
    for one in found:
        due = tuple(
            reviewer
            for reviewer in silent(one)
            if find_speaker(reviewer, places[one.project_id], adopted=adopted, by=actor)
        )
        if due:
            result.append(_waiting(one, due, on))
    return result


def to_conclude(actor: Actor, on: date, adopted: Adopted | None = None) -> list[Waiting]:
    """The open rounds that organisations of the person may conclude now, soonest due first: nobody is silent, or
    somebody disagrees. Constant queries.
    """
    adopted = adopted or adopted_or_none(on)
    if adopted is None:
        return []
    quiet = Reviewer.objects.filter(
        ~Exists(ReviewOpinion.objects.filter(reviewer=OuterRef("pk"))), round=OuterRef("pk")
    )
    against = ReviewOpinion.objects.filter(opinion="disagree", reviewer__round=OuterRef("pk"))
    found = list(_open(actor).filter(~Exists(quiet) | Exists(against)))
    places = _places(found)
    result = []
    for one in found:
        row = adopted.rulebook.find("reviews", one.review)
        if row is None or (silent(one) and not is_opposed(one)):
            continue
        if find_chair(one.project, row, places[one.project_id], adopted=adopted, by=actor):
            result.append(_waiting(one, (), on))
    return result


def asked_by(actor: Actor, on: date, adopted: Adopted | None = None) -> list[Waiting]:
    """The open rounds convened by organisations of the person that still wait for opinions, with the silent reviewers;
    constant queries.
    """
    own = [seat.organisation.pk for seat in actor.seats if seat.organisation]
    found = list(_open(actor).filter(convened_by__in=own))
    adopted = adopted or adopted_or_none(on)
    empty = unmanned(found, _places(found), adopted=adopted, on=on) if adopted and found else {}
    return [
        replace(_waiting(one, quiet, on), unmanned=frozenset(empty))
        for one in found
        if (quiet := silent(one))
    ]


def is_opposed(one: ReviewRound) -> bool:
    """Whether the opinion that counts of somebody is a no, from what was prefetched."""
    said = (latest(reviewer) for reviewer in one.reviewers.all())
    return any(opinion is not None and opinion.opinion == "disagree" for opinion in said)


def working_days_left(on: date, due: date) -> int | None:
    """Working days from tomorrow to the last day: 0 on the last day, negative by those that have passed since.

    By the official calendar with its make-up days, as `policies.clocks` counts; None where it lacks the year.
    """
    from chinese_calendar import is_workday  # heavy, and needed by few pages

    first, last = sorted((on, due))
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    try:
        number = sum(1 for day in days if is_workday(day))
    except NotImplementedError:
        return None
    return number if on <= due else -number


def _waiting(one: ReviewRound, reviewers: Iterable[Reviewer], on: date) -> Waiting:
    return Waiting(one, tuple(reviewers), working_days_left(on, one.due_on), on > one.due_on)


def _open(actor: Actor) -> QuerySet[ReviewRound]:
    return rounds(actor).filter(state=RoundState.OPEN).order_by("due_on", "id")


def _places(found: Iterable[ReviewRound]) -> Mapping[int, list[str]]:
    """Project id -> the paths of its neighbourhoods."""
    places: dict[int, list[str]] = defaultdict(list)
    rows = ProjectNeighbourhood.objects.filter(project__in={one.project_id for one in found})
    for project, path in rows.values_list("project", "neighbourhood__path"):
        places[project].append(path)
    return places


def adopted_or_none(on: date) -> Adopted | None:
    """The rulebook in force; lists of reviews stay readable while there is none."""
    try:
        return in_force(on)
    except NoRulebook:
        return None
