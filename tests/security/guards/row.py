"""A row of the table: a guard, how it is taken away, and the test that must then fail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A change of a file that takes a guard away: `old`, which stands there once, becomes `new`."""

    file: str
    old: str
    new: str = ""


@dataclass(frozen=True, slots=True)
class Sql:
    """A guard that lives in the database, taken away by its owner."""

    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """`against` is the line of the page's table of guards; `test` fails once everything in `without` is done."""

    name: str
    against: str
    test: str
    without: tuple[Text | Sql, ...]
