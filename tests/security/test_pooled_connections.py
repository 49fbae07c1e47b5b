"""Connections that serve one tenant after the other: 2,000 requests of both tenants on 8 threads, nothing leaks.

Five connections for eight threads, each handed on to whoever comes next: narrower than any pool in front of the
database, and without its courtesy of resetting a connection between two users.
"""

from __future__ import annotations

import itertools
import queue
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from communities.people.rights import Actor
from tests.cast import People, Town
from tests.security.pooled import TABLES

pytestmark = [pytest.mark.slow, pytest.mark.urls("tests.security.pooled")]

REQUESTS, THREADS, CONNECTIONS = 2000, 8, 5


class Pool:
    """A few connections to the database, each used by one thread at a time and by no thread for long."""

    def __init__(self, size: int) -> None:
        self._free: queue.Queue[Any] = queue.Queue()
        for _ in range(size):
            made = connections.create_connection("default")
            made.settings_dict = connection.settings_dict
            made.inc_thread_sharing()
            self._free.put(made)
        self.served: Counter[int] = Counter()

    @contextmanager
    def one(self) -> Iterator[None]:
        """This thread's connection is one of the pool."""
        used = self._free.get()
        before = connections["default"]
        connections["default"] = used
        try:
            yield
        finally:
            assert not used.in_atomic_block
            self.served[used.connection.info.backend_pid] += 1
            connections["default"] = before
            self._free.put(used)

    def close(self) -> None:
        """End all of them."""
        while not self._free.empty():
            self._free.get().close()


def test_requests_of_two_tenants_see_their_own_rows_only(
    committed: None, qingdao: Town, wulong: Town, people: People
) -> None:
    own = {town.tenant.code: town.tenant.pk for town in (qingdao, wulong)}
    kinds = ("everything", "everything", "api", "broken", "abroad", "outside", "aborted")
    asked = list(itertools.islice(zip(itertools.cycle(own), itertools.cycle(kinds), strict=False), REQUESTS))
    # Both cycles have coprime lengths: every kind meets every tenant.
    pool = Pool(CONNECTIONS)

    def ask(code: str, kind: str) -> str:
        """What was wrong about the answer; empty if nothing."""
        other = next(name for name in own if name != code)
        path = {
            "api": "/api/v1/everything/",
            "abroad": f"/{other}/everything/",
            "outside": "/livez/",
            "broken": f"/{code}/broken/",
            "aborted": f"/{code}/aborted/",
        }.get(kind, f"/{code}/everything/")
        client = Client(raise_request_exception=False)
        with pool.one():
            if kind != "outside":
                client.cookies = sessions[code]
            response = client.get(path)
        if kind in ("broken", "aborted"):
            return "" if response.status_code == 500 else f"{kind}: {response.status_code}"
        if kind in ("abroad", "api"):
            return (
                "" if response.status_code == 404 else f"{kind}: {response.status_code} {response.content!r}"
            )
        wanted: dict[str, object] = dict.fromkeys(TABLES, [] if kind == "outside" else [own[code]])
        wanted["setting"] = "" if kind == "outside" else str(own[code])
        return (
            ""
            if response.json() == {"before": wanted, "after": wanted}
            else f"{kind} of {code}: {response.json()}"
        )

    sessions = {
        code: _logged_in(actor)
        for code, actor in (("qingdao", people.qd_street), ("wulong", people.wl_street))
    }
    try:
        with ThreadPoolExecutor(THREADS) as threads:
            wrong = [said for said in threads.map(lambda call: ask(*call), asked) if said]
    finally:
        pool.close()
    assert wrong == []
    assert sum(pool.served.values()) == REQUESTS
    assert len(pool.served) >= CONNECTIONS


def test_only_the_wall_hides_the_rows(committed: None, qingdao: Town, wulong: Town) -> None:
    """What the test above sees nothing of is there: without row-level security the owner finds both tenants."""
    owner = settings.DATABASE_OWNER_URL.rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"
    both = sorted([(qingdao.tenant.pk,), (wulong.tenant.pk,)])
    with psycopg.connect(owner) as plain, plain.cursor() as cursor:
        for table in TABLES:
            ask = psycopg.sql.SQL("SELECT DISTINCT tenant_id FROM {} ORDER BY 1").format(
                psycopg.sql.Identifier(table)
            )
            assert cursor.execute(ask).fetchall() == [], f"the owner is bound as well: {table}"
            cursor.execute(
                psycopg.sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(
                    psycopg.sql.Identifier(table)
                )
            )
            assert cursor.execute(ask).fetchall() == both, table
        plain.rollback()


def _logged_in(actor: Actor) -> Any:
    """The cookies of a browser in which the actor's person has logged in."""
    browser = Client()
    browser.force_login(actor.person)
    return browser.cookies
