"""A month of the works: the lines to fill in for one project, and what was reported of all projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from communities.rulebooks.queries import Adopted
from projects import months
from projects.enums import ItemState, ProgressState
from projects.models import Progress, Project, WorksItem
from projects.queries.catalogue import item_names
from projects.queries.progress import ACTS, is_ahead

MISSING = "missing"
"""Beside the states of a row: nothing was reported of the month."""

STATES = [*ProgressState.choices, (MISSING, "未填报")]
MONEY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=22, decimal_places=4)


@dataclass(frozen=True)
class Line:
    """A works item in a month: its row (None = nothing reported), the latest of an earlier month, and what is paid.

    `paid` is cumulative, as reported, this month included; `is_ahead` as in `Flag`.
    """

    item: WorksItem
    name: str
    row: Progress | None
    before: Progress | None
    paid: Decimal

    @property
    def is_ahead(self) -> bool:
        """More is paid, by the estimate, than is built; not known without an estimate."""
        at = self.row or self.before
        return at is not None and is_ahead(self.paid, self.item.estimate, at.physical)

    @property
    def paid_percent(self) -> Decimal | None:
        """Paid of the estimate, %."""
        return 100 * self.paid / self.item.estimate if self.item.estimate else None


def lines_of(project: Project, month: date, adopted: Adopted) -> list[Line]:
    """The items of a project that were under way in the month or before, unfinished ones first. Two queries."""
    items = (
        WorksItem.objects.filter(project=project, started_on__lte=months.last_day(month))
        .filter(state__in=[ItemState.STARTED, ItemState.FINISHED])
        .select_related("neighbourhood", "building", "project")
        .order_by(F("finished_on").desc(nulls_first=True), "id")
    )
    return with_rows(list(items), month, adopted)


def with_rows(items: Sequence[WorksItem], month: date, adopted: Adopted | None) -> list[Line]:
    """The items with what was reported of them for the month and before. One query."""
    names = item_names(adopted) if adopted else {}
    rows: dict[int, dict[date, Progress]] = {item.pk: {} for item in items}
    for row in (
        Progress.objects.filter(works_item__in=rows, month__lte=month)
        .select_related("organisation", "confirming", "project", *ACTS)
        .order_by("month", "number")
    ):
        rows[row.works_item_id][row.month] = row
    return [_line(item, names.get(item.item, item.item), rows[item.pk], month) for item in items]


def _line(item: WorksItem, name: str, rows: Mapping[date, Progress], month: date) -> Line:
    earlier = [each for each in rows if each < month]
    paid = sum((row.paid for row in rows.values()), Decimal(0))
    return Line(item, name, rows.get(month), rows[max(earlier)] if earlier else None, paid)


def month_of(projects: QuerySet[Project], month: date) -> QuerySet[Any]:
    """The works items of the projects that are to report the month: under way in it, or with a row of it.

    Adds `row_state` (`MISSING` where nothing is reported) and `ahead`: cumulative paid less what is built, by the
    estimate, both as reported; null where the estimate is unknown.
    """
    own = Progress.objects.filter(works_item=OuterRef("pk"))
    of_month = own.filter(month=month).order_by("-number")
    later = Progress.objects.filter(
        works_item=OuterRef("works_item"), month=OuterRef("month"), number__gt=OuterRef("number")
    )
    paid = own.filter(~Exists(later), month__lte=month).order_by().values("works_item")
    reached = own.filter(month__lte=month).order_by("-month", "-number")
    under_way = Q(started_on__lte=months.last_day(month)) & (
        Q(finished_on__isnull=True) | Q(finished_on__gte=month)
    )
    items: QuerySet[Any] = (
        WorksItem.objects.filter(project__in=projects.order_by().values("pk"))
        .annotate(
            row_state=Subquery(of_month.values("state")[:1]),
            paid_total=Subquery(paid.annotate(n=Sum("paid")).values("n"), output_field=MONEY),
            reached=Subquery(reached.values("physical")[:1], output_field=MONEY),
        )
        .filter(under_way | Q(row_state__isnull=False))
        .annotate(
            ahead=ExpressionWrapper(100 * F("paid_total") - F("reached") * F("estimate"), output_field=MONEY)
        )
    )
    return items


def narrowed(items: QuerySet[Any], asked: Mapping[str, str]) -> QuerySet[Any]:
    """By `state` (of the month's row, or `MISSING`) and `flagged`. Nonsense is left out."""
    state = asked.get("state", "")
    if state in ProgressState.values:
        items = items.filter(row_state=state)
    elif state == MISSING:
        items = items.filter(row_state__isnull=True)
    return items.filter(ahead__gt=0) if asked.get("flagged") else items


def month_counts(items: QuerySet[Any]) -> dict[str, int]:
    """How many stand in each state, `all`, and `flagged`. One query."""
    wanted = {
        state: Count("pk", filter=Q(row_state__isnull=True) if state == MISSING else Q(row_state=state))
        for state, _ in STATES
    }
    total: Count = Count("pk", output_field=IntegerField())
    return dict(items.order_by().aggregate(all=total, flagged=Count("pk", filter=Q(ahead__gt=0)), **wanted))


def still_as_read(projects: QuerySet[Project], picked: Iterable[str]) -> tuple[list[Progress], int]:
    """The rows of the projects that were ticked as `id-stamp`, and how many have changed since they were read."""
    stamps = {int(pk): stamp for pk, _, stamp in (each.partition("-") for each in picked) if pk.isdecimal()}
    rows = list(
        Progress.objects.filter(pk__in=stamps, project__in=projects.order_by().values("pk")).select_related(
            "works_item__neighbourhood"
        )
    )
    same = [row for row in rows if row.stamp == stamps[row.pk]]
    return same, len(rows) - len(same)
