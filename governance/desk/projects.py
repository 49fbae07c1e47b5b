"""What waits for the person about projects: declarations, moves that are open, returns to mend, disputes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from approvals import gates
from approvals.models import PlanEntry
from approvals.transitions import is_own_level
from communities.neighbourhoods.declaring import declarers
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from governance.desk.task import Task, address
from policies.pack.rows import Criterion
from projects.enums import State
from projects.models import Project, ProjectDeclaration, TransitionLog
from projects.queries import at, with_figures
from projects.stages import NEXT, TRANSITIONS

ASKED_ANEW = 200
"""Projects whose gates a desk asks anew at most; what is left over the lists ask."""

FIRED = ("design", "approve", "ready", "start", "accept", "hand_over", "manage")
"""The moves that this page offers one by one; `plan` is confirmed as a list."""


def tasks(actor: Actor, adopted: Adopted, on: date) -> Iterator[Task]:
    """One grouped query for the moves and one for the declarations of each reach, however many rows and places."""
    places = {name: moving(actor, adopted, name) for name in NEXT.values()}
    wanted = list(_wanted(actor, adopted)) if actor.may_somewhere(Capability.DECLARE) else []
    _ask_anew([*(p for paths in places.values() for p in paths), *(p for w in wanted for p in w.paths)], on)
    yield from _declarations(actor, wanted)
    yield from _moves(actor, adopted, places)


def _ask_anew(paths: Iterable[str], on: date) -> None:
    """What a desk says of gates is so today; one small query where nothing has changed."""
    stale = Project.objects.filter(at(set(paths)), state__in=[*NEXT], asked_of="")
    gates.keep_fresh(list(with_figures(stale).order_by("id")[:ASKED_ANEW]), on=on)


def _moves(actor: Actor, adopted: Adopted, places: Mapping[str, list[str]]) -> Iterator[Task]:
    own = actor.paths(Capability.PROPOSE)
    if not own and not any(places.values()):
        return
    source = {name: state for state, name in NEXT.items()}
    open_ = {name: (places[name], Q(state=source[name], next_answer="yes")) for name in FIRED}
    counts = _counts(
        {
            "returned": (own, Q(state=State.PROPOSED) & Q(Exists(_returns()))),
            "reserve": (places["reserve"], Q(state=State.PROPOSED)),
            "plan": (places["plan"], Q(state=State.RESERVED) & Q(Exists(_drafted()))),
            **open_,
        }
    )
    if counts["returned"]:
        url = address(actor, "project_list", state=State.PROPOSED)
        detail = "退回理由在项目的记录中"
        yield Task("修改被退回的项目", detail, counts["returned"], "个项目", url, "去修改")
    if counts["reserve"]:
        url = address(actor, "pool_list", state=State.PROPOSED)
        detail = "街道、区（市）提出、尚未入库"
        clause = _clause(adopted, "reserve")
        yield Task("审核入库", detail, counts["reserve"], "个项目", url, "去审核", clause)
    if counts["plan"]:
        url, clause = address(actor, "plan_list"), _clause(adopted, "plan")
        detail = "已提名、尚未确认"
        yield Task("确认年度计划", detail, counts["plan"], "个项目", url, "去确认", clause)
    for name in FIRED:
        if counts[name]:
            url = address(actor, "project_list", state=source[name])
            label, clause = TRANSITIONS[name].label, _clause(adopted, name)
            yield Task(f"办理：{label}", "条件已齐，等您办理", counts[name], "个项目", url, "去办理", clause)


def _counts(asked: Mapping[str, tuple[Iterable[str], Q]]) -> Counter[str]:
    """How many projects that touch the places answer each question; one query for all that reach equally far."""
    alike: dict[frozenset[str], dict[str, Count]] = {}
    for name, (paths, condition) in asked.items():
        if reach := frozenset(paths):
            alike.setdefault(reach, {})[name] = Count("pk", filter=condition)
    counts: Counter[str] = Counter()
    for reach, questions in alike.items():
        counts.update(Project.objects.filter(at(reach)).order_by().aggregate(**questions))
    return counts


def _returns() -> QuerySet[TransitionLog]:
    return TransitionLog.objects.filter(project=OuterRef("pk"), transition="return")


def _drafted() -> QuerySet[PlanEntry]:
    return PlanEntry.objects.filter(project=OuterRef("pk"), batch__isnull=True)


@dataclass(frozen=True)
class _Wanted:
    """A criterion before the step of a state, and the places where the person's organisation states it.

    `is_plain`: about the project and asked of every one. Of any other the gates alone know which projects it stops.
    """

    row: Criterion
    state: State
    transition: str
    paths: tuple[str, ...]
    is_plain: bool

    @property
    def lacking(self) -> Q:
        """The projects that wait for it, wherever they lie."""
        waits = ~Q(Exists(_stated(self.row))) if self.is_plain else Q(blocked_by__contains=self.row.name)
        return Q(state=self.state) & waits


def _declarations(actor: Actor, wanted: Sequence[_Wanted]) -> Iterator[Task]:
    """What gates and reviews want declared before projects' next step."""
    counts = _counts({f"n{number}": (each.paths, each.lacking) for number, each in enumerate(wanted)})
    for number, each in enumerate(wanted):
        if count := counts[f"n{number}"]:
            url = address(actor, "project_list", state=each.state)
            papers = "".join(f"《{paper}》" for paper in each.row.evidence)
            label = TRANSITIONS[each.transition].label
            detail = f"“{label}”之前须办{'，须附' if papers else ''}{papers}"
            title, quote = f"申报：{each.row.name}", each.row.quote or ""
            yield Task(title, detail, count, "个项目", url, "去申报", each.row.source, quote)


