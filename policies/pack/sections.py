"""The sections of a rulebook, how their rows are named from outside, and which carry no quote."""

from __future__ import annotations

SECTIONS: tuple[str, ...] = (
    "levels",
    "actors",
    "transitions",
    "criteria",
    "eligibility",
    "classes",
    "categories",
    "items",
    "shares",
    "subsidies",
    "channels",
    "priority",
    "gates",
    "reviews",
    "modes",
    "indicators",
    "assessments",
    "deadlines",
    "special",
    "duties",
    "unsettled",
)
LAYER_SECTIONS = ("ballots", "clocks", "splits")
# Sections whose ids are plain words: a path or a rule id carries the section before it.
PREFIXES = {
    "levels": "level", "actors": "actor", "classes": "class", "categories": "category", "items": "item",
    "channels": "channel", "modes": "mode",
}  # fmt: skip
WITHOUT_QUOTE = {"levels", "actors", "transitions", "items", "unsettled"}


def key_of(section: str, id_: str) -> str:
    """How a row is named outside its pack: `WL-C-built`, `item:road`."""
    prefix = PREFIXES.get(section)
    return f"{prefix}:{id_}" if prefix else id_
