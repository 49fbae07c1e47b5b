"""One parser for each kind of cell: a value with how it was understood, or a refusal in a sentence."""

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from .completion import completed
from .fields import FIELDS, M2, WAN_M2, Field
from .findings import WAN
from .limits import Limits
from .names import INVISIBLE, cleaned
from .outcome import Outcome, Refused, Understood
from .workbook import Cell, NoValue

BLANK_MARKS = re.compile(r"[-—–－/\\]+")
"""A stroke stands for an empty cell."""

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
GROUPED = re.compile(r"[+-]?\d{1,3}([, ]\d{3})+(\.\d+)?")
ABOUT = re.compile(
    "^(大?约|约为|近|将近|大概|超过?|不足|不到|[<>≥≤~≈])|(左右|多|余|上下|以上|以下|前后|[+?])[户栋层幢座]?$"
)
UNKNOWN = re.compile("不详|不清|不明|不知|未知|未查|未统计|待[查定核补统]|暂无|暂缺|缺失|^无$|^缺$")
SPAN = re.compile(r"\d\s*[-~—–至到]\s*\d")
YES = {"是", "有", "已成立", "已", "√", "✓", "✔", "y", "yes", "true"}
NO = {"否", "无", "未成立", "没有", "未", "×", "✗", "✘", "n", "no", "false"}
MAX_DIGITS = 15
"""A spreadsheet keeps no more significant digits than these."""

Parser: TypeAlias = Callable[[Cell, Field, "Asked"], Outcome]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a parser needs besides the cell: today, our limits, the unit of the area column."""

    on: dt.date
    limits: Limits
    area_unit: str = WAN_M2


def parse(cell: Cell | NoValue, name: str, asked: Asked) -> Outcome:
    """The cell of a field understood or refused; blank is understood as None.

    Counts come as int, areas as ㎡ with two decimals, completion as a Period, yes/no as bool, others as text.
    """
    field = FIELDS[name]
    if isinstance(cell, NoValue):
        return _without_value(cell)
    if isinstance(cell, str) and not cleaned(cell):
        cell = None
    return Understood(None) if cell is None else PARSERS[field.kind](cell, field, asked)


def shown(cell: Cell | NoValue) -> str:
    """A cell as the spreadsheet shows it, without the tail of a binary fraction; at most 80 characters."""
    if isinstance(cell, NoValue):
        return cell.error or "（公式，无值）"
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and math.isfinite(cell):
        return _plain(exact(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    text = cleaned(str(cell))
    return text if len(text) <= 80 else text[:79] + "…"


def exact(number: int | float) -> Decimal:
    """A spreadsheet's number as the decimal that it shows: 2.6500000000000004 is 2.65."""
    return Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{MAX_DIGITS}g}")


def number_in(cell: Cell | NoValue) -> Decimal | None:
    """The number of a cell, or None; for the figures of subtotal rows, where 65个 is 65."""
    if isinstance(cell, str):
        cell = re.sub(r"(?<=\d)\s*[^\d\s.,，]+$", "", cleaned(cell))
    read = _number(cell, "") if isinstance(cell, str | int | float) else None
    return read if isinstance(read, Decimal) else None


def _without_value(cell: NoValue) -> Refused:
    if cell.error:
        return Refused(
            "formula_error", f"公式出错 {cell.error}", "一个值，不是错误", "改正公式，或直接填写结果"
        )
    return Refused(
        "formula_without_value",
        "公式没有计算结果",
        "文件里存有结果的公式，或直接填写的值",
        "用 Excel 打开、保存后重传，或直接填写结果",
    )


def _count(cell: Cell, field: Field, asked: Asked) -> Outcome:
    expected = f"整数，单位{field.unit}"
    number = _number(cell, expected)
    if not isinstance(number, Decimal):
        return number
    if number != number.to_integral_value():
        return Refused("not_whole", f"{_plain(number)} 不是整数", expected, f"按实际{field.unit}数填写整数")
    least = 0 if field.kind == "count_or_zero" else 1
    most = asked.limits.most[field.name]
    if not least <= number <= most:
        expected = f"{least} 至 {most:,} 的整数，单位{field.unit}"
        return Refused(
            "absurd", f"{_plain(number)} {field.unit}不合常理", expected, "核对是否多填、少填或填错了列"
        )
    return Understood(int(number), _note(cell, number, field.unit))


