"""The works of a project as its pages show them: contracts, milestones, each item month by month, photos."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from communities.people.acting import ENTERED
from communities.rulebooks.queries import Adopted
from projects import months
from projects.enums import ItemState, ProgressState, State
from projects.models import Contract, Milestone, Progress, Project, ProjectPaper, WorksItem
from projects.queries.catalogue import item_names
from projects.queries.progress import ACTS, DONE, WHOLE, is_ahead, mean

SHOWN = 6
"""Months of the table of items; earlier ones are a page back."""
PHOTOS = 24


@dataclass(frozen=True)
class Node:
    """A milestone; `first_planned_on` where the plan has been moved since, `is_overdue` while it is missed."""

    row: Milestone
    first_planned_on: date | None
    is_overdue: bool

    @property
    def is_late(self) -> bool:
        """Reached after its day."""
        return self.row.reached_on is not None and self.row.reached_on > self.row.planned_on


@dataclass(frozen=True)
class ItemWorks:
    """A works item with its latest row of each month shown (None = nothing reported), and its sums over all months.

    `physical` is what was confirmed last, 100 when it is finished, else 0. `waiting`: rows to be confirmed or reported
    anew. `is_ahead`: more is paid, by its estimate, than is built, as reported.
    """

    item: WorksItem
    name: str
    months: tuple[Progress | None, ...]
    waiting: tuple[Progress, ...]
    physical: Decimal
    invested: Decimal
    paid: Decimal
    is_ahead: bool


@dataclass(frozen=True)
class MonthFigures:
    """A project's month: physical and planned progress (%, None = not known), money (yuan), as confirmed; no money in
    months to come.
    """

    month: date
    physical: Decimal | None
    planned: Decimal | None
    invested: Decimal | None
    paid: Decimal | None


@dataclass(frozen=True)
class Works:
    """A project's works: figures as confirmed, items in the order of entry, months in order."""

    physical: Decimal | None
    planned: Decimal | None
    invested: Decimal
    paid: Decimal
    estimate: Decimal | None
    shown: tuple[date, ...]
    items: tuple[ItemWorks, ...]
    months: tuple[MonthFigures, ...]

    @property
    def waiting(self) -> list[Progress]:
        """What is to be confirmed, the earliest month first."""
        rows = [row for item in self.items for row in item.waiting if row.state == ProgressState.REPORTED]
        return sorted(rows, key=lambda row: (row.month, row.pk))


def contracts_of(project: Project) -> QuerySet[Contract]:
    """The newest first, with the party and the papers."""
    papers = ProjectPaper.objects.select_related("document").order_by("id")
    return (
        Contract.objects.filter(project=project)
        .select_related("party", "organisation", *ENTERED)
        .prefetch_related(Prefetch("papers", queryset=papers))
    )


def milestones_of(project: Project, *, on: date) -> list[Node]:
    """In the order planned, as they stand on a day. Two queries."""
    first: dict[int, date] = {}
    history = Milestone.pgh_event_model.objects.filter(project_id=project.pk)  # type: ignore[attr-defined]  # by @tracked
    for milestone, planned_on in history.order_by("pgh_id").values_list("pgh_obj_id", "planned_on"):
        first.setdefault(milestone, planned_on)
    rows = Milestone.objects.filter(project=project).select_related("organisation", *ENTERED)
    return [
        Node(
            row,
            first[row.pk] if first.get(row.pk, row.planned_on) != row.planned_on else None,
            row.reached_on is None and row.planned_on < on,
        )
        for row in rows
    ]


