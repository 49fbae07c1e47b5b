"""Finds the header of a register in a sheet, which column feeds which field, and in which unit."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from openpyxl.utils import get_column_letter

from .archive import UnusableFile
from .cells import shown
from .fields import AREA_UNITS, FIELDS, M2, PLAIN_UNITS, REQUIRED, WAN_M2
from .findings import Column
from .names import cleaned
from .workbook import Cell, Sheet

HEADER_SEARCH_ROWS = 30
"""Ours: a header further down than this is not looked for."""

MIN_FIELDS = 3
"""Ours: a row with fewer known headers than this is no header."""


@dataclass(frozen=True)
class Header:
    """Where the table starts and which column feeds which field. Zero-based; data begin at `first_row`."""

    row: int
    first_row: int
    columns: tuple[Column, ...]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Field -> position of its column."""
        return {column.field: place for place, column in enumerate(self.columns) if column.field}

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that no column feeds."""
        return tuple(name for name in REQUIRED if name not in self.positions)

    @property
    def area_unit(self) -> str:
        """The unit of the area column; empty when the file does not say it."""
        return next((column.unit for column in self.columns if column.field == "floor_area"), "")


def find_header(sheet: Sheet, mapping: Mapping[str, str] | None = None) -> Header | None:
    """The header of a sheet in one row or in two, or None where none is found.

    `mapping` is remembered {header text: field}, "" for a column not to be read; `floor_area@平方米` fixes
    the unit too. It outranks our own knowledge of headers. Raises UnusableFile when two columns claim one
    field, ValueError when the mapping names a field that does not exist.
    """
    remembered = {_key(text): _known(target) for text, target in (mapping or {}).items()}
    best = max(_candidates(sheet, remembered), key=lambda candidate: candidate[0], default=None)
    if best is None:
        return None
    _, row, height, texts = best
    targets = _assigned(texts, remembered)
    first_row = row + height
    spoken = _unit_of_rows(sheet.rows[:row])
    if first_row < len(sheet.rows) and (below := _unit_row(sheet.rows[first_row])):
        spoken = below.get(targets.index("floor_area") if "floor_area" in targets else -1, spoken)
        first_row += 1
    columns = tuple(
        Column(
            get_column_letter(place + 1),
            text,
            target,
            _unit(text, target, remembered, spoken),
            _samples(sheet, first_row, place),
        )
        for place, (text, target) in enumerate(zip(texts, targets, strict=True))
    )
    return Header(row, first_row, columns)


def _candidates(
    sheet: Sheet, remembered: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[int, int, int, list[str]]]:
    """(known fields, row, height, texts) of possible headers: one row before two, upper before lower."""
    for height in (1, 2):
        for row in range(min(HEADER_SEARCH_ROWS, len(sheet.rows) - height + 1)):
            texts = _texts(sheet, row, height)
            score = _score(texts, remembered)
            is_header = height == 1 or (
                _score(_texts(sheet, row, 1), remembered) and not _looks_like_data(sheet, row + 1)
            )
            if score >= MIN_FIELDS and is_header:
                yield score, row, height, texts


def _score(texts: list[str], remembered: Mapping[str, tuple[str, str]]) -> int:
    return len({target for text in texts if (target := _target(text, remembered))})


def is_header_again(texts: Sequence[Cell], header: Header) -> bool:
    """Whether a row repeats the header, as at the top of a printed page."""
    same = sum(
        1 for cell, column in zip(texts, header.columns, strict=False)
        if isinstance(cell, str) and column.header and _key(cell) == _key(column.header.split("/")[-1])
    )  # fmt: skip
    return same >= 3


def _texts(sheet: Sheet, row: int, height: int) -> list[str]:
    """The header text of each column; two rows joined by a stroke, a merged cell for all it spans."""
    upper = [_text(cell) for cell in sheet.filled_row(row)]
    if height == 1:
        return upper
    lower = [_text(cell) for cell in sheet.filled_row(row + 1)]
    pairs = zip_longest(upper, lower, fillvalue="")
    return [
        above if above == below or not below else f"{above}/{below}" if above else below
        for above, below in pairs
    ]


def _text(cell: Cell) -> str:
    return cleaned(cell) if isinstance(cell, str) else ""


def _looks_like_data(sheet: Sheet, row: int) -> bool:
    return any(isinstance(cell, int | float) for cell in sheet.rows[row])


def _key(text: str) -> str:
    """A header without blanks, marks, width of characters and unit: what synonyms are compared by."""
    plain = re.sub(r"[\s*:;,。]", "", unicodedata.normalize("NFKC", text)).lower()
    return re.sub(
        r"\(([^()]*)\)$|/[^/]*$", lambda tail: "" if _is_unit(tail[0].strip("()/")) else tail[0], plain
    )


def _is_unit(text: str) -> bool:
    words = [word for word in re.split("[、:]", text.removeprefix("单位")) if word]
    return bool(words) and all(word in AREA_UNITS or word in PLAIN_UNITS for word in words)


def _known(target: str) -> tuple[str, str]:
    name, _, unit = target.partition("@")
    if (name and name not in FIELDS) or (unit and unit not in (WAN_M2, M2)):
        raise ValueError(f"unknown field or unit in mapping: {target!r}")
    return name, unit


SYNONYMS = {
    _key(text): field.name for field in FIELDS.values() for text in (field.label, *field.synonyms.split())
}


def _target(text: str, remembered: Mapping[str, tuple[str, str]]) -> str:
    """The field of a header: as remembered, else as known, else by the lower part of a two-row header."""
    if not text:
        return ""
    key = _key(text)
    if key in remembered:
        return remembered[key][0]
    whole = SYNONYMS.get(key) or SYNONYMS.get(key.replace("/", ""))
    return whole or SYNONYMS.get(_key(text.split("/")[-1])) or SYNONYMS.get(_key(text.split("/")[0]), "")


def _assigned(texts: list[str], remembered: Mapping[str, tuple[str, str]]) -> list[str]:
    """One column for each field: a remembered one first, then the field's own label, then a synonym."""
    targets = [_target(text, remembered) for text in texts]
    for name in {target for target in targets if target}:
        rivals = [place for place, target in enumerate(targets) if target == name]
        ranks = {place: _rank(texts[place], name, remembered) for place in rivals}
        winners = [place for place in rivals if ranks[place] == min(ranks.values())]
        if len(winners) > 1:
            shown = "、".join(f"{get_column_letter(place + 1)} 列“{texts[place]}”" for place in winners)
            raise UnusableFile(
                "column_twice",
                f"有 {len(winners)} 列都像是“{FIELDS[name].label}”：{shown}。请在“对应列”中指明读哪一列，"
                "或改表头后重新上传。",
            )
        for place in rivals:
            targets[place] = name if place in winners else ""
    return targets


