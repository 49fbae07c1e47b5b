"""What is frozen in a submission: tables that describe themselves, so that whoever reads them needs no other row.

As JSON: `{"as_of", "tables": [{"id", "name", "columns": [...], "total": [...], "rows": [{"code", "name", "values":
[...]}]}]}`; `as_of` is the instant up to which was known what is counted, null where the tables have not one in common.
Numbers are text in base units (户, ㎡, 元, 米), null where nobody could count; a column says by what it is divided and
to how many places it is shown, and whether places may be added up.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from governance.assessment.tables import Table as AssessmentTable
from governance.models import Submission
from governance.monthly.form import EFFECT, PROGRESS, RATES, WITHIN, Figure
from governance.monthly.queries import Sheet, SheetLine
from governance.queries import Breakdown, Totals

HUNDREDTH = Decimal("0.01")
SUM, RATE, PLAIN = "sum", "rate", "plain"
FROZEN = (
    "kind", "period", "number", "title", "content", "source", "rulebook", "note", "answers", "outcome",
    "organisation_name", "submitted_by_name", "acted_for_name",
)  # fmt: skip
"""What the digest is taken of, beside the two tenants and the instant."""

Value = Decimal | None


@dataclass(frozen=True)
class Column:
    """A column: `adds` says what becomes of it over several cities: `sum`, `rate` (in per cent, of the sums of the
    columns `above` and `below`), `plain` (nothing).
    """

    id: str
    label: str
    unit: str
    group: str = ""
    scale: int = 1
    places: int = 0
    adds: str = SUM
    above: str = ""
    below: str = ""

    def text(self, value: Value) -> str:
        """As it is shown; the dash where nothing is known."""
        if value is None:
            return "—"
        return f"{self.shown(value):,f}"

    def shown(self, value: Decimal) -> Decimal:
        """In the unit of the column, half up."""
        return (value / self.scale).quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)


@dataclass(frozen=True)
class Row:
    """A place with its numbers, in the order of the columns."""

    code: str
    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """Columns, the sum of the sender, its rows."""

    id: str
    name: str
    columns: tuple[Column, ...]
    total: Row
    rows: tuple[Row, ...]

    def texts(self, row: Row) -> list[str]:
        """The row as it is shown."""
        return [column.text(value) for column, value in zip(self.columns, row.values, strict=True)]

    @property
    def total_texts(self) -> list[str]:
        return self.texts(self.total)

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        """(name, texts) of every row."""
        return [(row.name, self.texts(row)) for row in self.rows]

    @property
    def heads(self) -> list[tuple[str, int]]:
        """(group, how many columns) for the upper line of the head; empty where no column has a group."""
        found: list[tuple[str, int]] = []
        for column in self.columns:
            if found and found[-1][0] == column.group:
                found[-1] = (column.group, found[-1][1] + 1)
            else:
                found.append((column.group, 1))
        return found if any(group for group, _ in found) else []


def as_json(tables: Iterable[Table], *, as_of: datetime | None) -> dict[str, Any]:
    """As it is stored."""
    return {
        "as_of": as_of.isoformat() if as_of else None,
        "tables": [
            {
                "id": table.id,
                "name": table.name,
                "columns": [asdict(column) for column in table.columns],
                "total": _values(table.total),
                "rows": [{"code": row.code, "name": row.name, "values": _values(row)} for row in table.rows],
            }
            for table in tables
        ],
    }


def _values(row: Row) -> list[str | None]:
    return [None if value is None else str(value) for value in row.values]


def tables_of(content: Mapping[str, Any]) -> list[Table]:
    """What is stored, to be read again."""
    return [
        Table(
            stored["id"],
            stored["name"],
            tuple(Column(**column) for column in stored["columns"]),
            Row("", "合计", _numbers(stored["total"])),
            tuple(Row(row["code"], row["name"], _numbers(row["values"])) for row in stored["rows"]),
        )
        for stored in content["tables"]
    ]


def as_of(content: Mapping[str, Any]) -> datetime | None:
    """Up to when was known what is counted; None where that was not said."""
    said = content.get("as_of")
    return datetime.fromisoformat(said) if said else None


def _numbers(values: Sequence[str | None]) -> tuple[Value, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


def digest_of(submission: Submission) -> str:
    """SHA-256 of everything that was sent, in one canonical form."""
    said = {
        "from": submission.tenant_id,
        "to": submission.recipient_id,
        "at": submission.submitted_at.timestamp(),
        **{name: getattr(submission, name) for name in FROZEN},
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def of_month_report(sheets: Mapping[str, Sheet]) -> list[Table]:
    """The month report in both periods: progress, effects, and the year's rates with the numbers they are of."""
    return [_sheet(period, sheet) for period, sheet in sheets.items()]


