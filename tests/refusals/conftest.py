"""One rich Qingdao for a module: built once, in a transaction that every test leaves as it found it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import QINGDAO_LOGINS, WULONG_LOGINS, People, Town, found_town
from tests.refusals.world import World, rich


@pytest.fixture(scope="module")
def mark() -> str:
    """What stands before every text that is typed into the rows; a module may bring its own."""
    return ""


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker, mark: str) -> Iterator[World]:
    """The world itself. Ask for `world`: its test is a savepoint in the transaction.

    It is gone with its module: pytest-xdist mixes modules in a process, and nobody else must find these rows.
    """
    with django_db_blocker.unblock():
        with transaction.atomic():
            towns = {
                "qingdao": found_town("qingdao", "青岛市", QINGDAO_LOGINS, adopted=date(2023, 1, 1)),
                "wulong": found_town("wulong", "武隆区", WULONG_LOGINS, adopted=date(2021, 1, 1)),
            }
            yield rich(People(towns.__getitem__), towns["qingdao"], towns["wulong"], mark=mark)
            transaction.set_rollback(True)
        cache.clear()


@pytest.fixture
def world(built: World, db: None) -> World:
    """Somebody's rows behind every address."""
    return built


@pytest.fixture
def people(world: World) -> People:
    """Those of the world."""
    return world.people


@pytest.fixture
def qingdao(world: World) -> Town:
    """That of the world."""
    return world.qingdao


@pytest.fixture
def wulong(world: World) -> Town:
    """That of the world."""
    return world.wulong
