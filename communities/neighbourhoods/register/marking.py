"""Gives a reading back: the user's own workbook with cells marked, and a receipt of the rows to mend."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from communities.records.formulas import put_text

from .archive import Source, read_content
from .fields import FIELDS, OWN_HEADER
from .findings import RegisterReading, RegisterRow, Remark
from .marks import AUTHOR, ERROR_COLOUR, MARK_SHEET, QUERY_COLOUR
from .workbook import Cell, Sheet, open_sheets

MARK_HEADINGS = ("类别", "行", "列", "表头", "小区", "读到", "问题", "应为", "怎么改")
MARK_WIDTHS = (8, 8, 6, 20, 28, 20, 44, 32, 40)
MAX_CELL_TEXT = 32_000
"""A spreadsheet cell takes 32,767 characters."""
COMMENT_SIZE = (320, 120)
"""Width and height of a comment in pixels."""


def marked_copy(source: Source, reading: RegisterReading) -> bytes:
    """The uploaded workbook with wrong cells red, doubtful ones yellow, comments, and the sheet 核对意见.

    Marks of an earlier copy are taken off first. What the library cannot carry (pictures, some charts) is
    lost. Raises UnusableFile like a reading.
    """
    sheet = _sheet(source, reading)
    workbook = _opened(source, sheet)
    target = workbook[reading.sheet]
    _take_off_marks(target)
    if MARK_SHEET in workbook.sheetnames:
        workbook.remove(workbook[MARK_SHEET])
    remarks = [(remark, True) for remark in reading.errors] + [(remark, False) for remark in reading.queries]
    _mark(target, remarks, reading, {})
    _list_marks(workbook.create_sheet(MARK_SHEET), remarks, reading)
    return _saved(workbook)


def receipt(source: Source, reading: RegisterReading) -> bytes:
    """Only the rows with errors under the file's own header, as values, to mend and to upload alone.

    The last column keeps the row's number in the uploaded file. Raises ValueError when no row has an error.
    """
    wrong = [row for row in reading.rows if row.errors]
    if not wrong:
        raise ValueError("no row of this reading has an error")
    sheet = _sheet(source, reading)
    workbook = Workbook()
    target = workbook.worksheets[0]
    target.title = reading.sheet
    head = reading.first_data_row - 1
    own_column = len(reading.columns) + 1
    for place in range(head):
        _write_row(target, place + 1, sheet.rows[place], is_bold=place + 1 >= reading.header_row)
    _put(target.cell(reading.header_row, own_column), OWN_HEADER)
    for (top, left), (bottom, right) in sheet.merged:
        if bottom < head:
            target.merge_cells(
                start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1
            )
    for number, row in enumerate(wrong, start=head + 1):
        _write_row(target, number, _with_merged_places(sheet, row, reading))
        target.cell(number, own_column, row.number)
    places = {row.number: number for number, row in enumerate(wrong, start=head + 1)}
    _mark(target, [(remark, True) for row in wrong for remark in row.errors], reading, places)
    _set_widths(target, reading)
    return _saved(workbook)


def _sheet(source: Source, reading: RegisterReading) -> Sheet:
    """The sheet as read, opened again under the same limits."""
    return next(sheet for sheet in open_sheets(source) if sheet.name == reading.sheet)


def _opened(source: Source, sheet: Sheet) -> Workbook:
    """The user's workbook with its looks, or a plain one of its values."""
    try:
        return load_workbook(io.BytesIO(read_content(source)))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        # openpyxl is stricter about styles and names than the reader of values: rather a plain copy than none.
        workbook = Workbook()
        target = workbook.worksheets[0]
        target.title = sheet.name
        for number, row in enumerate(sheet.rows, start=1):
            _write_row(target, number, row)
        return workbook


def _with_merged_places(sheet: Sheet, row: RegisterRow, reading: RegisterReading) -> list[Cell]:
    cells = list(sheet.rows[row.number - 1])
    for place, column in enumerate(reading.columns):
        if cells[place] is None and column.field and FIELDS[column.field].kind == "place":
            cells[place] = sheet.merged_down(place, row.number - 1)
    return cells


