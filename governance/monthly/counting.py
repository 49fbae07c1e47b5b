"""What the system counts for the form: every number with its rows, at the lines of one place, as of an instant.

Eight queries for any number of places, projects and items. A row lies at one line only, so the lines add up to the
whole: neighbourhoods and items at the place directly below that they lie in; planned money at that of its project,
which is the place itself where the project spans several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q

from approvals.enums import AdjustmentKind
from approvals.models import PlanAdjustment, PlanEntry
from approvals.plan.figures import read
from communities.models import Jurisdiction, Neighbourhood
from communities.rulebooks.queries import Adopted
from communities.tenancy.models import SEGMENT
from governance.enums import MonthPeriod
from governance.figures.instant import SHANGHAI, Instant
from governance.figures.states import THEN, fetch, params
from governance.monthly.form import EFFECT, MEASURES
from governance.monthly.ranking import Line
from projects.models import Project
from projects.queries import at

Key = tuple[str, str, str]
"""(path of the line, figure, period)."""

UNITS = tuple(name for name, *_ in MEASURES[1:])
"""What is summed over neighbourhoods, besides their number."""


@dataclass(frozen=True)
class Row:
    """What a number was counted from, as it was. `value` in the base unit of the figure; None: not known."""

    kind: str
    id: int
    name: str
    place: str
    value: Decimal | None
    note: str
    project: int | None

    def as_json(self) -> dict[str, Any]:
        """As a cell keeps it: the decimal as text."""
        return vars(self) | {"value": None if self.value is None else str(self.value)}


@dataclass(frozen=True)
class _Mover:
    """A neighbourhood or a project that has started or was accepted this year."""

    id: int
    name: str
    path: str
    place: str
    project: int
    project_name: str
    started: datetime | None
    accepted: datetime | None
    buildings: int | None = None
    households: int | None = None
    floor_area: Decimal | None = None

    @property
    def figures(self) -> dict[str, Decimal | None]:
        """What is summed over neighbourhoods."""
        return {name: _decimal(getattr(self, name)) for name in UNITS}


class Count:
    """Rows by line, figure and period."""

    def __init__(self, place: Jurisdiction, instant: Instant) -> None:
        self.place, self.instant = place, instant
        self.cells: dict[Key, list[Row]] = defaultdict(list)
        self._length = len(place.path) + SEGMENT

    def holds(self, path: str) -> bool:
        """Whether the path lies at the place or below it."""
        return path.startswith(self.place.path)

    def add(self, path: str, figure: str, on: date, row: Row) -> None:
        """Count a row for the year, and for the month where its day lies in it."""
        for period in self._periods(on):
            self.cells[path[: self._length], figure, period].append(row)

    def _periods(self, on: date) -> Iterator[str]:
        if self.instant.month <= on <= self.instant.last_day:
            yield MonthPeriod.MONTH.value
        if self.instant.year_begins <= on <= self.instant.last_day:
            yield MonthPeriod.YEAR.value


def count(place: Jurisdiction, instant: Instant, *, adopted: Adopted) -> Mapping[Key, list[Row]]:
    """Every number of the form that the records give for the place's lines. Money in yuan, areas in ㎡, pipelines in m.

    *Planned*: the year's confirmed batches with their adjustments, frozen figures, a neighbourhood once.
    *Started*, *completed*: a neighbourhood when the last of its projects that are not withdrawn had started, was
    accepted, with the register's figures at the instant. *Completed investment*: confirmed progress of the months.
    *Effect*: finished items of the catalogue, by the unit as entered.
    """
    found = Count(place, instant)
    projects = _moved_projects(found)
    entries = _entries(found, projects)
    listed = _listed(found, entries)
    movers = _movers(found, listed)
    _started_and_completed(found, movers)
    _planned(found, entries, listed, movers)
    _started_money(found, projects, entries)
    _invested(found)
    _finished(found, adopted)
    return found.cells


def start_lines(place: Jurisdiction, instant: Instant) -> list[Line]:
    """Planned neighbourhoods of the year, and those of them started, for the places directly below. Four queries.

    The place itself is a line where rows lie at it.
    """
    found = Count(place, instant)
    entries = _entries(found, [])
    listed = _listed(found, entries)
    _planned(found, entries, listed, _movers(found, listed))
    below = [*Jurisdiction.objects.children_of(place).order_by("path"), place]
    lines = []
    for node in below:
        started, planned = (
            len(found.cells.get((node.path, f"{stage}.neighbourhoods", MonthPeriod.YEAR.value), []))
            for stage in ("within_started", "planned")
        )
        if node.pk != place.pk or started or planned:
            name = f"{node.name}本级" if node.pk == place.pk else node.name
            lines.append(Line(name, started, planned, code=node.code))
    return lines


MOVED = """
moved AS (
    SELECT t.project_id, min(t.at) FILTER (WHERE t.transition = 'start') AS started,
           min(t.at) FILTER (WHERE t.transition = 'accept') AS accepted
    FROM projects_transitionlog t
    WHERE t.tenant_id = %(tenant)s AND t.transition IN ('start', 'accept') AND t.at <= %(moment)s
    GROUP BY t.project_id
)
"""


def _movers(found: Count, listed: Collection[int]) -> list[_Mover]:
    """One query: neighbourhoods all of whose living projects have started, this year or of this year's plan."""
    sql = f"""WITH {THEN}, {MOVED}, held AS (
        SELECT m.neighbourhood_id, (array_agg(p.id ORDER BY moved.started DESC NULLS FIRST, p.id))[1] AS project,
               CASE WHEN count(*) = count(moved.started) THEN max(moved.started) END AS started,
               CASE WHEN count(*) = count(moved.accepted) THEN max(moved.accepted) END AS accepted
        FROM membership_then m JOIN project_state p ON p.id = m.project_id AND p.state <> 'withdrawn'
        LEFT JOIN moved ON moved.project_id = p.id
        GROUP BY m.neighbourhood_id
    )
    SELECT n.id, n.name, n.path, COALESCE(j.name, ''), held.project, p.name, held.started, held.accepted,
           n.buildings, n.households, n.floor_area
    FROM held JOIN neighbourhood_then n ON n.id = held.neighbourhood_id JOIN project_then p ON p.id = held.project
    LEFT JOIN communities_jurisdiction j ON j.tenant_id = %(tenant)s AND j.path = n.path
    WHERE starts_with(n.path, %(place)s) AND (held.started >= %(since)s OR held.accepted >= %(since)s
      OR held.started IS NOT NULL AND n.id = ANY(%(listed)s))
    ORDER BY n.path, n.id"""  # noqa: S608 - constants of this code; every value is a parameter
    return [_Mover(*row) for row in fetch(sql, _params(found) | {"listed": list(listed)})]


