"""The fields of a review's papers."""

from __future__ import annotations

from policies.pack import OPEN
from policies.pack.rows import Review

FREE_FIELD = "内容"
"""The one field of a paper whose fields the text leaves open; it may stay empty."""


def fields_of(row: Review, output: str) -> tuple[str, ...]:
    """The fields of a paper as the rulebook lists them; one free field where it leaves them open."""
    found = next((one for one in row.outputs if one.id == output), None)
    if found is None:
        return ()
    return (FREE_FIELD,) if found.fields == OPEN else tuple(found.fields)


def required(row: Review, output: str) -> bool:
    """Whether the conclusion wants every field of the paper."""
    return any(one.id == output and one.fields != OPEN for one in row.outputs)
