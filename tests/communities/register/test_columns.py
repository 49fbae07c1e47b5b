"""Headers as bureaus write them: other words, other order, two rows, remembered mappings."""

from typing import Any

import pytest

from communities.neighbourhoods.register import UnusableFile, outline
from tests.communities.register.sheets import GOOD, HEADERS, opened, raw, reading, register, saved, sheet_of

GOOD_VALUES = reading(register({})).rows[0].values


def test_reordered_columns_give_the_same_values() -> None:
    headers = dict(reversed(HEADERS.items()))
    row = reading(register({}, headers=headers)).rows[0]
    assert row.values == GOOD_VALUES


@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("district", "区（市）"),
        ("street", "街道（镇、乡）"),
        ("street", "所属街道"),
        ("community", "所属社区"),
        ("name", "*小区名称"),
        ("name", "小 区 名 称"),
        ("completed", "建成年份（年）"),
        ("buildings", "楼栋数\n（栋）"),
        ("buildings", "幢数"),
        ("households", "总户数（户）"),
        ("households", "户数/户"),
        ("floor_area", "建筑面积（万㎡）"),
        ("floor_area", "总建筑面积(万平米)"),
        ("six_storey_buildings", "６层及以上楼栋数（栋）"),
    ],
)
def test_header_in_other_words_is_found(field: str, header: str) -> None:
    row = reading(register({}, headers={**HEADERS, field: header})).rows[0]
    assert row.values == GOOD_VALUES


@pytest.mark.parametrize(("cell", "people"), [(820, 820), (0, 0), ("", None)])
def test_residents_are_read_where_the_register_counts_them(cell: object, people: int | None) -> None:
    content = register({"residents": cell}, headers={**HEADERS, "residents": "居住人口(人)"})
    assert reading(content).rows[0].values.get("residents") == people


def test_remembered_mapping_reads_an_unknown_header() -> None:
    content = register({}, headers={**HEADERS, "households": "住了多少家"})
    with pytest.raises(UnusableFile, match="“居民户数”"):
        reading(content)
    assert outline(content).missing == ("households",)
    result = reading(content, mapping={"住了多少家": "households"})
    assert result.rows[0].values == GOOD_VALUES


def test_remembered_mapping_outranks_our_own_knowledge() -> None:
    headers = {**HEADERS, "remarks": "常住户数"}
    mapping = {"居民户数(户)": "", "常住户数": "households"}
    row = reading(register({"remarks": 328}, headers=headers), mapping=mapping).rows[0]
    assert (row.values["households"], "remarks" in row.values) == (328, False)


def test_mapping_to_an_unknown_field_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no_such_field"):
        reading(register({}), mapping={"备注": "no_such_field"})


def test_two_columns_for_one_field_are_refused_until_one_is_chosen() -> None:
    content = register({"remarks": 300}, headers={**HEADERS, "households": "户数", "remarks": "总户数"})
    with pytest.raises(UnusableFile) as refused:
        reading(content)
    assert refused.value.code == "column_twice"
    assert "H 列“户数”、T 列“总户数”" in refused.value.message
    assert reading(content, mapping={"总户数": ""}).rows[0].values["households"] == 330


def test_column_that_feeds_nothing_is_listed_and_ignored() -> None:
    content = register({}, headers={**HEADERS, "remarks": "联系电话"})
    columns = outline(content).columns
    assert [column.header for column in columns if not column.field] == ["联系电话"]
    assert "remarks" not in reading(content).rows[0].values


def test_outline_shows_letters_units_and_samples() -> None:
    shape = outline(register({}, {"name": "二号"}))
    area = next(column for column in shape.columns if column.field == "floor_area")
    assert (area.letter, area.unit, area.samples) == ("I", "万平方米", ("2.65", "2.65"))
    assert (shape.header_row, shape.missing, shape.is_area_unit_known) == (3, (), True)


def test_unit_line_above_the_header_gives_the_area_unit() -> None:
    headers = {**HEADERS, "floor_area": "建筑面积", "households": "户数", "buildings": "栋数"}
    rows: list[list[Any]] = [
        ["单位：栋、户、万平方米"],
        list(headers.values()),
        [GOOD[field] for field in headers],
    ]
    assert reading(raw(*rows)).rows[0].values == GOOD_VALUES


def test_unit_row_below_the_header_gives_the_area_unit() -> None:
    headers = {**HEADERS, "floor_area": "建筑面积", "households": "户数", "buildings": "栋数"}
    units = {"floor_area": "万㎡", "households": "户", "buildings": "栋"}
    rows: list[list[Any]] = [
        list(headers.values()),
        [units.get(field) for field in headers],
        [GOOD[field] for field in headers],
    ]
    result = reading(raw(*rows))
    assert [row.values for row in result.rows] == [GOOD_VALUES]
    assert [(row.number, row.kind) for row in result.skipped] == [(2, "header")]


def two_row_header() -> bytes:
    upper: dict[str, Any] = {**HEADERS, "buildings": "基本情况", "households": None, "floor_area": None}
    lower = {"buildings": "楼栋数(栋)", "households": "居民户数(户)", "floor_area": "建筑面积(万平方米)"}
    content = raw(
        ["青岛市台账"],
        list(upper.values()),
        [lower.get(field) for field in HEADERS],
        [GOOD[field] for field in HEADERS],
    )
    workbook = opened(content)
    sheet_of(workbook).merge_cells("G2:I2")
    for letter in "ABCDEFJKLMNOPQRST":
        sheet_of(workbook).merge_cells(f"{letter}2:{letter}3")
    return saved(workbook)


def test_header_of_two_rows_with_merged_cells_is_read() -> None:
    result = reading(two_row_header())
    assert [(row.number, row.values) for row in result.rows] == [(4, GOOD_VALUES)]
    assert (result.header_row, result.first_data_row) == (3, 4)


def test_header_of_two_rows_without_merged_cells_is_read() -> None:
    upper: dict[str, Any] = {**HEADERS, "buildings": "规模", "households": None, "floor_area": "规模"}
    lower = {"buildings": "楼栋数(栋)", "households": "居民户数(户)", "floor_area": "建筑面积(万平方米)"}
    rows: list[list[Any]] = [
        list(upper.values()),
        [lower.get(field) for field in HEADERS],
        [GOOD[field] for field in HEADERS],
    ]
    result = reading(raw(["青岛市台账"], *rows))
    assert [(row.number, row.values) for row in result.rows] == [(4, GOOD_VALUES)]
    assert (result.header_row, result.first_data_row) == (2, 4)
    joined = ["规模/楼栋数(栋)", "居民户数(户)", "规模/建筑面积(万平方米)"]
    assert [column.header for column in result.columns[6:9]] == joined


def test_other_sheets_are_named_and_not_read() -> None:
    workbook = opened(register({}))
    workbook.create_sheet("填表说明")["A1"] = "请如实填写"
    assert reading(saved(workbook)).other_sheets == ("填表说明",)
