"""Rows that are no neighbourhoods, sums against the file's own, doubles, doubts, and places outside one's own."""

from decimal import Decimal
from typing import Any

import pytest

from communities.neighbourhoods.register import Limits
from tests.communities.register.sheets import (
    FIRST_ROW,
    GOOD,
    HEADERS,
    opened,
    raw,
    reading,
    register,
    saved,
    sheet_of,
)

FIELDS = list(HEADERS)
SHIBEI = {"district": "市北区", "street": "辽宁路街道", "community": None}


def line(**cells: Any) -> list[Any]:
    return [cells.get(field) for field in FIELDS]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (line(district="市南区小计", name=1, buildings=9), "subtotal"),
        (line(district="市南区", street="小  计", buildings=9), "subtotal"),
        (line(sequence="其中：1.市南区合计", buildings=9), "subtotal"),
        (line(sequence="合计", name=1, buildings=9), "total"),
        (line(district="全市总计", buildings=9), "total"),
        (line(sequence="填表人：王某", buildings="审核人："), "signature"),
        (line(name="负责人签字："), "signature"),
        (line(sequence="注：面积以房产证为准"), "note"),
        (list(HEADERS.values()), "header"),
        (list(range(1, len(HEADERS) + 1)), "header"),
    ],
)
def test_row_that_is_no_neighbourhood_is_skipped_with_a_reason(row: list[Any], kind: str) -> None:
    result = reading(register({}, below=[row]))
    assert [(row.number, row.kind) for row in result.skipped[2:]] == [(FIRST_ROW + 1, kind)]
    assert result.skipped[-1].reason
    assert len(result.rows) == 1


def test_merged_title_between_rows_is_skipped() -> None:
    workbook = opened(register({}, below=[["二、市北区"], line(**{**GOOD, **SHIBEI})]))
    sheet_of(workbook).merge_cells("A5:T5")
    result = reading(saved(workbook))
    assert [row.number for row in result.rows] == [4, 6]
    assert [(row.number, row.text) for row in result.skipped[2:]] == [(5, "二、市北区")]


def test_blank_rows_and_numbers_prepared_for_later_are_passed_over() -> None:
    result = reading(register({}, below=[[], [2], [3], line(name=" ")]))
    assert [row.number for row in result.rows] == [FIRST_ROW]
    assert not list(result.errors)


def test_neighbourhood_named_like_a_sum_is_a_neighbourhood() -> None:
    assert reading(register({"name": "审计局合计"})).rows[0].values["name"] == "审计局合计"


def test_row_without_a_name_is_refused_and_not_lost() -> None:
    (error,) = reading(register({}, {"name": None})).errors
    assert (error.row, error.code) == (FIRST_ROW + 1, "name_blank")


def test_merged_place_cells_belong_to_each_row() -> None:
    workbook = opened(register({}, {"district": None, "street": None, "community": None}))
    for letter in "BCD":
        sheet_of(workbook).merge_cells(f"{letter}4:{letter}5")
    result = reading(saved(workbook))
    assert len({row.place_code for row in result.rows}) == 1
    assert not list(result.errors)


def test_merged_figures_do_not_belong_to_each_row() -> None:
    workbook = opened(register({}, {"households": None, "agreeing_households": None}))
    sheet_of(workbook).merge_cells("H4:H5")
    assert [row.values["households"] for row in reading(saved(workbook)).rows] == [330, None]


# Sums


def test_subtotal_that_is_not_the_sum_is_listed_with_the_rows_that_could_not_be_added() -> None:
    content = register(
        {}, {"buildings": "6幢"}, below=[line(district="市南区小计", name=2, buildings=15, households=660)]
    )
    result = reading(content)
    (district,) = result.districts
    (difference,) = district.differences
    assert (difference.field, difference.unread_rows) == ("buildings", (5,))
    assert (int(difference.stated), int(difference.summed)) == (15, 9)
    (query,) = result.file_queries
    assert (query.code, query.row, query.column) == ("subtotal_differs", 6, "G")
    assert query.message == "市南区：楼栋数（栋）：文件填 15，各行相加 9，差 6；第 5 行未能计入"


def test_area_of_a_subtotal_is_compared_exactly() -> None:
    rows = [{"floor_area": 0.1}, {"floor_area": 0.2}]
    equal = reading(register(*rows, below=[line(district="市南区小计", floor_area=0.30000000000000004)]))
    assert equal.districts[0].differences == ()
    differing = reading(register(*rows, below=[line(district="市南区小计", floor_area=0.31)]))
    assert [item.stated - item.summed for item in differing.districts[0].differences] == [Decimal(100)]


def test_total_of_the_file_and_of_a_street_are_compared() -> None:
    below = [line(street="八大关街道小计", households=330), line(sequence="合计", households=661)]
    result = reading(register({}, {**SHIBEI}, below=below))
    sections = {section.name: section for section in result.sections}
    assert sections["八大关街道"].differences == ()
    (difference,) = sections["全表"].differences
    assert (int(difference.stated), int(difference.summed)) == (661, 660)


@pytest.mark.parametrize("label", ["小计", "合计"])
def test_unnamed_subtotal_belongs_to_the_rows_above(label: str) -> None:
    sums = line(sequence=label, households=330)
    rows = [line(**GOOD), sums, line(**{**GOOD, **SHIBEI}), sums]
    result = reading(raw(list(HEADERS.values()), *rows))
    assert [(section.name, section.stated_row, section.differences) for section in result.districts] == [
        ("市南区", 3, ()),
        ("市北区", 5, ()),
    ]


