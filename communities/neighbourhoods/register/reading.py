"""Reads a register: from an uploaded file to rows, refusals, doubts and sums. It writes nothing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from . import doubts
from .archive import Source, UnusableFile
from .cells import Asked, parse, shown
from .columns import Header
from .fields import FIELDS
from .findings import RegisterReading, RegisterRow, Remark, Value
from .kinds import skipped_above, sort_rows
from .limits import Limits
from .names import fold
from .outcome import Refused
from .places import Found, NotFound, Places
from .shape import find_register, require_columns
from .sums import sections
from .workbook import Cell, NoValue, Sheet

PLACE_FIELDS = ("city", "district", "street", "community")


def read(
    source: Source,
    *,
    on: date,
    places: Places,
    mapping: Mapping[str, str] | None = None,
    within: str | None = None,
    limits: Limits | None = None,
) -> RegisterReading:
    """Reads the register in a file (path or bytes of an .xlsx).

    `on` is today: a day after it is refused. `mapping` is remembered {header text: field} (see
    `columns.find_header`). `within` is the code of the officer's own place: rows outside it are refused.
    Raises UnusableFile, whose message is meant for the person, when the file is not readable as a whole;
    LookupError when `within` is unknown.
    """
    sheet, header, others = find_register(source, mapping)
    require_columns(header)
    task = _Task(sheet, header, places, within, Asked(on, limits or Limits(), header.area_unit))
    sorted_rows = sort_rows(sheet, header)
    if not sorted_rows.data:
        raise UnusableFile("no_rows", "表头下面没有一行小区。请确认上传的是填好的台账，而不是空表。")
    rows = [task.row(place) for place in sorted_rows.data]
    rows = _without_doubles(rows, header)
    for_names = doubts.same_names(rows, places)
    rows = [
        replace(row, queries=(*row.queries, task.query(row, for_names[row.number])))
        if row.number in for_names
        else row
        for row in rows
    ]
    summed = sections(rows, sorted_rows.sums, places, header.area_unit)
    return RegisterReading(
        sheet=sheet.name,
        other_sheets=others,
        header_row=header.row + 1,
        first_data_row=header.first_row + 1,
        columns=header.columns,
        rows=tuple(rows),
        skipped=(*skipped_above(sheet, header), *sorted_rows.skipped),
        sections=summed,
        file_queries=tuple(doubts.of_sums(summed, task.asked.limits, header)),
    )


@dataclass(slots=True)
class _Draft:
    """A row while it is read."""

    number: int
    values: dict[str, Value] = field(default_factory=dict)
    notes: list[Remark] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    queries: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Task:
    """What every row needs to be read."""

    sheet: Sheet
    header: Header
    places: Places
    within: str | None
    asked: Asked

    def row(self, place: int) -> RegisterRow:
        """One neighbourhood: its cells, its place, what does not fit together."""
        draft = _Draft(place + 1)
        for name in self.header.positions:
            self._read_cell(draft, place, name)
        if draft.values.get("name") is None and not any(error.field == "name" for error in draft.errors):
            refused = Refused("name_blank", "小区名称未填", "小区名称", "填写小区名称；不是小区的行请删去")
            draft.errors.append(self._refusal(draft, "name", "", refused))
        found = self._find_place(draft)
        self._compare_consent(draft)
        for doubt in doubts.of_row(draft.values, self.asked.limits):
            draft.queries.append(
                self._remark(draft.number, doubt.field, draft.values.get(doubt.field), doubt)
            )
        written = draft.values.get("name")
        return RegisterRow(
            number=draft.number,
            values=draft.values,
            place_code=found.code if isinstance(found, Found) else None,
            district_code=found.district if isinstance(found, Found) else self._district_alone(draft),
            folded_name=fold(written) if isinstance(written, str) else "",
            notes=tuple(draft.notes),
            errors=tuple(draft.errors),
            queries=tuple(draft.queries),
        )

    def query(self, row: RegisterRow, doubt: doubts.Doubt) -> Remark:
        """A doubt at a cell of a row already read."""
        return self._remark(row.number, doubt.field, row.values.get(doubt.field), doubt)

    def _cell(self, place: int, name: str) -> Cell | NoValue:
        """A cell as it stands; place names merged over several rows belong to each of them."""
        column = self.header.positions[name]
        cell = self.sheet.no_values.get((place, column), self.sheet.rows[place][column])
        if cell is None and FIELDS[name].kind == "place":
            return self.sheet.merged_down(column, place)
        return cell

    def _read_cell(self, draft: _Draft, place: int, name: str) -> None:
        cell = self._cell(place, name)
        if FIELDS[name].kind == "sequence":
            return
        outcome = parse(cell, name, self.asked)
        if isinstance(outcome, Refused):
            draft.values[name] = None
            draft.errors.append(self._refusal(draft, name, shown(cell), outcome))
            return
        draft.values[name] = outcome.value
        if outcome.note:
            column = doubts.column_of(name, self.header)
            draft.notes.append(
                Remark(
                    "understood", draft.number, column.letter, column.header, name, shown(cell), outcome.note
                )
            )

    def _find_place(self, draft: _Draft) -> Found | NotFound | None:
        """The division of a row; None where a cell of its place was already refused."""
        if any(error.field in PLACE_FIELDS for error in draft.errors):
            return None
        texts = {name: str(draft.values.get(name) or "") for name in PLACE_FIELDS}
        found = self.places.resolve(**texts, within=self.within)
        if isinstance(found, NotFound):
            refused = Refused(found.code, found.message, found.expected, found.remedy)
            draft.errors.append(self._refusal(draft, found.field, texts[found.field], refused))
            return found
        for name, official in found.understood:
            column = doubts.column_of(name, self.header)
            note = f"按“{official}”理解"
            draft.notes.append(
                Remark("understood", draft.number, column.letter, column.header, name, texts[name], note)
            )
        if not texts["community"]:
            street = self.places.by_code[found.code].name
            message = f"社区未填，先登记在{street}"
            doubt = doubts.Doubt(
                "community_blank", "community", message, f"{street}所辖的社区或村", "由街道补填社区"
            )
            draft.queries.append(self._remark(draft.number, "community", None, doubt))
        return found

    def _district_alone(self, draft: _Draft) -> str | None:
        """The district of a row whose street or community was refused: its figures are summed there."""
        text = str(draft.values.get("district") or "")
        named = [place for place in self.places.named(text) if place.level == "district"] if text else []
        return named[0].code if len(named) == 1 else None

    def _compare_consent(self, draft: _Draft) -> None:
        agreeing, households = draft.values.get("agreeing_households"), draft.values.get("households")
        if isinstance(agreeing, int) and isinstance(households, int) and agreeing > households:
            refused = Refused(
                "more_agreeing_than_households",
                f"同意 {agreeing} 户，多于居民户数 {households} 户",
                f"不大于居民户数 {households}",
                "核对是否多填，或居民户数少填",
            )
            draft.errors.append(self._refusal(draft, "agreeing_households", str(agreeing), refused))
            draft.values["agreeing_households"] = None

    def _refusal(self, draft: _Draft, name: str, value: str, refused: Refused) -> Remark:
        column = doubts.column_of(name, self.header)
        return Remark(
            refused.code,
            draft.number,
            column.letter,
            column.header,
            name,
            value,
            refused.message,
            refused.expected,
            refused.remedy,
        )

    def _remark(self, number: int, name: str, value: Value, doubt: doubts.Doubt) -> Remark:
        column = doubts.column_of(name, self.header)
        cell = self._cell(number - 1, name) if column.letter else None
        return Remark(
            doubt.code,
            number,
            column.letter,
            column.header,
            name,
            shown(cell),
            doubt.message,
            doubt.expected,
            doubt.remedy,
        )


def _without_doubles(rows: list[RegisterRow], header: Header) -> list[RegisterRow]:
    """Refuses a neighbourhood named twice in one community: the later row, or both where they differ."""
    groups: dict[tuple[str, str], list[RegisterRow]] = defaultdict(list)
    for row in rows:
        if row.place_code is not None and row.folded_name:
            groups[row.place_code, row.folded_name].append(row)
    doubles: dict[int, tuple[Remark, ...]] = {}
    for group in groups.values():
        differ = any(_facts(row) != _facts(group[0]) for row in group)
        for row in group if differ and len(group) > 1 else group[1:]:
            doubles[row.number] = (*row.errors, _double(row, group, header, differ))
    return [replace(row, errors=doubles[row.number]) if row.number in doubles else row for row in rows]


def _facts(row: RegisterRow) -> dict[str, Value]:
    """The values that may differ between two rows of one neighbourhood; the same place may be written two ways."""
    return {name: value for name, value in row.values.items() if name not in (*PLACE_FIELDS, "name")}


def _double(row: RegisterRow, group: list[RegisterRow], header: Header, differ: bool) -> Remark:
    column = doubts.column_of("name", header)
    others = "、".join(str(other.number) for other in group if other is not row)
    what = "，但内容不同，分不清哪行为准" if differ else "，内容相同"
    return Remark(
        "double",
        row.number,
        column.letter,
        column.header,
        "name",
        str(row.values["name"]),
        f"与第 {others} 行是同一社区的同名小区{what}",
        "一个小区只占一行",
        "核对后只留一行；确为两个小区的，把名称写得可以区分",
    )
