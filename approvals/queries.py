"""Reads for the pages on which a project moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from approvals.enums import AdjustmentKind
from approvals.models import PlanEntry
from communities.models import Neighbourhood
from communities.rulebooks.presenting import AnswerView
from communities.rulebooks.queries import Adopted
from projects.enums import Batch, State
from projects.models import Project, ProjectDeclaration, TransitionLog
from projects.queries import with_figures
from projects.queries.declaring import ToDeclare
from projects.stages import STAGES, TRANSITIONS


def pool_counts(projects: QuerySet[Project]) -> Mapping[str, int]:
    """How many are proposed, reserved, and in each batch. One query."""
    batches = {
        f"batch_{value or 'none'}": Count("pk", filter=Q(batch=value)) for value in (*Batch.values, "")
    }
    return projects.order_by().aggregate(
        all=Count("pk"),
        proposed=Count("pk", filter=Q(state=State.PROPOSED)),
        reserved=Count("pk", filter=Q(state=State.RESERVED)),
        **batches,
    )


@dataclass(frozen=True)
class Stage:
    """One step of the stepper: `state` is done, now or todo; `note` the day it was reached."""

    label: str
    state: str
    note: str


def stages(project: Project) -> list[Stage]:
    """The states of an undisturbed life with the day each was last reached; a withdrawn project is nowhere in it."""
    reached = {
        row["to_state"]: row["at"]
        for row in TransitionLog.objects.filter(project=project).order_by("id").values("to_state", "at")
    }
    reached.setdefault(State.PROPOSED, project.created_at)
    current = State(project.held_from or project.state)
    here = STAGES.index(current) if current in STAGES else -1
    return [_stage(state, place - here, reached.get(state)) for place, state in enumerate(STAGES)]


def _stage(state: State, ahead: int, at: datetime | None) -> Stage:
    status = "now" if ahead == 0 else "done" if ahead < 0 else "todo"
    return Stage(str(state.label), status, f"{timezone.localtime(at):%m-%d}" if at and ahead <= 0 else "")


def neighbourhoods_of(project: Project) -> list[Neighbourhood]:
    """The project's neighbourhoods, with their places."""
    return list(
        Neighbourhood.objects.filter(project_memberships__project=project)
        .select_related("jurisdiction__parent")
        .order_by("path", "sort_key", "id")
    )


def figures_of(project: Project) -> Project:
    """The same project with its sums (`with_figures`)."""
    return with_figures(Project.objects.filter(pk=project.pk)).get()


@dataclass(frozen=True)
class Move:
    """One line of the project's history."""

    label: str
    log: TransitionLog


def moves_of(project: Project) -> list[Move]:
    """Every move, the latest first, with person, organisation, reason and decision."""
    logs = (
        TransitionLog.objects.filter(project=project)
        .select_related("by", "acted_for", "organisation")
        .order_by("-id")
    )
    return [Move(TRANSITIONS[log.transition].label, log) for log in logs]


@dataclass(frozen=True)
class Matter:
    """One thing owed; `url` is empty for who can't do it."""

    text: str
    url: str


@dataclass(frozen=True)
class Owed:
    """What one unit still owes before the next step."""

    who: str
    matters: tuple[Matter, ...]


def owed(rows: Iterable[ToDeclare], view: AnswerView, *, pages: Mapping[str, str]) -> list[Owed]:
    """What stands before the next step, by the unit that owes it: criteria to state, then whatever else is missing.

    `pages`: kind of what is missing, or its path -> the address where it is entered.
    """
    by_unit: dict[str, list[Matter]] = {}
    for row in rows:
        if row.answer != "yes":
            name = f"{row.name}（{row.subject_name}）" if row.subject_name else row.name
            by_unit.setdefault(row.who, []).append(Matter(name, row.url if row.may_state else ""))
    needs = [*(need for criterion in view.criteria for need in criterion.needs), *view.needs]
    for need in dict.fromkeys(needs):
        kind = need.key.partition(":")[0]
        if kind not in {"declared", "evidence"}:
            url = pages.get(kind, need.url)
            by_unit.setdefault(need.who, []).append(Matter(need.what, url))
    return [Owed(who, tuple(dict.fromkeys(matters))) for who, matters in by_unit.items()]


def confirmed_in(project: Project) -> PlanEntry | None:
    """Where the project stands in a confirmed plan now: the entry with its plan and batch."""
    entries = PlanEntry.objects.filter(project=project, batch__isnull=False).select_related("plan", "batch")
    entry: PlanEntry | None = entries.exclude(adjustments__kind=AdjustmentKind.REMOVE).order_by("-id").first()
    return entry


@dataclass(frozen=True)
class Stated:
    """A declaration as shown, with its documents."""

    name: str
    clause: str
    row: ProjectDeclaration


def declarations_of(project: Project, adopted: Adopted) -> list[Stated]:
    """What has been declared about the project and stands."""
    rows = (
        ProjectDeclaration.objects.filter(project=project, is_current=True)
        .select_related("organisation", "entered_by", "acted_for")
        .prefetch_related("evidence__document")
        .order_by("-id")
    )
    known = {row.id: row for row in adopted.rulebook.rows("criteria")}
    return [
        Stated(known[row.criterion].name, known[row.criterion].source, row)
        for row in rows
        if row.criterion in known
    ]
