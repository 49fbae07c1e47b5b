"""The rich town of the refusals, for whoever asks every address."""

from __future__ import annotations

import pytest

from tests.refusals.conftest import built, cleared, mark, world

__all__ = ["built", "ground", "mark", "world"]

ground = pytest.fixture(scope="module")(cleared)
