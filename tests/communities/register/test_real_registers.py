"""The two registers of the demonstration, exactly as they were sent."""

import csv
import json
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal

import pytest

from communities.neighbourhoods.register import Period, RegisterReading, Totals, read
from tests.communities.register.sheets import REGISTERS, TODAY, places

FILES = {"qingdao": "qingdao-2023", "wulong": "wulong-2021"}


def whole(tenant: str) -> RegisterReading:
    return read(REGISTERS / f"{FILES[tenant]}-register.xlsx", on=TODAY, places=places(tenant))


@pytest.mark.parametrize(
    ("tenant", "totals", "area_wan_m2"),
    [
        ("qingdao", Totals(473, 3782, 137714, Decimal("11094800.00")), "1109.48"),
        ("wulong", Totals(31, 1618, 13072, Decimal("1666500.00")), "166.65"),
    ],
)
def test_totals_are_exact(tenant: str, totals: Totals, area_wan_m2: str) -> None:
    result = whole(tenant)
    assert (result.totals, str(result.totals.area_wan_m2)) == (totals, area_wan_m2)
    assert list(result.errors) == []
    assert len(result.clean_rows) == totals.neighbourhoods


@pytest.mark.parametrize("tenant", FILES)
def test_districts_equal_the_published_table_and_the_file_s_own_subtotals(tenant: str) -> None:
    with (REGISTERS / f"{FILES[tenant]}-totals.csv").open(encoding="utf-8") as table:
        published = [tuple(row.values()) for row in csv.DictReader(table)]
    read_here = [
        (
            district.code,
            district.name,
            str(district.summed.neighbourhoods),
            str(district.summed.buildings),
            str(district.summed.households),
            str(district.summed.area_wan_m2),
        )
        for district in whole(tenant).districts
    ]
    assert read_here == published
    assert all(len(district.stated) == 4 and not district.differences for district in whole(tenant).districts)


def test_qingdao_skips_titles_subtotals_and_signature() -> None:
    kinds = [(row.number, row.kind) for row in whole("qingdao").skipped]
    subtotals = [4, 70, 191, 239, 259, 316, 346, 389, 428, 462]
    assert kinds == [
        (1, "title"),
        (2, "title"),
        *((row, "subtotal") for row in subtotals),
        (487, "signature"),
    ]


def test_qingdao_row_is_read_to_the_community() -> None:
    row = whole("qingdao").rows[3]
    assert (row.number, row.place_code, row.district_code, row.folded_name) == (
        8,
        places().resolve(district="市南区", street="金门路街道", community="天山社区").code,
        "370202",
        "中医院西生活区",
    )
    assert row.values["completed"] == Period(date(2000, 1, 1), date(2000, 12, 31))
    assert row.values["floor_area"] == Decimal("24900.00")
    assert (row.values["has_owners_organisation"], row.values["original_owner"]) == (True, "中医院(原单位)")


def test_qingdao_doubts_only_names_that_occur_twice_in_a_street() -> None:
    queries = list(whole("qingdao").queries)
    assert [(query.row, query.code, query.value) for query in queries] == [
        (167, "same_name_in_street", "酒厂北小区"),
        (179, "same_name_in_street", "纺织厂北生活区"),
        (182, "same_name_in_street", "粮食局南家属楼"),
        (231, "same_name_in_street", "四建第一宿舍"),
    ]


def test_wulong_building_count_draws_a_query_at_the_subtotal() -> None:
    (query,) = whole("wulong").file_queries
    assert (query.code, query.row, query.column, query.value) == ("few_households_a_building", 4, "G", "1618")
    assert query.message == "武隆区：1,618 栋 13,072 户，平均每栋 8.1 户"
    assert query.expected == "每栋 12 至 200 户"


def test_wulong_rows_are_doubted_but_not_stopped() -> None:
    result = whole("wulong")
    assert {query.code for row in result.rows for query in row.queries} == {"few_households_a_building"}
    assert all(row.queries and row.is_clean for row in result.rows)


def test_reading_survives_a_stored_job() -> None:
    result = whole("qingdao")
    assert RegisterReading.from_json(json.loads(json.dumps(result.as_json()))) == result


def test_reading_again_gives_the_same() -> None:
    assert whole("wulong") == whole("wulong")


def test_qingdao_is_read_in_two_seconds_and_little_memory() -> None:
    whole("wulong")
    started = time.process_time()
    whole("qingdao")
    assert time.process_time() - started < 2
    # The high-water mark of the program alone: getrusage would include the test runner that started it.
    program = (
        "from tests.communities.register.test_real_registers import whole; whole('qingdao');"
        "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    )
    kilobytes = int(subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout)
    assert kilobytes < 150 * 1024