def _rank(text: str, name: str, remembered: Mapping[str, tuple[str, str]]) -> int:
    key = _key(text)
    return 0 if key in remembered else 1 if key == _key(FIELDS[name].label) else 2


def _unit(text: str, target: str, remembered: Mapping[str, tuple[str, str]], spoken: str) -> str:
    """The unit of a column: for areas as remembered or written, for others the field's own."""
    if target != "floor_area":
        return FIELDS[target].unit if target else ""
    return remembered.get(_key(text), ("", ""))[1] or _area_unit(text) or spoken


def _area_unit(text: str) -> str:
    """The area unit named in a text; empty when there is none or both are named."""
    plain = unicodedata.normalize("NFKC", text).lower()
    found = {AREA_UNITS[word] for word in re.findall("|".join(AREA_UNITS), plain)}
    return found.pop() if len(found) == 1 else ""


def _unit_of_rows(rows: Sequence[Sequence[Cell]]) -> str:
    """The area unit said above the header, as in 单位：栋、户、万平方米."""
    texts = [cell for row in rows for cell in row if isinstance(cell, str) and "单位" in cell]
    return next((unit for text in texts if (unit := _area_unit(text))), "")


def _unit_row(row: Sequence[Cell]) -> dict[int, str]:
    """Position -> area unit ("" for others) if a row holds nothing but units; else empty."""
    texts = {place: _text(cell).strip("()（）") for place, cell in enumerate(row) if cell is not None}
    if not texts or not all(_is_unit(unicodedata.normalize("NFKC", text).lower()) for text in texts.values()):
        return {}
    return {place: _area_unit(text) for place, text in texts.items()}


def _samples(sheet: Sheet, first_row: int, place: int) -> tuple[str, ...]:
    """Up to three cells below the header, for the page where columns are matched."""
    cells = (row[place] for row in sheet.rows[first_row : first_row + 20] if place < len(row))
    return tuple([shown(cell)[:40] for cell in cells if cell is not None][:3])
