"""A roster as bureaus send it: a spreadsheet in, rows of texts out. Nothing is looked up here."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from communities.neighbourhoods.register import UnusableFile
from communities.neighbourhoods.register.workbook import Cell, NoValue, open_sheets

MOST = 200
"""Ours: people of one file. A password is hashed for each, and hashing is slow on purpose."""
HEAD_WITHIN = 10
"""Ours: rows in which the head is looked for."""

HEADINGS = {
    "name": "姓名",
    "username": "用户名",
    "phone": "手机号码",
    "organisation": "单位",
    "place": "任职地点",
    "role": "拟授角色",
    "starts_on": "起",
    "ends_on": "止",
}
"""Columns of a roster, by the name of the value."""
NEEDED = ("name", "username")


@dataclass(frozen=True)
class Row:
    """One line of a roster, as typed; `number` is that of the spreadsheet."""

    number: int
    name: str = ""
    username: str = ""
    phone: str = ""
    organisation: str = ""
    place: str = ""
    role: str = ""
    starts_on: str = ""
    ends_on: str = ""

    def as_json(self) -> dict[str, object]:
        """Plain values, which `Row(**values)` takes back."""
        return asdict(self)


def read(content: bytes) -> list[Row]:
    """The rows of the first sheet that has the head of a roster. Empty rows are left out.

    Raises `UnusableFile` for what is no such spreadsheet (too large, broken, no head, more than `MOST` people).
    """
    for sheet in open_sheets(content):
        for number, cells in enumerate(sheet.rows[:HEAD_WITHIN]):
            columns = _columns(cells)
            if columns is not None:
                return _rows(sheet.rows, number, columns, sheet.no_values)
    wanted = "、".join(HEADINGS.values())
    raise UnusableFile(
        "no_head", f"没有找到表头。第一行须有“姓名”和“用户名”，各列为：{wanted}。请下载模板填写。"
    )


def _columns(cells: list[Cell]) -> dict[str, int] | None:
    """Where each value stands; None for a row that is no head."""
    titles = {text(cell).strip(): place for place, cell in reversed(list(enumerate(cells)))}
    found = {name: titles[title] for name, title in HEADINGS.items() if title in titles}
    return found if all(name in found for name in NEEDED) else None


def _rows(
    rows: list[list[Cell]], head: int, columns: dict[str, int], no_values: dict[tuple[int, int], NoValue]
) -> list[Row]:
    found = []
    for at in range(head + 1, len(rows)):
        values = {name: text(rows[at][place]) for name, place in columns.items()}
        if not any(values.values()):
            continue
        if any((at, place) in no_values for place in columns.values()):
            raise UnusableFile(
                "formula", f"第 {at + 1} 行有没有算出结果的公式。请在表格软件中打开、保存后重新上传。"
            )
        found.append(Row(at + 1, **values))
        if len(found) > MOST:
            raise UnusableFile("too_many", f"表格超过 {MOST} 人。一次最多导入 {MOST} 人，请拆开上传。")
    if not found:
        raise UnusableFile("no_rows", "表头下面没有人员。请每人填一行后重新上传。")
    return found


def text(cell: Cell) -> str:
    """A cell as people typed it: a telephone number is no float, a day is no moment."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def names() -> tuple[str, ...]:
    """The names of a row's values."""
    return tuple(field.name for field in fields(Row))
