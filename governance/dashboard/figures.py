"""All figures of a place and of the places directly below it, at two instants: one statement."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from communities.tenancy.models import SEGMENT, Jurisdiction
from governance.dashboard.ground import scope, values
from governance.figures.computes import COMPUTES, WITH
from governance.figures.instant import Instant
from governance.figures.measuring import Basis
from governance.figures.states import fetch
from projects.enums import State
from projects.stages import STAGES

ZERO = Decimal(0)
TOP, FEW = 6, 4
"""Lines of what is late, and of what is stuck, on the page itself: with them it prints on two sheets."""


@dataclass(frozen=True)
class Held:
    """Neighbourhoods at a stage with their sums; an unknown figure adds nothing. Area in ㎡."""

    neighbourhoods: int = 0
    households: int = 0
    buildings: int = 0
    floor_area: Decimal = ZERO
    on_hold: int = 0

    def __add__(self, other: Held) -> Held:
        return Held(
            self.neighbourhoods + other.neighbourhoods,
            self.households + other.households,
            self.buildings + other.buildings,
            self.floor_area + other.floor_area,
            self.on_hold + other.on_hold,
        )


@dataclass(frozen=True)
class Money:
    """Planned, arrived and paid, in yuan."""

    planned: Decimal = ZERO
    arrived: Decimal = ZERO
    paid: Decimal = ZERO

    def __add__(self, other: Money) -> Money:
        return Money(self.planned + other.planned, self.arrived + other.arrived, self.paid + other.paid)


@dataclass(frozen=True)
class Works:
    """Works items of one kind: how many, estimated, built (value of the work done) and paid for, in yuan."""

    items: int = 0
    estimate: Decimal = ZERO
    invested: Decimal = ZERO
    paid: Decimal = ZERO

    def __add__(self, other: Works) -> Works:
        return Works(
            self.items + other.items,
            self.estimate + other.estimate,
            self.invested + other.invested,
            self.paid + other.paid,
        )


@dataclass
class Sums:
    """Everything counted at a place at an instant. `+` joins places.

    `stages` by the stage reached (one on hold: where it was held), `projects` by state, `money` by kind of channel,
    `works` by catalogue item. `reviews`: in_time, late (concluded after the day), overdue (not concluded), open.
    `matters`, `overdue` by kind.
    """

    stages: dict[str, Held] = field(default_factory=dict)
    projects: Counter[str] = field(default_factory=Counter)
    money: dict[str, Money] = field(default_factory=dict)
    works: dict[str, Works] = field(default_factory=dict)
    reviews: Counter[str] = field(default_factory=Counter)
    matters: Counter[str] = field(default_factory=Counter)
    overdue: Counter[str] = field(default_factory=Counter)
    disputes: int = 0
    earliest: date | None = None

    def __add__(self, other: Sums) -> Sums:
        due = [day for day in (self.earliest, other.earliest) if day]
        return Sums(
            _joined(self.stages, other.stages, Held()),
            self.projects + other.projects,
            _joined(self.money, other.money, Money()),
            _joined(self.works, other.works, Works()),
            self.reviews + other.reviews,
            self.matters + other.matters,
            self.overdue + other.overdue,
            self.disputes + other.disputes,
            min(due, default=None),
        )

    @property
    def all(self) -> Held:
        """All neighbourhoods, also those of a plan whose projects are all withdrawn."""
        return sum(self.stages.values(), Held())

    def reached(self, stage: State) -> Held:
        """The neighbourhoods that stand at the stage or beyond it."""
        beyond = STAGES[STAGES.index(stage) :]
        return sum((self.stages.get(one.value, Held()) for one in beyond), Held())

    @property
    def all_money(self) -> Money:
        return sum(self.money.values(), Money())

    def put(self, part: str, key: str, figures: list[Any]) -> None:
        """Take in one line of the statement."""
        if part == "stage":
            number, households, buildings, on_hold = (int(figures[place] or 0) for place in (0, 1, 2, 4))
            self.stages[key] = Held(number, households, buildings, figures[3] or ZERO, on_hold)
        elif part == "money":
            self.money[key] = Money(*figures[:3])
        elif part == "works":
            self.works[key] = Works(int(figures[0]), *figures[1:4])
        elif part == "matter":
            self.matters[key], self.overdue[key] = int(figures[0]), int(figures[1])
            self.earliest = min(filter(None, (self.earliest, figures[5])), default=None)
        elif part == "dispute":
            self.disputes = int(figures[0])
        else:
            counter = self.projects if part == "project" else self.reviews
            counter[key] = int(figures[0])


def _joined(left: Mapping[str, Any], right: Mapping[str, Any], nothing: Any) -> dict[str, Any]:
    return {key: left.get(key, nothing) + right.get(key, nothing) for key in {**left, **right}}


@dataclass(frozen=True)
class Matter:
    """A matter with a day that nobody has done yet."""

    kind: str
    id: int
    project: int | None
    subject: str
    who: str
    why: str
    path: str
    due_on: date


@dataclass(frozen=True)
class Blocked:
    """A project that the gates before its next step stop, and since when it stands there."""

    project: int
    name: str
    path: str
    stage: State
    since: date
    by: str


@dataclass(frozen=True)
class Part:
    """A place below, now and at the end of the month before; `node` is None for what lies at the parent itself."""

    node: Jurisdiction | None
    now: Sums
    before: Sums


@dataclass(frozen=True)
class Figures:
    """A place as of an instant, beside an earlier one. The whole is the sum of its parts, by construction."""

    parts: tuple[Part, ...]
    now: Sums
    before: Sums
    late: tuple[Matter, ...]
    blocked: tuple[Blocked, ...]
    measured: dict[str, tuple[Decimal | None, Decimal | None]]


_PARTS = """
SELECT 'stage' AS part, left(path, %(child)s) AS place, stage AS key, count(*)::numeric AS a,
       sum(households)::numeric AS b, sum(buildings)::numeric AS c, sum(floor_area) AS d,
       count(*) FILTER (WHERE state = 'on_hold')::numeric AS e, NULL::date AS f, NULL::jsonb AS g
