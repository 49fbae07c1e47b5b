"""A synthetic year replayed month by month: what was stored is what history still says after the year is over."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from communities.models import Jurisdiction, Neighbourhood
from communities.rulebooks.queries import adopted
from governance.assessment import services
from governance.assessment.queries import latest
from governance.assessment.sheets import sheets
from governance.figures import Instant
from governance.figures.instant import next_month
from projects.enums import State
from projects.models import Progress, Project
from projects.stages import STAGES
from tests.cast import found_town
from tests.governance.figures import ground

LOGINS = {"bj-perf": (("perf",), "leader", "")}
YEAR = 2024


def test_locked_figures_of_a_year_are_derived_again_from_history(db: None) -> None:
    town = found_town("beijing", "北京市", LOGINS, adopted=date(2020, 1, 1))
    chance = random.Random(20240101)
    with town.entered():
        made: list[Project] = []
        for code in ("110101", "110102"):
            rows = ground.neighbourhoods(ground.communities_of(town, code)[0], 8)
            made += ground.projects([[row] for row in rows], since="2023-06-01", prefix=f"项{code}")
        ground.carried(made, State.RESERVED, "2023-10-01")
        items = [ground.items(p, p.memberships.get().neighbourhood, "road")[0] for p in made]
        ground.moved(made[:10], State.PLANNED, f"{YEAR}-01-10")
        ground.planned(made[:10], f"{YEAR}-01-10")
        standing = dict.fromkeys(made[:10], State.PLANNED)
        done = dict.fromkeys(items, 0)
        month = date(YEAR, 1, 1)
        while month.year == YEAR:
            live_through(month, chance, standing, done)
            later = next_month(month) + timedelta(days=chance.randrange(0, 40))
            services.assess(month=month, now=ground.at(f"{later} 06:00"))
            if month.month % 3 == 0:
                services.publish("BJ-A-1", month, by=town.actors["bj-perf"], now=ground.at(f"{later} 09:00"))
            month = next_month(month)
        # After the year: rows move on, and none of the figures may follow.
        Neighbourhood.objects.update(households=1, residents=1)
        stored = list(latest().filter(assessment="BJ-A-1"))
        assert len(stored) == 12 * 3
        places = list(Jurisdiction.objects.order_by("path"))
        for report in stored:
            rulebook = adopted(report.version)
            again = sheets(
                [rulebook.rulebook.get("assessments", "BJ-A-1")],
                rulebook,
                Instant(report.month, report.known_until),
                places,
            )
            (sheet,) = (s for s in again if s.body.key == (report.actor, report.jurisdiction_id))
            assert sheet.indicators == report.indicators, (report.month, report.body)
        moved = {str([one["value"] for one in r.indicators]) for r in stored if r.is_own}
        assert len(moved) > 5  # the year was lived: the months differ


def live_through(
    month: date, chance: random.Random, standing: dict[Project, State], done: dict[Any, int]
) -> None:
    """A month: some projects take a step, items progress, and half of the rows are confirmed a month later."""
    for project, state in standing.items():
        if state is not State.MANAGED and chance.random() < 0.6:
            step = STAGES[STAGES.index(state) + 1]
            ground.moved([project], step, f"{month.replace(day=chance.randrange(2, 28))} 10:00")
            standing[project] = step
    for item in done:
        if standing.get(item.project) is State.BUILDING:
            done[item] = min(100, done[item] + chance.randrange(5, 40))
            confirmed = next_month(month) if chance.random() < 0.5 else month.replace(day=28)
            ground.progress(
                item,
                f"{month:%Y-%m}",
                physical=str(done[item]),
                invested=str(chance.randrange(1, 10**8)),
                confirmed=f"{confirmed} 12:00",
            )
    assert Progress.objects.filter(month__gt=month).count() == 0
