"""Tells the rows of a register apart: neighbourhoods, subtotals, signatures, notes, repeated headers,
titles."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .cells import number_in, shown
from .columns import Header, is_header_again
from .findings import SkippedRow
from .names import cleaned
from .workbook import Cell, Sheet

SUM_LABEL = re.compile(
    r"^(?:其中)?[:：]?(?:[一二三四五六七八九十\d]+[.、])?(.*?)(小计|合计|总计|共计|累计|总数)[:：]?$"
)
SIGNATURE = re.compile(
    "^(填表|制表|审核|复核|校核|审批|经办|负责人|单位负责|分管|主要领导|联系人|联系电话|联系方式|电话|填报|上报|报送|日期|盖章)"
)
NOTE = re.compile(r"^(注|备注|说明|填表说明|填报说明|附注)\s*[\d一1]?\s*[:：.、]")
LABEL_FIELDS = ("sequence", "city", "district", "street", "community", "name")


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row that states sums: its Excel row, the place its label names ("" = none), and the figures by
    field."""

    number: int
    kind: str
    label: str
    figures: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class SortedRows:
    """The rows below the header by kind; positions are zero-based."""

    data: tuple[int, ...]
    sums: tuple[SumRow, ...]
    skipped: tuple[SkippedRow, ...]


def sort_rows(sheet: Sheet, header: Header) -> SortedRows:
    """Every row below the header as what it is. Blank rows, and rows with nothing but a number in front,
    are passed over."""
    data: list[int] = []
    sums: list[SumRow] = []
    skipped: list[SkippedRow] = []
    columns = header.positions
    for place in range(header.first_row, len(sheet.rows)):
        row = sheet.rows[place]
        if _is_blank(sheet, place, columns):
            continue
        stated = _sum_row(row, place, columns)
        if stated is not None:
            sums.append(stated)
            what = "合计行" if stated.kind == "total" else "小计行"
            skipped.append(SkippedRow(place + 1, stated.kind, _line(row), f"{what}：用来核对，不作为小区"))
        elif (reason := _reason(sheet, place, header)) is not None:
            skipped.append(SkippedRow(place + 1, reason[0], _line(row), reason[1]))
        else:
            data.append(place)
    return SortedRows(tuple(data), tuple(sums), tuple(skipped))


def skipped_above(sheet: Sheet, header: Header) -> tuple[SkippedRow, ...]:
    """What stands above the data: title, unit line, the header itself."""
    rows = []
    for place in range(header.first_row):
        if place == header.row or not _line(sheet.rows[place]):
            continue
        kind, reason = (
            ("title", "标题或填报单位、计量单位行")
            if place < header.row
            else ("header", "表头的第二行或单位行")
        )
        rows.append(SkippedRow(place + 1, kind, _line(sheet.rows[place]), reason))
    return tuple(rows)


def _is_blank(sheet: Sheet, place: int, columns: dict[str, int]) -> bool:
    """Whether a row holds nothing, or only the number prepared for a neighbourhood to come."""
    if sheet.has_no_value_in(place):
        return False
    cells = {column: cell for column, cell in enumerate(sheet.rows[place]) if shown(cell)}
    number = cells.pop(columns.get("sequence", -1), None)
    return not cells and (number is None or number_in(number) is not None)


def _sum_row(row: Sequence[Cell], place: int, columns: dict[str, int]) -> SumRow | None:
    """The figures of a subtotal or total row; None where no label says so."""
    for field in LABEL_FIELDS:
        cell = row[columns[field]] if field in columns else None
        found = SUM_LABEL.match(_folded(cell)) if isinstance(cell, str) else None
        if found is None:
            continue
        if field == "name" and _is_neighbourhood_name(row, columns):
            return None
        above = [row[columns[name]] for name in LABEL_FIELDS[1:5] if name in columns and name != field]
        label = found[1] or next(
            (text for text in map(shown, reversed(above)) if text and text != shown(cell)), ""
        )
        figures: dict[str, Cell] = {"neighbourhoods": row[columns["name"]]}
        figures |= {name: row[columns[name]] for name in ("buildings", "households", "floor_area")}
        is_total = found[2] in ("总计", "总数", "累计") or label in (
            "",
            "全市",
            "全区",
            "全县",
            "全省",
            "本页",
            "全街道",
            "全镇",
        )
        return SumRow(place + 1, "total" if is_total and found[2] != "小计" else "subtotal", label, figures)
    return None


def _is_neighbourhood_name(row: Sequence[Cell], columns: dict[str, int]) -> bool:
    """A name such as 统计局合计 is a name when its row also has a street."""
    return "street" in columns and row[columns["street"]] is not None


def _reason(sheet: Sheet, place: int, header: Header) -> tuple[str, str] | None:
    """(kind, reason) of a row that is neither neighbourhood nor sum; None for a neighbourhood."""
    row = sheet.rows[place]
    texts = [
        (column, _folded(cell)) for column, cell in enumerate(row) if isinstance(cell, str) and cleaned(cell)
    ]
    has_numbers = any(isinstance(cell, int | float) for cell in row)
    first = texts[0][1] if texts else ""
    if is_header_again(row, header):
        return "header", "重复的表头"
    if _is_column_numbers(row):
        return "header", "列号行"
    if SIGNATURE.match(first) and not has_numbers:
        return "signature", "落款行：填表人、审核人、日期等"
    if NOTE.match(first) and not has_numbers and len(texts) == 1:
        return "note", "注释行"
    name = header.positions["name"]
    if len(texts) == 1 and not has_numbers and texts[0][0] != name and sheet.is_title(place):
        return "title", "合并的标题行"
    return None


def _is_column_numbers(row: Sequence[Cell]) -> bool:
    """Whether a row counts its columns: 1 2 3 ..., or 甲 乙 1 2 3 ..."""
    filled = [cell for cell in row if cell is not None]
    numbers = [number_in(str(shown(cell)).strip("()（）")) for cell in filled]
    counted = [int(number) for number in numbers if number is not None]
    others = [shown(cell) for cell, number in zip(filled, numbers, strict=True) if number is None]
    is_run = len(counted) >= 4 and counted == list(range(counted[0], counted[0] + len(counted)))
    return is_run and counted[0] in (1, 2) and all(text in "甲乙丙丁戊栏次列号" for text in others)


def _folded(cell: Cell) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cleaned(cell))) if isinstance(cell, str) else ""


def _line(row: Sequence[Cell]) -> str:
    """The text of a row on one line, for the list of skipped rows."""
    return " ".join(text for cell in row if (text := shown(cell)))[:120]
