"""Progress of the works in figures: physical against planned, money by month, payments ahead of the works.

**As of.** Each function answers for a month from what had been confirmed by an instant `known_until`: run twice, late,
or for a past month it gives the same. Of a month's rows the confirmed one with the highest number counts. Estimates
are as they stand: they can't be changed once the scheme is settled, and works start later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from projects import months
from projects.enums import ItemState, ProgressState, State
from projects.models import Milestone, Progress, Project, TransitionLog, WorksItem
from projects.stages import STAGES

ACTS = ("reported_by", "reported_for", "confirmed_by", "confirmed_for")
"""Who reported a row of progress and who confirmed it, and for whom."""
DONE = STAGES[STAGES.index(State.COMPLETED) :]
"""From here on the works are complete: 100 %."""

WHOLE = Decimal(100)


@dataclass(frozen=True)
class MonthMoney:
    """Value of the work done in a month and what was paid for it, yuan."""

    invested: Decimal
    paid: Decimal


@dataclass(frozen=True)
class Flag:
    """A works item for which more is paid, by its estimate, than is built: `paid` of `estimate` (yuan) against
    `physical` (%).
    """

    works_item: int
    paid: Decimal
    estimate: Decimal
    physical: Decimal

    @property
    def paid_percent(self) -> Decimal:
        """Paid of the estimate, %."""
        return WHOLE * self.paid / self.estimate if self.estimate else WHOLE


def physical_of(
    projects: Iterable[Project], *, month: date, known_until: datetime
) -> dict[int, Decimal | None]:
    """Physical progress (%) of each project, by its id, at the end of the month.

    The mean of its items' by estimate; a simple mean where the estimate of any is unknown. An item is at what was
    confirmed last for the month or before, at 100 when it is finished, else at 0. A project that was accepted by then
    is at 100; None for one without items. Four queries for any number.
    """
    ids = [project.pk for project in projects]
    ends = months.last_day(month)
    moment = min(known_until, _end_of(ends))
    done = set(
        TransitionLog.objects.filter(project__in=ids, at__lte=moment, to_state__in=DONE).values_list(
            "project", flat=True
        )
    )
    reached = dict(
        _known(ids, month, known_until)
        .order_by("works_item", "-month")
        .distinct("works_item")
        .values_list("works_item", "physical")
    )
    is_finished = Q(finished_on__lte=ends) & (
        Q(finished_at__lte=known_until) | Q(finished_at__isnull=True, finished_on__isnull=False)
    )
    finished = set(WorksItem.objects.filter(is_finished, project__in=ids).values_list("pk", flat=True))
    items: dict[int, list[tuple[Decimal | None, Decimal]]] = defaultdict(list)
    standing = WorksItem.objects.filter(project__in=ids).exclude(state=ItemState.WITHDRAWN)
    for pk, project, estimate in standing.values_list("pk", "project", "estimate"):
        at = WHOLE if pk in finished else reached.get(pk, Decimal(0))
        items[project].append((estimate, at))
    return {pk: WHOLE if pk in done else mean(items[pk]) for pk in ids}


def mean(items: Sequence[tuple[Decimal | None, Decimal]]) -> Decimal | None:
    """Of (estimate, physical) pairs: weighted by estimate, simple where one is unknown or all are 0; None of none."""
    if not items:
        return None
    known = [estimate for estimate, _ in items if estimate is not None]
    total = sum(known, Decimal(0))
    if len(known) < len(items) or not total:
        return sum((physical for _, physical in items), Decimal(0)) / len(items)
    return sum((estimate * physical for estimate, physical in items if estimate), Decimal(0)) / total


def planned_progress(
    projects: Iterable[Project], *, on: date, known_until: datetime | None = None
) -> dict[int, Decimal]:
    """Physical progress (%) that each project plans for a day: that of its latest node planned for then or before.

    A project without such a node is left out: its plan is unknown, not zero. `known_until`: by the plan as it stood
    then (a node's latest line of history at or before, else its earliest); None = as it stands now. One query.
    """
    ids = [project.pk for project in projects]
    plans = _plans_now(ids) if known_until is None else _plans_then(ids, known_until)
    best: dict[int, tuple[date, Decimal]] = {}
    for project, day, percent in plans:
        if percent is not None and day <= on:
            best[project] = max(best.get(project, (day, percent)), (day, percent))
    return {project: percent for project, (_, percent) in best.items()}


def invested_by_month(
    projects: Iterable[Project], *, month: date, known_until: datetime
) -> dict[int, dict[date, MonthMoney]]:
    """What each project invested and paid in every month up to `month`, by project and month, yuan. One query.

    A month without a confirmed row is left out.
    """
    ids = [project.pk for project in projects]
    found: dict[int, dict[date, MonthMoney]] = {pk: {} for pk in ids}
    sums = _known(ids, month, known_until).order_by("month").values("project", "month")
    for row in sums.annotate(invested_sum=Sum("invested"), paid_sum=Sum("paid")):
        found[row["project"]][row["month"]] = MonthMoney(row["invested_sum"], row["paid_sum"])
    return found


def flags(projects: Iterable[Project], *, month: date, known_until: datetime) -> dict[int, list[Flag]]:
    """The works items of each project whose payments are ahead of the works, by project. Two queries.

    Cumulative paid / estimate > physical %. An item without an estimate is undetermined and not flagged.
    """
    found: dict[int, list[Flag]] = {project.pk: [] for project in projects}
    rows = _known(found, month, known_until)
    reached = dict(
        rows.order_by("works_item", "-month").distinct("works_item").values_list("works_item", "physical")
    )
    paid = (
        rows.filter(works_item__estimate__isnull=False)
        .order_by("works_item")
        .values("project", "works_item", estimate=F("works_item__estimate"))
        .annotate(paid_sum=Sum("paid"))
    )
    for row in paid:
        flag = Flag(row["works_item"], row["paid_sum"], row["estimate"], reached[row["works_item"]])
        if is_ahead(flag.paid, flag.estimate, flag.physical):
            found[row["project"]].append(flag)
    return found


def is_ahead(paid: Decimal, estimate: Decimal | None, physical: Decimal) -> bool:
    """Whether more is paid of the estimate than is built; not where the estimate is unknown."""
    return estimate is not None and WHOLE * paid > physical * estimate


def latest(rows: QuerySet[Progress]) -> QuerySet[Progress]:
    """Of each item and month the row with the highest number among `rows`."""
    later = rows.filter(
        works_item=OuterRef("works_item"), month=OuterRef("month"), number__gt=OuterRef("number")
    )
    return rows.filter(~Exists(later))


def _known(ids: Iterable[int], month: date, known_until: datetime) -> QuerySet[Progress]:
    """What had been confirmed by the instant for the month and before: of each item and month the row that counts."""
    return latest(
        Progress.objects.filter(
            project__in=list(ids),
            month__lte=month,
            state=ProgressState.CONFIRMED,
            confirmed_at__lte=known_until,
        )
    )


def _plans_now(ids: Sequence[int]) -> Iterable[tuple[int, date, Decimal | None]]:
    rows = Milestone.objects.filter(project__in=ids)
    return rows.values_list("project", "planned_on", "planned_percent")


def _plans_then(ids: Sequence[int], known_until: datetime) -> Iterable[tuple[int, date, Decimal | None]]:
    history = Milestone.pgh_event_model.objects.filter(  # type: ignore[attr-defined]  # given by @tracked
        project_id__in=ids, entered_at__lte=known_until
    )
    kept: dict[int, tuple[int, date, Decimal | None]] = {}
    for line in history.order_by("pgh_obj_id", "pgh_id"):
        if line.pgh_obj_id not in kept or line.pgh_created_at <= known_until:
            kept[line.pgh_obj_id] = (line.project_id, line.planned_on, line.planned_percent)
    return kept.values()


def _end_of(day: date) -> datetime:
    begins = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return begins - timedelta(microseconds=1)