FROM counted GROUP BY 2, 3
UNION ALL
SELECT 'project', left(path, %(child)s), state, count(*), NULL, NULL, NULL, NULL, NULL, NULL FROM here GROUP BY 2, 3
UNION ALL
SELECT 'money', left(path, %(child)s), kind, sum(planned), sum(arrived), sum(paid), NULL, NULL, NULL, NULL
FROM money GROUP BY 2, 3
UNION ALL
SELECT 'works', left(path, %(child)s), item, count(*), COALESCE(sum(estimate), 0), sum(invested), sum(paid),
       NULL, NULL, NULL
FROM works GROUP BY 2, 3
UNION ALL
SELECT 'review', left(path, %(child)s), outcome, count(*), NULL, NULL, NULL, NULL, NULL, NULL
FROM rounds GROUP BY 2, 3
UNION ALL
SELECT 'matter', left(path, %(child)s), kind, count(*), count(*) FILTER (WHERE due_on < %(day)s), NULL, NULL, NULL,
       min(due_on) FILTER (WHERE due_on < %(day)s), NULL
FROM matters GROUP BY 2, 3
UNION ALL
SELECT 'dispute', left(path, %(child)s), '', count(*), NULL, NULL, NULL, NULL, NULL, NULL FROM disputes GROUP BY 2"""

_LATE = """
UNION ALL
(SELECT 'late', path, kind, id, project_id, NULL, NULL, NULL, due_on,
        jsonb_build_object('subject', subject, 'who', who, 'why', why)
 FROM matters WHERE due_on < %(day)s ORDER BY due_on, kind, id LIMIT %(top)s)"""

_BLOCKED = """
UNION ALL
(SELECT 'blocked', here.path, here.stage, here.id, NULL, NULL, NULL, NULL,
        (COALESCE(here.since, p.created_at) AT TIME ZONE 'Asia/Shanghai')::date,
        jsonb_build_object('name', here.name, 'by', p.blocked_by)
 FROM here JOIN projects_project p ON p.tenant_id = %(tenant)s AND p.id = here.id
 WHERE p.blocked_by <> '' AND p.next_answer <> 'yes' AND here.state = p.state
 ORDER BY COALESCE(here.since, p.created_at), here.id LIMIT %(few)s)"""


def _measured(compute: str) -> str:
    """A figure of the rulebook as one more line, of the year of the month, whichever plan the page shows."""
    sql = COMPUTES[compute].sql
    figure = f"""{WITH} SELECT 'measured', '', '{compute}', CASE WHEN count(*) = 0 THEN 0 ELSE sum(fact.numerator) END,
        sum(fact.denominator), NULL::numeric,
        NULL::numeric, NULL::numeric, NULL::date, NULL::jsonb
        FROM ({sql}) fact(id, path, name, numerator, denominator) WHERE starts_with(fact.path, %(path)s)"""  # noqa: S608  # constants of ours
    return f" UNION ALL SELECT 'now', m.* FROM ({figure.replace('%(year)s', '%(own_year)s')}) m"  # noqa: S608  # likewise


def figures_of(
    node: Jurisdiction,
    children: Iterable[Jurisdiction],
    *,
    year: int | None,
    now: Instant,
    before: Instant,
    is_live: bool,
    measured: Iterable[str] = (),
    basis: Basis,
) -> Figures:
    """What is counted at `node` and by the places directly below it, now and before. One statement.

    `measured`: figures of the rulebook that are wanted besides, of `node` as a whole (numerator, denominator).
    `year`: the neighbourhoods and projects of that annual plan; None: all of projects not withdrawn. Gates are asked of
    today's facts only, so projects that they stop are listed only where `is_live`.
    """
    later = f"WITH {scope(year)} {_PARTS} {_LATE} {_BLOCKED if is_live else ''}"
    earlier = re.sub(r"%\((\w+)\)s", r"%(before_\1)s", f"WITH {scope(year)} {_PARTS}")
    sql = f"SELECT 'now' AS at, n.* FROM ({later}) n UNION ALL SELECT 'before', b.* FROM ({earlier}) b"  # noqa: S608  # constants of ours
    sql += "".join(_measured(compute) for compute in measured)
    asked = {"child": len(node.path) + SEGMENT, "top": TOP, "few": FEW}
    given = values(now, path=node.path, year=year) | asked
    given |= {f"before_{k}": v for k, v in (values(before, path=node.path, year=year) | asked).items()}
    given |= {"since": basis.since, "central": list(basis.central), "own_year": now.month.year}
    sums: dict[str, dict[str, Sums]] = {"now": {}, "before": {}}
    late, blocked, found = [], [], {}
    for at, part, place, key, *rest in fetch(sql, given):
        figures, detail = rest[:6], json.loads(rest[6] or "{}")
        if part == "measured":
            found[key] = (figures[0], figures[1])
        elif part == "late":
            late.append(_matter(key, place, figures, detail))
        elif part == "blocked":
            blocked.append(
                Blocked(int(figures[0]), detail["name"], place, State(key), figures[5], detail["by"])
            )
        else:
            sums[at].setdefault(place, Sums()).put(part, key, figures)
    parts = _parts(children, sums)
    return Figures(
        parts,
        sum((part.now for part in parts), Sums()),
        sum((part.before for part in parts), Sums()),
        tuple(late),
        tuple(blocked),
        found,
    )


def _parts(children: Iterable[Jurisdiction], sums: dict[str, dict[str, Sums]]) -> tuple[Part, ...]:
    now, before = sums["now"], sums["before"]
    parts = [Part(c, now.pop(c.path, Sums()), before.pop(c.path, Sums())) for c in children]
    rest = Part(None, sum(now.values(), Sums()), sum(before.values(), Sums()))
    return (*parts, rest) if now or before else tuple(parts)


def _matter(kind: str, path: str, figures: list[Any], detail: dict[str, str]) -> Matter:
    project = None if figures[1] is None else int(figures[1])
    said = (detail["subject"], detail["who"], detail["why"])
    return Matter(kind, int(figures[0]), project, *said, path, figures[5])