def _sheet(period: str, sheet: Sheet) -> Table:
    is_year = period == "year"
    figures: tuple[Figure, ...] = (*PROGRESS, *(WITHIN if is_year else ()), *EFFECT)
    columns = [
        Column(one.id, one.label, one.unit, one.group, one.scale, 2 if one.places else 0) for one in figures
    ]
    if is_year:
        columns += [
            Column(rate.id, rate.label, "%", "比率", 1, 2, RATE, rate.above, rate.below) for rate in RATES
        ]

    def row(line: SheetLine) -> Row:
        numbers: list[Value] = [line.numbers[one.id].reported for one in figures]
        return Row(line.code, line.name, (*numbers, *(line.rates if is_year else ())))

    return Table(
        period,
        str(sheet.period.label),
        tuple(columns),
        row(sheet.total),
        tuple(row(one) for one in sheet.rows),
    )


SURVEY = (
    Column("neighbourhoods", "小区数", "个"),
    Column("buildings", "楼栋数", "栋"),
    Column("households", "户数", "户"),
    Column("floor_area", "建筑面积", "万㎡", "", 10_000, 2),
)


def of_breakdown(breakdown: Breakdown) -> list[Table]:
    """The table of survey results, as the spreadsheet for superiors has it."""

    def row(code: str, name: str, totals: Totals) -> Row:
        return Row(code, name, tuple(Decimal(getattr(totals, column.id)) for column in SURVEY))

    here = breakdown.node
    rows = [
        row(part.node.code, part.node.name, part.totals)
        if part.node
        else row(here.code, f"{here.name}本级", part.totals)
        for part in breakdown.shown
    ]
    return [Table("survey", "摸底情况", SURVEY, row(here.code, "合计", breakdown.total), tuple(rows))]


def of_assessment(id_: str, name: str, table: AssessmentTable) -> Table:
    """A month's assessment: figures of bodies are their own and are not added up."""
    columns = tuple(Column(head.id, head.name, head.unit, places=2, adds=PLAIN) for head in table.heads)

    def values(indicators: Iterable[Mapping[str, Any]]) -> tuple[Value, ...]:
        known = {one["id"]: one["value"] for one in indicators}
        return tuple(
            None if known.get(column.id) is None else Decimal(str(known[column.id])) for column in columns
        )

    own = values(table.own.report.indicators) if table.own else tuple(None for _ in columns)
    rows = tuple(
        Row(line.report.jurisdiction.code, line.name, values(line.report.indicators)) for line in table.lines
    )
    return Table(id_, name, columns, Row("", "本级", own), rows)


def summed(named: Sequence[tuple[str, Table]]) -> Table:
    """One table over several cities: a row each (its own total), and their sum. Rates are of the sums, never averaged.

    `named` are (name of the city, its table); the columns are those of the first, by id. A number that one city could
    not give is left out of the sum only when no city gives it.
    """
    columns = named[0][1].columns
    rows = []
    for name, table in named:
        by_id = dict(zip((column.id for column in table.columns), table.total.values, strict=True))
        rows.append(Row("", name, tuple(by_id.get(column.id) for column in columns)))
    sums: dict[str, Value] = {}
    for place, column in enumerate(columns):
        known = [value for row in rows if (value := row.values[place]) is not None]
        sums[column.id] = sum(known, Decimal(0)) if known and column.adds == SUM else None
    total = tuple(
        _rate(sums.get(column.above), sums.get(column.below)) if column.adds == RATE else sums[column.id]
        for column in columns
    )
    return Table(named[0][1].id, named[0][1].name, columns, Row("", "合计", total), tuple(rows))


def _rate(above: Value, below: Value) -> Value:
    """Per cent with two decimals, half up; None where nothing was planned."""
    return (100 * above / below).quantize(HUNDREDTH, ROUND_HALF_UP) if above is not None and below else None
