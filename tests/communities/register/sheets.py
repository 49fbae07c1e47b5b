"""Workbooks for the tests of reading, built as a bureau would: title, unit line, header, rows."""

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import communities.demo
from communities.neighbourhoods.register import Places, RegisterReading, Remark, read

DEMO = Path(next(iter(communities.demo.__path__)))
REGISTERS = DEMO / "registers"
TODAY = date(2023, 2, 23)

HEADERS = {
    "sequence": "序号",
    "district": "县(市、区)",
    "street": "街道(镇)",
    "community": "社区",
    "name": "小区名称",
    "completed": "建成时间",
    "buildings": "楼栋数(栋)",
    "households": "居民户数(户)",
    "floor_area": "建筑面积(万平方米)",
    "max_storeys": "最高层数(层)",
    "six_storey_buildings": "六层及以上楼栋数(栋)",
    "structure": "结构形式",
    "original_owner": "原产权单位",
    "management": "物业管理方式",
    "has_owners_organisation": "是否成立业主组织",
    "agreeing_households": "同意改造户数(户)",
    "problems": "主要问题",
    "safety_grade": "房屋安全等级",
    "is_historic_building": "是否历史建筑",
    "remarks": "备注",
}
GOOD: dict[str, Any] = {
    "sequence": 1,
    "district": "市南区",
    "street": "八大关街道",
    "community": "八大关社区",
    "name": "四建西家属楼",
    "completed": 1981,
    "buildings": 9,
    "households": 330,
    "floor_area": 2.65,
    "max_storeys": 4,
    "six_storey_buildings": 0,
    "structure": "砖混",
    "original_owner": None,
    "management": "专业物业",
    "has_owners_organisation": "否",
    "agreeing_households": 173,
    "problems": "路面破损",
    "safety_grade": None,
    "is_historic_building": "否",
    "remarks": None,
}
FIRST_ROW = 4
"""The Excel row of the first neighbourhood that `register()` writes."""


@cache
def places(tenant: str = "qingdao") -> Places:
    with gzip.open(DEMO / "divisions" / f"{tenant}.csv.gz", "rt", encoding="utf-8") as table:
        return Places.from_rows(csv.DictReader(table))


def saved(workbook: Workbook) -> bytes:
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def sheet_of(workbook: Workbook) -> Worksheet:
    return workbook.worksheets[0]


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def raw(*rows: Sequence[Any]) -> bytes:
    """A workbook of exactly these rows."""
    workbook = Workbook()
    for row in rows:
        sheet_of(workbook).append(list(row))
    return saved(workbook)


def register(
    *changes: Mapping[str, Any], headers: Mapping[str, str] = HEADERS, below: Sequence[Sequence[Any]] = ()
) -> bytes:
    """A register with one good row for each mapping of changes to it, in the order of `headers`, and rows below."""
    neighbourhoods = [
        {**GOOD, "name": f"{GOOD['name']}{number or ''}", **change} for number, change in enumerate(changes)
    ]
    title = ["青岛市2023年城镇老旧小区摸底调查台账"]
    units = ["填报单位(盖章):", None, None, None, "单位：栋、户、万平方米"]
    rows = [[neighbourhood[field] for field in headers] for neighbourhood in neighbourhoods]
    return raw(title, units, list(headers.values()), *rows, *below)


def reading(content: bytes, **options: Any) -> RegisterReading:
    return read(content, **{"on": TODAY, "places": places(), **options})


def read_one(**change: Any) -> tuple[Any, list[Remark]]:
    """The value of the one changed cell of a register with one row, and the errors."""
    (field,) = change
    result = reading(register(change))
    return result.rows[0].values[field], list(result.errors)