def works_of(
    project: Project, nodes: Sequence[Node], adopted: Adopted, *, on: date, until: date | None = None
) -> Works:
    """The works as they stand on a day; `until` is the last month of the table of items. Three queries."""
    names = item_names(adopted)
    items = list(
        WorksItem.objects.filter(project=project)
        .exclude(state=ItemState.WITHDRAWN)
        .select_related("neighbourhood", "building")
        .order_by("id")
    )
    rows: dict[int, list[Progress]] = defaultdict(list)
    for row in (
        Progress.objects.filter(project=project)
        .select_related("organisation", "confirming", "works_item", *ACTS)
        .order_by("month", "number")
    ):
        rows[row.works_item_id].append(row)
    last = until or months.of(on)
    shown = tuple(months.between(months.shifted(last, 1 - SHOWN), last))
    built = tuple(_item(item, names.get(item.item, item.item), rows[item.pk], shown) for item in items)
    known = [item.estimate for item in items if item.estimate is not None]
    is_done = State(project.state) in DONE
    every = _months(items, rows, nodes, on=on)
    return Works(
        WHOLE if is_done else mean([(each.item.estimate, each.physical) for each in built]),
        planned_then(nodes, on),
        sum((each.invested for each in built), Decimal(0)),
        sum((each.paid for each in built), Decimal(0)),
        sum(known, Decimal(0)) if items and len(known) == len(items) else None,
        shown,
        built,
        every,
    )


def photos_of(project: Project) -> QuerySet[ProjectPaper]:
    """The photos of the months, the newest first."""
    return (
        ProjectPaper.objects.filter(project=project, progress__isnull=False)
        .select_related("document", "progress__works_item__neighbourhood")
        .order_by("-progress__month", "-id")[:PHOTOS]
    )


def planned_then(nodes: Iterable[Node], on: date) -> Decimal | None:
    """What is planned for a day: see `planned_progress`."""
    due = [
        (node.row.planned_on, node.row.planned_percent)
        for node in nodes
        if node.row.planned_percent is not None and node.row.planned_on <= on
    ]
    return max(due)[1] if due else None


def _item(item: WorksItem, name: str, rows: Sequence[Progress], shown: Sequence[date]) -> ItemWorks:
    latest = {row.month: row for row in rows}
    confirmed = {row.month: row for row in rows if row.state == ProgressState.CONFIRMED}
    reported = latest[max(latest)].physical if latest else Decimal(0)
    paid = sum((row.paid for row in latest.values()), Decimal(0))
    return ItemWorks(
        item,
        name,
        tuple(latest.get(month) for month in shown),
        tuple(row for row in rows if row.state != ProgressState.CONFIRMED),
        _physical(item, confirmed, None),
        sum((row.invested for row in confirmed.values()), Decimal(0)),
        sum((row.paid for row in confirmed.values()), Decimal(0)),
        is_ahead(paid, item.estimate, reported),
    )


def _physical(item: WorksItem, confirmed: dict[date, Progress], until: date | None) -> Decimal:
    """What an item is at by the end of a month; None = now."""
    if item.finished_on and (until is None or item.finished_on <= months.last_day(until)):
        return WHOLE
    reached = [month for month in confirmed if until is None or month <= until]
    return confirmed[max(reached)].physical if reached else Decimal(0)


def _months(
    items: Sequence[WorksItem], rows: dict[int, list[Progress]], nodes: Sequence[Node], *, on: date
) -> tuple[MonthFigures, ...]:
    """Every month from the first start, report or node to this one, or to the last node planned later."""
    confirmed = {
        item.pk: {row.month: row for row in rows[item.pk] if row.state == ProgressState.CONFIRMED}
        for item in items
    }
    starts = [item.started_on for item in items if item.started_on]
    days = [*starts, *(node.row.planned_on for node in nodes)]
    if not days:
        return ()
    first, this = months.of(min(days)), months.of(on)
    begun = months.of(min(starts)) if starts else None
    found = []
    for month in months.between(min(first, this), max(months.of(max(days)), this)):
        own = [by_month[month] for by_month in confirmed.values() if month in by_month]
        is_past = begun is not None and begun <= month <= this
        found.append(
            MonthFigures(
                month,
                mean([(item.estimate, _physical(item, confirmed[item.pk], month)) for item in items])
                if is_past
                else None,
                planned_then(nodes, months.last_day(month)),
                sum((row.invested for row in own), Decimal(0)) if month <= this else None,
                sum((row.paid for row in own), Decimal(0)) if month <= this else None,
            )
        )
    return tuple(found)
