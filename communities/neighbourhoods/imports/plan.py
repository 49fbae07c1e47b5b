"""What a register read from a file would do to the register that stands: row by row, field by field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from communities.neighbourhoods.imports.labels import FACT_LABELS, shown, shown_interval
from communities.neighbourhoods.models import Building, Neighbourhood, Survey
from communities.neighbourhoods.register import Period, RegisterReading, RegisterRow, Remark
from communities.neighbourhoods.register.fields import FIELDS
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction

SOURCE = "摸底台账导入"
"""The source of a survey round that came with a register."""

COLUMN_OF = {
    "buildings": "buildings_declared",
    "households": "households_declared",
    "floor_area": "floor_area_declared",
} | {
    name: name
    for name in (
        "residents",
        "max_storeys",
        "six_storey_buildings",
        "structure",
        "original_owner",
        "management",
        "has_owners_organisation",
        "problems",
        "safety_grade",
        "is_historic_building",
        "remarks",
    )
}
"""Field of a register -> column of a neighbourhood, where one cell is one column."""


class Kind(StrEnum):
    """What becomes of a clean row."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that the file has otherwise than the register, both in words."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One clean row: what it does, to which neighbourhood at which revision (both None for a new one)."""

    row: int
    kind: Kind
    neighbourhood: int | None = None
    revision: int | None = None
    changes: tuple[Change, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of all clean rows, in the order of the file."""

    steps: tuple[Step, ...]

    def of(self, kind: Kind) -> list[Step]:
        """The steps of one kind."""
        return [step for step in self.steps if step.kind is kind]

    @property
    def created(self) -> int:
        return len(self.of(Kind.NEW))

    @property
    def updated(self) -> int:
        return len(self.of(Kind.UPDATE))

    @property
    def unchanged(self) -> int:
        return len(self.of(Kind.UNCHANGED))

    @property
    def effect(self) -> int:
        """Rows that would be written."""
        return self.created + self.updated

    @property
    def digest(self) -> str:
        """What a person agreed to: another digest is another effect."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"steps": [asdict(step) for step in self.steps]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """The plan that `as_json()` gave."""
        return cls(
            tuple(
                Step(
                    **{
                        **step,
                        "kind": Kind(step["kind"]),
                        "changes": tuple(Change(**change) for change in step["changes"]),
                    }
                )
                for step in stored["steps"]
            )
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """The part of the register that a file speaks of. Keys of `rows` are (place code, folded name)."""

    places: dict[str, Jurisdiction]
    rows: dict[tuple[str, str], Neighbourhood]
    surveys: dict[int, Survey]
    with_buildings: frozenset[int]


def standing(rows: Iterable[RegisterRow]) -> Standing:
    """The neighbourhoods in the communities of these rows, merged ones included; four queries."""
    codes = {row.place_code for row in rows if row.place_code}
    places = {place.code: place for place in Jurisdiction.objects.filter(code__in=codes)}
    found = list(
        Neighbourhood.objects.filter(jurisdiction__in=[place.pk for place in places.values()])
        .select_related("jurisdiction", "merged_into")
        .order_by("merged_into_id", "pk")
    )
    ids = [row.pk for row in found]
    surveys = (
        Survey.objects.filter(neighbourhood__in=ids, source=SOURCE)
        .order_by("neighbourhood_id", "-on", "-id")
        .distinct("neighbourhood_id")
    )
    return Standing(
        places=places,
        # A row that was merged away comes first in the list, so that one that stands takes its key.
        rows={(row.jurisdiction.code, row.name_key): row for row in found},
        surveys={survey.neighbourhood_id: survey for survey in surveys},
        with_buildings=frozenset(
            Building.objects.filter(neighbourhood__in=ids).values_list("neighbourhood", flat=True)
        ),
    )


def compare(
    reading: RegisterReading, *, survey_year: int, by: Actor, register: Standing | None = None
) -> tuple[RegisterReading, Plan]:
    """The plan of the clean rows, and the reading in which rows that the actor may not write are refused.

    A new row needs the right to add at its place, an update the right to edit. A blank cell says nothing: it
    never erases.
    """
    register = register or standing(reading.clean_rows)
    steps: list[Step] = []
    rows: list[RegisterRow] = []
    for row in reading.rows:
        if row.is_clean:
            step = _step(row, survey_year, register)
            refusal = _refusal(row, step, by, register, reading)
            if refusal is None:
                steps.append(step)
            else:
                row = replace(row, errors=(refusal,))
        rows.append(row)
    return replace(reading, rows=tuple(rows)), Plan(tuple(steps))


def _step(row: RegisterRow, survey_year: int, register: Standing) -> Step:
    existing = register.rows.get((row.place_code or "", row.folded_name))
    if existing is None:
        return Step(row.number, Kind.NEW)
    if existing.merged_into is not None:
        note = f"已并入“{existing.merged_into.name}”，不再登记"
        return Step(row.number, Kind.UNCHANGED, existing.pk, existing.revision, note=note)
    changes = tuple(_changes(row, existing, survey_year, register))
    kind = Kind.UPDATE if changes else Kind.UNCHANGED
    return Step(row.number, kind, existing.pk, existing.revision, changes)


def _changes(
    row: RegisterRow, existing: Neighbourhood, survey_year: int, register: Standing
) -> Iterable[Change]:
    columns = columns_of(row, survey_year, keeps_completion(existing, register))
    if "completed_from" in columns:
        before = shown_interval(existing.completed_from, existing.completed_to)
        after = shown_interval(columns.pop("completed_from"), columns.pop("completed_to"))
        if before != after:
            yield _change("completed", before, after)
    for field, column in (*COLUMN_OF.items(), ("survey_year", "survey_year")):
        if column in columns and columns[column] != getattr(existing, column):
            unit = FIELDS[field].unit if field in FIELDS else ""
            before, after = getattr(existing, column), columns[column]
            if field == "survey_year":
                yield _change(field, str(before), str(after))
            else:
                yield _change(field, shown(before, unit), shown(after, unit))
    if (survey := survey_of(row)) is not None:
        last = register.surveys.get(existing.pk)
        if last is None or (last.agreeing, last.households) != survey:
            before = f"{last.agreeing:,} / {last.households:,} 户" if last else "—"
            yield _change("agreeing_households", before, f"{survey[0]:,} / {survey[1]:,} 户")


def _change(field: str, before: str, after: str) -> Change:
    return Change(field, FACT_LABELS[field], before, after)


def keeps_completion(existing: Neighbourhood, register: Standing) -> bool:
    """Whether the completion was settled by the tenant or follows from building rows: no file moves it then."""
    return existing.completed_is_chosen or existing.pk in register.with_buildings


def columns_of(row: RegisterRow, survey_year: int, keep_completion: bool = False) -> dict[str, Any]:
    """Column -> value for every cell that says something."""
    columns: dict[str, Any] = {"survey_year": survey_year}
    completed = row.values.get("completed")
    if isinstance(completed, Period) and not keep_completion:
        columns |= {"completed_from": completed.earliest, "completed_to": completed.latest}
    for field, column in COLUMN_OF.items():
        value = row.values.get(field)
        if value is not None and value != "":
            columns[column] = value
    return columns


def survey_of(row: RegisterRow) -> tuple[int, int] | None:
    """(agreeing, all) households of a row that tells both: of how many the agreeing ones are must be known."""
    agreeing, households = row.values.get("agreeing_households"), row.values.get("households")
    if isinstance(agreeing, int) and isinstance(households, int):
        return agreeing, households
    return None


def _refusal(
    row: RegisterRow, step: Step, by: Actor, register: Standing, reading: RegisterReading
) -> Remark | None:
    """Why the actor may not write the row; None where he may, or where nothing would be written."""
    path = register.places[row.place_code or ""].path
    if step.kind is Kind.NEW and not by.may(Capability.ADD, path):
        return _remark(
            row,
            reading,
            "add_refused",
            "登记册里没有这个小区，您没有登记新小区的权限",
            "请有登记权限的同事导入",
        )
    if step.kind is Kind.UPDATE and not by.may(Capability.EDIT, path):
        told = "、".join(f"{change.label} {change.before} → {change.after}" for change in step.changes)
        return _remark(
            row,
            reading,
            "edit_refused",
            f"登记册里已有这个小区，内容不同（{told}），您没有更正的权限",
            "请有更正权限的同事导入，或删去此行",
        )
    return None


def _remark(row: RegisterRow, reading: RegisterReading, code: str, message: str, remedy: str) -> Remark:
    column = next(column for column in reading.columns if column.field == "name")
    name = str(row.values.get("name") or "")
    expected = "与登记册一致" if code == "edit_refused" else "登记册里已有的小区"
    return Remark(code, row.number, column.letter, column.header, "name", name, message, expected, remedy)
