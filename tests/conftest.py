"""The ground of every test: a database made by its owner and used as the runtime role, as in production."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import environ
import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

pytest_plugins = ["tests.cast"]

# A busy machine is no mistake of the code: how long an example takes is not judged.
hypothesis.settings.register_profile(
    "huanju", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("huanju")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """A file made for a test carries the second it was made in: its bytes are no name, and two workers would differ."""
    return argname if isinstance(val, bytes) else None


@contextmanager
def logged_in_as(url: str) -> Iterator[None]:
    """Log in with the role of this address from now on; the database stays the same."""
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    role = environ.Env.db_url_config(url)
    connections.close_all()
    connection.settings_dict.update(USER=role["USER"], PASSWORD=role["PASSWORD"])
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(before)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """`HUANJU_TEST_DB` names the database of this run, so that two runs on one server don't meet."""
    if name := os.environ.get("HUANJU_TEST_DB"):
        worker = os.environ.get("PYTEST_XDIST_WORKER")
        connection.settings_dict["TEST"]["NAME"] = f"{name}_{worker}" if worker else name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Made and migrated by the owner; then used by the runtime role, which row-level security binds."""
    with django_db_blocker.unblock(), logged_in_as(settings.DATABASE_URL):
        yield


@pytest.fixture
def _last_login() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def committed(_last_login: ExitStack, transactional_db: None) -> Iterator[None]:
    """Real commits instead of one rolled-back transaction, for threads and workers.

    Slow: use it where nothing else proves it. Afterwards the owner empties the database: the runtime role
    may not truncate, in tests neither.
    """
    yield
    _last_login.enter_context(logged_in_as(settings.DATABASE_OWNER_URL))


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    yield
    cache.clear()
