"""The steps of an import: upload, columns, dry run, write, undo. The long ones are jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from celery import Task
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from communities.neighbourhoods.imports import tasks, undoing
from communities.neighbourhoods.imports.dry_run import (
    DryRun,
    dry_run_of,
    keep,
    outline_as_json,
    outline_of,
    rehearse,
    silent,
    with_files,
    year_told,
)
from communities.neighbourhoods.imports.queries import remembered_mapping, standing
from communities.neighbourhoods.imports.writing import carry_out
from communities.neighbourhoods.models import ColumnMapping, ImportState, RegisterImport
from communities.neighbourhoods.register import Outline, UnusableFile, outline
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.records.models import Job
from communities.records.services import check_size, open_job, store
from communities.tenancy.models import Jurisdiction

KIND = "摸底台账"
EARLIEST_YEAR = 1950
"""Ours: no survey of old neighbourhoods is older."""


def upload(
    *,
    file: File[bytes],
    filename: str,
    jurisdiction: Jurisdiction,
    survey_year: int | None,
    by: Actor,
    now: datetime,
) -> RegisterImport:
    """Take a file on record for a place and look at its header; nothing is read into the register yet.

    Without a year it is the one that the file tells. Raises `Refused` without the right to import there,
    `ValidationError` at `file` with the sentence of what is wrong with it, at `survey_year` for a year to
    come.
    """
    by.require(Capability.IMPORT, jurisdiction.path)
    on = timezone.localdate(now)
    if survey_year is not None and not EARLIEST_YEAR <= survey_year <= on.year:
        raise ValidationError({"survey_year": f"摸底年度应在 {EARLIEST_YEAR} 年至今年之间。"})
    try:
        check_size(file.size)
        file.seek(0)
        seen = outline(file.read(), mapping=remembered_mapping())
    except UnusableFile as unusable:
        raise ValidationError({"file": unusable.message}) from unusable
    except ValidationError as refused:
        raise ValidationError({"file": refused.messages}) from refused
    year = survey_year or year_told(seen, filename, on=on)
    return _take(file, filename, seen, place=jurisdiction, survey_year=year, by=by)


def _take(
    file: File[bytes], filename: str, seen: Outline, *, place: Jurisdiction, survey_year: int, by: Actor
) -> RegisterImport:
    try:
        document = store(file=file, filename=filename, kind=KIND, jurisdiction=place, by=by)
    except ValidationError as refused:
        raise ValidationError({"file": refused.messages}) from refused
    made: RegisterImport = RegisterImport.objects.create(
        document=document,
        jurisdiction=place,
        survey_year=survey_year,
        reading={"outline": outline_as_json(seen)},
        uploaded_by=by.person,
    )
    return made


def proposed_mapping(seen: Outline) -> dict[str, str]:
    """Header -> field as we take it from the file ourselves; an area with its unit, "" for a column that is
    not read.
    """
    return {
        column.header: f"{column.field}@{column.unit}"
        if column.field == "floor_area" and column.unit
        else column.field
        for column in seen.columns
        if column.header
    }


@transaction.atomic
def check(
    register_import: RegisterImport, *, mapping: Mapping[str, str] | None = None, by: Actor
) -> RegisterImport:
    """Start the dry run with the columns as the person matched them; without any, as we took them, or as
    before.

    What he changed is remembered for the tenant's next file. Started twice at once it runs once. Raises
    `Refused`.
    """
    by.require(Capability.IMPORT, register_import.jurisdiction.path)
    locked = _lock(register_import)
    if standing(locked) not in (ImportState.MAPPING, ImportState.CHECKED, ImportState.FAILED):
        return locked
    proposed = proposed_mapping(outline_of(locked))
    if mapping is not None:
        _remember({header: field for header, field in mapping.items() if proposed.get(header) != field})
        locked.mapping = dict(mapping)
    else:
        locked.mapping = locked.mapping or proposed
    locked.reading = {"outline": (locked.reading or {})["outline"]}
    locked.state = ImportState.CHECKING
    locked.job = _open(locked, "check", tasks.check_register, f"试运行 {locked.document.filename}", by)
    locked.save(update_fields=["mapping", "reading", "state", "job"])
    return locked


@transaction.atomic
def write(register_import: RegisterImport, *, by: Actor) -> RegisterImport:
    """Start writing what the dry run showed. Asked twice it writes once.

    Raises `Refused`, `ValidationError` when there is nothing to write or the dry run has not been made.
    """
    by.require(Capability.IMPORT, register_import.jurisdiction.path)
    locked = _lock(register_import)
    state = standing(locked)
    if state in (ImportState.WRITING, ImportState.WRITTEN):
        return locked
    if state is not ImportState.CHECKED:
        raise ValidationError("请先试运行，看过结果再写入。")
    if not dry_run_of(locked).plan.effect:
        raise ValidationError("没有要写入的行，登记册没有变化。")
    locked.state = ImportState.WRITING
    locked.job = _open(locked, "write", tasks.write_register, f"导入 {locked.document.filename}", by)
    locked.save(update_fields=["state", "job"])
    return locked


@transaction.atomic
def undo(register_import: RegisterImport, *, by: Actor, now: datetime) -> dict[str, int]:
    """Take a written import back; see `undoing.take_back`. Raises `ValidationError`, `Refused`."""
    by.require(Capability.IMPORT, register_import.jurisdiction.path)
    locked = _lock(register_import)
    if locked.state != ImportState.WRITTEN:
        raise ValidationError("这一批没有写入，或已经撤销。")
    return undoing.take_back(locked, by=by, now=now)


def rehearse_file(
    content: bytes, *, filename: str, place: Jurisdiction, by: Actor, now: datetime
) -> tuple[Outline, DryRun]:
    """What a file would do, with columns and year as we take them; nothing is kept. Raises `UnusableFile`."""
    on = timezone.localdate(now)
    seen = outline(content, mapping=remembered_mapping())
    year = year_told(seen, filename, on=on)
    mapping = proposed_mapping(seen)
    return seen, rehearse(content, mapping=mapping, within=place, survey_year=year, on=on, by=by)


@transaction.atomic
def import_at_once(
    content: bytes,
    *,
    filename: str,
    seen: Outline,
    rehearsed: DryRun,
    place: Jurisdiction,
    by: Actor,
    now: datetime,
) -> RegisterImport:
    """Upload and write what was rehearsed, for a command: it leaves behind the same rows as the pages do.

    All planned rows or none. Raises as `upload` and `write` do.
    """
    by.require(Capability.IMPORT, place.path)
    year = rehearsed.survey_year
    made = _take(ContentFile(content), filename, seen, place=place, survey_year=year, by=by)
    made.mapping = proposed_mapping(seen)
    if rehearsed.left_out:
        rehearsed = with_files(made, content, rehearsed, by=by, report=silent)
    keep(made, rehearsed)
    carry_out(made, by=by, now=now, report=silent)
    return made


def _lock(register_import: RegisterImport) -> RegisterImport:
    locked: RegisterImport = (
        RegisterImport.objects.select_for_update(of=("self",))
        .select_related("document", "job", "jurisdiction")
        .get(pk=register_import.pk)
    )
    return locked


def _remember(corrected: Mapping[str, str]) -> None:
    if not corrected:
        return
    stored, _ = ColumnMapping.objects.select_for_update(of=("self",)).get_or_create()
    stored.mapping = {**stored.mapping, **corrected}
    stored.save()


def _open(register_import: RegisterImport, step: str, task: Task[Any, Any], title: str, by: Actor) -> Job:
    page = reverse("import_detail", kwargs={"tenant": by.tenant.code, "pk": register_import.pk})
    return open_job(
        kind=f"import-{step}",
        title=title,
        by=by,
        parameters={"import": register_import.pk},
        task=task,
        page=page,
    )
