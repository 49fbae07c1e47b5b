"""Refusals of this room that are neither a wrong field nor a missing right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from communities.neighbourhoods.models import Neighbourhood


class Stale(Exception):
    """Somebody else saved the row first: `current` is what stands now, `mine` what was to be written."""

    sentence = "这一小区刚被他人修改过。您填写的内容都还在，请核对下面列出的最新内容后再保存。"

    def __init__(self, *, current: Neighbourhood, mine: Mapping[str, Any]) -> None:
        super().__init__(self.sentence)
        self.current = current
        self.mine = mine
