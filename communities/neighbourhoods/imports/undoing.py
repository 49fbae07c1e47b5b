"""Taking an import back, as long as nothing has been built on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from communities.neighbourhoods.dependants import WORDS
from communities.neighbourhoods.imports.writing import ACCOUNT_COLUMNS, BATCH, WRITTEN_COLUMNS
from communities.neighbourhoods.models import (
    ImportedRow,
    ImportState,
    Neighbourhood,
    NeighbourhoodDeclaration,
    PlausibilityQuery,
    RegisterImport,
    Survey,
)
from communities.neighbourhoods.services import judge
from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.tenancy.owned import OwnedEvent

NAMED = 10
"""Neighbourhoods named in a refusal; the others are counted."""


def take_back(register_import: RegisterImport, *, by: Actor, now: datetime) -> dict[str, int]:
    """Delete the rows that an import created and put back those that it updated; the numbers of both.

    Runs in the caller's transaction, which holds the lock on the import. Raises `ValidationError` that names
    the neighbourhoods on which something stands since (corrections, buildings, declarations, surveys,
    answers, projects), `Refused` without the right to edit where a row was updated.
    """
    rows = list(ImportedRow.objects.filter(register_import=register_import).order_by("neighbourhood_id"))
    neighbourhoods = _locked(rows)
    for row in rows:
        if row.before is not None:
            by.require(Capability.EDIT, neighbourhoods[row.neighbourhood_id].path)
    _refuse_if_built_upon(register_import, rows, neighbourhoods)
    with accounted(by, f"撤销导入《{register_import.document.filename}》"):
        created = [row.neighbourhood_id for row in rows if row.before is None]
        updated = [row for row in rows if row.before is not None]
        _remove_made(rows)
        Neighbourhood.objects.filter(pk__in=created).delete()
        _put_back(updated, neighbourhoods, by=by, now=now)
        RegisterImport.objects.filter(pk=register_import.pk).update(state=ImportState.UNDONE)
        register_import.state = ImportState.UNDONE
    return {"deleted": len(created), "restored": len(updated)}


def _locked(rows: Iterable[ImportedRow]) -> dict[int, Neighbourhood]:
    found: QuerySet[Neighbourhood] = Neighbourhood.objects.select_for_update(of=("self",)).filter(
        pk__in=[row.neighbourhood_id for row in rows]
    )
    return {row.pk: row for row in found.order_by("pk")}


def _refuse_if_built_upon(
    register_import: RegisterImport, rows: Sequence[ImportedRow], neighbourhoods: dict[int, Neighbourhood]
) -> None:
    words = _built_upon(register_import, rows, neighbourhoods)
    if not words:
        return
    named = [
        f"{neighbourhoods[pk].name}（{'、'.join(dict.fromkeys(found))}）"
        for pk, found in list(words.items())[:NAMED]
    ]
    rest = f"等 {len(words)} 个小区" if len(words) > NAMED else ""
    raise ValidationError(
        f"导入之后已有新的记录，不能整批撤销：{'、'.join(named)}{rest}。请在这些小区的档案中逐个更正。",
        code="built_upon",
    )


def _built_upon(
    register_import: RegisterImport, rows: Sequence[ImportedRow], neighbourhoods: dict[int, Neighbourhood]
) -> dict[int, list[str]]:
    """Neighbourhood id -> the words for what has come since; one query a table, whoever's it is."""
    words: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        if neighbourhoods[row.neighbourhood_id].revision != row.revision:
            words[row.neighbourhood_id].append("已更正")
    surveys, queries = _made(rows, "survey"), _made(rows, "queries")
    ids = list(neighbourhoods)
    for relation in Neighbourhood._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or issubclass(model, OwnedEvent) or model is ImportedRow:
            continue
        name = relation.field.name
        found: QuerySet[Model] = model._base_manager.filter(**{f"{name}__in": ids})
        if model is Survey:
            found = found.exclude(pk__in=surveys).filter(entered_at__gte=register_import.written_at)
        elif model is NeighbourhoodDeclaration:
            found = found.filter(entered_at__gte=register_import.written_at)
        elif model is PlausibilityQuery:
            found = found.filter(Q(pk__in=queries, answered_at__isnull=False))
        word = "已答复的疑点" if model is PlausibilityQuery else WORDS.get(model.__name__, "其他资料")
        before = {row.neighbourhood_id for row in rows if row.before is not None}
        for pk in found.values_list(f"{name}_id", flat=True).distinct():
            # A building that stood before an update is no obstacle; a change to it would have moved the revision.
            if not (model.__name__ in ("Building", "Neighbourhood") and pk in before):
                words[pk].append(word)
    return words


def _made(rows: Iterable[ImportedRow], kind: str) -> list[int]:
    """The ids of what came with the rows."""
    ids: list[int] = []
    for row in rows:
        made: Any = row.made.get(kind)
        ids += made if isinstance(made, list) else [made] if made else []
    return ids


def _remove_made(rows: Sequence[ImportedRow]) -> None:
    Survey.objects.filter(pk__in=_made(rows, "survey")).delete()
    PlausibilityQuery.objects.filter(pk__in=_made(rows, "queries")).delete()
    PlausibilityQuery.objects.filter(pk__in=_made(rows, "settled")).update(
        answer="", answered_by=None, answered_for=None, answered_at=None
    )


def _put_back(
    rows: Sequence[ImportedRow], neighbourhoods: dict[int, Neighbourhood], *, by: Actor, now: datetime
) -> None:
    """Write back what stood before, as a new revision: who has the page open must not save over it."""
    restored = [neighbourhoods[row.neighbourhood_id] for row in rows]
    open_queries: dict[int, int] = defaultdict(int)
    still_open = PlausibilityQuery.objects.filter(neighbourhood__in=restored, answered_at__isnull=True)
    for pk in still_open.values_list("neighbourhood", flat=True):
        open_queries[pk] += 1
    for row, neighbourhood in zip(rows, restored, strict=True):
        for column, value in (row.before or {}).items():
            field = cast("Field[Any, Any]", Neighbourhood._meta.get_field(column))
            setattr(neighbourhood, column, field.to_python(value))
        neighbourhood.open_queries = open_queries[neighbourhood.pk]
        neighbourhood.revision += 1
        neighbourhood.updated_by, neighbourhood.updated_for = by.person, by.principal
        neighbourhood.updated_at = now
    for start in range(0, len(restored), BATCH):
        part = restored[start : start + BATCH]
        Neighbourhood.objects.bulk_update(part, [*WRITTEN_COLUMNS, *ACCOUNT_COLUMNS])
        judge(part, by=by, now=now, reason="撤销导入")