def _started_and_completed(found: Count, movers: Iterable[_Mover]) -> None:
    """By the day on which the last of a neighbourhood's projects started, was accepted."""
    for row in movers:
        for stage, moment, word in (
            ("started", row.started, "开工"),
            ("completed", row.accepted, "竣工验收"),
        ):
            if moment is None:
                continue
            on = moment.astimezone(SHANGHAI).date()
            _neighbourhood(
                found,
                stage,
                on,
                row.path,
                (row.id, row.name, row.place),
                row.figures,
                f"{on} {word}（{row.project_name}）",
                row.project,
            )


def _moved_projects(found: Count) -> list[_Mover]:
    """One query: the projects at or below the place that started this year."""
    sql = f"""WITH {THEN}, {MOVED}
    SELECT p.id, p.name, p.path, COALESCE(j.name, ''), p.id, p.name, moved.started, moved.accepted
    FROM project_state p JOIN moved ON moved.project_id = p.id
    LEFT JOIN communities_jurisdiction j ON j.tenant_id = %(tenant)s AND j.path = p.path
    WHERE starts_with(p.path, %(place)s) AND p.state <> 'withdrawn' AND moved.started >= %(since)s
    ORDER BY p.path, p.id"""  # noqa: S608 - constants of this code; every value is a parameter
    return [_Mover(*row) for row in fetch(sql, _params(found))]


def _neighbourhood(
    found: Count,
    stage: str,
    on: date,
    path: str,
    who: tuple[int, str, str],
    figures: Mapping[str, Decimal | None],
    note: str,
    project: int,
) -> None:
    """A neighbourhood in all its measures."""
    measured: dict[str, Decimal | None] = {"neighbourhoods": Decimal(1), **figures}
    for name, value in measured.items():
        found.add(path, f"{stage}.{name}", on, Row("neighbourhood", *who, value, note, project))


Entries = list[tuple[PlanEntry, dict[str, Any]]]
Listed = dict[int, tuple[PlanEntry, Mapping[str, Any], str]]
"""Neighbourhood -> the entry that lists it first, its frozen figures, its path."""


