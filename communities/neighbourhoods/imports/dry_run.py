"""Reading an uploaded register and working out what it would do; nothing of the register itself is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any, Self

from communities.neighbourhoods.imports.plan import Plan, compare
from communities.neighbourhoods.models import ImportState, RegisterImport
from communities.neighbourhoods.register import (
    Column,
    Division,
    Outline,
    Places,
    RegisterReading,
    Totals,
    marked_copy,
    read,
    receipt,
)
from communities.neighbourhoods.services.plausibility import limits
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.records.models import Document
from communities.records.services import store_bytes
from communities.tenancy.models import Jurisdiction

Report = Callable[[int, int, str], None]
"""Takes how far the work is: done, total, and what is being done."""

YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")

MARKED, RECEIPT = "台账核对件", "台账错误回执"
"""Kinds of the documents that a dry run makes."""


@dataclass(frozen=True)
class DryRun:
    """What a person looks at before writing: the reading, the plan, ids of the marked copy and of the
    receipt.
    """

    reading: RegisterReading
    plan: Plan
    survey_year: int
    marked: int | None = None
    receipt: int | None = None

    @property
    def left_out(self) -> int:
        """Rows with errors."""
        return len(self.reading.rows) - len(self.plan.steps)

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept beside the outline of the file."""
        return {
            "file": self.reading.as_json(),
            "plan": self.plan.as_json(),
            "survey_year": self.survey_year,
            "marked": self.marked,
            "receipt": self.receipt,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The dry run that `as_json()` gave."""
        return cls(
            RegisterReading.from_json(stored["file"]),
            Plan.from_json(stored["plan"]),
            stored["survey_year"],
            stored["marked"],
            stored["receipt"],
        )


def outline_as_json(outline: Outline) -> dict[str, Any]:
    """An outline in plain values."""
    return asdict(outline)


def totals_as_json(summed: Totals) -> dict[str, Any]:
    """Sums under the names of the commands; the area as text with two decimals."""
    return {
        "neighbourhoods": summed.neighbourhoods,
        "buildings": summed.buildings,
        "households": summed.households,
        "area_wan_m2": str(summed.area_wan_m2),
    }


def divisions() -> Places:
    """The tree of the tenant entered, to find places by their names."""
    rows = Jurisdiction.objects.values_list("code", "name", "division", "parent__code")
    return Places(Division(code, name, level, parent or "") for code, name, level, parent in rows)


def rehearse(
    content: bytes, *, mapping: Mapping[str, str], within: Jurisdiction, survey_year: int, on: date, by: Actor
) -> DryRun:
    """Read a file as the actor's upload at a place, and plan its rows. Raises `UnusableFile`."""
    reading = read(content, on=on, places=divisions(), mapping=mapping, within=within.code, limits=limits())
    reading, plan = compare(reading, survey_year=survey_year, by=by)
    return DryRun(reading, plan, survey_year)


def year_told(seen: Outline, filename: str, *, on: date) -> int:
    """The year of the survey as a file tells it: above its header (青岛市2023年…台账), in its name, else
    this year.
    """
    for text in (*seen.above, filename):
        if (found := YEAR.search(text)) and int(found[0]) <= on.year:
            return int(found[0])
    return on.year


def with_files(
    register_import: RegisterImport, content: bytes, rehearsed: DryRun, *, by: Actor, report: Report
) -> DryRun:
    """A dry run with the two files to take away."""
    report(1, 3, "正在标记有错和存疑的格")
    marked = _file(register_import, content, rehearsed.reading, MARKED, by)
    report(2, 3, "正在整理错误回执")
    wrong_rows = _file(register_import, content, rehearsed.reading, RECEIPT, by)
    return replace(rehearsed, marked=marked, receipt=wrong_rows)


def check(register_import: RegisterImport, *, by: Actor, on: date, report: Report) -> DryRun:
    """The dry run of an upload, kept with it. Raises `UnusableFile`, `Refused`."""
    by.require(Capability.IMPORT, register_import.jurisdiction.path)
    report(0, 3, "正在读取文件")
    with register_import.document.file.open("rb") as file:
        content = file.read()
    rehearsed = rehearse(
        content,
        mapping=register_import.mapping,
        within=register_import.jurisdiction,
        survey_year=register_import.survey_year,
        on=on,
        by=by,
    )
    done = with_files(register_import, content, rehearsed, by=by, report=report)
    keep(register_import, done)
    return done


def keep(register_import: RegisterImport, done: DryRun) -> None:
    """Store a dry run with its import, which then waits to be written."""
    register_import.reading = {**(register_import.reading or {}), **done.as_json()}
    register_import.state = ImportState.CHECKED
    register_import.save(update_fields=["mapping", "reading", "state"])


def outline_of(register_import: RegisterImport) -> Outline:
    """What the file's header looked like at upload."""
    stored = (register_import.reading or {})["outline"]
    columns = tuple(Column(**{**column, "samples": tuple(column["samples"])}) for column in stored["columns"])
    lists = {name: tuple(stored[name]) for name in ("other_sheets", "missing", "above")}
    return Outline(**{**stored, **lists, "columns": columns})


def dry_run_of(register_import: RegisterImport) -> DryRun:
    """The dry run kept with an import; ask only for one that has been checked."""
    return DryRun.from_json(register_import.reading or {})


def silent(done: int, total: int, text: str) -> None:
    """A report that nobody watches."""


def _file(
    register_import: RegisterImport, content: bytes, reading: RegisterReading, kind: str, by: Actor
) -> int | None:
    """The id of the marked copy or of the receipt; None where there is nothing to mark."""
    has_errors = any(True for _ in reading.errors)
    if not has_errors and (kind == RECEIPT or not any(True for _ in reading.queries)):
        return None
    made = receipt(content, reading) if kind == RECEIPT else marked_copy(content, reading)
    document: Document = store_bytes(
        content=made,
        filename=f"{PurePath(register_import.document.filename).stem}-{kind[2:]}.xlsx",
        kind=kind,
        jurisdiction=register_import.jurisdiction,
        by=by,
    )
    return document.pk
