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
from tests.refusals.routes import ROUTES
from tests.refusals.test_every_route import Caller, bearer, calls, text
from tests.refusals.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("assigned")]
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
"""What a row of the world belongs to."""


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


def answers(
    world: World, actor: Actor, client_of: Browser, client: Client, methods: tuple[str, ...]
) -> dict[tuple[str, str], int]:
    """What each address that names a row answers him."""
    callers = {False: Caller(client_of(actor), "qingdao"), True: bearer(world, actor, client)}
    found = {}
    for route, method in calls([route for route in ROUTES if route.names_a_row]):
        if method in methods:
            with transaction.atomic():
                found[route.name, method] = callers[route.is_api].ask(route, world.ids, method).status_code
                transaction.set_rollback(True)
    return found


def test_evaluator_opens_his_project_and_from_the_day_after_nothing(
    world: World, client_of: Browser, client: Client
) -> None:
    of_project = {route.name for route in ROUTES if _PROJECT_OF.get(route.rows.get("pk", "")) == "prepared"}
    found = answers(world, outsider(world), client_of, client, ("GET", "POST", "PATCH"))
    opened = {name for (name, method), status in found.items() if method == "GET" and status == 200}
    assert opened - OF_THE_RULES <= of_project
    assert opened >= OWN_PROJECT
    written = {
        (name, method): status
        for (name, method), status in found.items()
        if method != "GET" and name not in of_project and status not in (403, 404, 405)
    }
    assert written == {}
    yesterday = timezone.localdate() - timedelta(1)
    with world.qingdao.entered():
        Assignment.objects.update(starts_on=yesterday, ends_on=yesterday)
    after = answers(world, outsider(world), client_of, client, ("GET",))
    assert {name for (name, _), status in after.items() if status == 200} == OF_THE_RULES


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
