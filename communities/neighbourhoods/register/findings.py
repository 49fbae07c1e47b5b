"""What a reading of a register says: rows, remarks on cells, sums against the file's own."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Self, TypeAlias

WAN = 10_000
"""㎡ in one 万㎡."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days between which something was completed, as far as the cell tells: both ends belong to it."""

    earliest: date
    latest: date


Value: TypeAlias = str | int | bool | Decimal | Period | None
"""One cell understood. Areas are ㎡ with two decimals, counts are integers, blank is None."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about one cell: an error (the row stays out), a query (a doubt) or a note (understood as).

    `row` is the Excel row, `column` the Excel letter; `code` groups remarks of one kind. A query about a
    sum names its `scope` (a district, or the whole file) and stands at the subtotal row, else at the header
    row.
    """

    code: str
    row: int
    column: str
    header: str
    field: str
    value: str
    message: str
    expected: str = ""
    remedy: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One neighbourhood of the file. `values` by field name (see `fields.FIELDS`); a refused cell is None
    there.

    `place_code` is the community's code, or the street's where the community is blank; None for a refused
    place. `folded_name` is the name's part of the neighbourhood's key (tenant, place, folded name).
    """

    number: int
    values: dict[str, Value]
    place_code: str | None
    district_code: str | None
    folded_name: str
    notes: tuple[Remark, ...] = ()
    errors: tuple[Remark, ...] = ()
    queries: tuple[Remark, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether the row may be written: no cell of it was refused. Queries do not count."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no neighbourhood: its text and why; `kind`: subtotal, total, signature, note, title,
    header."""

    number: int
    kind: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over rows; `floor_area` in ㎡."""

    neighbourhoods: int = 0
    buildings: int = 0
    households: int = 0
    floor_area: Decimal = Decimal("0.00")

    @property
    def area_wan_m2(self) -> Decimal:
        """The floor area in 万㎡ with two decimals, as the tables of the trade show it."""
        return (self.floor_area / WAN).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A stated figure that is not the sum of its rows (area in ㎡); `unread_rows` had no readable cell to
    add."""

    field: str
    stated: Decimal
    summed: Decimal
    unread_rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The whole file, a district or a street of it: sums of its readable cells beside what the file states.

    `kind` is file, district or street; `stated` and `stated_row` are empty where the file has no subtotal.
    """

    kind: str
    code: str
    name: str
    summed: Totals
    stated: dict[str, Decimal] = field(default_factory=dict)
    stated_row: int | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet: letter, header as remembered in a mapping, field fed ("" = not read), unit."""

    letter: str
    header: str
    field: str
    unit: str = ""
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """What a dry run shows and a write needs. `as_json()` and `from_json()` carry it through a stored job."""

    sheet: str
    other_sheets: tuple[str, ...]
    header_row: int
    first_data_row: int
    columns: tuple[Column, ...]
    rows: tuple[RegisterRow, ...]
    skipped: tuple[SkippedRow, ...]
    sections: tuple[Section, ...]
    file_queries: tuple[Remark, ...]

    @property
    def totals(self) -> Totals:
        """Sums of the whole file."""
        return self.sections[0].summed

    @property
    def districts(self) -> tuple[Section, ...]:
        """The districts of the file in its own order."""
        return tuple(section for section in self.sections if section.kind == "district")

    @property
    def clean_rows(self) -> tuple[RegisterRow, ...]:
        """The rows that may be written."""
        return tuple(row for row in self.rows if row.is_clean)

    @property
    def errors(self) -> Iterator[Remark]:
        """Every refused cell, in the order of the file."""
        return (remark for row in self.rows for remark in row.errors)

    @property
    def queries(self) -> Iterator[Remark]:
        """Every doubt: first those about sums, then row by row."""
        yield from self.file_queries
        yield from (remark for row in self.rows for remark in row.queries)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column; decimals and dates as strings, loss-free."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """The reading that `as_json()` gave."""
        return cls(
            sheet=stored["sheet"],
            other_sheets=tuple(stored["other_sheets"]),
            header_row=stored["header_row"],
            first_data_row=stored["first_data_row"],
            columns=tuple(
                Column(**{**column, "samples": tuple(column["samples"])}) for column in stored["columns"]
            ),
            rows=tuple(_row(row) for row in stored["rows"]),
            skipped=tuple(SkippedRow(**row) for row in stored["skipped"]),
            sections=tuple(_section(section) for section in stored["sections"]),
            file_queries=_remarks(stored["file_queries"]),
        )


def _plain(value: Any) -> Any:
    """Tags what JSON has no word for, so that a value comes back as the same type."""
    if isinstance(value, dict):
        if value.keys() == {item.name for item in fields(Period)}:
            return {"period": [value["earliest"].isoformat(), value["latest"].isoformat()]}
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        if "decimal" in value:
            return Decimal(value["decimal"])
        earliest, latest = value["period"]
        return Period(date.fromisoformat(earliest), date.fromisoformat(latest))
    return value


def _typed_items(stored: dict[str, Any]) -> dict[str, Any]:
    return {key: _typed(value) for key, value in stored.items()}


def _remarks(stored: list[dict[str, Any]]) -> tuple[Remark, ...]:
    return tuple(Remark(**remark) for remark in stored)


def _row(stored: dict[str, Any]) -> RegisterRow:
    remarks = {kind: _remarks(stored[kind]) for kind in ("notes", "errors", "queries")}
    return RegisterRow(**{**stored, "values": _typed_items(stored["values"]), **remarks})


def _section(stored: dict[str, Any]) -> Section:
    differences = tuple(
        Difference(
            **{
                **_typed_items({k: v for k, v in item.items() if k != "unread_rows"}),
                "unread_rows": tuple(item["unread_rows"]),
            }
        )
        for item in stored["differences"]
    )
    return Section(
        **{
            **stored,
            "summed": Totals(**_typed_items(stored["summed"])),
            "stated": _typed_items(stored["stated"]),
            "differences": differences,
        }
    )
