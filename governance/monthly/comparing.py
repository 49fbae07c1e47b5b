"""What changed between two reports of a place, explained by the rows and by what was recorded in between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.utils import timezone

from communities.people.acting import in_words
from governance.enums import MonthPeriod
from governance.models import MonthCell, MonthReport, MonthSupplement
from governance.monthly.form import FIGURES, Figure
from governance.monthly.queries import cells_by_figure
from projects.enums import State
from projects.models import TransitionLog

RowKey = tuple[str, int]
"""(kind, id)."""


@dataclass(frozen=True)
class RowChange:
    """A row that came, went, or has another value; `why` as far as the records tell."""

    row: dict[str, Any]
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Change:
    """A number that differs: before and after in the unit of the form, and the rows that make the difference."""

    figure: Figure
    period: MonthPeriod
    before: Decimal
    after: Decimal
    added: Sequence[RowChange]
    removed: Sequence[RowChange]
    changed: Sequence[RowChange]
    supplements: tuple[Decimal, Decimal]

    @property
    def texts(self) -> tuple[str, str, str]:
        """Before, after, difference with its sign."""
        difference = self.figure.shown(self.after - self.before) or Decimal(0)
        return self.figure.text(self.before), self.figure.text(self.after), f"{difference:+,f}"

    @property
    def supplement_texts(self) -> tuple[str, str]:
        return self.figure.text(self.supplements[0]), self.figure.text(self.supplements[1])

    @property
    def rows(self) -> list[tuple[str, RowChange]]:
        """All of them with the word for each."""
        return [
            *(("增加", row) for row in self.added),
            *(("减少", row) for row in self.removed),
            *(("变动", row) for row in self.changed),
        ]


def compare(new: MonthReport, old: MonthReport) -> list[Change]:
    """Every number that differs: of the former number in both periods, of another month in the year's.

    Seven queries whatever the size.
    """
    periods = list(MonthPeriod.values) if new.month == old.month else [MonthPeriod.YEAR.value]
    ours, theirs = cells_by_figure(new, periods), cells_by_figure(old, periods)
    our_sums, their_sums = _supplemented(new), _supplemented(old)
    found = []
    for period in periods:
        for id_, figure in FIGURES.items():
            where = (id_, period)
            change = _change(
                figure,
                MonthPeriod(period),
                (theirs.get(where, []), their_sums.get(where, Decimal(0))),
                (ours.get(where, []), our_sums.get(where, Decimal(0))),
            )
            if change.before != change.after or change.rows:
                found.append(change)
    return _explained(found, old, new)


def _supplemented(report: MonthReport) -> dict[tuple[str, str], Decimal]:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in MonthSupplement.objects.filter(report=report):
        sums[row.figure, row.period] += row.value
    return sums


def _change(
    figure: Figure,
    period: MonthPeriod,
    before: tuple[list[MonthCell], Decimal],
    after: tuple[list[MonthCell], Decimal],
) -> Change:
    old, new = _rows(before[0]), _rows(after[0])

    def row(key: RowKey, why: str) -> RowChange:
        was, is_ = old.get(key), new.get(key)
        return RowChange(
            is_ or was or {},
            figure.text(_value(was)) if was else "",
            figure.text(_value(is_)) if is_ else "",
            why,
        )

    return Change(
        figure,
        period,
        sum((cell.value for cell in before[0]), before[1]),
        sum((cell.value for cell in after[0]), after[1]),
        [row(key, new[key]["note"]) for key in new if key not in old],
        [row(key, old[key]["note"]) for key in old if key not in new],
        [
            row(key, new[key]["note"] if new[key]["note"] != old[key]["note"] else "")
            for key in new
            if key in old and _value(old[key]) != _value(new[key])
        ],
        (before[1], after[1]),
    )


def _rows(cells: Iterable[MonthCell]) -> dict[RowKey, dict[str, Any]]:
    """Rows by what they are of; one that stands at two lines is summed."""
    found: dict[RowKey, dict[str, Any]] = {}
    for cell in cells:
        for row in cell.rows:
            key = (row["kind"], row["id"])
            if key in found:
                parts = [part for part in (_value(found[key]), _value(row)) if part is not None]
                found[key] = row | {"value": str(sum(parts)) if parts else None}
            else:
                found[key] = row
    return found


def _value(row: dict[str, Any] | None) -> Decimal | None:
    return None if row is None or row["value"] is None else Decimal(row["value"])


def _explained(changes: list[Change], old: MonthReport, new: MonthReport) -> list[Change]:
    """With who recorded what between the two, of the rows that went or have another value. Two queries."""
    rows = [row for change in changes for row in (*change.removed, *change.changed)]
    of = {each.row["id"] for each in rows if each.row["kind"] == "neighbourhood"}
    recorded = _corrections(of, old, new)
    moved = _moves({each.row["project"] for each in rows if each.row["project"]}, old, new)

    def explain(each: RowChange, fallback: str) -> RowChange:
        told = recorded.get(each.row["id"], []) if each.row["kind"] == "neighbourhood" else []
        said = [*told, *moved.get(each.row["project"], [])]
        return replace(each, why="；".join(said) or each.why or fallback)

    return [
        replace(
            change,
            removed=[explain(each, "") for each in change.removed],
            changed=[explain(each, "其间补录或更正") for each in change.changed],
        )
        for change in changes
    ]


def _corrections(ids: set[int], old: MonthReport, new: MonthReport) -> dict[int, list[str]]:
    """Neighbourhood -> who corrected it between the two instants, when and why."""
    history = apps.get_model("communities", "NeighbourhoodEvent")
    found: dict[int, list[str]] = defaultdict(list)
    rows = history.objects.filter(
        pgh_obj_id__in=ids,
        pgh_label="update",
        pgh_created_at__gt=old.known_until,
        pgh_created_at__lte=new.known_until,
    ).order_by("pgh_id")
    for id_, at, context in rows.values_list("pgh_obj_id", "pgh_created_at", "pgh_context"):
        told = context or {}
        if told.get("reason"):
            who = in_words(told.get("person_name"), told.get("for_name"))
            said = f"{timezone.localdate(at)} {who}：{told['reason']}"
            if said not in found[id_]:
                found[id_].append(said)
    return found


def _moves(ids: set[int], old: MonthReport, new: MonthReport) -> dict[int, list[str]]:
    """Project -> its moves that the later report knows and the earlier one did not."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = TransitionLog.objects.filter(project__in=ids, at__gt=old.known_until, at__lte=new.known_until)
    for row in rows.order_by("id"):
        reason = f"：{row.reason}" if row.reason else ""
        found[row.project_id].append(
            f"{timezone.localdate(row.at)} 项目转为{State(row.to_state).label}{reason}"
        )
    return found