def _area(cell: Cell, field: Field, asked: Asked) -> Outcome:
    factor = WAN if asked.area_unit == WAN_M2 else 1
    least, most = asked.limits.least_area / factor, asked.limits.most_area / factor
    unit = "万㎡" if factor == WAN else "㎡"
    expected = f"{least:,.2f} 至 {most:,.2f} 的数，单位{unit}"
    number = _number(cell, expected)
    if not isinstance(number, Decimal):
        return number
    if not least <= number <= most:
        other = number / WAN if factor == WAN else number * WAN
        fits = least <= other <= most
        remedy = f"疑为{M2 if factor == WAN else WAN_M2}，改为 {_plain(other)}" if fits else "核对数值和单位"
        return Refused("absurd", f"{_plain(number)} {unit}不合常理", expected, remedy)
    area = (number * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
    note = _note(cell, number, unit)
    return Understood(area, note if area == number * factor else f"按 {area:,} ㎡ 理解，四舍五入到 0.01 ㎡")


def _completed(cell: Cell, field: Field, asked: Asked) -> Outcome:
    number = exact(cell) if isinstance(cell, float) and math.isfinite(cell) else cell
    is_blank = isinstance(cell, str) and BLANK_MARKS.fullmatch(cleaned(cell))
    return (
        Understood(None, "视为未填") if is_blank else completed(number, asked.on, asked.limits.earliest_year)
    )


def _yes_no(cell: Cell, field: Field, asked: Asked) -> Outcome:
    text = unicodedata.normalize("NFKC", shown(cell)).lower()
    if BLANK_MARKS.fullmatch(text):
        return Understood(None, "视为未填")
    if text in YES or text in NO:
        return Understood(text in YES, "" if text in "是否" else f"按“{'是' if text in YES else '否'}”理解")
    return Refused("not_yes_no", f"“{shown(cell)}”看不出是或否", "是 或 否", "改为 是 或 否，不清楚的留空")


def _grade(cell: Cell, field: Field, asked: Asked) -> Outcome:
    text = unicodedata.normalize("NFKC", shown(cell)).upper().replace(" ", "")
    grade = text.removesuffix("级")
    if BLANK_MARKS.fullmatch(text):
        return Understood(None, "视为未填")
    if grade in ("A", "B", "C", "D"):
        return Understood(grade, "" if grade == shown(cell) else f"按 {grade} 级理解")
    return Refused(
        "not_a_grade", f"“{shown(cell)}”不是安全等级", "A、B、C、D 之一", "按鉴定报告填写，未鉴定的留空"
    )


def _text(cell: Cell, field: Field, asked: Asked) -> Outcome:
    text = _joined(cell) if field.kind == "long_text" else cleaned(_whole(cell))
    if BLANK_MARKS.fullmatch(text):
        return Understood(None, "视为未填")
    longest = asked.limits.longest[field.kind]
    if len(text) > longest:
        return Refused("too_long", f"有 {len(text):,} 字", f"不超过 {longest} 字", "删减，全文另作附件")
    return Understood(text)


def _whole(cell: Cell) -> str:
    """The text of a cell in full; numbers and dates as shown."""
    return cell if isinstance(cell, str) else shown(cell)


def _joined(cell: Cell) -> str:
    """A longer text keeps its lines."""
    lines = (cleaned(line) for line in _whole(cell).splitlines())
    return INVISIBLE.sub("", "\n".join(line for line in lines if line))


def _number(cell: Cell, expected: str) -> Decimal | Outcome:
    """The number of a cell; a refusal, or Understood(None) for a stroke."""
    if isinstance(cell, bool):
        return Refused("not_a_number", f"“{shown(cell)}”不是数", expected, "填写数字")
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            return Refused("not_finite", "数值超出表格能表示的范围", expected, "重新填写数字")
        return _not_negative(exact(cell), expected)
    if isinstance(cell, str):
        return _number_in_text(cleaned(unicodedata.normalize("NFKC", cell)), expected)
    return Refused(
        "date_for_number",
        f"读到的是日期或时间 {shown(cell)}",
        expected,
        "把单元格格式改为“常规”，重新填写数字",
    )


def _number_in_text(text: str, expected: str) -> Decimal | Outcome:
    if BLANK_MARKS.fullmatch(text):
        return Understood(None, "视为未填")
    digits = re.sub("[, ]", "", text) if GROUPED.fullmatch(text) else text
    if NUMBER.fullmatch(digits):
        if len(digits) > MAX_DIGITS + 3:
            return Refused("absurd", f"“{text[:20]}…”位数过多", expected, "核对是否多填了数字")
        return _not_negative(Decimal(digits), expected)
    figures = re.search(r"\d[\d,]*(\.\d+)?", text)
    found = figures[0].replace(",", "") if figures else ""
    if UNKNOWN.search(text):
        return Refused("unknown", f"“{text[:20]}”不是数", expected, "查清后填写，确无资料留空")
    if SPAN.search(text):
        return Refused("span", f"“{text[:20]}”是一个范围", expected, "填写一个确数")
    if ABOUT.search(text) and (found or text):
        return Refused(
            "about",
            f"“{text[:20]}”是约数",
            expected,
            f"核实后填写确数，如 {found}" if found else "核实后填写确数",
        )
    if re.fullmatch(r"[\d,.]+", text) and "," in text:
        return Refused("wrong_grouping", f"“{text[:20]}”的千分位逗号不对", expected, "去掉逗号，填写完整数字")
    if found and text.startswith(found):
        return Refused("with_words", f"“{text[:20]}”除数字外还有文字", expected, f"改为 {found}")
    return Refused("not_a_number", f"“{text[:20]}”不是数", expected, "用阿拉伯数字填写")


def _not_negative(number: Decimal, expected: str) -> Decimal | Outcome:
    if number < 0:
        return Refused("negative", f"{_plain(number)} 是负数", expected, "核对后填写正数，确无资料留空")
    return number


def _note(cell: Cell, number: Decimal, unit: str) -> str:
    """What was understood, where it was not written plainly."""
    return (
        f"按 {_plain(number)} {unit}理解" if isinstance(cell, str) and cell.strip() != _plain(number) else ""
    )


def _plain(number: Decimal) -> str:
    """A decimal without exponent and without zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sequence(cell: Cell, field: Field, asked: Asked) -> Outcome:
    return Understood(shown(cell))


PARSERS: dict[str, Parser] = {
    "sequence": _sequence,
    "place": _text,
    "name": _text,
    "text": _text,
    "long_text": _text,
    "count": _count,
    "count_or_zero": _count,
    "area": _area,
    "completed": _completed,
    "yes_no": _yes_no,
    "grade": _grade,
}
