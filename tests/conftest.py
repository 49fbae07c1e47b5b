"""The ground of every test: a database made by its owner and used as the runtime role, as in production."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import environ
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

pytest_plugins = ["tests.cast"]


@contextmanager
def logged_in_as(url: str) -> Iterator[None]:
    """Every new connection of this process logs in with the role of this address; the database stays the same."""
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
    """Made and migrated by the owner; from here on the tests log in as the runtime role, which row-level security binds."""
    with django_db_blocker.unblock(), logged_in_as(settings.DATABASE_URL):
        yield


@pytest.fixture
def committed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Real commits instead of one rolled-back transaction: for threads and workers. Slow; use it where nothing else proves it.

    Afterwards the database is emptied by its owner: the runtime role may not truncate, in tests neither.
    """
    owner = logged_in_as(settings.DATABASE_OWNER_URL)
    request.addfinalizer(lambda: owner.__exit__(None, None, None))  # last: the runtime role again
    request.getfixturevalue("transactional_db")
    request.addfinalizer(lambda: owner.__enter__())  # first: the owner empties the tables
    yield


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    yield
    cache.clear()