def _stated(row: Criterion) -> QuerySet[ProjectDeclaration]:
    return ProjectDeclaration.objects.filter(project=OuterRef("pk"), criterion=row.id, is_current=True)


def _wanted(actor: Actor, adopted: Adopted) -> Iterator[_Wanted]:
    book = adopted.rulebook
    for state, name in NEXT.items():
        asked: dict[str, bool] = {}
        for gate in book.rows("gates"):
            if gate.at == name and gate.effect == "block":
                for id_ in gate.require:
                    asked[id_] = asked.get(id_, False) or gate.applies_to is None
        reviewed = [id_ for review in book.rows("reviews") if review.at == name for id_ in review.before]
        for id_, is_always in (asked | dict.fromkeys(reviewed, True)).items():
            row = book.get("criteria", id_)
            if row.kind != "declared" or row.record in _LATER or (row.about in _ROWS and name == "reserve"):
                continue
            paths = tuple(sorted({declarer.path for declarer in declarers(actor, row, adopted)}))
            if paths:
                yield _Wanted(row, state, name, paths, is_always and row.about == "project")


_ROWS = frozenset({"neighbourhood", "building"})
"""Of these the register's own lines tell what is wanted before `reserve`."""

_LATER = frozenset({"plan_confirmation", "joint_review", "acceptance", "handover"})
"""Filed by confirming the plan, by concluding a review, an acceptance, a handover: those have lines of their own."""


def moving(actor: Actor, adopted: Adopted, name: str) -> list[str]:
    """The places of the person's organisations that fire the transition."""
    actors: Iterable[str] | None = adopted.rulebook.transition_actors(name)
    return [
        max(seat.path, seat.organisation.jurisdiction.path, key=len)
        for seat in actor.seats
        if seat.organisation
        and Capability.DECIDE in seat.capabilities
        and (seat.organisation.actor in actors if actors is not None else is_own_level(seat.organisation))
    ]


def _clause(adopted: Adopted, name: str) -> str:
    row = adopted.rulebook.find("transitions", name)
    return str(row.source) if row is not None and row.source else ""
