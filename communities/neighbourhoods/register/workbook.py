"""The sheets of an uploaded spreadsheet as rows of values, and what values do not tell: formulas, merges."""

import datetime as dt
import io
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeAlias
from xml.etree.ElementTree import Element

import python_calamine
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import CellCoordinatesException

from .archive import Parts, Source, UnusableFile, read_content, truncated, unzipped

# Ours: far above any register seen, far below what would hurt a worker of 300 MB.
MAX_ROWS = 20_000
MAX_EMPTY_ROWS = 100_000
MAX_COLUMNS = 100
TITLE_ROWS = 3

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell without a value in the file: a formula never calculated (`error` empty) or one that failed
    (#REF!)."""

    error: str = ""


@dataclass(slots=True)
class Sheet:
    """One sheet: rows of cells from A1, cells without value by (row, column), merged ranges; all
    zero-based."""

    name: str
    rows: list[list[Cell]]
    no_values: dict[tuple[int, int], NoValue] = field(default_factory=dict)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    _down: dict[int, list[tuple[int, int]]] = field(init=False, default_factory=dict)
    _wide: set[int] = field(init=False, default_factory=set)
    _rows_without_value: set[int] = field(init=False)

    def __post_init__(self) -> None:
        self._rows_without_value = {row for row, _ in self.no_values}
        for (top, left), (bottom, right) in self.merged:
            if right - left >= 2:
                self._wide.update(range(top, min(bottom, top + TITLE_ROWS) + 1))
            if bottom > top and top < len(self.rows) and left < len(self.rows[top]):
                self._down.setdefault(left, []).append((top, bottom))
        for ranges in self._down.values():
            ranges.sort()

    def filled_row(self, row: int) -> list[Cell]:
        """A row in which every cell of a merged range has the value of its first cell."""
        cells = list(self.rows[row])
        for (top, left), (bottom, right) in self.merged:
            if top <= row <= bottom and top < len(self.rows) and left < len(self.rows[top]):
                for place in range(left, min(right + 1, len(cells))):
                    cells[place] = self.rows[top][left]
        return cells

    def merged_down(self, left: int, row: int) -> Cell:
        """The value of the vertical merge that covers a cell, None where there is none."""
        ranges = self._down.get(left, [])
        place = bisect_left(ranges, (row,)) - 1
        if place < 0 or ranges[place][1] < row:
            return None
        return self.rows[ranges[place][0]][left]

    def is_title(self, row: int) -> bool:
        """Whether a row lies in a range merged across at least three columns."""
        return row in self._wide

    def has_no_value_in(self, row: int) -> bool:
        """Whether a cell of a row has a formula without value, or one that failed."""
        return row in self._rows_without_value


def open_sheets(source: Source) -> list[Sheet]:
    """The visible sheets of an .xlsx file in its order, values as stored.

    Raises UnusableFile for anything else: too large, .xls, password, truncated, a bomb, entities, too many
    rows or columns.
    """
    content = read_content(source)
    with unzipped(content) as archive:
        parts = Parts(archive)
        listed = [(name, part) for name, part in _listed_sheets(parts)]
        scans: dict[str, tuple[str, _Scan]] = {}
        refused: list[UnusableFile] = []
        for name, part in listed:
            try:
                scans[name] = part, _scan(parts, part)
            except UnusableFile as unusable:
                if unusable.code not in ("too_many_rows", "too_many_columns"):
                    raise
                refused.append(unusable)
        if not scans:
            raise (
                refused[0]
                if refused
                else UnusableFile("no_sheet", "文件里没有可见的工作表。请把台账所在的表取消隐藏后重新上传。")
            )
        repacked = parts.repacked(leave_out={part for name, part in listed if name not in scans})
    return _values(repacked, scans)


def _listed_sheets(parts: Parts) -> list[tuple[str, str]]:
    """(name, part) of the visible worksheets, in the order of the tabs."""
    relations = {}
    if "xl/_rels/workbook.xml.rels" in parts.names:
        for element in parts.elements("xl/_rels/workbook.xml.rels"):
            if element.get("Type", "").endswith("/worksheet"):
                relations[element.get("Id", "")] = _part(element.get("Target", ""))
    listed = []
    for element in parts.elements("xl/workbook.xml"):
        if _local(element) == "sheet" and element.get("state", "visible") == "visible":
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            part = relations.get(relation, "")
            if part in parts.names:
                listed.append((element.get("name", ""), part))
    return listed


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


@dataclass(slots=True)
class _Scan:
    """What the XML tells and the reader of values does not: cells without a stored value, the true extent."""

    no_values: dict[tuple[int, int], NoValue] = field(default_factory=dict)
    last_row: int = -1
    last_column: int = -1
    filled_rows: int = 0


def _scan(parts: Parts, part: str) -> _Scan:
    """Walks through a sheet once, cell by cell, and stops at the first limit passed."""
    try:
        return _walk(parts.elements(part))
    except (ValueError, CellCoordinatesException) as broken:
        raise truncated() from broken


def _walk(elements: Iterator[Element]) -> "_Scan":
    scan = _Scan()
    row = column = -1
    pending: list[Element] = []
    for element in elements:
        name = _local(element)
        if name == "c":
            pending.append(element)
        elif name == "row":
            row = int(element.get("r", row + 2)) - 1
            column = -1
            has_content = False
            for cell in pending:
                place = cell.get("r")
                row_of_cell, column = _place(place) if place else (row, column + 1)
                has_content |= _note_cell(scan, cell, row_of_cell, column)
            scan.filled_rows += has_content
            pending.clear()
            element.clear()
            _check_extent(scan, row)
    return scan


def _place(reference: str) -> tuple[int, int]:
    row, column = coordinate_to_tuple(reference)
    return row - 1, column - 1


def _note_cell(scan: _Scan, cell: Element, row: int, column: int) -> bool:
    """Takes down one cell; says whether it has any content."""
    inside = {_local(child): child for child in cell}
    if not inside:
        return False
    kind, stored = cell.get("t", "n"), inside.get("v")
    text = (stored.text or "") if stored is not None else ""
    if kind == "e":
        scan.no_values[row, column] = NoValue(text or "#VALUE!")
    elif "f" in inside and not text and (stored is None or kind != "str"):
        scan.no_values[row, column] = NoValue()
    elif not text and "is" not in inside:
        return False
    scan.last_row, scan.last_column = max(scan.last_row, row), max(scan.last_column, column)
    return True


def _check_extent(scan: _Scan, row: int) -> None:
    if scan.filled_rows > MAX_ROWS or scan.last_row >= 2 * MAX_ROWS or row >= MAX_EMPTY_ROWS:
        raise UnusableFile(
            "too_many_rows",
            f"表格延伸到第 {row + 1:,} 行以上，一次最多读 {MAX_ROWS:,} 行。请删去台账以下的空白格式行，"
            "或按区（市）拆开上传。",
        )
    if scan.last_column >= MAX_COLUMNS:
        raise UnusableFile(
            "too_many_columns",
            f"表格延伸到第 {scan.last_column + 1:,} 列，一次最多读 {MAX_COLUMNS} 列。"
            "请删去台账右侧的无关内容后重新上传。",
        )


def _values(repacked: io.BytesIO, scans: dict[str, tuple[str, _Scan]]) -> list[Sheet]:
    try:
        workbook = python_calamine.load_workbook(repacked)
        sheets = []
        for name, (_, scan) in scans.items():
            source = workbook.get_sheet_by_name(name)
            rows: list[list[Cell]] = [
                [None if cell == "" else cell for cell in row]
                for row in source.to_python(skip_empty_area=False)
            ]
            _extend(rows, scan)
            sheets.append(Sheet(name, rows, scan.no_values, list(source.merged_cell_ranges or [])))
        return sheets
    except (python_calamine.CalamineError, ValueError, OSError) as broken:
        raise truncated() from broken
    except BaseException as panic:
        # The reader is written in Rust; its panics do not derive from Exception and must not end the worker.
        if type(panic).__name__ == "PanicException":
            raise truncated() from panic
        raise


def _extend(rows: list[list[Cell]], scan: _Scan) -> None:
    """Gives every row the same width and makes room for cells without value beyond the last value."""
    width = max([scan.last_column + 1, *(len(row) for row in rows)])
    rows.extend([] for _ in range(scan.last_row + 1 - len(rows)))
    for row in rows:
        row.extend([None] * (width - len(row)))
