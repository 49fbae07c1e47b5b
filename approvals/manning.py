"""What approvals would wait for in vain: opinions, plans, acceptances, where nobody is left to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Prefetch, Q

from approvals.acceptance.facts import RECORD, STEP
from approvals.acceptance.queries import RUNNING
from approvals.enums import RoundState
from approvals.models import Acceptance, PlanEntry, Reviewer, ReviewRound
from approvals.review.manning import unmanned
from approvals.transitions import OWN_LEVEL_KINDS, is_own_level
from communities.models import Organisation
from communities.people.delegation.waiting import Matter, Roll, deserted
from communities.people.enums import Capability
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from projects.models import ProjectNeighbourhood
from projects.recording import criteria_of


def matters(roll: Roll) -> Iterator[Matter]:
    """Of the day, by the rulebook in force on it; without one nothing waits."""
    try:
        adopted = in_force(roll.on)
    except NoRulebook:
        return
    yield from _opinions(roll, adopted)
    yield from _plans(roll, adopted)
    yield from _acceptances(roll, adopted)


def _opinions(roll: Roll, adopted: Adopted) -> Iterator[Matter]:
    reviewers = Prefetch("reviewers", Reviewer.objects.prefetch_related("opinions"))
    rounds = list(
        ReviewRound.objects.filter(state=RoundState.OPEN)
        .select_related("project")
        .prefetch_related(reviewers)
    )
    places = _places(one.project_id for one in rounds)
    found = unmanned(rounds, places, adopted=adopted, on=roll.on, without=roll.without)
    if not found:
        return
    there = Organisation.objects.filter(jurisdiction__path__in=set(found.values()), closed_on=None)
    names = {
        (actor, path): name for actor, path, name in there.values_list("actor", "jurisdiction__path", "name")
    }
    for one in rounds:
        for reviewer in one.reviewers.all():
            if path := found.get(reviewer.pk):
                unit = names.get((reviewer.actor, path), reviewer.name)
                yield Matter("联合审查等它出具意见", unit, path)


def _plans(roll: Roll, adopted: Adopted) -> Iterator[Matter]:
    drafts = PlanEntry.objects.filter(batch__isnull=True).values_list("plan__year", "project__path")
    subjects: dict[str, list[Sequence[str]]] = defaultdict(list)
    for year, path in drafts:
        subjects[f"{year} 年度计划草案等它确认"].append([path])
    if subjects:
        units = _movers("plan", adopted)
        yield from deserted(subjects, units, roll.empty(units))


def _acceptances(roll: Roll, adopted: Adopted) -> Iterator[Matter]:
    running = list(Acceptance.objects.filter(state__in=RUNNING).values_list("project_id", "project__path"))
    if not running:
        return
    places = _places(project for project, _ in running)
    stating = {str(row.by) for row in criteria_of(adopted, RECORD)}
    units = _playing(Q(actor__in=stating)) if stating else _movers(STEP, adopted)
    empty = roll.empty(units, [Capability.DECLARE if stating else Capability.DECIDE])
    subjects = {"竣工验收等它作出结论": [[path, *places[project]] for project, path in running]}
    yield from deserted(subjects, units, empty)


def _movers(step: str, adopted: Adopted) -> list[Organisation]:
    """The organisations that fire the transition somewhere."""
    actors = adopted.rulebook.transition_actors(step)
    if actors is not None:
        return _playing(Q(actor__in=actors))
    return [unit for unit in _playing(Q(kind__in=OWN_LEVEL_KINDS)) if is_own_level(unit)]


def _playing(which: Q) -> list[Organisation]:
    return list(Organisation.objects.filter(which, closed_on=None).select_related("jurisdiction"))


def _places(projects: Iterable[int]) -> dict[int, list[str]]:
    """Project id -> the paths of its neighbourhoods. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = ProjectNeighbourhood.objects.filter(project__in=set(projects))
    for project, path in rows.values_list("project", "neighbourhood__path"):
        found[project].append(path)
    return found
