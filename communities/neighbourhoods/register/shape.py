"""The shape of an uploaded file: which sheet is the register, where its header is, what each column feeds."""

from collections.abc import Mapping
from dataclasses import dataclass

from .archive import Source, UnusableFile
from .columns import Header, find_header
from .fields import FIELDS
from .findings import Column
from .kinds import skipped_above
from .marks import MARK_SHEET
from .workbook import Sheet, open_sheets


@dataclass(frozen=True, slots=True)
class Outline:
    """What a file looks like before it is read: for the page where columns are matched to fields."""

    sheet: str
    other_sheets: tuple[str, ...]
    header_row: int
    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    """Required fields that no column feeds."""
    is_area_unit_known: bool
    above: tuple[str, ...] = ()
    """The lines above the header: title, who fills it in, units."""


def outline(source: Source, *, mapping: Mapping[str, str] | None = None) -> Outline:
    """The header of a file and what each column is taken for; raises UnusableFile where there is none."""
    sheet, header, others = find_register(source, mapping)
    above = tuple(row.text for row in skipped_above(sheet, header) if row.kind == "title")
    missing, has_unit = header.missing, bool(header.area_unit)
    return Outline(sheet.name, others, header.row + 1, header.columns, missing, has_unit, above)


def find_register(source: Source, mapping: Mapping[str, str] | None) -> tuple[Sheet, Header, tuple[str, ...]]:
    """The one sheet that has the header of a register, and the names of the others; raises UnusableFile."""
    sheets = open_sheets(source)
    found = [
        (sheet, header)
        for sheet in sheets
        if sheet.name != MARK_SHEET and (header := find_header(sheet, mapping)) is not None
    ]
    if not found:
        raise UnusableFile(
            "no_header",
            "没有找到表头：前 30 行里没有一行同时写着“小区名称”“街道（镇）”“居民户数”等列名。"
            "请保留表头行后重新上传。",
        )
    complete = [(sheet, header) for sheet, header in found if not header.missing] or found
    if len(complete) > 1:
        names = "、".join(f"“{sheet.name}”" for sheet, _ in complete)
        raise UnusableFile(
            "several_registers",
            f"有 {len(complete)} 张工作表都像台账：{names}。请合并成一张，或每次只留一张上传。",
        )
    sheet, header = complete[0]
    return sheet, header, tuple(other.name for other in sheets if other is not sheet)


def require_columns(header: Header) -> None:
    """Raises UnusableFile where a required column or the unit of the area is missing."""
    if header.missing:
        labels = "、".join(f"“{FIELDS[name].label}”" for name in header.missing)
        raise UnusableFile(
            "columns_missing",
            f"缺少 {len(header.missing)} 列：{labels}。请在“对应列”中指明，"
            "或补上这些列（没有数据的格可留空）后重新上传。",
        )
    if not header.area_unit:
        raise UnusableFile(
            "area_unit_unknown",
            "“建筑面积”一列没有写明单位，分不清平方米和万平方米。请在表头写成“建筑面积（万平方米）”或“建筑面积（平方米）”后重新上传。",
        )
