"""Plausibility: what is possible but unlikely. A query never stops a write; somebody answers it once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .columns import Header
from .fields import FIELDS
from .findings import WAN, Column, Difference, RegisterRow, Remark, Section, Value
from .limits import Limits
from .places import Places

NAMES = {
    "few_households_a_building": "每栋户数偏低",
    "many_households_a_building": "每栋户数偏高",
    "small_homes": "户均面积偏小",
    "large_homes": "户均面积偏大",
    "storeys_contradict": "层数与六层及以上楼栋数矛盾",
    "more_high_buildings_than_buildings": "六层及以上楼栋数多于楼栋数",
    "community_blank": "社区未填",
    "same_name_in_street": "同一街道内小区同名",
    "subtotal_differs": "小计与各行相加不一致",
}
"""Code of a query -> its name in a list of queries."""

SUM_LABELS = {
    "neighbourhoods": "小区数（个）",
    "buildings": "楼栋数（栋）",
    "households": "户数（户）",
    "floor_area": "面积（万㎡）",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A query without its place in the sheet: which field, a sentence, what would be plausible."""

    code: str
    field: str
    message: str
    expected: str
    remedy: str


def of_row(values: dict[str, Value], limits: Limits) -> list[Doubt]:
    """The doubts about one neighbourhood's own figures; a blank or refused figure gives none."""
    buildings, households, area = values.get("buildings"), values.get("households"), values.get("floor_area")
    doubts = _ratios(
        buildings if isinstance(buildings, int) else 0,
        households if isinstance(households, int) else 0,
        area if isinstance(area, Decimal) else Decimal(0),
        limits,
    )
    storeys, high = values.get("max_storeys"), values.get("six_storey_buildings")
    if isinstance(storeys, int) and isinstance(high, int) and (storeys >= 6) != (high > 0):
        doubts.append(
            Doubt(
                "storeys_contradict",
                "six_storey_buildings",
                f"最高 {storeys} 层，六层及以上却有 {high} 栋",
                "最高不足六层时为 0，否则至少 1",
                "核对层数和栋数",
            )
        )
    if isinstance(buildings, int) and isinstance(high, int) and high > buildings:
        message = f"六层及以上 {high} 栋，多于全部 {buildings} 栋"
        doubts.append(
            Doubt(
                "more_high_buildings_than_buildings",
                "six_storey_buildings",
                message,
                f"不大于 {buildings}",
                "核对栋数",
            )
        )
    return doubts


def of_sums(sections: Sequence[Section], limits: Limits, header: Header) -> list[Remark]:
    """The doubts about sums: implausible means of a district or of the file, and subtotals that are not the
    sum.

    A mean of the file is asked about once: with one district it is the district's.
    """
    remarks: list[Remark] = []
    districts = [section for section in sections if section.kind == "district"]
    for section in sections:
        if section.kind == "district" or (section.kind == "file" and len(districts) != 1):
            doubts = _ratios(
                section.summed.buildings, section.summed.households, section.summed.floor_area, limits
            )
            remarks += [_about_sum(doubt, section, header) for doubt in doubts]
        remarks += [_about_difference(difference, section, header) for difference in section.differences]
    return remarks


def same_names(rows: Sequence[RegisterRow], places: Places) -> dict[int, Doubt]:
    """Row -> doubt, where an earlier row has the same name in another community of the street."""
    seen: dict[tuple[str, str], list[RegisterRow]] = defaultdict(list)
    doubts: dict[int, Doubt] = {}
    for row in rows:
        if row.place_code is None or not row.folded_name:
            continue
        street = next(
            (code for code in places.path(row.place_code) if places.by_code[code].level == "street"), ""
        )
        others = [other for other in seen[street, row.folded_name] if other.place_code != row.place_code]
        if street and others:
            numbers = "、".join(str(other.number) for other in others)
            doubts[row.number] = Doubt(
                "same_name_in_street",
                "name",
                f"{places.by_code[street].name}第 {numbers} 行也叫这个名字，社区不同",
                "同一街道内不重名",
                "核对是否同一小区；确为两个小区的，确认即可",
            )
        seen[street, row.folded_name].append(row)
    return doubts


def _ratios(buildings: int, households: int, area: Decimal, limits: Limits) -> list[Doubt]:
    """Doubts about households a building and ㎡ a household; none where a figure is missing."""
    doubts = []
    if buildings and households:
        low, high = limits.least_households_a_building, limits.most_households_a_building
        mean = _rounded(Decimal(households) / buildings)
        if not low * buildings <= households <= high * buildings:
            code = (
                "few_households_a_building" if households < low * buildings else "many_households_a_building"
            )
            message = f"{buildings:,} 栋 {households:,} 户，平均每栋 {mean} 户"
            doubts.append(Doubt(code, "buildings", message, f"每栋 {low} 至 {high} 户", "核对楼栋数和户数"))
    if households and area:
        small, large = limits.least_m2_a_household, limits.most_m2_a_household
        mean = _rounded(area / households)
        if not small * households <= area <= large * households:
            code = "small_homes" if area < small * households else "large_homes"
            message = f"{households:,} 户 {area:,} ㎡，户均 {mean} ㎡"
            doubts.append(
                Doubt(code, "floor_area", message, f"户均 {small} 至 {large} ㎡", "核对面积、单位和户数")
            )
    return doubts


def _about_sum(doubt: Doubt, section: Section, header: Header) -> Remark:
    figure = Decimal(getattr(section.summed, doubt.field))
    return _remark(doubt, section, header, doubt.field, figure)


def _about_difference(difference: Difference, section: Section, header: Header) -> Remark:
    stated, summed = (_figure(difference.field, value) for value in (difference.stated, difference.summed))
    gap = _figure(difference.field, abs(difference.stated - difference.summed))
    unread = "、".join(str(number) for number in difference.unread_rows[:10])
    cause = f"；第 {unread} 行未能计入" if unread else ""
    doubt = Doubt(
        "subtotal_differs",
        difference.field,
        f"{SUM_LABELS[difference.field]}：文件填 {stated}，各行相加 {summed}，差 {gap}{cause}",
        "文件所填与各行相加一致",
        "核对各行，或改正文件的小计",
    )
    return _remark(doubt, section, header, difference.field, difference.stated)


def _remark(doubt: Doubt, section: Section, header: Header, field: str, figure: Decimal) -> Remark:
    column = column_of("name" if field == "neighbourhoods" else field, header)
    return Remark(
        code=doubt.code,
        row=section.stated_row or header.row + 1,
        column=column.letter,
        header=column.header,
        field=field,
        value=_figure(field, figure),
        message=f"{section.name}：{doubt.message}",
        expected=doubt.expected,
        remedy=doubt.remedy,
        scope=section.name,
    )


def column_of(field: str, header: Header) -> Column:
    """The column that feeds a field; for a field without one, its Chinese name and no letter."""
    return next(
        (column for column in header.columns if column.field == field), Column("", FIELDS[field].label, field)
    )


def _figure(field: str, value: Decimal) -> str:
    return str((value / WAN).quantize(Decimal("0.01"))) if field == "floor_area" else str(int(value))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
