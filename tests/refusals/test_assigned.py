"""Somebody from outside with one project: every other address of the tenant is closed to him, or empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from communities.people.models import Person
from communities.people.rights import Actor, actor_for
from projects.models import Assignment, Project
from tests.refusals.routes import ROUTES, Route
from tests.refusals.test_every_route import Caller, bearer, calls, text
from tests.refusals.world import World

pytestmark = pytest.mark.django_db
Browser = Callable[[Actor], Client]

OF_THE_RULES = {
    "rulebook_version",
    "rulebook_section",
}
"""Rows that are the whole tenant's."""

OWN_PROJECT = {
    "project_scheme",
    "consultation_detail",
    "consultation_print",
    "project_preparation",
    "project_disputes",
    "project_papers",
    "paper_download",
    "project_progress",
    "project_document",
    "assignment_list",
    "evaluation_detail",
    "evaluation_sheet",
}
"""Pages that an evaluator reads of the one project, his own sheet among them."""


def outsider(world: World) -> Actor:
    """The evaluator as a request makes an actor of him."""
    with world.qingdao.entered():
        found = actor_for(
            person=Person.objects.get(username="qd-evaluator"),
            tenant=world.qingdao.tenant,
            on=timezone.localdate(),
        )
    assert found is not None
    return found


def answers(world: World, actor: Actor, client_of: Browser, client: Client) -> dict[tuple[str, str], int]:
    """What each address that names a row answers him."""
    callers = {False: Caller(client_of(actor), "qingdao"), True: bearer(world, actor, client)}
    found = {}
    for route, method in calls([route for route in ROUTES if route.names_a_row]):
        with transaction.atomic():
            found[route.name, method] = callers[route.is_api].ask(route, world.ids, method).status_code
            transaction.set_rollback(True)
    return found


def test_evaluator_opens_his_project_and_nothing_else(
    world: World, client_of: Browser, client: Client
) -> None:
    actor, of_project = outsider(world), {route.name for route in ROUTES if _is_prepared(route, world)}
    for (name, method), status in answers(world, actor, client_of, client).items():
        if method == "GET" and status == 200 and name not in OF_THE_RULES:
            assert name in of_project, (name, status)
        if method != "GET" and name not in of_project:
            assert status in (403, 404, 405), (name, method, status)
    got = {
        name for (name, method), status in answers(world, actor, client_of, client).items() if status == 200
    }
    assert got >= OWN_PROJECT


def test_lists_searches_and_exports_show_the_one_project(
    world: World, client_of: Browser, client: Client
) -> None:
    actor = outsider(world)
    callers = {False: Caller(client_of(actor), "qingdao"), True: bearer(world, actor, client)}
    with world.qingdao.entered():
        hidden = list(Project.objects.exclude(pk=world.ids["prepared"]).values_list("name", flat=True))
    hidden += [world.typed["doubtful"], world.typed["imported"], world.typed["address"]]
    hidden.remove(world.typed["project"])  # the title of the round bears it too
    assert len(hidden) > 5
    for route in ROUTES:
        if route.names_a_row or route.name == "api:schema":
            continue
        response = callers[route.is_api].ask(route, world.ids)
        if response.status_code == 200:
            said = text(response)
            assert [name for name in hidden if name in said] == [], route


def test_the_day_after_it_is_as_if_it_had_never_been(
    world: World, client_of: Browser, client: Client
) -> None:
    yesterday = timezone.localdate() - timedelta(1)
    with world.qingdao.entered():
        Assignment.objects.update(starts_on=yesterday, ends_on=yesterday)
    found = answers(world, outsider(world), client_of, client)
    opened = {name for (name, method), status in found.items() if status == 200}
    assert opened == OF_THE_RULES


def _is_prepared(route: Route, world: World) -> bool:
    """Whether the address names the assigned project, a row of it, or the evaluation."""
    return _PROJECT_OF.get(route.rows.get("pk", "")) == "prepared"


_PROJECT_OF = dict.fromkeys(
    (
        "prepared",
        "evaluation",
        "assignment",
        "scheme",
        "consultation",
        "display",
        "preparation",
        "party",
        "dispute",
        "lift",
        "declaration",
        "progress",
        "confirmed",
    ),
    "prepared",
)
