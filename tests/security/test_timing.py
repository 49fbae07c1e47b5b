"""Time tells no more than words: rows and tenants of others are answered as fast as what does not exist."""

from __future__ import annotations

import gc
import logging
import random
import time
from collections.abc import Callable, Mapping
from statistics import median

import pytest
from django.test import Client

from communities.people.rights import Actor
from tests.cast import People, Town
from tests.projects import making

Ask = Callable[[], object]
TRIES, NEAR, ATTEMPTS = 200, 1.2, 3
MISSING = 2**40


def spread(asks: Mapping[str, Ask], tries: int = TRIES) -> float:
    """The slowest median as a multiple of the quickest. The tries take turns, in a new order each time: what else the
    machine does falls on all alike.
    """
    chance = random.Random(5)
    times: dict[str, list[float]] = {name: [] for name in asks}
    gc.disable()
    try:
        for _ in range(tries):
            for name in chance.sample(sorted(asks), len(asks)):
                start = time.perf_counter()
                asks[name]()
                times[name].append(time.perf_counter() - start)
    finally:
        gc.enable()
    medians = [median(each) for each in times.values()]
    return max(medians) / min(medians)


def is_even(asks: Mapping[str, Ask], tries: int = TRIES) -> bool:
    """Whether one of three measurements finds the medians within 20 %: noise differs each time, an oracle never."""
    return any(spread(asks, tries) <= NEAR for _ in range(ATTEMPTS))


@pytest.fixture(autouse=True)
def unlogged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line in the log for every 404 would be a good part of what is measured."""
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)


@pytest.fixture
def theirs(qingdao: Town, people: People) -> int:
    """A neighbourhood of Qingdao."""
    with qingdao.entered():
        return making.neighbourhood(qingdao.places[making.COMMUNITY], people.qd_street, "听涛苑").pk


def test_tenants_of_others_take_the_time_of_none(
    theirs: int, people: People, client_of: Callable[[Actor], Client]
) -> None:
    browser = client_of(people.wl_district)

    def asked(code: str, pk: int) -> Ask:
        return lambda: _found_nothing(browser, f"/{code}/neighbourhoods/{pk}/")

    asks = {
        "another's row": asked("qingdao", theirs),
        "another's missing row": asked("qingdao", MISSING),
        "no tenant": asked("qingdap", theirs),
    }
    assert is_even(asks)


def test_rows_of_others_take_the_time_of_none(
    theirs: int, people: People, client_of: Callable[[Actor], Client]
) -> None:
    browser = client_of(people.wl_district)
    asks: dict[str, Ask] = {
        "another's row": lambda: _found_nothing(browser, f"/wulong/neighbourhoods/{theirs}/"),
        "a missing row": lambda: _found_nothing(browser, f"/wulong/neighbourhoods/{MISSING}/"),
    }
    assert is_even(asks)
    by_interface: dict[str, Ask] = {
        name: lambda pk=pk: _found_nothing(browser, f"/api/v1/neighbourhoods/{pk}/", "wulong")  # type: ignore[misc]
        for name, pk in (("another's row", theirs), ("a missing row", MISSING))
    }
    assert is_even(by_interface)


def test_the_measure_finds_an_oracle(
    theirs: int, people: People, client_of: Callable[[Actor], Client]
) -> None:
    """An answer worked out twice for tenants that exist: found every time, however busy the machine is."""
    browser = client_of(people.wl_district)
    path = f"/qingdao/neighbourhoods/{theirs}/"

    def slower() -> None:
        _found_nothing(browser, path)
        _found_nothing(browser, path)

    assert not is_even({"quick": lambda: _found_nothing(browser, path), "slow": slower}, tries=50)


def _found_nothing(browser: Client, path: str, tenant: str = "") -> None:
    assert browser.get(path, headers={"X-Tenant": tenant}).status_code == 404