def _mark(
    target: Worksheet, remarks: Iterable[tuple[Remark, bool]], reading: RegisterReading, moved: dict[int, int]
) -> None:
    """Fills and comments cells, red over yellow. `moved` maps a row of the file to its row in this sheet."""
    name_column = next(column.letter for column in reading.columns if column.field == "name")
    by_cell: dict[str, list[tuple[Remark, bool]]] = defaultdict(list)
    for remark, is_error in remarks:
        reference = f"{remark.column or name_column}{moved.get(remark.row, remark.row)}"
        by_cell[_first_of_merged(target, reference)].append((remark, is_error))
    for reference, found in by_cell.items():
        cell = target[reference]
        is_wrong = any(is_error for _, is_error in found)
        cell.fill = PatternFill("solid", fgColor=ERROR_COLOUR if is_wrong else QUERY_COLOUR)
        own = cell.comment.text + "\n" if cell.comment else ""
        text = own + "\n".join(_sentence(remark, is_error) for remark, is_error in found)
        cell.comment = Comment(_legal(text), AUTHOR, width=COMMENT_SIZE[0], height=COMMENT_SIZE[1])


def _first_of_merged(target: Worksheet, reference: str) -> str:
    if not isinstance(target[reference], MergedCell):
        return reference
    return next(
        str(merged.coord).split(":")[0] for merged in target.merged_cells.ranges if reference in merged
    )


def _take_off_marks(target: Worksheet) -> None:
    """Removes our own fills and comments; those of the user stay."""
    for row in target.iter_rows():
        for cell in row:
            if isinstance(cell, SheetCell) and cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()


def _sentence(remark: Remark, is_error: bool) -> str:
    parts = [("错误：" if is_error else "存疑：") + remark.message]
    parts += [f"应为：{remark.expected}"] if remark.expected else []
    parts += [f"怎么改：{remark.remedy}"] if remark.remedy else []
    return "；".join(parts) + "。"


def _list_marks(target: Worksheet, remarks: Sequence[tuple[Remark, bool]], reading: RegisterReading) -> None:
    """The same in a table, errors first."""
    names = {row.number: row.values.get("name") for row in reading.rows}
    for place, (heading, width) in enumerate(zip(MARK_HEADINGS, MARK_WIDTHS, strict=True), start=1):
        _put(target.cell(1, place), heading)
        target.cell(1, place).font = Font(bold=True)
        target.column_dimensions[get_column_letter(place)].width = width
    for number, (remark, is_error) in enumerate(remarks, start=2):
        kind = "错误" if is_error else "存疑"
        where = names.get(remark.row) or remark.scope
        texts = (
            remark.column,
            remark.header,
            where,
            remark.value,
            remark.message,
            remark.expected,
            remark.remedy,
        )
        for place, value in enumerate((kind, remark.row, *texts), start=1):
            _put(target.cell(number, place), value)
            target.cell(number, place).alignment = Alignment(wrap_text=True, vertical="top")
        target.cell(number, 1).fill = PatternFill("solid", fgColor=ERROR_COLOUR if is_error else QUERY_COLOUR)
    target.freeze_panes = "A2"


def _write_row(target: Worksheet, number: int, cells: Sequence[Cell], is_bold: bool = False) -> None:
    for place, value in enumerate(cells, start=1):
        if value is not None:
            cell = target.cell(number, place)
            _put(cell, value)
            if is_bold:
                cell.font = Font(bold=True)
                cell.alignment = Alignment(wrap_text=True, vertical="center")


def _put(cell: SheetCell | MergedCell, value: object) -> None:
    """Writes a value; a text stays a text, also when it looks like a formula."""
    if isinstance(cell, MergedCell):
        return
    if not isinstance(value, str):
        cell.value = value  # type: ignore[assignment]  # the stubs leave out bool and timedelta
        return
    put_text(cell, _legal(value))


def _legal(text: str) -> str:
    return "".join(ILLEGAL_CHARACTERS_RE.split(text))[:MAX_CELL_TEXT]


def _set_widths(target: Worksheet, reading: RegisterReading) -> None:
    for column in reading.columns:
        longest = max((len(text) for text in (column.header, *column.samples)), default=4)
        target.column_dimensions[column.letter].width = min(max(2 * longest, 8), 40)


def _saved(workbook: Workbook) -> bytes:
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()
