"""Sums of the rows by file, district and street, beside the figures that the file itself states."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .cells import number_in
from .fields import WAN_M2
from .findings import WAN, Difference, RegisterRow, Section, Totals
from .kinds import SumRow
from .places import Places

FIGURES = ("neighbourhoods", "buildings", "households", "floor_area")


@dataclass(frozen=True, slots=True)
class Stated:
    """A subtotal row with the section it speaks of."""

    row: SumRow
    kind: str
    code: str


def sections(
    rows: Sequence[RegisterRow], sums: Sequence[SumRow], places: Places, area_unit: str
) -> tuple[Section, ...]:
    """The whole file first, then its districts, then the streets that the file sums itself, in the order of
    the file.

    Only readable cells are added; rows whose place was refused count in the whole file, and in their
    district where that was readable. Areas are compared in ㎡, exactly.
    """
    stated = [found for one in sums if (found := _placed(one, rows, sums, places)) is not None]
    groups: dict[tuple[str, str], list[RegisterRow]] = {("file", ""): list(rows)}
    for row in rows:
        if row.district_code is not None:
            groups.setdefault(("district", row.district_code), []).append(row)
    for one in stated:
        if one.kind == "street":
            inside = [row for row in rows if row.place_code and places.is_under(row.place_code, one.code)]
            groups[one.kind, one.code] = inside
        groups.setdefault((one.kind, one.code), [])
    by_section = {(one.kind, one.code): one.row for one in reversed(stated)}
    return tuple(
        _section(kind, code, members, by_section.get((kind, code)), places, area_unit)
        for (kind, code), members in groups.items()
    )


def total(rows: Iterable[RegisterRow]) -> Totals:
    """The sums of the readable cells of some rows."""
    figures: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        figures["neighbourhoods"] += 1
        for name in FIGURES[1:]:
            value = row.values.get(name)
            if isinstance(value, int | Decimal):
                figures[name] += value
    return Totals(
        neighbourhoods=int(figures["neighbourhoods"]),
        buildings=int(figures["buildings"]),
        households=int(figures["households"]),
        floor_area=figures["floor_area"].quantize(Decimal("0.01")),
    )


def _placed(
    one: SumRow, rows: Sequence[RegisterRow], sums: Sequence[SumRow], places: Places
) -> Stated | None:
    """The section of a sum row: by the name in its label, else by the rows next to it; None where that
    stays open."""
    if one.kind == "total" and sum(other.kind == "total" for other in sums) == 1:
        return Stated(one, "file", "")
    present = {code for row in rows if row.place_code for code in places.path(row.place_code)}
    named = [place for place in places.named(one.label) if place.code in present] if one.label else []
    if named:
        place = named[0]
        if place.level in ("district", "street"):
            return Stated(one, place.level, place.code)
        return Stated(one, "file", "")
    if one.label:
        return None
    district = _block(one, rows, sums)
    return Stated(one, "district", district) if district else None


def _block(one: SumRow, rows: Sequence[RegisterRow], sums: Sequence[SumRow]) -> str | None:
    """The one district of the rows that an unnamed subtotal closes, or opens where the file begins with a
    subtotal."""
    first_data = min((row.number for row in rows), default=0)
    opens = any(other.number < first_data for other in sums if other.kind == "subtotal")
    edges = sorted(other.number for other in sums)
    place = edges.index(one.number)
    if opens:
        low, high = one.number, edges[place + 1] if place + 1 < len(edges) else float("inf")
    else:
        low, high = edges[place - 1] if place else 0, one.number
    codes = {row.district_code for row in rows if low < row.number < high}
    return codes.pop() if len(codes) == 1 else None


def _section(
    kind: str,
    code: str,
    rows: Sequence[RegisterRow],
    stated_row: SumRow | None,
    places: Places,
    area_unit: str,
) -> Section:
    summed = total(rows)
    name = places.by_code[code].name if code else "全表"
    if stated_row is None:
        return Section(kind, code, name, summed)
    stated = _stated(stated_row, area_unit)
    differences = tuple(
        Difference(field, figure, Decimal(getattr(summed, field)), _unread(rows, field))
        for field, figure in stated.items()
        if figure != getattr(summed, field)
    )
    return Section(kind, code, name, summed, stated, stated_row.number, differences)


def _stated(row: SumRow, area_unit: str) -> dict[str, Decimal]:
    """The figures of a sum row that are numbers; the area in ㎡."""
    read = {field: number for field in FIGURES if (number := number_in(row.figures.get(field))) is not None}
    if "floor_area" in read and area_unit == WAN_M2:
        read["floor_area"] *= WAN
    return read


def _unread(rows: Sequence[RegisterRow], field: str) -> tuple[int, ...]:
    return tuple(row.number for row in rows if field != "neighbourhoods" and row.values.get(field) is None)
