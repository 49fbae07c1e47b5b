"""The rulebooks of the cities and the engine that reads them: plain values in, a verdict with its clauses out.

No Django, no database, no clock. Start at `policies.rulebook.Rulebook`; packs are loaded by `policies.pack.load`.
"""

from __future__ import annotations

from pathlib import Path


def packs_dir() -> Path:
    """The folder of the rulebooks shipped with the application."""
    return Path(__file__).resolve().parent / "packs"


def shipped_packs() -> dict[str, Path]:
    """The rulebooks shipped, by file name without its ending (`qingdao`, `national`, ...), in alphabetical order."""
    return {path.stem: path for path in sorted(packs_dir().glob("*.yaml"))}
