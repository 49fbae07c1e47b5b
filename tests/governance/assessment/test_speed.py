"""Month-end of 47 counties and 1,945 projects: at most twice the time of its own SQL, the same queries for two."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection

from communities.models import Jurisdiction
from communities.rulebooks.queries import in_force
from governance.assessment import services
from governance.assessment.sheets import due, sheets
from governance.figures import Instant
from projects.enums import State
from tests.cast import Town, found_town
from tests.funding.money import settled
from tests.governance.figures import ground

COUNTIES, PROJECTS = 47, 1945
OCTOBER = date(2026, 10, 1)


class Clock:
    """What the database did: how many queries, how long."""

    def __init__(self) -> None:
        self.queries, self.seconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - begun


@contextmanager
def clocked() -> Iterator[Clock]:
    clock = Clock()
    with connection.execute_wrapper(clock):
        yield clock


@pytest.fixture
def jilin(db: None) -> Town:
    """47 cities and counties, 1,945 projects of one neighbourhood each, all in the plan, a third completed."""
    logins = {"jl-admin": ((), "system-administrator", "")}
    town = found_town("jilin", "吉林省", logins, adopted=date(2020, 1, 1))
    with town.entered():
        for id_ in ("JL-A-1", "JL-A-2"):
            settled(f"{id_}.cadence", "monthly", town.actors["jl-admin"])
        top = town.top
        Jurisdiction.objects.bulk_create(
            Jurisdiction(
                parent=top,
                code=f"22{number:04d}",
                name=f"测试县{number}",
                division="district",
                level="city",
                path=f"{top.path}z{number:03d}",
                depth=2,
            )
            for number in range(COUNTIES - Jurisdiction.objects.filter(level="city").count())
        )
        counties = list(Jurisdiction.objects.filter(level="city").order_by("-path"))
        rows = [
            row
            for number, county in enumerate(counties)
            for row in ground.neighbourhoods(county, PROJECTS // COUNTIES + (number < PROJECTS % COUNTIES))
        ]
        made = ground.projects([[row] for row in rows])
        ground.moved(made, State.BUILDING, "2026-03-01")
        ground.moved(made[::3], State.COMPLETED, "2026-08-01")
        ground.planned(made, "2026-01-20")
    return town


@pytest.mark.slow
def test_month_end_costs_little_more_than_its_own_queries(jilin: Town) -> None:
    with jilin.entered():
        begun = time.perf_counter()
        with clocked() as clock:
            run = services.assess(month=OCTOBER, now=ground.at("2026-11-01 01:10"))
        took = time.perf_counter() - begun
        assert run.created == 2 * (1 + COUNTIES)
        own = next(r for r in run.reports if r.is_own and r.assessment == "JL-A-1")
        assert own.indicators[0]["denominator"] == PROJECTS
        assert took <= 2 * clock.seconds + 0.5, (took, clock.seconds)  # generous: the machine is shared

        rulebook = in_force(OCTOBER)
        assessments, _ = due(rulebook)
        every = list(Jurisdiction.objects.order_by("path"))
        few = [place for place in every if place.depth == 1 or place.level != "city"][:3]
        counts = []
        for places in (every, few):
            with clocked() as clock:
                sheets(assessments, rulebook, Instant.end_of(OCTOBER), places)
            counts.append(clock.queries)
        assert counts[0] == counts[1]
