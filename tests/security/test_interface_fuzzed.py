"""The JSON interface asked by schemathesis all that its document allows and much that it does not, as three roles.

No answer is a failure of the server, and no success answers otherwise than documented. The ids of the addresses are
those of rows that exist: made-up ones would only ever be answered by 404.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from config.wsgi import application
from tests.refusals.routes import ROUTES
from tests.refusals.test_every_route import address
from tests.refusals.world import World

pytestmark = [pytest.mark.xdist_group("fuzzed"), pytest.mark.slow]

CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance]
EXAMPLES = {"qd_street": 4, "qd_leader": 2, "qd_security": 1}
"""Of each operation, by who asks: a clerk, a leader, a security administrator."""


def operations(world: World) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every operation of the document, with the ids that the table of addresses gives it."""
    document = json.loads(Client().get("/api/schema/", {"format": "json"}).content)
    config = SchemathesisConfig()
    config.projects.default.generation.update(modes=[GenerationMode.POSITIVE])
    schema = schemathesis.openapi.from_dict(document, config=config)
    schema.app = application
    known = {_template(route): route for route in ROUTES if route.is_api}
    for result in schema.get_all_operations():
        operation = result.ok()
        route = known[operation.path]
        yield operation, {name: str(value) for name, value in route.arguments(world.ids).items()}


def _template(route: Any) -> str:
    """The address as the document writes it: `/api/v1/projects/{id}/`."""
    marks = {thing: f"{{{'id' if name == 'pk' else name}}}" for name, thing in route.rows.items()}
    return address(route, marks, "")  # type: ignore[arg-type]


@pytest.mark.parametrize("login", EXAMPLES)
def test_interface_answers_as_documented(login: str, world: World) -> None:
    headers = {"Authorization": f"Bearer {world.token(getattr(world.people, login))}"}
    wrong: dict[str, str] = {}
    asked = 0

    for operation, ids in operations(world):

        @hypothesis_settings(
            max_examples=EXAMPLES[login],
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any, rows: dict[str, Any] = ids) -> None:
            nonlocal asked
            case.path_parameters = {**(case.path_parameters or {}), **rows}
            with transaction.atomic():
                response = case.call(headers=headers)
                transaction.set_rollback(True)
            asked += 1
            case.validate_response(response, checks=CHECKS)
            documented = case.operation.definition.raw["responses"]
            assert response.status_code >= 300 or str(response.status_code) in documented, (
                response.status_code
            )

        try:
            ask()
        except Exception as failure:  # collected: one run names every operation that fails
            wrong[operation.label] = f"{type(failure).__name__}: {failure}"
    assert asked > 100
    assert wrong == {}
