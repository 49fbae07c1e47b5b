"""The rich town of the refusals, for whoever asks every address."""

from __future__ import annotations

from tests.refusals.conftest import built, mark, world

__all__ = ["built", "mark", "world"]
