"""A shipped rulebook as if a tenant had adopted it, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from communities.rulebooks.models import RulebookVersion
from communities.rulebooks.queries import Adopted
from policies.rulebook import Rulebook
from tests.cast import rulebook


def laid_over(code: str, overlay: Mapping[str, Any]) -> Adopted:
    """The rulebook with these entries over it."""
    return _laid_over(code, tuple(sorted(overlay.items())))


@cache
def _laid_over(code: str, entries: tuple[tuple[str, Any], ...]) -> Adopted:
    _, pack, _ = rulebook(code)
    overlay = dict(entries)
    book = Rulebook(pack, overlay=overlay)
    version = RulebookVersion(tenant_id=0, number=1)
    return Adopted(version, book, pack, (), MappingProxyType(overlay), frozenset())
