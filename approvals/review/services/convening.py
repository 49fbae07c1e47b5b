"""Convening a round: when, by whom, who is asked, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from approvals.enums import RoundState
from approvals.errors import Blocked, NotNow
from approvals.models import Reviewer, ReviewOutput, ReviewRound
from approvals.review import asking, snapshot
from approvals.review.facts import standing
from approvals.review.rights import chair
from communities.models import Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.records.services import notify
from communities.rulebooks.queries import in_force
from policies.clocks import CalendarLacksYear, add_working_days
from policies.pack.rows import Review
from policies.question import ReviewFacts
from policies.reviews import reviewers
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project
from projects.services.acting import ask_anew, hold, places_of
from projects.stages import NEXT, TRANSITIONS

LONGEST = 32767
"""Working days that the column holds; the calendar ends long before."""


def convene(
    project: Project,
    *,
    review: str,
    working_days: int | None,
    due_on: date | None = None,
    note: str = "",
    added: Sequence[str] = (),
    fast_track: bool = False,
    by: Actor,
    now: datetime,
) -> ReviewRound:
    """Open a round of the rulebook's review, for a body that chairs it, and let the reviewers know.

    `added`: further reviewers, ids of actors or names of units, where the list is open; the rulebook's own are always
    asked. No source gives a period, so `working_days` is compulsory; only where the fast track is asked for, open and
    has its days from the overlay may it be left out. `due_on` counts only where the official calendar lacks the year.
    Raises `Refused`, `NotNow`, `NotPossible`, `NotAllowed` (a closed list, with its clause), `Blocked` (what must stand
    before it does not).
    """
    on = timezone.localdate(now)
    with accounted(by, note.strip() or "召集审查"):
        held = hold(project)
        adopted = in_force(on)
        row: Review | None = adopted.rulebook.find("reviews", review)
        if row is None:
            raise NotPossible("现行规则没有这项审查。")
        organisation = chair(held, row, adopted=adopted, by=by)
        _must_be_due(held, row)
        names = [name.strip() for name in added if name.strip()]
        wanted = reviewers(row, ReviewFacts(reviewers_added=tuple(dict.fromkeys(names))))
        _must_be_named_well(wanted)
        asked = asking.before(held, row, adopted=adopted, on=on)
        if not asked.answer.is_yes:
            raise Blocked(asked.answer)
        track = asking.fast_track(held, row, adopted=adopted, on=on) if fast_track else None
        if fast_track and track is None:
            raise NotPossible(f"“{row.name}”没有快速办理的规定（{row.source}）。")
        days = _days(working_days, track)
        contents, scheme = snapshot.taken(held, adopted)
        number = ReviewRound.objects.filter(project=held, review=row.id).aggregate(n=Max("number"))["n"] or 0
        made: ReviewRound = ReviewRound.objects.create(
            project=held,
            review=row.id,
            number=number + 1,
            scheme=scheme,
            convened_by=organisation,
            convener=by.person,
            convened_on=on,
            due_on=due_day(on, days, due_on),
            working_days=days,
            note=note.strip(),
            fast_track=track.answer if track else "",
            snapshot=contents,
        )
        Reviewer.objects.bulk_create(
            Reviewer(
                round=made,
                actor=key if adopted.rulebook.has("actors", key) else "",
                name=adopted.rulebook.actor_name(key),
                is_added=key not in row.reviewers,
            )
            for key in wanted
        )
        ReviewOutput.objects.bulk_create(
            ReviewOutput(round=made, output=output.id, name=output.name) for output in row.outputs
        )
        ask_anew(held)
        _tell(made, row, by=by, on=on)
    return made


def due_day(start: date, days: int, given: date | None = None) -> date:
    """The last of `days` working days after `start`; the day given where the official calendar lacks the year.

    Raises `NotPossible`.
    """
    try:
        return add_working_days(start, days)
    except CalendarLacksYear as error:
        if given is None:
            raise NotPossible(
                f"官方工作日历还没有 {error} 年，无法推算截止日，请直接填写意见截止日。"
            ) from error
        if given <= start:
            raise NotPossible("意见截止日须在召集日之后。") from error
        return given


def _must_be_due(project: Project, row: Review) -> None:
    step = TRANSITIONS[row.at]
    if NEXT.get(State(project.state)) != row.at:
        raise NotNow(f"项目现为“{project.get_state_display()}”，“{row.name}”在{step.label}之前召集。")
    last = next((one for one in standing([project]).get(project.pk, ()) if one.review == row.id), None)
    if last is not None and last.state == RoundState.OPEN:
        raise NotNow(f"第 {last.number} 轮“{row.name}”正在进行，不能再召集。")
    if last is not None and last.state == RoundState.APPROVED and _still_counts(last, project):
        raise NotNow(f"第 {last.number} 轮“{row.name}”已经通过，等待{step.label}，不必再召集。")


def _still_counts(last: ReviewRound, project: Project) -> bool:
    """An approval counts while the project has not moved since: one sent back may be reviewed again."""
    return last.concluded_on is not None and timezone.localdate(project.state_since) <= last.concluded_on


def _must_be_named_well(wanted: Sequence[str]) -> None:
    if any(len(name) > 60 for name in wanted):
        raise NotPossible("增加的单位名称不能超过 60 个字。")


def _days(working_days: int | None, track: asking.FastTrack | None) -> int:
    """The period asked for; the fast track's own where it is open and the overlay has set it, and never longer."""
    most = track.days if track is not None and track.answer == "yes" else None
    days = most if working_days is None else working_days
    if days is None:
        raise NotPossible("请填写意见时限（工作日）：文件没有规定，由召集单位确定。")
    if not 0 < days <= LONGEST:
        raise NotPossible("意见时限须是 1 以上的工作日数。")
    if track is not None and most is not None and days > most:
        raise NotPossible(f"“{track.name}”的时限为 {most} 个工作日，不能更长。")
    return days


def _tell(one: ReviewRound, row: Review, *, by: Actor, on: date) -> None:
    """Everybody in the organisations that play a reviewer at, above or, of a lower level, inside the place."""
    project, actors = one.project, [reviewer.actor for reviewer in one.reviewers.all() if reviewer.actor]
    places = [project.path, *places_of(project)]
    told = [
        organisation
        for organisation in Organisation.objects.filter(actor__in=actors).select_related("jurisdiction")
        if any(place.startswith(organisation.jurisdiction.path) for place in places)
    ]
    url = reverse("review_detail", kwargs={"tenant": by.tenant.code, "pk": one.pk})
    text = f"请于 {one.due_on:%Y-%m-%d} 前对“{project.name}”出具{row.name}意见"
    notify(told, text=text, url=url, by=by, on=on)
