"""Whatever rows are written to a spreadsheet come back with the same values."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communities.neighbourhoods.register import Period, fold
from tests.communities.register.sheets import GOOD, TODAY, reading, register

WORDS = st.text(st.sampled_from("东西南北中华新建国路里院楼小区ABC123（）"), min_size=1, max_size=20)
NAMES = WORDS.map(lambda text: f"{text}小区")
DAYS = st.dates(date(1900, 3, 1), TODAY)
ROW = st.fixed_dictionaries(
    {
        "name": NAMES,
        "completed": st.one_of(st.integers(1840, 2023), DAYS),
        "buildings": st.one_of(st.none(), st.integers(1, 2_000)),
        "households": st.integers(1, 100_000),
        "floor_area": st.decimals("0.01", "100", places=2),
        "max_storeys": st.one_of(st.none(), st.integers(1, 100)),
        "structure": st.one_of(st.none(), WORDS),
        "has_owners_organisation": st.sampled_from(["是", "否", None]),
        "agreeing_households": st.just(0),
        "safety_grade": st.sampled_from(["A", "B", "C", "D", None]),
    }
)


def expected(row: dict[str, Any]) -> dict[str, Any]:
    completed = row["completed"]
    period = (
        Period(date(completed, 1, 1), date(completed, 12, 31))
        if isinstance(completed, int)
        else Period(completed, completed)
    )
    return {
        **row,
        "completed": period,
        "floor_area": (row["floor_area"] * 10_000).quantize(Decimal("0.01")),
        "has_owners_organisation": {"是": True, "否": False, None: None}[row["has_owners_organisation"]],
    }


@settings(max_examples=60, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, min_size=1, max_size=8, unique_by=lambda row: fold(row["name"])))
def test_written_rows_are_read_back(rows: list[dict[str, Any]]) -> None:
    result = reading(register(*rows))
    assert list(result.errors) == []
    read_back = [{field: row.values[field] for field in rows[0]} for row in result.rows]
    assert read_back == [expected(row) for row in rows]
    assert result.totals.floor_area == sum((expected(row)["floor_area"] for row in rows), Decimal(0))
    assert result.totals.households == sum(row["households"] for row in rows)


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30),
    st.dates(date(1900, 3, 1)),
)


@settings(max_examples=150, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({field: CELLS for field in GOOD if field not in ("sequence", "name")}))
def test_no_cell_makes_the_reading_fail(cells: dict[str, Any]) -> None:
    result = reading(register({**cells, "name": "四建楼"}))
    assert [row.values["name"] for row in result.rows] == ["四建楼"]
    assert all(error.message and error.expected and error.remedy for error in result.errors)
