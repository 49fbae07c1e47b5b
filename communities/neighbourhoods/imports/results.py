"""A dry run as its page shows it: sums beside the file's own, errors, changes, queries by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from communities.neighbourhoods.imports.dry_run import DryRun
from communities.neighbourhoods.imports.plan import Kind, Step
from communities.neighbourhoods.register import Limits, RegisterRow, Remark, Section
from communities.neighbourhoods.register.doubts import NAMES, SUM_LABELS
from communities.neighbourhoods.register.findings import WAN
from communities.neighbourhoods.services.plausibility import limits

SHOWN = 20
"""Rows of each kind on the page itself; the others are one click away."""

PART = 100

KIND_LABELS = {"error": "有错误的行", "new": "新增", "update": "更新", "unchanged": "未变", "query": "存疑"}


@dataclass(frozen=True)
class Sum:
    """One cell pair of the table of sums; `stated` is None where the file has no such subtotal."""

    stated: Decimal | None
    summed: Decimal
    is_area: bool
    differs: bool


@dataclass(frozen=True)
class Line:
    """A section of the file with its sums, and a sentence where they differ from what it states."""

    section: Section
    sums: tuple[Sum, ...]
    verdict: str

    @property
    def differs(self) -> bool:
        return bool(self.section.differences)


@dataclass(frozen=True)
class Row:
    """A row of the file for a list: where it is, what it is called, what the plan does with it or what is
    wrong.
    """

    number: int
    where: str
    name: str
    step: Step | None = None
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class QueryKind:
    """How often one kind of doubt occurs, with the first as an example."""

    code: str
    name: str
    count: int
    example: str


@dataclass(frozen=True)
class Part:
    """A stretch of a list, with the place where the next one starts."""

    title: str
    kind: str
    code: str
    rows: Sequence[Row]
    total: int
    start: int

    @property
    def following(self) -> int | None:
        """Where the next stretch starts; None at the end."""
        after = self.start + len(self.rows)
        return after if after < self.total else None


class Results:
    """Everything that the page of a dry run says."""

    def __init__(self, done: DryRun) -> None:
        self.done = done
        self.reading = done.reading
        self.plan = done.plan

    @property
    def limits(self) -> Limits:
        """The bounds of what is plausible: ours, and named so."""
        return limits()

    @property
    def columns_read(self) -> int:
        """Columns that feed a field."""
        return sum(bool(column.field) for column in self.reading.columns)

    @property
    def columns_seen(self) -> int:
        """Columns with a header."""
        return sum(bool(column.header) for column in self.reading.columns)

    @cached_property
    def lines(self) -> list[Line]:
        """Districts and streets first, the whole file last."""
        whole, *others = self.reading.sections
        return [_line(section) for section in (*others, whole)]

    @property
    def different(self) -> int:
        """Cells of the table of sums that differ."""
        return sum(len(section.differences) for section in self.reading.sections)

    @property
    def errors(self) -> list[Row]:
        """The first rows with errors."""
        return _error_rows(self.done)[:SHOWN]

    @property
    def updates(self) -> list[Row]:
        """The first rows that change something, field by field."""
        return _step_rows(self.done, Kind.UPDATE)[:SHOWN]

    @property
    def notes(self) -> int:
        """Cells that were not written plainly and are shown as understood."""
        return sum(len(row.notes) for row in self.reading.rows)

    @property
    def understood(self) -> list[Remark]:
        """The first of those cells."""
        return [note for row in self.reading.rows for note in row.notes][:SHOWN]

    @cached_property
    def query_kinds(self) -> list[QueryKind]:
        """Doubts by kind, the most frequent first."""
        remarks = list(self.reading.queries)
        first: dict[str, Remark] = {}
        for remark in remarks:
            first.setdefault(remark.code, remark)
        names = {row.number: str(row.values.get("name") or "") for row in self.reading.rows}
        return [
            QueryKind(code, NAMES.get(code, code), count, _example(first[code], names))
            for code, count in Counter(remark.code for remark in remarks).most_common()
        ]

    @property
    def queries(self) -> int:
        """All doubts."""
        return sum(kind.count for kind in self.query_kinds)


def part_of(done: DryRun, *, kind: str, code: str, start: int) -> Part:
    """A stretch of the rows of a kind (error, new, update, unchanged), or of the queries of one code."""
    if kind == "query":
        rows, title = _query_rows(done, code), f"存疑：{NAMES.get(code, '全部')}"
    elif kind in Kind._value2member_map_:
        rows, title = _step_rows(done, Kind(kind)), KIND_LABELS[kind]
    else:
        rows, title, kind = _error_rows(done), KIND_LABELS["error"], "error"
    return Part(title, kind, code, rows[start : start + PART], len(rows), start)


def _line(section: Section) -> Line:
    differing = {difference.field: difference for difference in section.differences}
    sums = tuple(
        Sum(
            section.stated.get(field),
            Decimal(getattr(section.summed, field)),
            field == "floor_area",
            field in differing,
        )
        for field in SUM_LABELS
    )
    if not section.stated:
        return Line(section, sums, f"文件没有{'合计' if section.kind == 'file' else '小计'}行")
    told = [
        f"{SUM_LABELS[d.field].partition('（')[0]}差 {_figure(d.field, abs(d.stated - d.summed))}"
        + (f"，第 {'、'.join(map(str, d.unread_rows[:5]))} 行未能计入" if d.unread_rows else "")
        for d in section.differences
    ]
    return Line(section, sums, "；".join(told) or "一致")


def _figure(field: str, value: Decimal) -> str:
    return f"{value / WAN:,.2f} 万㎡" if field == "floor_area" else f"{value:,.0f}"


def _example(remark: Remark, names: dict[int, str]) -> str:
    name = names.get(remark.row, "")
    return f"第 {remark.row} 行{' ' + name if name else ''}：{remark.message}"


def _row(row: RegisterRow, step: Step | None = None, remarks: tuple[Remark, ...] = ()) -> Row:
    where = " ".join(str(row.values.get(name) or "") for name in ("district", "street", "community")).strip()
    return Row(row.number, where, str(row.values.get("name") or ""), step, remarks)


def _error_rows(done: DryRun) -> list[Row]:
    return [_row(row, remarks=row.errors) for row in done.reading.rows if row.errors]


def _step_rows(done: DryRun, kind: Kind) -> list[Row]:
    rows = {row.number: row for row in done.reading.rows}
    return [_row(rows[step.row], step) for step in done.plan.of(kind)]


def _query_rows(done: DryRun, code: str) -> list[Row]:
    rows = {row.number: row for row in done.reading.rows}
    found = [remark for remark in done.reading.queries if code in ("", remark.code)]
    return [
        _row(rows[remark.row], remarks=(remark,))
        if remark.row in rows
        else Row(remark.row, remark.scope, "", remarks=(remark,))
        for remark in found
    ]
