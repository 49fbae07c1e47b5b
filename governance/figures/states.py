"""Where each project and each neighbourhood stood at an instant: the SQL that every figure of the whole is made from.

`THEN` is a list of common table expressions (what a query does not name costs it nothing); `params(instant)` gives the
values it needs. `states_of_projects`, `states_of_neighbourhoods` and `neighbourhoods_by_state` are ready answers.

- `project_then(id, path, name)`: every project on record.
- `project_state(id, path, name, state, stage, since)`: the state of each project, and the state that it was held from
  (`stage`; the same as `state` unless it is on hold). Without a move a project is PROPOSED.
- `membership_then(project_id, neighbourhood_id)`: which neighbourhoods a project held.
- `neighbourhood_then(id, path, name, buildings, households, floor_area, residents, is_registered)`: every
  neighbourhood on record, merged ones excluded.
- `neighbourhood_state(id, path, name, buildings, households, floor_area, residents, state, project_id, accepted_at)`:
  each neighbourhood of a project once, with the least advanced of its projects, withdrawn ones excluded.
  `accepted_at`: when the last of its projects was accepted.
- `item_then(id, project_id, neighbourhood_id, item, state, estimate)`: every works item, as its history has it.

What only history keeps is the latest line at or before the instant; where history begins later (rows entered with days
of the past) its first line. A project whose history reaches back to the instant holds just what it held then.
"""

# ruff: noqa: S608 - the SQL is put together from constants of this room; every value is a parameter

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from communities.tenancy.context import tenant_id
from governance.figures.instant import Instant
from projects.enums import State
from projects.stages import STAGES

RANK = " ".join(f"WHEN '{state.value}' THEN {place}" for place, state in enumerate(STAGES))
AT_OR_AFTER_COMPLETED = tuple(state.value for state in STAGES[STAGES.index(State.COMPLETED) :])


def as_of(row: str = "e") -> str:
    """ORDER BY keys of a history table: first the line that stood at the instant, else the earliest one."""
    known = f"{row}.pgh_created_at <= %(known_until)s"
    return f"({known}) DESC, CASE WHEN {known} THEN -{row}.pgh_id ELSE {row}.pgh_id END"


THEN = f"""
project_line AS (
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS id, e.path, e.name,
           e.pgh_created_at <= %(known_until)s AS reaches_back
    FROM projects_projectevent e WHERE e.tenant_id = %(tenant)s
    ORDER BY e.pgh_obj_id, {as_of()}
),
last_move AS (
    SELECT DISTINCT ON (t.project_id) t.project_id, t.to_state, t.from_state, t.at
    FROM projects_transitionlog t WHERE t.tenant_id = %(tenant)s AND t.at <= %(moment)s
    ORDER BY t.project_id, t.at DESC, t.id DESC
),
project_then AS (
    SELECT p.id, COALESCE(line.path, p.path) AS path, COALESCE(line.name, p.name) AS name, p.code,
           COALESCE(line.reaches_back, false) AS reaches_back
    FROM projects_project p LEFT JOIN project_line line ON line.id = p.id
    LEFT JOIN last_move move ON move.project_id = p.id
    WHERE p.tenant_id = %(tenant)s AND (p.created_at <= %(moment)s OR move.project_id IS NOT NULL)
),
project_state AS (
    SELECT p.id, p.path, p.name, p.code, COALESCE(move.to_state, 'proposed') AS state,
           CASE WHEN move.to_state = 'on_hold' THEN move.from_state
                ELSE COALESCE(move.to_state, 'proposed') END AS stage,
           move.at AS since
    FROM project_then p LEFT JOIN last_move move ON move.project_id = p.id
),
membership_line AS (
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS id, e.project_id, e.neighbourhood_id, e.pgh_label,
           e.pgh_created_at <= %(known_until)s AS is_known
    FROM projects_projectneighbourhoodevent e WHERE e.tenant_id = %(tenant)s
    ORDER BY e.pgh_obj_id, {as_of()}
),
membership_then AS (
    SELECT DISTINCT line.project_id, line.neighbourhood_id
    FROM membership_line line JOIN project_then p ON p.id = line.project_id
    WHERE line.pgh_label <> 'delete' AND (line.is_known OR NOT p.reaches_back)
),
neighbourhood_line AS (
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS id, e.path, e.name, e.buildings, e.households, e.floor_area,
           e.residents, e.merged_into_id, e.is_complete IS TRUE AND e.open_queries = 0 AS is_registered, e.pgh_label
    FROM communities_neighbourhoodevent e WHERE e.tenant_id = %(tenant)s
    ORDER BY e.pgh_obj_id, {as_of()}
),
neighbourhood_then AS (
    SELECT n.id, line.path, line.name, line.buildings, line.households, line.floor_area, line.residents,
           line.is_registered
    FROM communities_neighbourhood n JOIN neighbourhood_line line ON line.id = n.id
    WHERE n.tenant_id = %(tenant)s AND line.merged_into_id IS NULL AND line.pgh_label <> 'delete'
      AND (n.created_at <= %(known_until)s OR n.id IN (SELECT neighbourhood_id FROM membership_then))
),
accepted AS (
    SELECT t.project_id, min(t.at) AS at
    FROM projects_transitionlog t
    WHERE t.tenant_id = %(tenant)s AND t.transition = 'accept' AND t.at <= %(moment)s
    GROUP BY t.project_id
),
neighbourhood_state AS (
    SELECT DISTINCT ON (n.id) n.id, n.path, n.name, n.buildings, n.households, n.floor_area, n.residents,
           p.state, p.id AS project_id, max(accepted.at) OVER (PARTITION BY n.id) AS accepted_at
    FROM neighbourhood_then n
    JOIN membership_then m ON m.neighbourhood_id = n.id
    JOIN project_state p ON p.id = m.project_id AND p.state <> 'withdrawn'
    LEFT JOIN accepted ON accepted.project_id = p.id
    ORDER BY n.id, CASE p.stage {RANK} END, p.state <> 'on_hold', p.id
),
item_line AS (
    SELECT DISTINCT ON (e.pgh_obj_id) e.pgh_obj_id AS id, e.project_id, e.neighbourhood_id, e.item, e.state,
           e.estimate, e.pgh_label, e.pgh_created_at <= %(known_until)s AS is_known
    FROM projects_worksitemevent e WHERE e.tenant_id = %(tenant)s
    ORDER BY e.pgh_obj_id, {as_of()}
),
item_then AS (
    SELECT line.id, line.project_id, line.neighbourhood_id, line.item, line.state, line.estimate
    FROM item_line line JOIN project_then p ON p.id = line.project_id
    WHERE line.pgh_label <> 'delete' AND (line.is_known OR NOT p.reaches_back)
)
"""


