"""The marked copy and the receipt: what people get back, mend and upload again."""

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from communities.neighbourhoods.register import marked_copy, receipt
from communities.neighbourhoods.register.marks import ERROR_COLOUR, MARK_SHEET, QUERY_COLOUR
from tests.communities.register.sheets import (
    REGISTERS,
    TODAY,
    opened,
    places,
    reading,
    register,
    saved,
    sheet_of,
)
from tests.communities.register.test_columns import two_row_header

WRONG = register(
    {},
    {"households": "约300", "buildings": 100},
    {"street": "八大官街道"},
    {"buildings": 100, "agreeing_households": 0},
)


def test_marked_copy_colours_and_comments_the_wrong_cells() -> None:
    sheet = sheet_of(opened(marked_copy(WRONG, reading(WRONG))))
    assert sheet["H5"].fill.fgColor.rgb.endswith(ERROR_COLOUR)
    comment = sheet["H5"].comment
    assert comment is not None
    assert "“约300”是约数；应为：整数，单位户；怎么改：核实后填写确数，如 300" in comment.text
    assert sheet["C6"].fill.fgColor.rgb.endswith(ERROR_COLOUR)
    assert sheet["G7"].fill.fgColor.rgb.endswith(QUERY_COLOUR)
    assert sheet["H4"].comment is None
    assert sheet["H5"].value == "约300"


def test_marked_copy_lists_every_mark_on_its_own_sheet() -> None:
    rows = list(opened(marked_copy(WRONG, reading(WRONG)))[MARK_SHEET].iter_rows(values_only=True))
    assert rows[0] == ("类别", "行", "列", "表头", "小区", "读到", "问题", "应为", "怎么改")
    assert rows[1][:6] == ("错误", 5, "H", "居民户数(户)", "四建西家属楼1", "约300")
    marks = [("错误", 5, "H"), ("错误", 6, "C"), ("存疑", 3, "G"), ("存疑", 7, "G")]
    assert [row[:3] for row in rows[1:]] == marks
    assert all(cell for row in rows[1:] for cell in row)


def test_marked_copy_reads_back_the_same() -> None:
    first = reading(WRONG)
    second = reading(marked_copy(WRONG, first))
    assert second.rows == first.rows
    assert second.other_sheets == (MARK_SHEET,)


def test_mended_copy_loses_its_old_marks_and_keeps_the_user_s_own() -> None:
    workbook = opened(marked_copy(WRONG, reading(WRONG)))
    sheet = sheet_of(workbook)
    sheet["H5"] = 1300
    sheet["B4"].fill = PatternFill("solid", fgColor="00B0F0")
    sheet["B4"].comment = Comment("请核对", "李某")
    mended = saved(workbook)
    again = opened(marked_copy(mended, reading(mended)))
    sheet = sheet_of(again)
    assert sheet["H5"].comment is None
    assert not sheet["H5"].fill.fgColor.rgb.endswith(ERROR_COLOUR)
    assert sheet["B4"].comment is not None
    assert sheet["B4"].comment.text == "请核对"
    assert again.sheetnames.count(MARK_SHEET) == 1


def test_text_that_looks_like_a_formula_stays_a_text() -> None:
    workbook = opened(WRONG)
    cell = sheet_of(workbook)["H5"]
    cell.value, cell.data_type = '=HYPERLINK("http://x","300")', "s"
    content = saved(workbook)
    result = reading(content)
    listed = opened(marked_copy(content, result))[MARK_SHEET]["F2"]
    assert (listed.data_type, listed.quotePrefix) == ("s", True)
    kept = sheet_of(opened(receipt(content, result)))["H4"]
    assert (kept.data_type, kept.quotePrefix) == ("s", True)


def test_mark_in_a_merged_cell_goes_to_its_first_cell() -> None:
    workbook = opened(register({"street": "八大官街道"}, {"street": None}))
    sheet_of(workbook).merge_cells("C4:C5")
    content = saved(workbook)
    comment = sheet_of(opened(marked_copy(content, reading(content))))["C4"].comment
    assert comment is not None
    assert comment.text.count("错误：") == 2


def test_receipt_holds_only_the_wrong_rows_under_the_same_header() -> None:
    content = receipt(WRONG, reading(WRONG))
    sheet = sheet_of(opened(content))
    names = [row[4] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert names == ["四建西家属楼1", "四建西家属楼2"]
    assert [sheet["U3"].value, sheet["U4"].value, sheet["U5"].value] == ["原文件行号", 5, 6]
    assert sheet["H4"].fill.fgColor.rgb.endswith(ERROR_COLOUR)
    assert sheet["H4"].comment is not None


def test_mended_receipt_reads_back_clean() -> None:
    first = reading(WRONG)
    workbook = opened(receipt(WRONG, first))
    sheet_of(workbook)["H4"] = 1300
    sheet_of(workbook)["C5"] = "八大关街道"
    result = reading(saved(workbook))
    assert [(row.is_clean, row.values["name"]) for row in result.rows] == [
        (True, "四建西家属楼1"),
        (True, "四建西家属楼2"),
    ]
    assert result.rows[1].values == {**first.rows[2].values, "street": "八大关街道"}


def test_unmended_receipt_reads_back_the_same_errors() -> None:
    first = reading(WRONG)
    second = reading(receipt(WRONG, first))
    assert [error.message for error in second.errors] == [error.message for error in first.errors]


def test_receipt_keeps_merged_places_dates_and_a_header_of_two_rows() -> None:
    workbook = opened(two_row_header())
    sheet = sheet_of(workbook)
    sheet["F4"] = TODAY
    sheet["H4"] = "不详"
    content = saved(workbook)
    workbook = opened(receipt(content, reading(content)))
    sheet_of(workbook)["H4"] = 330
    result = reading(saved(workbook))
    assert not list(result.errors)
    assert result.rows[0].values["floor_area"] is not None
    merged = opened(register({}, {"district": None, "street": None, "community": None, "households": "不详"}))
    for letter in "BCD":
        sheet_of(merged).merge_cells(f"{letter}4:{letter}5")
    content = saved(merged)
    row = next(
        iter(sheet_of(opened(receipt(content, reading(content)))).iter_rows(min_row=4, values_only=True))
    )
    assert row[1:4] == ("市南区", "八大关街道", "八大关社区")


def test_receipt_of_a_clean_reading_is_a_mistake_of_the_caller() -> None:
    content = register({})
    with pytest.raises(ValueError, match="no row"):
        receipt(content, reading(content))


def test_real_register_is_marked_where_its_building_count_is_doubted() -> None:
    content = (REGISTERS / "wulong-2021-register.xlsx").read_bytes()
    result = reading(content, places=places("wulong"))
    sheet = sheet_of(opened(marked_copy(content, result)))
    assert sheet["G4"].fill.fgColor.rgb.endswith(QUERY_COLOUR)
    assert sheet["G4"].comment is not None
    assert "1,618 栋 13,072 户" in sheet["G4"].comment.text
