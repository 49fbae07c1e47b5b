"""The register as a spreadsheet: numbers as numbers, texts never as formulas, row by row."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter
from django.db.models import QuerySet

from communities.neighbourhoods.labels import UNVERIFIED, completion, verdict_word
from communities.neighbourhoods.models import Neighbourhood
from communities.people.enums import Capability
from communities.people.rights import Actor, within

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 2000

COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("序号", 6, "count"),
    ("县(市、区)", 12, ""),
    ("街道(镇)", 14, ""),
    ("社区", 14, ""),
    ("小区名称", 24, ""),
    ("地址", 24, ""),
    ("摸底年度", 9, "plain"),
    ("建成时间", 14, ""),
    ("楼栋数(栋)", 10, "count"),
    ("居民户数(户)", 12, "count"),
    ("建筑面积(㎡)", 14, "area"),
    ("同意率(%)", 10, "area"),
    ("最高层数(层)", 11, "count"),
    ("六层及以上楼栋数(栋)", 18, "count"),
    ("结构形式", 10, ""),
    ("物业管理方式", 14, ""),
    ("原产权单位", 18, ""),
    ("主要问题", 24, ""),
    ("备注", 20, ""),
    ("纳入判定", 10, ""),
    ("缺少项数", 9, "count"),
    ("首要原因", 24, ""),
    ("数据状态", 9, ""),
)
"""(heading with its unit, width, format)."""


def allowed(rows: QuerySet[Neighbourhood], actor: Actor) -> QuerySet[Neighbourhood]:
    """Those of the rows that lie where the person may export, in the order of places."""
    return (
        rows.filter(within(actor.paths(Capability.EXPORT)))
        .select_related("jurisdiction__parent__parent")
        .order_by("path", "sort_key", "id")
    )


def workbook(rows: QuerySet[Neighbourhood], *, by: Actor, on: date) -> bytes:
    """An .xlsx of the rows, with who took it out and when in the last line. Memory stays constant for any
    number of rows.
    """
    output = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(output, options) as book:
        sheet = book.add_worksheet("小区登记册")
        head = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "align": "center", "valign": "vcenter"}
        )
        formats: dict[str, Any] = {
            "": book.add_format({"num_format": "@"}),
            "plain": book.add_format({"num_format": "0"}),
            "count": book.add_format({"num_format": "#,##0"}),
            "area": book.add_format({"num_format": "#,##0.00"}),
        }
        for place, (heading, width, _) in enumerate(COLUMNS):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, head)
        sheet.freeze_panes(1, 5)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        number = 0
        for number, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
            for place, (value, (_, _, form)) in enumerate(zip(_cells(number, row), COLUMNS, strict=True)):
                if value is None or value == "":
                    continue
                if form:
                    sheet.write_number(number, place, value, formats[form])
                else:
                    sheet.write_string(number, place, value, formats[""])
        sheet.write_string(
            number + 2, 1, f"{by.person.name} {on.isoformat()} 导出，共 {number} 个小区", formats[""]
        )
    return output.getvalue()


def _cells(number: int, row: Neighbourhood) -> tuple[Any, ...]:
    place, parent = row.jurisdiction, row.jurisdiction.parent
    above = [place, parent, parent.parent if parent else None]
    names = {node.level: node.name for node in above if node is not None}
    return (
        number,
        names.get("district", ""),
        names.get("street", ""),
        names.get("community", ""),
        row.name,
        row.address,
        row.survey_year,
        completion(row.completed_from, row.completed_to),
        row.buildings,
        row.households,
        row.floor_area,
        row.willing_ratio,
        row.max_storeys,
        row.six_storey_buildings,
        row.structure,
        row.management,
        row.original_owner,
        row.problems,
        row.remarks,
        verdict_word(row.eligible),
        row.missing_count if row.eligible == "undetermined" else None,
        row.first_reason,
        "已登记" if row.is_registered else UNVERIFIED,
    )
