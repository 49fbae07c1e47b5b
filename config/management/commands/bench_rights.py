"""What many memberships cost: lists of a person with 1, 20 and 200 places, as a ratio to the whole: `bench_rights`."""

from __future__ import annotations

import hashlib
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import cycle
from typing import Any

import pgtrigger
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from communities.models import Jurisdiction, Neighbourhood, Organisation, Person, Tenant
from communities.neighbourhoods import queries
from communities.neighbourhoods.queries import Filters
from communities.people.enums import Capability
from communities.people.rights import Actor, Seat
from communities.tenancy.context import enter
from projects.models import Project, ProjectNeighbourhood
from projects.queries import viewed

DISTRICTS, STREETS = 20, 100
HELD = (1, 20, 200)
"""Memberships of a person."""
SHOWN = 50
SAMPLE = {
    "survey_year": 2026,
    "completed_from": date(1990, 1, 1),
    "completed_to": date(1990, 12, 31),
    "buildings": 5,
    "households": 100,
    "floor_area": Decimal(9000),
}
"""Of a neighbourhood; synthetic."""


class Command(BaseCommand):
    help = "Compare the lists of a person with few and with many memberships with the same lists unfiltered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=100_000)
        parser.add_argument("--rounds", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            self._measure(options["rows"], options["rounds"])
            transaction.set_rollback(True)

    def _measure(self, rows: int, rounds: int) -> None:
        tenant = Tenant.objects.create(code="bench", name="测速", unit="city")
        person = Person.objects.create_user("bench", name="测速")
        with enter(tenant.pk):
            streets = _plant()
            _fill(tenant, person, rows, streets)
            self.stdout.write(f"{rows:,} neighbourhoods, {rows // 5:,} projects in {len(streets):,} streets")
            whole = _holding(tenant, person, [""])
            for name, work in LISTS.items():
                for kind in ("adjoining", "scattered"):
                    told = []
                    for held in HELD:
                        step = len(streets) // held if kind == "scattered" else 1
                        actor = _holding(tenant, person, streets[::step][:held])
                        own, bare = _best(rounds, partial(work, actor), partial(work, whole))
                        told.append(f"{held}: {own / bare:.2f} ({own * 1000:.1f} of {bare * 1000:.1f} ms)")
                    self.stdout.write(f"{name}; {kind} {', '.join(told)}")


def _register_page(actor: Actor) -> object:
    return queries.page(queries.register(actor, Filters()), queries.ORDERS["updated"])


def _register_sums(actor: Actor) -> object:
    return queries.sums(actor, Filters())


def _project_page(actor: Actor) -> object:
    return list(viewed(actor).order_by("-id")[:SHOWN])


def _project_counts(actor: Actor) -> object:
    return list(viewed(actor).order_by().values("state").annotate(count=Count("pk")))


LISTS: dict[str, Callable[[Actor], object]] = {
    "register, first page": _register_page,
    "register, sums": _register_sums,
    "projects, first page": _project_page,
    "projects, counts by state": _project_counts,
}


def _plant() -> list[str]:
    """A city, its districts and streets; the paths of the streets in order."""
    city = Jurisdiction.objects.create(
        code="0", name="市", division="city", level="city", path="0001", depth=1
    )
    districts = _below([city], DISTRICTS, "district")
    return [row.path for row in _below(districts, STREETS, "street")]


def _below(parents: list[Jurisdiction], each: int, level: str) -> list[Jurisdiction]:
    """So many places below each of these."""
    return Jurisdiction.objects.bulk_create(
        Jurisdiction(parent=parent, code=path, name=path, division=level, level=level, path=path, depth=depth)
        for parent in parents
        for path, depth in ((f"{parent.path}{number:04d}", parent.depth + 1) for number in range(1, each + 1))
    )


def _fill(tenant: Tenant, person: Person, rows: int, streets: list[str]) -> None:
    """Neighbourhoods spread over the streets without order, a fifth of them in a project of its own."""
    office = Organisation.objects.create(
        actor="street", kind="street", name="街道", jurisdiction=Jurisdiction.objects.get(depth=1)
    )
    places = sorted(
        Jurisdiction.objects.filter(path__in=streets).values_list("pk", "path"),
        key=lambda place: hashlib.sha256(place[1].encode()).digest(),
    )
    with pgtrigger.ignore("communities.Neighbourhood:insert_insert"):
        Neighbourhood.objects.bulk_create(
            (
                Neighbourhood(
                    jurisdiction_id=place, path=path, name=f"n{number}", name_key=f"n{number}", **SAMPLE
                )
                for number, (place, path) in zip(range(rows), cycle(places), strict=False)
            ),
            batch_size=5000,
        )
    members = list(Neighbourhood.objects.order_by("id").only("id", "path", "jurisdiction_id")[: rows // 5])
    projects = Project.objects.bulk_create(
        Project(
            jurisdiction_id=row.jurisdiction_id,
            path=row.path,
            code=f"P{row.pk}",
            name=f"P{row.pk}",
            state_since=timezone.now(),
            proposed_by=office,
            entered_by=person,
        )
        for row in members
    )
    ProjectNeighbourhood.objects.bulk_create(
        ProjectNeighbourhood(project=project, neighbourhood=row)
        for project, row in zip(projects, members, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE communities_neighbourhood, projects_project, projects_projectneighbourhood")


def _holding(tenant: Tenant, person: Person, paths: list[str]) -> Actor:
    """Somebody with a membership at each of the places; at the empty path, of the whole city."""
    seats = tuple(Seat(frozenset({Capability.VIEW}), path, path, "查阅", None) for path in paths)
    return Actor(person=person, tenant=tenant, seats=seats)


def _best(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Seconds of the quickest round of each, in turns: what else the machine does weighs on all alike."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for number, work in enumerate(works):
            start = time.perf_counter()
            work()
            best[number] = min(best[number], time.perf_counter() - start)
    return best
