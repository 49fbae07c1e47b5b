"""The JSON interface asked by schemathesis all that its document allows and much that it does not, as three roles.

No answer is a failure of the server, and no success answers otherwise than documented. The ids of the addresses are
those of rows that exist: made-up ones would only ever be answered by 404.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from config.wsgi import application
from tests.refusals.routes import ROUTES
from tests.refusals.world import World

pytestmark = [pytest.mark.xdist_group("fuzzed"), pytest.mark.slow]

CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance]
EXAMPLES = {"qd_street": 1, "qd_leader": 1, "qd_security": 1}
"""Of each operation, by who asks: a clerk, a leader, a security administrator."""


@cache
def document() -> dict[str, Any]:
    """The document of the interface. Not asked of a test client: it would connect again what `kept_connection` cut."""
    return dict(json.loads(json.dumps(SchemaGenerator().get_schema(public=True), default=str)))


def operations(world: World) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every operation of the document, with the ids that the table of addresses gives it."""
    config = SchemathesisConfig()
    config.projects.default.generation.update(modes=[GenerationMode.POSITIVE])
    schema = schemathesis.openapi.from_dict(document(), config=config)
    schema.app = application
    known = {route.name: route for route in ROUTES if route.is_api}
    for result in schema.get_all_operations():
        operation = result.ok()
        route = known[resolve(re.sub(r"{\w+}", "1", operation.path)).view_name]
        ids = {"id" if name == "pk" else name: str(row) for name, row in route.arguments(world.ids).items()}
        assert set(ids) == set(re.findall(r"{(\w+)}", operation.path)), operation.path
        yield operation, ids


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """A request through the server's door ends the connection, and with it the test's transaction: not here."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(operation: Any, ids: dict[str, Any], headers: dict[str, str], examples: int) -> int:
    """So many requests of the operation, each leaving the world as it was; how many were asked.

    Raises the checks' failures, and AssertionError for a success that the document doesn't know.
    """
    asked = 0

    @hypothesis_settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def once(case: Any) -> None:
        nonlocal asked
        case.path_parameters = {**(case.path_parameters or {}), **ids}
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        asked += 1
        case.validate_response(response, checks=CHECKS)
        documented = case.operation.definition.raw["responses"]
        code = response.status_code
        assert code >= 300 or str(code) in documented, f"{code} is not documented"

    once()
    return asked


def told(failure: BaseException) -> str:
    """What failed, each of a group."""
    if isinstance(failure, BaseExceptionGroup):
        return "; ".join(told(one) for one in failure.exceptions)
    return str(failure)[:400]


@pytest.mark.parametrize("login", EXAMPLES)
def test_interface_answers_as_documented(login: str, world: World) -> None:
    headers = {"Authorization": f"Bearer {world.token(getattr(world.people, login))}"}
    wrong: dict[str, str] = {}
    asked = 0
    for operation, ids in operations(world):
        try:
            asked += ask(operation, ids, headers, EXAMPLES[login])
        except (Exception, FailureGroup) as failure:  # collected: one run names every operation that fails
            wrong[operation.label] = f"{type(failure).__name__}: {told(failure)}"
    assert wrong == {}
    assert asked > 100
