"""Two submissions of one kind side by side: figure by figure, of one place or of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from governance.submissions.content import RATE, Column, Row, Table

WHOLE = ""
"""The code that stands for the total."""


@dataclass(frozen=True)
class Line:
    """A figure in both; None where it is missing or nobody could count it."""

    column: Column
    one: Decimal | None
    other: Decimal | None

    @property
    def texts(self) -> tuple[str, str, str]:
        """This one, the other, what the one has more or less than the other as both are shown."""
        return self.column.text(self.one), self.column.text(self.other), self.change

    @property
    def change(self) -> str:
        if self.one is None or self.other is None:
            return "—"
        by = self.column.shown(self.one) - self.column.shown(self.other)
        points = " 个百分点" if self.column.adds == RATE and by else ""
        return f"{by:+,f}{points}" if by else "相同"


@dataclass(frozen=True)
class Compared:
    """One table of the two submissions at a place."""

    name: str
    lines: tuple[Line, ...]

    @property
    def changed(self) -> int:
        """Figures that are not the same."""
        return sum(line.one != line.other for line in self.lines)


def places(one: Sequence[Table], other: Sequence[Table]) -> dict[str, str]:
    """Code -> name of the places in either; the total first."""
    named = {row.code: row.name for table in (*other, *one) for row in table.rows if row.code}
    return {WHOLE: "合计", **dict(sorted(named.items()))}


def compared(one: Sequence[Table], other: Sequence[Table], *, code: str = WHOLE) -> list[Compared]:
    """The tables by their id, first the one's order; figures by theirs, so that a form that has grown compares too."""
    known = {table.id: table for table in other}
    found = []
    for table in (*one, *(t for t in other if t.id not in {own.id for own in one})):
        mine = table if table in one else None
        theirs = known.get(table.id)
        left, right = _values(mine, code), _values(theirs, code)
        columns = {c.id: c for t in (theirs, mine) if t for c in t.columns}
        order = dict.fromkeys(c.id for t in (mine, theirs) if t for c in t.columns)
        lines = tuple(Line(columns[id_], left.get(id_), right.get(id_)) for id_ in order)
        found.append(Compared(table.name if mine else f"{table.name}（本份没有）", lines))
    return found


def _values(table: Table | None, code: str) -> dict[str, Decimal | None]:
    row: Row | None = None
    if table is not None:
        row = table.total if code == WHOLE else next((r for r in table.rows if r.code == code), None)
    if table is None or row is None:
        return {}
    return dict(zip((column.id for column in table.columns), row.values, strict=True))
