"""The table for superiors, read back: exact words, numbers that are numbers, nothing that could be a formula."""

from __future__ import annotations

import os
import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from communities.tenancy.models import Jurisdiction
from governance.queries import Breakdown, PlaceTotals, Totals
from governance.superior_table import fill

HEAD = ["序号", "县(市、区)", "小区数(个)", "楼栋数(栋)", "户数(户)", "建筑面积(万平方米)"]

UTF8_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
"""Comma, double quote, UTF-8: by itself LibreOffice takes the locale's character set."""


def place(name: str, division: str) -> Jurisdiction:
    return Jurisdiction(tenant_id=1, name=name, division=division, path="0001")


def breakdown(*names: str) -> Breakdown:
    """Districts of 65 neighbourhoods each."""
    totals = Totals(65, 486, 17931, Decimal("1441300.00"))
    return Breakdown(
        place("青岛市", "city"), tuple(PlaceTotals(place(name, "district"), totals) for name in names)
    )


def read(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content)).active


def rows(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_columns_labels_and_order_are_exact() -> None:
    found = rows(read(fill(breakdown("市南区", "市北区"), title="青岛市汇总表")))
    assert found == [
        ["青岛市汇总表", None, None, None, None, None],
        ["单位:个、栋、户、万平方米", None, None, None, None, None],
        HEAD,
        [None, "全市小计", 130, 972, 35862, 288.26],
        [1, "其中:1.市南区", 65, 486, 17931, 144.13],
        [2, "2.市北区", 65, 486, 17931, 144.13],
    ]


def test_every_number_is_a_number_with_its_format() -> None:
    sheet = read(fill(breakdown("市南区", "市北区", "崂山区"), title="表"))
    for row in sheet.iter_rows(min_row=4, min_col=3):
        assert [cell.data_type for cell in row] == ["n"] * 4
        assert [cell.number_format for cell in row] == ["#,##0", "#,##0", "#,##0", "#,##0.00"]


def test_print_area_ends_with_the_last_row_and_the_head_repeats() -> None:
    sheet = read(fill(breakdown("市南区", "市北区", "崂山区"), title="表"))
    assert sheet.print_area == "'汇总表'!$A$1:$F$7"
    assert sheet.print_title_rows == "$1:$3"


def test_places_without_a_neighbourhood_are_left_out() -> None:
    empty = PlaceTotals(place("莱西市", "district"), Totals())
    table = Breakdown(place("青岛市", "city"), (*breakdown("市南区").rows, empty))
    assert [row[1] for row in rows(read(fill(table, title="表")))[4:]] == ["其中:1.市南区"]


def test_table_of_nothing_has_only_the_subtotal() -> None:
    assert rows(read(fill(breakdown(), title="表")))[3:] == [[None, "全市小计", 0, 0, 0, 0]]


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3"])
def test_name_of_a_place_never_becomes_a_formula(name: str) -> None:
    sheet = read(fill(Breakdown(place(name, "city"), breakdown(name).rows), title=name))
    assert sheet["A1"].data_type == "s"
    assert (sheet["B5"].data_type, sheet["B5"].value) == ("s", f"其中:1.{name}")


def test_district_calls_its_children_streets() -> None:
    street = PlaceTotals(place("八大湖街道", "street"), Totals(1, 2, 3, Decimal(4)))
    sheet = read(fill(Breakdown(place("市南区", "district"), (street,)), title="表"))
    assert (sheet["B3"].value, sheet["B4"].value) == ("街道(镇)", "全区小计")


def test_libreoffice_converts_it(tmp_path: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI installs LibreOffice; soffice is not on PATH")
        pytest.skip("LibreOffice is not installed here: soffice is not on PATH")
    (tmp_path / "table.xlsx").write_bytes(fill(breakdown("市南区", "市北区"), title="青岛市汇总表"))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        program,
        home,
        "--headless",
        "--convert-to",
        UTF8_CSV,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "table.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    lines = (tmp_path / "table.csv").read_text().splitlines()
    assert lines[2] == ",".join(f'"{word}"' if "," in word else word for word in HEAD)
    assert lines[4] == '1,其中:1.市南区,65,486,"17,931",144.13'