def _listed(found: Count, entries: Entries) -> Listed:
    """The year's planned neighbourhoods at the place, each once. One query."""
    first: dict[int, tuple[PlanEntry, Mapping[str, Any]]] = {}
    for entry, figures in entries:
        if entry.plan.year == found.instant.month.year:
            for each in figures["listed"]:
                first.setdefault(each["id"], (entry, each))
    paths = Neighbourhood.objects.filter(pk__in=first).order_by("path", "pk").values_list("pk", "path")
    return {id_: (*first[id_], path) for id_, path in paths if found.holds(path)}


def _planned(found: Count, entries: Entries, listed: Listed, movers: Iterable[_Mover]) -> None:
    """What the year's plan lists, with its frozen figures; and how much of the list has started, is completed."""
    moved = {row.id: row for row in movers}
    for entry, figures in entries:
        if entry.plan.year == found.instant.month.year and found.holds(entry.jurisdiction.path):
            _money(found, "planned", entry, figures, _planned_on(entry), _said(entry))
    for id_, (entry, each, path) in listed.items():
        who = (id_, each["name"], each["place"])
        figures = {name: _decimal(each[name]) for name in UNITS}
        said = f"{_said(entry)}（{entry.name}）"
        _neighbourhood(found, "planned", _planned_on(entry), path, who, figures, said, entry.project_id)
        row = moved.get(id_)
        for stage, moment in (
            ("within_started", row and row.started),
            ("within_completed", row and row.accepted),
        ):
            if moment:
                note = f"{moment.astimezone(SHANGHAI).date()}；{said}"
                measured = {"neighbourhoods": Decimal(1), "households": figures["households"]}
                for name, value in measured.items():
                    cell = path[: len(found.place.path) + SEGMENT], f"{stage}.{name}", MonthPeriod.YEAR.value
                    found.cells[cell].append(Row("neighbourhood", *who, value, note, entry.project_id))


def _started_money(found: Count, projects: Iterable[_Mover], entries: Entries) -> None:
    """The planned money of the projects that started, of whichever year's plan."""
    latest = {entry.project_id: (entry, figures) for entry, figures in entries}
    for row in projects:
        planned = latest.get(row.id)
        amount = planned[1]["investment"] if planned else None
        on = row.started.astimezone(SHANGHAI).date() if row.started else found.instant.month
        said = f"{on} 开工；{_said(planned[0]) if planned else '没有经确认的计划投资'}"
        found.add(
            row.path,
            "started.investment",
            on,
            Row("project", row.id, row.name, row.place, _decimal(amount), said, row.id),
        )


def _entries(found: Count, moved: Iterable[_Mover]) -> Entries:
    """Confirmed entries that stood at the instant, with the figures that then counted, the latest confirmed last."""
    known = Q(at__lte=found.instant.known_until, adjusted_on__lte=found.instant.last_day)
    rows = (
        PlanEntry.objects.filter(
            Q(plan__year=found.instant.month.year, project__in=_touching(found))
            | Q(project__in=[row.id for row in moved]),
            batch__confirmed_at__lte=found.instant.known_until,
            batch__confirmed_on__lte=found.instant.last_day,
        )
        .select_related("plan", "batch", "jurisdiction")
        .prefetch_related(
            Prefetch("adjustments", PlanAdjustment.objects.filter(known).order_by("number"), to_attr="known")
        )
        .order_by("plan__year", "batch__number", "id")
    )
    result = []
    for entry in rows:
        figures: dict[str, Any] = {"investment": entry.investment, "listed": entry.listed}
        adjustments: list[PlanAdjustment] = entry.known
        if any(each.kind == AdjustmentKind.REMOVE for each in adjustments):
            continue
        for each in adjustments:
            figures |= {name: value for name, value in read(each.after).items() if name in figures}
        result.append((entry, figures))
    return result


def _touching(found: Count) -> Any:
    """The ids of projects that touch the place."""
    return Project.objects.filter(at([found.place.path])).values("pk")


def _planned_on(entry: PlanEntry) -> date:
    """The day of its confirmation; what was confirmed before the plan's year began counts from its first day on."""
    confirmed: date = _batch(entry).confirmed_on
    return max(confirmed, date(entry.plan.year, 1, 1))


def _batch(entry: PlanEntry) -> Any:
    return entry.batch


