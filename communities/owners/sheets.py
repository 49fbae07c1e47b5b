"""The register of owners as a spreadsheet: masked, in full, and the empty one to fill in."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from communities.neighbourhoods.models import Neighbourhood
from communities.owners.models import Dwelling
from communities.owners.queries import dwellings
from communities.privacy import masks
from communities.records.exporting import CHUNK, in_chunks
from communities.records.spreadsheets import Column, Sheet

Mask = Callable[[str], str]
HEADINGS = ("楼栋", "房号", "建筑面积(㎡)", "业主姓名", "手机号码", "身份证号")
"""Of the template, and of every file that is read."""


def masked_sheet(row: Neighbourhood) -> Sheet[Dwelling]:
    """What everybody with the right to export takes out."""
    return _sheet(row, masks.name, masks.phone, masks.identity)


def full_sheet(row: Neighbourhood) -> Sheet[Dwelling]:
    """Names and numbers as they are: only `services.export_full` hands it out."""
    return _sheet(row, str, str, str)


def template(row: Neighbourhood) -> Sheet[Dwelling]:
    """The headings alone."""
    return Sheet("业主名册", "户", _columns(str, str, str), [], 0, frozen=2)


def _sheet(row: Neighbourhood, name: Mask, phone: Mask, identity: Mask) -> Sheet[Dwelling]:
    rows: QuerySet[Dwelling] = dwellings(row).order_by("building__name", "room", "id")
    shown = in_chunks(rows.iterator(chunk_size=CHUNK))
    return Sheet("业主名册", "户", _columns(name, phone, identity), shown, rows.count(), frozen=2)


def _columns(name: Mask, phone: Mask, identity: Mask) -> tuple[Column[Dwelling], ...]:
    building, room, area, owner, mobile, paper = HEADINGS
    return (
        Column(building, lambda row: row.building.name if row.building else None, 14),
        Column(room, lambda row: row.room, 18),
        Column(area, lambda row: row.floor_area, 14, "area"),
        Column(owner, lambda row: name(row.owner), 16),
        Column(mobile, lambda row: phone(row.phone), 16),
        Column(paper, lambda row: identity(row.identity), 24),
    )
