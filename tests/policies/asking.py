"""Short words for asking a shipped rulebook: facts as in FACTS.json, the answer as the command line prints it."""

from __future__ import annotations

from functools import cache
from typing import Any

from policies import shipped_packs
from policies.pack import Pack, load
from policies.question import Question
from policies.rulebook import Rulebook


@cache
def pack(name: str) -> Pack:
    return load(shipped_packs()[name])


@cache
def book(name: str) -> Rulebook:
    return Rulebook(pack(name), [pack("national")])


def ask(name: str, rule: str, **question: Any) -> dict[str, Any]:
    """Ask a shipped rulebook standing on the national layer."""
    return book(name).ask(rule, Question.from_json(question)).as_json()


def yes(by: str, *evidence: str) -> dict[str, Any]:
    """A declaration that counts when `by` is the actor of the text and every document is named."""
    return {"value": True, "by": by, "evidence": list(evidence)}


def no(by: str) -> dict[str, Any]:
    """A refusal; it needs no document."""
    return {"value": False, "by": by}


def outcome(answer: dict[str, Any]) -> dict[str, str]:
    """Criterion -> answer, for tests with one subject."""
    return {entry["id"]: entry["answer"] for entry in answer["because"]}
