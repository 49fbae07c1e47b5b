"""Writing the planned rows into the register: bulk statements, one transaction, everything needed to undo it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from communities.neighbourhoods.imports.dry_run import DryRun, Report, dry_run_of
from communities.neighbourhoods.imports.entries import Entry, ask_about
from communities.neighbourhoods.imports.plan import (
    SOURCE,
    Kind,
    Plan,
    columns_of,
    compare,
    keeps_completion,
    standing,
    survey_of,
)
from communities.neighbourhoods.models import (
    ImportedRow,
    ImportState,
    Neighbourhood,
    PlausibilityQuery,
    RegisterImport,
    Survey,
)
from communities.neighbourhoods.queries.facts import buildings_of, latest_surveys, share
from communities.neighbourhoods.register import RegisterRow
from communities.neighbourhoods.services import judge, place_and_name, settle_sums
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction

BATCH = 500
"""Rows of one statement, and of one judgement."""

WRITTEN_COLUMNS = (
    "survey_year",
    "completed_from",
    "completed_to",
    "buildings_declared",
    "households_declared",
    "floor_area_declared",
    "buildings",
    "households",
    "floor_area",
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
    "willing_ratio",
    "participation",
)
"""What an update may change, and an undo puts back."""

ACCOUNT_COLUMNS = ("open_queries", "revision", "updated_by", "updated_for", "updated_at")

CHANGED_MEANWHILE = (
    "试运行之后登记册有了变化，写入的结果会与您看到的不同，未写入任何数据。请重新试运行，核对后再写入。"
)

T = TypeVar("T")


def carry_out(register_import: RegisterImport, *, by: Actor, now: datetime, report: Report) -> dict[str, int]:
    """Write the clean rows as planned and judge them; the numbers of rows created, updated, unchanged, left
    out.

    Runs in the caller's transaction. Raises `ValidationError`, and then nothing may be committed, when the
    register has changed since the dry run, or the actor may not do now what was planned; `Refused` without
    the right to import.
    """
    by.require(Capability.IMPORT, register_import.jurisdiction.path)
    dry_run = dry_run_of(register_import)
    with accounted(by, f"导入台账《{register_import.document.filename}》"):
        entries = _prepare(register_import, dry_run, by=by, now=now)
        total = 2 * len(entries)
        _write(register_import, entries, by=by, now=now, report=report)
        done = len(entries)
        for part in _parts([entry.neighbourhood for entry in entries]):
            report(done, total, "正在判定是否符合改造条件")
            judge(part, by=by, now=now, reason="导入台账")
            done += len(part)
        plan = dry_run.plan
        register_import.summary = {
            "created": plan.created,
            "updated": plan.updated,
            "unchanged": plan.unchanged,
            "left_out": dry_run.left_out,
        }
        register_import.state = ImportState.WRITTEN
        register_import.written_at = now
        register_import.save(update_fields=["summary", "state", "written_at"])
    return register_import.summary


def _prepare(register_import: RegisterImport, dry_run: DryRun, *, by: Actor, now: datetime) -> list[Entry]:
    """Lock what will be written, make sure that the plan still holds, build the rows."""
    rows = {row.number: row for row in dry_run.reading.clean_rows}
    _lock(dry_run.plan, rows)
    register = standing(rows.values())
    year = register_import.survey_year
    _, plan = compare(dry_run.reading, survey_year=year, by=by, register=register)
    if plan.digest != dry_run.plan.digest:
        raise ValidationError(CHANGED_MEANWHILE, code="changed_meanwhile")
    entries = [
        _new(rows[step.row], register.places[rows[step.row].place_code or ""], year, by)
        for step in plan.of(Kind.NEW)
    ]
    existing = {row.pk: row for row in register.rows.values()}
    updates = [(rows[step.row], existing[step.neighbourhood or 0]) for step in plan.of(Kind.UPDATE)]
    buildings = buildings_of([row.pk for _, row in updates])
    for row, neighbourhood in updates:
        entry = Entry(row, neighbourhood, before=_remember(neighbourhood))
        _assign(neighbourhood, columns_of(row, year, keeps_completion(neighbourhood, register)))
        settle_sums(neighbourhood, buildings.get(neighbourhood.pk, []))
        neighbourhood.revision += 1
        neighbourhood.updated_by, neighbourhood.updated_for = by.person, by.principal
        neighbourhood.updated_at = now
        last = register.surveys.get(neighbourhood.pk)
        told = survey_of(row)
        if told is not None and (last is None or (last.agreeing, last.households) != told):
            entry.survey = _survey(neighbourhood, told, by)
        entries.append(entry)
    ask_about(entries, by=by, now=now)
    return entries


def _lock(plan: Plan, rows: dict[int, RegisterRow]) -> None:
    """Places first, as `create` does: a name is taken once. Always in one order, so that two imports can't
    wait for each other.
    """
    codes = {rows[step.row].place_code for step in plan.of(Kind.NEW)}
    list(Jurisdiction.objects.select_for_update(no_key=True).filter(code__in=codes).order_by("pk"))
    ids = [step.neighbourhood for step in plan.of(Kind.UPDATE) if step.neighbourhood]
    list(Neighbourhood.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def _new(row: RegisterRow, place: Jurisdiction, year: int, by: Actor) -> Entry:
    neighbourhood = Neighbourhood(jurisdiction=place, name=str(row.values["name"]), updated_by=by.person)
    _assign(neighbourhood, columns_of(row, year))
    place_and_name(neighbourhood)
    settle_sums(neighbourhood, [])
    entry = Entry(row, neighbourhood)
    if (told := survey_of(row)) is not None:
        entry.survey = _survey(neighbourhood, told, by)
        _settle_ratio(neighbourhood, entry.survey)
    return entry


def _assign(neighbourhood: Neighbourhood, columns: dict[str, Any]) -> None:
    for column, value in columns.items():
        setattr(neighbourhood, column, value)


def _remember(neighbourhood: Neighbourhood) -> dict[str, Any]:
    """The columns before an update, as text that the field can read back."""
    values = {column: getattr(neighbourhood, column) for column in WRITTEN_COLUMNS}
    return {
        column: str(value) if isinstance(value, Decimal | date) else value for column, value in values.items()
    }


def _survey(neighbourhood: Neighbourhood, told: tuple[int, int], by: Actor) -> Survey:
    """The round of asking that the register tells of. It names no day but the year: a round with a day of
    that year outranks it.
    """
    agreeing, households = told
    return Survey(
        neighbourhood=neighbourhood,
        on=date(neighbourhood.survey_year, 1, 1),
        households=households,
        agreeing=agreeing,
        source=SOURCE,
        entered_by=by.person,
    )


def _settle_ratio(neighbourhood: Neighbourhood, survey: Survey | None) -> None:
    """willing_ratio and participation of the latest round, per cent, half up to two decimals."""
    neighbourhood.willing_ratio = neighbourhood.participation = None
    if survey is not None and survey.households:
        neighbourhood.willing_ratio = _percent(survey.agreeing, survey.households)
        if survey.answered is not None:
            neighbourhood.participation = _percent(survey.answered, survey.households)


def _percent(part: int, whole: int) -> Decimal:
    return share(part, whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _write(
    register_import: RegisterImport, entries: Sequence[Entry], *, by: Actor, now: datetime, report: Report
) -> None:
    total, done = 2 * len(entries), 0
    new = [entry.neighbourhood for entry in entries if entry.before is None]
    for part in _parts(new):
        report(done, total, "正在写入小区")
        Neighbourhood.objects.bulk_create(part)
        done += len(part)
    surveys = [entry.survey for entry in entries if entry.survey is not None]
    queries = [query for entry in entries for query in entry.queries]
    arrived: list[Survey | PlausibilityQuery] = [*surveys, *queries]
    for row in arrived:
        row.neighbourhood_id = row.neighbourhood.pk  # known only since it was created
    Survey.objects.bulk_create(surveys, batch_size=BATCH)
    PlausibilityQuery.objects.bulk_create(queries, batch_size=BATCH)
    updated = [entry.neighbourhood for entry in entries if entry.before is not None]
    latest = latest_surveys([row.pk for row in updated])
    for neighbourhood in updated:
        _settle_ratio(neighbourhood, latest.get(neighbourhood.pk))
    for part in _parts(updated):
        report(done, total, "正在更新小区")
        Neighbourhood.objects.bulk_update(part, [*WRITTEN_COLUMNS, *ACCOUNT_COLUMNS])
        done += len(part)
    settled = [query for entry in entries for query in entry.settled]
    answered = ["answer", "answered_by", "answered_for", "answered_at"]
    PlausibilityQuery.objects.bulk_update(settled, answered, batch_size=BATCH)
    ImportedRow.objects.bulk_create(
        [_imported(register_import, entry) for entry in entries], batch_size=BATCH
    )


def _imported(register_import: RegisterImport, entry: Entry) -> ImportedRow:
    return ImportedRow(
        register_import=register_import,
        neighbourhood=entry.neighbourhood,
        row=entry.row.number,
        before=entry.before,
        revision=entry.neighbourhood.revision,
        made={
            "survey": entry.survey.pk if entry.survey else None,
            "queries": [query.pk for query in entry.queries],
            "settled": [query.pk for query in entry.settled],
        },
    )


def _parts(rows: Sequence[T]) -> Iterator[list[T]]:
    for start in range(0, len(rows), BATCH):
        yield list(rows[start : start + BATCH])