def params(instant: Instant) -> dict[str, Any]:
    """The values that `THEN` names, for the tenant entered."""
    return {
        "tenant": tenant_id(),
        "known_until": instant.known_until,
        "moment": instant.moment,
        "month": instant.month,
        "last_day": instant.last_day,
        "year_begins": instant.year_begins,
        "year": instant.month.year,
    }


AT_PLACES = """
depth AS (SELECT DISTINCT length(path) AS n FROM unnest(%(places)s::text[]) AS path),
place AS (SELECT DISTINCT path FROM unnest(%(places)s::text[]) AS path)
"""
"""CTEs `depth` and `place` for a list of places at any depths, nested ones too; joined by `LIES_AT`."""

LIES_AT = "JOIN depth ON length({row}.path) >= depth.n JOIN place ON place.path = left({row}.path, depth.n)"
"""Join of rows with a `path` to every asked place that they lie at or below: a hash join, not a search per place."""


@dataclass(frozen=True)
class ProjectState:
    """A project at an instant. `since`: the moment of its last move; None while it never moved."""

    id: int
    path: str
    name: str
    state: State
    stage: State
    since: Any


@dataclass(frozen=True)
class StateTotals:
    """Neighbourhoods of one state at a place: how many, and their sums; an unknown figure adds nothing. Area in ㎡."""

    neighbourhoods: int = 0
    buildings: int = 0
    households: int = 0
    floor_area: Decimal = Decimal(0)


def fetch(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """All rows of a query inside the tenant entered, planned without nested loops.

    Of a common table expression PostgreSQL keeps no statistics; it guesses one row, loops, and takes minutes where hash
    joins take a fifth of a second. The setting is the query's alone; it is no query of its own for whoever counts.
    """
    with connection.cursor() as cursor:
        cursor.cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.cursor.execute("SET LOCAL enable_nestloop = on")
        return found


def states_of_projects(instant: Instant, *, path: str = "") -> list[ProjectState]:
    """The state of every project at or below a place, withdrawn ones too. One query."""
    sql = f"""WITH {THEN} SELECT id, path, name, state, stage, since FROM project_state
        WHERE starts_with(path, %(path)s) ORDER BY id"""
    return [
        ProjectState(id_, where, name, State(state), State(stage), since)
        for id_, where, name, state, stage, since in fetch(sql, params(instant) | {"path": path})
    ]


def states_of_neighbourhoods(instant: Instant, *, path: str = "") -> dict[int, State]:
    """Neighbourhood -> its state, the less advanced of its projects; without a living project it is not in it."""
    sql = f"WITH {THEN} SELECT id, state FROM neighbourhood_state WHERE starts_with(path, %(path)s)"
    return {id_: State(state) for id_, state in fetch(sql, params(instant) | {"path": path})}


def neighbourhoods_by_state(
    instant: Instant, *, places: Iterable[str]
) -> dict[str, dict[State, StateTotals]]:
    """Place -> state -> totals of its neighbourhoods, each counted once. One grouped query for all places."""
    wanted = sorted(set(places))
    sql = f"""WITH {THEN}, {AT_PLACES}
        SELECT place.path, n.state, count(*), COALESCE(sum(n.buildings), 0), COALESCE(sum(n.households), 0),
               COALESCE(sum(n.floor_area), 0)
        FROM neighbourhood_state n {LIES_AT.format(row="n")}
        GROUP BY place.path, n.state"""
    found: dict[str, dict[State, StateTotals]] = {path: {} for path in wanted}
    for path, state, *sums in fetch(sql, params(instant) | {"places": wanted}):
        found[path][State(state)] = StateTotals(*sums)
    return found


def projects_by_state(instant: Instant, *, places: Iterable[str]) -> dict[str, dict[State, int]]:
    """Place -> state -> number of projects that lie at or below it. One grouped query for all places."""
    wanted = sorted(set(places))
    sql = f"""WITH {THEN}, {AT_PLACES}
        SELECT place.path, p.state, count(*) FROM project_state p {LIES_AT.format(row="p")}
        GROUP BY place.path, p.state"""
    found: dict[str, dict[State, int]] = {path: {} for path in wanted}
    for path, state, count in fetch(sql, params(instant) | {"places": wanted}):
        found[path][State(state)] = count
    return found


__all__ = [
    "AT_OR_AFTER_COMPLETED",
    "AT_PLACES",
    "LIES_AT",
    "THEN",
    "ProjectState",
    "StateTotals",
    "as_of",
    "fetch",
    "neighbourhoods_by_state",
    "params",
    "projects_by_state",
    "states_of_neighbourhoods",
    "states_of_projects",
]