def test_unnamed_subtotal_belongs_to_the_rows_below_where_the_file_begins_with_one() -> None:
    sums = line(sequence="小计", households=330)
    rows = [sums, line(**GOOD), sums, line(**{**GOOD, **SHIBEI})]
    result = reading(raw(list(HEADERS.values()), *rows))
    assert [(section.name, section.stated_row) for section in result.districts] == [
        ("市南区", 2),
        ("市北区", 4),
    ]


def test_row_with_an_unknown_street_still_counts_in_its_district() -> None:
    result = reading(register({}, {"street": "无此街道"}))
    assert result.districts[0].summed.households == 660


# Doubles


def test_same_name_with_same_values_refuses_only_the_later_row() -> None:
    written = {"name": "四 建 樓", "street": "八大关街道办事处"}
    (error,) = reading(register({"name": "四建楼"}, written)).errors
    assert (error.row, error.column, error.code) == (5, "E", "double")
    assert error.message == "与第 4 行是同一社区的同名小区，内容相同"


def test_same_name_with_other_values_refuses_both_rows() -> None:
    result = reading(register({"name": "四建楼"}, {"name": "四建楼", "households": 331}))
    assert [error.row for error in result.errors] == [4, 5]
    assert "分不清哪行为准" in next(result.errors).message


def test_same_name_in_another_community_of_the_street_is_only_doubted() -> None:
    streets = {"street": "八大湖街道"}
    rows = (
        {**streets, "name": "四建楼", "community": "永嘉路社区"},
        {**streets, "name": "四建楼", "community": "天台路社区"},
    )
    result = reading(register(*rows))
    assert not list(result.errors)
    assert [(query.row, query.code) for query in result.queries] == [(5, "same_name_in_street")]


# Doubts


@pytest.mark.parametrize(
    ("figures", "codes"),
    [
        ({"buildings": 10, "households": 120, "floor_area": 1.2}, []),
        ({"buildings": 10, "households": 119, "floor_area": 1.2}, ["few_households_a_building"]),
        ({"buildings": 1, "households": 200, "floor_area": 1.2}, []),
        ({"buildings": 1, "households": 201, "floor_area": 1.2}, ["many_households_a_building"]),
        ({"buildings": 5, "households": 100, "floor_area": 0.3}, []),
        ({"buildings": 5, "households": 100, "floor_area": 0.2999}, ["small_homes"]),
        ({"buildings": 5, "households": 100, "floor_area": 2}, []),
        ({"buildings": 5, "households": 100, "floor_area": 2.0001}, ["large_homes"]),
        ({"buildings": None, "households": 100, "floor_area": 1}, []),
        ({"max_storeys": 5, "six_storey_buildings": 1}, ["storeys_contradict"]),
        ({"max_storeys": 6, "six_storey_buildings": 0}, ["storeys_contradict"]),
        ({"max_storeys": 6, "six_storey_buildings": 10}, ["more_high_buildings_than_buildings"]),
        ({"community": None}, ["community_blank"]),
    ],
)
def test_implausible_figures_draw_a_query_and_stop_nothing(figures: dict[str, Any], codes: list[str]) -> None:
    (row,) = reading(register({"agreeing_households": 50, **figures})).rows
    assert [query.code for query in row.queries] == codes
    assert row.is_clean
    assert all(query.expected and query.remedy for query in row.queries)


def test_limits_are_the_caller_s() -> None:
    limits = Limits(least_households_a_building=40)
    (row,) = reading(register({}), limits=limits).rows
    assert [query.expected for query in row.queries] == ["每栋 40 至 200 户"]


def test_mean_of_each_district_and_of_the_file_is_doubted() -> None:
    odd = {"buildings": 100, "households": 300, "agreeing_households": 0}
    result = reading(register({}, {**SHIBEI, **odd}))
    assert [(query.scope, query.row) for query in result.file_queries] == [("全表", 3), ("市北区", 3)]


# Places


@pytest.mark.parametrize(
    ("change", "field", "code", "words"),
    [
        ({"street": "八大官街道"}, "street", "street_unknown", "八大关街道"),
        ({"street": "辽宁路街道"}, "street", "street_unknown", "它属于市北区"),
        ({"district": "市东区"}, "district", "district_unknown", "没有“市东区”"),
        ({"community": "八大官社区"}, "community", "community_unknown", "八大关社区"),
        ({"street": None, "community": None}, "street", "street_blank", "街道（镇）未填"),
        ({"street": "1" * 41}, "street", "too_long", "有 41 字"),
    ],
)
def test_unknown_place_is_refused_at_its_cell(
    change: dict[str, Any], field: str, code: str, words: str
) -> None:
    (error,) = reading(register(change)).errors
    assert (error.field, error.code) == (field, code)
    assert words in error.message + error.remedy


def test_row_of_another_district_than_the_officer_s_is_refused() -> None:
    result = reading(register({}, SHIBEI), within="370202")
    (error,) = result.errors
    assert (error.row, error.code, error.column) == (5, "outside_own_place", "B")
    assert error.message == "属于市北区，不在您的辖区市南区之内"


def test_row_of_another_street_than_the_officer_s_is_refused() -> None:
    own = reading(register({})).rows[0].place_code
    assert own is not None
    result = reading(register({}, {"street": "八大湖街道", "community": "永嘉路社区"}), within=own[:9])
    assert [(error.row, error.field) for error in result.errors] == [(5, "street")]


def test_blank_community_lies_at_the_street() -> None:
    (row,) = reading(register({"community": None})).rows
    assert (row.place_code, row.district_code) == ("370202009", "370202")


def test_file_without_a_district_column_finds_the_district_by_the_street() -> None:
    headers = {field: text for field, text in HEADERS.items() if field != "district"}
    (row,) = reading(register({}, headers=headers)).rows
    assert (row.place_code, row.district_code) == ("370202009001", "370202")
