"""Cells of a register as people fill them: what is understood, and what is refused with which sentence."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from communities.neighbourhoods.register import Period
from tests.communities.register.sheets import (
    FIRST_ROW,
    GOOD,
    HEADERS,
    TODAY,
    opened,
    read_one,
    reading,
    register,
    saved,
    sheet_of,
)


def year(first: int, last: int | None = None) -> Period:
    return Period(date(first, 1, 1), date(last or first, 12, 31))


@pytest.mark.parametrize(
    ("written", "households"),
    [
        (330, 330),
        (330.0, 330),
        ("330", 330),
        (" 330 ", 330),
        ("３３０", 330),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("1 234", 1234),
        ("1,234.0", 1234),
        ("\u3000330\u200b", 330),
        (None, None),
        ("  ", None),
        ("/", None),
        ("——", None),
    ],
)
def test_count_written_plainly_or_not_is_understood(written: Any, households: int | None) -> None:
    value, errors = read_one(households=written)
    assert (value, errors) == (households, [])


@pytest.mark.parametrize(
    ("written", "area"),
    [
        (2.65, "26500.00"),
        (2.6500000000000004, "26500.00"),
        (0.1 + 0.2, "3000.00"),
        ("2.65", "26500.00"),
        ("２．６５", "26500.00"),
        ("12.345678", "123456.78"),
        ("12.3456785", "123456.79"),
        (100, "1000000.00"),
        (0.01, "100.00"),
    ],
)
def test_area_in_wan_is_exact_in_square_metres(written: Any, area: str) -> None:
    value, errors = read_one(floor_area=written)
    assert (str(value), errors) == (area, [])


@pytest.mark.parametrize(
    ("written", "completed"),
    [
        (1998, year(1998)),
        ("1998", year(1998)),
        ("１９９８", year(1998)),
        ("1998年", year(1998)),
        ("1998 年", year(1998)),
        ("1998年建成", year(1998)),
        ("1998年底", year(1998)),
        (1998.6, Period(date(1998, 6, 1), date(1998, 6, 30))),
        (1998.12, Period(date(1998, 12, 1), date(1998, 12, 31))),
        ("1998.6", Period(date(1998, 6, 1), date(1998, 6, 30))),
        ("1998.1", Period(date(1998, 1, 1), date(1998, 1, 31))),
        ("1998.10", Period(date(1998, 10, 1), date(1998, 10, 31))),
        (1998.1, Period(date(1998, 1, 1), date(1998, 10, 31))),
        ("1996-02", Period(date(1996, 2, 1), date(1996, 2, 29))),
        ("1998年6月", Period(date(1998, 6, 1), date(1998, 6, 30))),
        ("1998-06-01", Period(date(1998, 6, 1), date(1998, 6, 1))),
        ("1998/6/1", Period(date(1998, 6, 1), date(1998, 6, 1))),
        ("1998年6月1日", Period(date(1998, 6, 1), date(1998, 6, 1))),
        ("1998-06-01 00:00:00", Period(date(1998, 6, 1), date(1998, 6, 1))),
        (date(1998, 6, 1), Period(date(1998, 6, 1), date(1998, 6, 1))),
        (datetime(1998, 6, 1, 9, 30), Period(date(1998, 6, 1), date(1998, 6, 1))),  # noqa: DTZ001  # Excel has no zones
        (199806, Period(date(1998, 6, 1), date(1998, 6, 30))),
        (19980601, Period(date(1998, 6, 1), date(1998, 6, 1))),
        ("90年代", year(1990, 1999)),
        ("九十年代", year(1990, 1999)),
        ("上世纪80年代末", year(1980, 1989)),
        ("1990年代", year(1990, 1999)),
        ("00年代", year(2000, 2009)),
        ("1995-1998", year(1995, 1998)),
        ("1995年至1998年", year(1995, 1998)),
        (TODAY, Period(TODAY, TODAY)),
        (TODAY.year, year(TODAY.year)),
        (None, None),
    ],
)
def test_completion_is_understood_as_the_days_it_may_mean(written: Any, completed: Period | None) -> None:
    value, errors = read_one(completed=written)
    assert (value, errors) == (completed, [])


@pytest.mark.parametrize(
    ("field", "written", "value"),
    [
        ("has_owners_organisation", "是", True),
        ("has_owners_organisation", "已成立", True),
        ("has_owners_organisation", "√", True),
        ("has_owners_organisation", "无", False),
        ("has_owners_organisation", None, None),
        ("safety_grade", "B", "B"),
        ("safety_grade", "Ｄ级", "D"),
        ("agreeing_households", 0, 0),
        ("original_owner", "/", None),
        ("name", "  幸福 \n 里 ", "幸福 里"),
        ("remarks", "第一行\n\n 第二行 ", "第一行\n第二行"),
        ("remarks", "=1+1", "=1+1"),
    ],
)
def test_other_cells_are_understood(field: str, written: Any, value: Any) -> None:
    content = register({field: written})
    if isinstance(written, str) and written.startswith("="):
        workbook = opened(content)
        cell = sheet_of(workbook).cell(FIRST_ROW, list(GOOD).index(field) + 1)
        cell.value, cell.data_type = written, "s"
        content = saved(workbook)
    result = reading(content)
    assert (result.rows[0].values[field], list(result.errors)) == (value, [])


@pytest.mark.parametrize(
    ("field", "written", "note"),
    [
        ("households", "１，２３４", "按 1234 户理解"),
        ("completed", "1998年", "按 1998 年理解"),
        ("completed", "90年代", "按 1990 年至 1999 年理解"),
        ("completed", 1998.6, "按 1998-06-01 至 1998-06-30 理解"),
        ("has_owners_organisation", "√", "按“是”理解"),
        ("street", "八大关街道办事处", "按“八大关街道”理解"),
        ("buildings", "/", "视为未填"),
    ],
)
def test_reading_says_what_it_understood(field: str, written: Any, note: str) -> None:
    (row,) = reading(register({field: written})).rows
    assert [(remark.field, remark.message) for remark in row.notes] == [(field, note)]


def test_plain_cells_carry_no_note() -> None:
    (row,) = reading(register({})).rows
    assert (row.notes, row.errors, row.queries) == ((), (), ())


@pytest.mark.parametrize(
    ("field", "written", "code", "sentence", "remedy"),
    [
        ("households", "约300", "about", "“约300”是约数", "核实后填写确数，如 300"),
        ("households", "300左右", "about", "“300左右”是约数", "核实后填写确数，如 300"),
        ("households", "300余户", "about", "“300余户”是约数", "核实后填写确数，如 300"),
        ("households", "不详", "unknown", "“不详”不是数", "查清后填写，确无资料留空"),
        ("households", "280-300", "span", "“280-300”是一个范围", "填写一个确数"),
        ("households", "三百", "not_a_number", "“三百”不是数", "用阿拉伯数字填写"),
        ("households", "1,23", "wrong_grouping", "“1,23”的千分位逗号不对", "去掉逗号，填写完整数字"),
        ("households", True, "not_a_number", "“TRUE”不是数", "填写数字"),
        ("households", date(1981, 6, 1), "date_for_number", "读到的是日期或时间 1981-06-01", None),
        ("households", -5, "negative", "-5 是负数", "核对后填写正数，确无资料留空"),
        ("households", "－5", "negative", "-5 是负数", "核对后填写正数，确无资料留空"),
        ("households", 330.5, "not_whole", "330.5 不是整数", "按实际户数填写整数"),
        ("households", 0, "absurd", "0 户不合常理", None),
        ("households", 10**9, "absurd", "1000000000 户不合常理", None),
        ("households", "9" * 40, "absurd", "“99999999999999999999…”位数过多", None),
        ("households", "nan", "not_a_number", "“nan”不是数", None),
        ("households", "1e5", "with_words", "“1e5”除数字外还有文字", None),
        ("buildings", "6幢", "with_words", "“6幢”除数字外还有文字", "改为 6"),
        ("floor_area", 40700, "absurd", "40700 万㎡不合常理", "疑为平方米，改为 4.07"),
        ("floor_area", "2.65万㎡", "with_words", "“2.65万m2”除数字外还有文字", "改为 2.65"),
        ("floor_area", -2.65, "negative", "-2.65 是负数", None),
        ("floor_area", 0, "absurd", "0 万㎡不合常理", None),
        ("completed", "不详", "unknown", "“不详”不是建成时间", "按竣工验收资料填写，确无资料留空"),
        ("completed", "85年前后", "about", "“85年前后”只说了大概", "按竣工验收资料填写，确无资料留空"),
        ("completed", "2000年以前", "about", "“2000年以前”只说了大概", None),
        ("completed", "约1998", "about", "“约1998”只说了大概", None),
        ("completed", "98年", "two_digit_year", "“98年”的年份只有两位", "改为 1998"),
        ("completed", 98, "two_digit_year", "“98”的年份只有两位", "改为 1998"),
        ("completed", "1998.13", "no_such_day", "“1998.13”不是存在的日期", None),
        ("completed", "1998-02-30", "no_such_day", "“1998-02-30”不是存在的日期", None),
        ("completed", date(2023, 2, 24), "after_today", "2023-02-24 晚于今天（2023-02-23）", None),
        ("completed", "2023-03", "after_today", "2023-03 晚于今天（2023-02-23）", None),
        ("completed", 2024, "after_today", "2024 晚于今天（2023-02-23）", None),
        ("completed", "2020-2030", "after_today", "2020-2030 晚于今天（2023-02-23）", None),
        ("completed", 35947, "date_as_number", "35947 像是日期被设成了数字格式", "核对后改为 1998-06-01"),
        ("completed", 1000, "absurd", "1000 早于 1840 年，不合常理", None),
        ("completed", -1998, "not_a_time", "“-1998”不是建成时间", None),
        ("has_owners_organisation", "筹备中", "not_yes_no", "“筹备中”看不出是或否", None),
        ("safety_grade", "E", "not_a_grade", "“E”不是安全等级", None),
        ("name", "里" * 61, "too_long", "有 61 字", None),
        ("name", None, "name_blank", "小区名称未填", None),
        ("remarks", "长" * 501, "too_long", "有 501 字", None),
        (
            "agreeing_households",
            331,
            "more_agreeing_than_households",
            "同意 331 户，多于居民户数 330 户",
            None,
        ),
    ],
)
def test_cell_is_refused_with_its_own_sentence(
    field: str, written: Any, code: str, sentence: str, remedy: str | None
) -> None:
    value, errors = read_one(**{field: written})
    (error,) = errors
    assert (error.code, error.field, error.row, error.message) == (code, field, FIRST_ROW, sentence)
    assert value is None
    assert error.expected
    assert error.remedy
    assert remedy is None or error.remedy == remedy


def test_refused_cell_names_its_excel_column_and_what_was_read() -> None:
    _, (error,) = read_one(households="约300")
    assert (error.column, error.header, error.value, error.expected) == (
        "H",
        "居民户数(户)",
        "约300",
        "整数，单位户",
    )


def test_formula_without_stored_value_is_refused() -> None:
    _, (error,) = read_one(households="=300+30")
    assert (error.code, error.column, error.message) == ("formula_without_value", "H", "公式没有计算结果")


def test_formula_with_stored_value_is_read() -> None:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, list(HEADERS.values()))
    sheet.write_row(1, 0, [value if value is not None else "" for value in GOOD.values()])
    sheet.write_formula(1, 7, "=300+30", None, 330)
    book.close()
    result = reading(packed.getvalue())
    assert result.rows[0].values["households"] == 330
    assert not list(result.errors)


def test_failed_formula_is_refused() -> None:
    workbook = opened(register({}))
    cell = sheet_of(workbook).cell(FIRST_ROW, 8)
    cell.value = "#REF!"
    (error,) = reading(saved(workbook)).errors
    assert (error.code, error.message) == ("formula_error", "公式出错 #REF!")


def test_refused_cells_of_one_row_are_all_named() -> None:
    result = reading(register({"households": "约300", "buildings": "6幢", "completed": "不详"}))
    assert [error.field for error in result.errors] == ["completed", "buildings", "households"]
    assert not result.clean_rows


def test_area_in_square_metres_is_read_as_square_metres() -> None:
    headers = {**HEADERS, "floor_area": "建筑面积（㎡）"}
    result = reading(register({"floor_area": 26500.5}, {"floor_area": 2.65}, headers=headers))
    assert result.rows[0].values["floor_area"] == Decimal("26500.50")
    (error,) = result.errors
    assert (error.row, error.remedy) == (FIRST_ROW + 1, "疑为万平方米，改为 26500")
