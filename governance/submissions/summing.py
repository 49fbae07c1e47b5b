"""The sum over the tenants below: of frozen figures that were taken, each with where it is from; nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from governance.models import Submission
from governance.submissions.content import Table, as_of, summed, tables_of
from governance.submissions.queries import Standing


@dataclass(frozen=True)
class Origin:
    """Whose figures are counted: the submission and up to when they were known, None where its sender did not say."""

    row: Submission
    as_of: datetime | None


@dataclass(frozen=True)
class LeftOut:
    """Whose figures are not counted, or not the latest of them, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Sum:
    """The tables, a row for each tenant counted; where each row is from; who is left out."""

    tables: tuple[Table, ...]
    origins: tuple[Origin, ...]
    left_out: tuple[LeftOut, ...]


def sum_of(taken: Sequence[Submission], lines: Sequence[Standing]) -> Sum:
    """`taken`: one for each tenant counted; `lines`: how every tenant stands.

    A table that one city alone has is its own; a later submission that was not taken is named and not counted.
    """
    named: dict[str, list[tuple[str, Table]]] = {}
    for row in taken:
        for table in tables_of(row.content):
            named.setdefault(table.id, []).append((row.tenant.name, table))
    return Sum(
        tuple(summed(tables) for tables in named.values()),
        tuple(Origin(row, as_of(row.content)) for row in taken),
        tuple(_left_out(taken, lines)),
    )


def _left_out(taken: Sequence[Submission], lines: Sequence[Standing]) -> list[LeftOut]:
    counted = {row.tenant.pk: row for row in taken}
    found = []
    for line in lines:
        row = counted.get(line.tenant.pk)
        if row is None:
            found.append(LeftOut(line.tenant.name, line.word))
        elif line.submission is not None and line.submission.pk != row.pk:
            why = f"第 {line.submission.number} 次{line.word}，计入的是第 {row.number} 次"
            found.append(LeftOut(line.tenant.name, why))
    return found
