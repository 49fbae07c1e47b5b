"""A rulebook as data: the schema (`rows`), reading with lines (`reading`), references, loading and hashing."""

from __future__ import annotations

from .loading import ALL_SECTIONS, Pack, canonical_json, digest, json_schema, key_of, load, load_text, rebuild
from .reading import Mistake, PackMistakes
from .sections import PREFIXES
from .values import OPEN

__all__ = [
    "ALL_SECTIONS", "OPEN", "PREFIXES", "Mistake", "Pack", "PackMistakes", "canonical_json", "digest", "json_schema",
    "key_of", "load", "load_text", "rebuild",
]  # fmt: skip
