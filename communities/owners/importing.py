"""A spreadsheet of dwellings, row by row: what is new, what changes, what is wrong and why, in words without numbers.

The file is read and let go: it is kept nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from communities.audit.enums import Action
from communities.audit.services import note
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.neighbourhoods.register.archive import UnusableFile
from communities.neighbourhoods.register.workbook import Sheet, open_sheets
from communities.neighbourhoods.services.account import accounted
from communities.owners import services
from communities.owners.models import Dwelling
from communities.owners.sheets import HEADINGS
from communities.people.enums import Capability
from communities.people.rights import Actor

MOST_ROWS = 5_000
"""Ours: rows of one file; a neighbourhood has fewer dwellings."""
HEAD_WITHIN = 10
NAMES = ("building", "room", "floor_area", "owner", "phone", "identity")
AREA_LIMIT = Decimal(10_000)
"""Ours, ㎡: above it a cell is refused, a neighbourhood's area stands in a dwelling's row."""


@dataclass(frozen=True)
class Line:
    """A row of the file as read: its number there, its values, what is wrong and what is doubtful."""

    number: int
    values: dict[str, Any]
    errors: tuple[str, ...]
    doubts: tuple[str, ...] = ()


@dataclass
class Outcome:
    """What a file came to. Nothing is written while `errors` stand and the person did not choose to leave them out."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    is_written: bool = False
    errors: list[tuple[int, str]] = field(default_factory=list)
    doubts: list[tuple[int, str]] = field(default_factory=list)


def take_in(
    neighbourhood: Neighbourhood,
    *,
    content: bytes,
    overwrite: bool,
    skip_wrong: bool,
    keep_doubtful: bool,
    by: Actor,
    now: datetime,
) -> Outcome:
    """Read a file of dwellings and write its rows, all or, with `skip_wrong`, those that are right.

    A new room needs the right to add; one that is registered is changed only with `overwrite` and the right to edit,
    and an empty cell changes nothing. `keep_doubtful`: rows with a number that looks wrong are written too, else left
    out. Raises `Refused` without the right to import, `ValidationError` for a file that can't be read.
    """
    with accounted(by, "导入业主名册"):
        row = services.hold(neighbourhood)
        by.require(Capability.IMPORT, row.path)
        lines = list(_lines(content, row, now))
        standing = {(d.building_id, d.room): d for d in Dwelling.objects.filter(neighbourhood=row)}
        outcome = Outcome()
        rights = _Rights(by.may(Capability.ADD, row.path), by.may(Capability.EDIT, row.path), overwrite)
        new: list[Dwelling] = []
        changed: list[Dwelling] = []
        for line in lines:
            _sort(line, row, standing, rights, keep_doubtful, outcome, new, changed, by, now)
        if outcome.errors and not skip_wrong:
            return outcome
        Dwelling.objects.bulk_create(new, batch_size=500)
        for dwelling in changed:
            dwelling.save()
        outcome.created, outcome.changed, outcome.is_written = len(new), len(changed), True
        note(
            Action.IMPORT,
            f"导入业主名册：新增 {outcome.created} 户，更正 {outcome.changed} 户",
            by=by,
            about=row,
            name=row.name,
        )
        return outcome


@dataclass(frozen=True)
class _Rights:
    add: bool
    edit: bool
    overwrite: bool

    def refusal(self, is_new: bool) -> str:
        """Why a row may not be written, or an empty text."""
        if is_new:
            return "" if self.add else "这个房号还没有登记，您没有登记新户的权限"
        if not self.edit:
            return "这个房号已登记，您只能登记新户，不能更正已登记的资料"
        return "" if self.overwrite else "这个房号已登记；要用表中资料更正，请选择“更正已登记的户”"


def _sort(
    line: Line,
    row: Neighbourhood,
    standing: Mapping[tuple[int | None, str], Dwelling],
    rights: _Rights,
    keep_doubtful: bool,
    outcome: Outcome,
    new: list[Dwelling],
    changed: list[Dwelling],
    by: Actor,
    now: datetime,
) -> None:
    """Decide about one row."""
    if line.errors:
        outcome.errors += [(line.number, said) for said in line.errors]
        outcome.left_out += 1
        return
    building = line.values["building"]
    found = standing.get((building.pk if building else None, line.values["room"]))
    given = {name: value for name, value in line.values.items() if value not in ("", None)}
    dwelling = found or Dwelling(neighbourhood=row, entered_by=by.person, entered_at=now)
    if found is not None and not _differs(found, given):
        outcome.unchanged += 1
        return
    if said := rights.refusal(found is None):
        outcome.errors.append((line.number, said))
        outcome.left_out += 1
        return
    outcome.doubts += [(line.number, said) for said in line.doubts]
    if line.doubts and not keep_doubtful:
        outcome.left_out += 1
        return
    services.fill(dwelling, given)
    (new if found is None else changed).append(dwelling)


