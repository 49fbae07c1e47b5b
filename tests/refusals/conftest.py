"""The rich towns."""

from __future__ import annotations

import pytest

from tests.cast import People, Town
from tests.refusals.world import World, rich


@pytest.fixture
def world(people: People, qingdao: Town, wulong: Town) -> World:
    """As it is, without a mark."""
    return rich(people, qingdao, wulong)