def _said(entry: PlanEntry) -> str:
    return f"{entry.plan.year} 年度计划第 {_batch(entry).number} 批（{_batch(entry).document_no}）"


def _money(
    found: Count, stage: str, entry: PlanEntry, figures: Mapping[str, Any], on: date, note: str
) -> None:
    amount = _decimal(figures["investment"])
    row = Row(
        "project", entry.project_id, entry.name, entry.jurisdiction.name, amount, note, entry.project_id
    )
    found.add(entry.jurisdiction.path, f"{stage}.investment", on, row)


def _invested(found: Count) -> None:
    """One grouped query: the latest confirmed progress of each item and month, by project and line."""
    sql = f"""WITH {THEN}, latest AS (
        SELECT DISTINCT ON (g.works_item_id, g.month) g.works_item_id, g.project_id, g.month, g.invested
        FROM projects_progress g
        WHERE g.tenant_id = %(tenant)s AND g.state = 'confirmed' AND g.confirmed_at <= %(known_until)s
          AND g.month BETWEEN %(year_begins)s AND %(month)s
        ORDER BY g.works_item_id, g.month, g.number DESC
    )
    SELECT p.id, p.name, left(n.path, %(length)s), latest.month, sum(latest.invested)
    FROM latest JOIN projects_worksitem w ON w.id = latest.works_item_id
    JOIN communities_neighbourhood n ON n.id = w.neighbourhood_id
    JOIN project_then p ON p.id = latest.project_id
    WHERE starts_with(n.path, %(place)s)
    GROUP BY p.id, p.name, left(n.path, %(length)s), latest.month ORDER BY p.id, latest.month"""  # noqa: S608 - constants of this code; every value is a parameter
    by_project: dict[tuple[int, str, str], dict[date, Decimal]] = defaultdict(dict)
    for id_, name, line, month, amount in fetch(sql, _params(found)):
        by_project[id_, name, line][month] = amount
    for (id_, name, line), months in by_project.items():
        for period, amounts in (
            (MonthPeriod.MONTH, [v for month, v in months.items() if month == found.instant.month]),
            (MonthPeriod.YEAR, list(months.values())),
        ):
            if amounts:
                note = f"经确认的进度 {len(amounts)} 个月"
                row = Row("project", id_, name, "", sum(amounts, Decimal(0)), note, id_)
                found.cells[line, "completed.investment", period.value].append(row)


def _finished(found: Count, adopted: Adopted) -> None:
    """One query: works items finished this year whose concept a figure sums; what cannot be summed has no value."""
    catalogue = {row.id: row for row in adopted.rulebook.rows("items")}
    figures = {concept: figure for figure in EFFECT for concept in figure.concepts}
    wanted = [id_ for id_, row in catalogue.items() if row.concept in figures]
    sql = """
    SELECT w.id, w.item, w.quantity, w.unit, w.finished_on, n.name, n.path, p.id, p.name
    FROM projects_worksitem w JOIN communities_neighbourhood n ON n.id = w.neighbourhood_id
    JOIN projects_project p ON p.id = w.project_id
    WHERE w.tenant_id = %(tenant)s AND w.state = 'finished' AND w.item = ANY(%(items)s)
      AND w.finished_on BETWEEN %(year_begins)s AND %(last_day)s
      AND COALESCE(w.finished_at, w.finished_on::timestamptz) <= %(known_until)s AND starts_with(n.path, %(place)s)
    ORDER BY n.path, w.id"""
    for id_, item, quantity, unit, on, name, path, project, project_name in fetch(
        sql, _params(found) | {"items": wanted}
    ):
        figure = figures[catalogue[item].concept]
        value = figure.measured(quantity, unit)
        entered = "未填数量" if quantity is None else f"{quantity.normalize():f} {unit or '（未填单位）'}"
        why = "" if value is not None else "，不能按本表单位计量"
        row = Row(
            "item",
            id_,
            f"{name}：{catalogue[item].name}",
            project_name,
            value,
            f"{on} 完成，{entered}{why}",
            project,
        )
        found.add(path, figure.id, on, row)


def _params(found: Count) -> dict[str, Any]:
    begins = datetime.combine(found.instant.year_begins, time(), SHANGHAI)
    return params(found.instant) | {
        "place": found.place.path,
        "since": begins,
        "length": len(found.place.path) + SEGMENT,
    }


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
