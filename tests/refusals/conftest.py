"""One rich Qingdao for all of this folder: built once, in a transaction that every test leaves as it found it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import QINGDAO_LOGINS, WULONG_LOGINS, People, Town, found_town
from tests.refusals.world import World, rich


class Ground:
    """Where a world stands until one with another mark is asked for."""

    def __init__(self) -> None:
        self._standing: tuple[str, World] | None = None
        self._transaction = ExitStack()

    def world(self, mark: str) -> World:
        """The one that stands, or a new one in its place."""
        if self._standing is None or self._standing[0] != mark:
            self.clear()
            self._transaction.enter_context(transaction.atomic())
            towns = {
                "qingdao": found_town("qingdao", "青岛市", QINGDAO_LOGINS, adopted=date(2023, 1, 1)),
                "wulong": found_town("wulong", "武隆区", WULONG_LOGINS, adopted=date(2021, 1, 1)),
            }
            people = People(towns.__getitem__)
            self._standing = mark, rich(people, towns["qingdao"], towns["wulong"], mark=mark)
        return self._standing[1]

    def clear(self) -> None:
        """As if nothing had ever stood here."""
        if self._standing is not None:
            self._standing = None
            transaction.set_rollback(True)
            self._transaction.close()
            cache.clear()


def cleared(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Ground]:
    """A ground for a fixture of any scope: of this folder here; by the module where others commit in between."""
    ground = Ground()
    with django_db_blocker.unblock():
        yield ground
        ground.clear()


ground = pytest.fixture(scope="package")(cleared)


@pytest.fixture(scope="module")
def mark() -> str:
    """What stands before every text that is typed into the rows; a module may bring its own."""
    return ""


@pytest.fixture(scope="module")
def built(ground: Ground, mark: str) -> World:
    """The world itself. Ask for `world`: its test is a savepoint in the transaction."""
    return ground.world(mark)


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