def _differs(found: Dwelling, given: Mapping[str, Any]) -> bool:
    return any(getattr(found, name) != value for name, value in given.items())


def _lines(content: bytes, row: Neighbourhood, now: datetime) -> Iterator[Line]:
    """The filled rows below the headings. Raises `ValidationError`."""
    sheet, head, columns = _register(content)
    buildings = {one.name: one for one in Building.objects.filter(neighbourhood=row)}
    filled = [
        (number, cells)
        for number, cells in enumerate(sheet.rows[head + 1 :], start=head + 2)
        if any(_shown(_cell(cells, columns.get(name))) for name in NAMES)
    ]
    if len(filled) > MOST_ROWS:
        raise ValidationError({"file": f"表中有 {len(filled)} 行，一次最多 {MOST_ROWS} 行。请分开导入。"})
    if not filled:
        raise ValidationError({"file": "表头下面没有一户。请确认上传的是填好的表。"})
    read = [_line(number, cells, columns, buildings, now) for number, cells in filled]
    keys = Counter((line.values.get("building"), line.values.get("room")) for line in read)
    for line in read:
        twice = keys[line.values.get("building"), line.values.get("room")] > 1
        more = ("同一房号在表中出现两次",) if twice and line.values.get("room") else ()
        yield Line(line.number, line.values, (*line.errors, *more), line.doubts)


def _register(content: bytes) -> tuple[Sheet, int, dict[str, int]]:
    """The first sheet with our headings, the row in which they stand, their columns."""
    try:
        sheets = open_sheets(content)
    except UnusableFile as unusable:
        raise ValidationError({"file": unusable.message}) from unusable
    for sheet in sheets:
        for place, cells in enumerate(sheet.rows[:HEAD_WITHIN]):
            said = {_shown(cell): column for column, cell in enumerate(cells)}
            columns = {
                name: said[heading] for name, heading in zip(NAMES, HEADINGS, strict=True) if heading in said
            }
            if "room" in columns and len(columns) > 1:
                return sheet, place, columns
    raise ValidationError({"file": f"没有找到表头。请用模板填写，表头为：{'、'.join(HEADINGS)}。"})


def _line(
    number: int,
    cells: list[Any],
    columns: Mapping[str, int],
    buildings: Mapping[str, Building],
    now: datetime,
) -> Line:
    texts = {name: _shown(_cell(cells, columns.get(name))) for name in NAMES}
    values: dict[str, Any] = {name: texts[name] for name in ("room", "owner", "phone", "identity")}
    errors: list[str] = []
    values["building"] = buildings.get(texts["building"]) if texts["building"] else None
    if texts["building"] and values["building"] is None:
        errors.append(f"本小区没有登记“{texts['building'][:20]}”这栋楼；请先登记楼栋，或改成登记的名称")
    values["floor_area"] = _area(texts["floor_area"], errors)
    if _is_rounded(_cell(cells, columns.get("identity"))):
        errors.append("身份证号被存成了数字，末几位已丢失；请把这一列设为文本后重新填写")
    try:
        values = services.plain(values)
    except ValidationError as wrong:
        errors += [f"{_heading(name)}：{''.join(said)}" for name, said in wrong.message_dict.items()]
    return Line(number, values, tuple(errors), tuple(services.doubts(values, now).values()))


def _heading(name: str) -> str:
    return HEADINGS[NAMES.index(name)]


def _area(text: str, errors: list[str]) -> Decimal | None:
    if not text:
        return None
    try:
        area = Decimal(text.replace(",", "").replace("，", "")).quantize(Decimal("0.01"))
    except InvalidOperation:
        errors.append("建筑面积不是数字")
        return None
    if not 0 < area <= AREA_LIMIT:
        errors.append(f"建筑面积须大于 0、不超过 {AREA_LIMIT:,} ㎡")
    return area


def _cell(cells: list[Any], column: int | None) -> Any:
    return cells[column] if column is not None and column < len(cells) else None


def _is_rounded(cell: Any) -> bool:
    """A spreadsheet keeps 15 digits of a number: an identity number in a cell of numbers has lost its end."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 1e15


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
