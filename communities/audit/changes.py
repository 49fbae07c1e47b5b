"""What an act changed: the rows that the history tables hold of its instant, each before and after, in words."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models.functions import Cast
from django.utils import timezone

from communities.audit.enums import Action
from communities.audit.models import AuditEntry
from communities.audit.naming import ENCRYPTED, MODELS, is_encrypted, name_of
from communities.tenancy.owned import OwnedEvent

SHOWN = 200
"""Rows of one table that a page shows at most."""
LONGEST = 300
"""Characters of one value."""
WITHOUT = frozenset({Action.LOGIN, Action.LOGOUT, Action.REFUSED, Action.PERSONAL})
"""Acts that change nothing; a write of the same request has its own line."""
ACTS = {(False, True): "新增", (True, False): "删除", (True, True): "修改"}


@dataclass(frozen=True)
class Cell:
    """One column before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """One row: of which table, what was done to it, its columns that differ."""

    table: str
    pk: int
    act: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Changes:
    """All rows of an act; `cut` names the tables of which only the first rows are shown."""

    rows: tuple[RowChange, ...]
    cut: tuple[str, ...]


@dataclass(frozen=True)
class Touched:
    """One row between two moments: keys of its event before and of its last one; None where it did not exist."""

    pk: int
    before: int | None
    after: int | None


def event_models() -> list[Any]:
    """The history tables, by name."""
    found = [model for model in apps.get_models() if issubclass(model, OwnedEvent)]
    return sorted(found, key=lambda model: model._meta.db_table)


def changes_of(entry: AuditEntry) -> Changes:
    """What the act changed: the events that bear its instant and, where it has one, its request.

    One statement finds them, one a touched table reads them, one a table they point at names what they point at.
    """
    if entry.action in WITHOUT:
        return Changes((), ())
    touched = _touched(entry)
    by_model = {model: touched.get(model._meta.db_table, []) for model in event_models()}
    rows = described({model: found[:SHOWN] for model, found in by_model.items() if found})
    cut = [model.pgh_tracked_model.__name__ for model, found in by_model.items() if len(found) > SHOWN]
    return Changes(rows, tuple(MODELS.get(name, name) for name in cut))


def described(touched: Mapping[Any, Sequence[Touched]]) -> tuple[RowChange, ...]:
    """{history model: rows} in words, rows without a difference left out: a statement a table, and one for each table
    that their columns point at.
    """
    told: list[tuple[Any, Touched, dict[str, Any], dict[str, Any]]] = []
    for model, found in touched.items():
        events = _events(model, [key for one in found for key in (one.before, one.after) if key])
        for one in found:
            before, after = events.get(one.before or 0, {}), events.get(one.after or 0, {})
            told.append((model, one, before, {} if after.get("pgh_label") == "delete" else after))
    names = named_rows([(model, (before, after)) for model, _, before, after in told])
    rows = (_row(model, one, before, after, names) for model, one, before, after in told)
    return tuple(row for row in rows if row.cells or row.act != "修改")


def _touched(entry: AuditEntry) -> dict[str, list[Touched]]:
    """{table: rows of this act in order}; one statement over all history tables."""
    parts = [_part(model._meta.db_table, by_request=bool(entry.request)) for model in event_models()]
    values = {"tenant": entry.tenant_id, "at": entry.at, "request": entry.request}
    found: dict[str, list[Touched]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for table, pk, after, before in cursor.fetchall():
            found[table].append(Touched(pk, before, after))
    return found


def _part(table: str, *, by_request: bool) -> str:
    """The rows of one history table that an act touched, each with its last event of the act and the one before it."""
    asked = "AND pgh_context->>'request' = %(request)s" if by_request else ""
    return f"""(
        SELECT '{table}', e.pgh_obj_id, max(e.pgh_id), (
            SELECT max(b.pgh_id) FROM {table} b WHERE b.pgh_obj_id = e.pgh_obj_id AND b.pgh_id < min(e.pgh_id)
        )
        FROM {table} e
        WHERE e.tenant_id = %(tenant)s AND e.pgh_created_at = %(at)s {asked}
        GROUP BY e.pgh_obj_id ORDER BY e.pgh_obj_id LIMIT {SHOWN + 1}
    )"""  # noqa: S608 - the name of the table comes from the models


def shown_fields(model: Any) -> list[Any]:
    """The columns of a history table that repeat the row and have a name."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.name.startswith("pgh_") and name_of(field)
    ]


def _events(model: Any, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The events by key; of an encrypted column only the ciphertext, to tell whether it changed."""
    fields = shown_fields(model)
    plain = [field.attname for field in fields if not is_encrypted(field)]
    sealed = {
        f"sealed_{field.name}": Cast(field.name, models.TextField())
        for field in fields
        if is_encrypted(field)
    }
    wanted = list(keys)
    if not wanted:
        return {}
    rows = model.objects.filter(pgh_id__in=wanted).values("pgh_id", "pgh_label", *plain, **sealed)
    return {row["pgh_id"]: row for row in rows}


def _row(
    model: Any, one: Touched, before: dict[str, Any], after: dict[str, Any], names: dict[Any, dict[Any, str]]
) -> RowChange:
    cells = []
    for field in shown_fields(model):
        key = f"sealed_{field.name}" if is_encrypted(field) else field.attname
        old, new = before.get(key), after.get(key)
        if old != new and (old or new or (before and after)):
            cells.append(Cell(name_of(field), word_of(field, old, names), word_of(field, new, names)))
    tracked = model.pgh_tracked_model.__name__
    act = ACTS.get((bool(before), bool(after)), "删除")
    return RowChange(MODELS.get(tracked, tracked), one.pk, act, tuple(cells))


def word_of(field: Any, value: Any, names: Mapping[Any, Mapping[Any, str]]) -> str:
    """A value of the column, in words; `names` from `named_rows`."""
    if value is None or value == "":
        return ""
    if is_encrypted(field):
        return ENCRYPTED
    if field.is_relation:
        return names.get(field.related_model, {}).get(value) or f"编号 {value}"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return in_words(value)


def in_words(value: Any) -> str:
    """A plain value as a clerk reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:,f}"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def named_rows(told: Iterable[tuple[Any, Iterable[Mapping[str, Any]]]]) -> dict[Any, dict[Any, str]]:
    """{model: {key: what people call that row}} of everything that the columns of these events point at."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for model, events in told:
        for field in shown_fields(model):
            if field.is_relation:
                wanted[field.related_model] |= {event.get(field.attname) for event in events} - {None}
    return {model: names_of(model, keys) for model, keys in wanted.items() if keys}


def names_of(model: Any, keys: Iterable[Any]) -> dict[Any, str]:
    """What people call these rows: by the first of the usual columns that the model has."""
    columns = {field.name for field in model._meta.concrete_fields}
    shown = next((name for name in ("name", "title", "filename", "number", "label") if name in columns), "")
    if not shown:
        return {}
    found = model._base_manager.filter(pk__in=list(keys)).values_list("pk", shown)
    return {pk: str(value) for pk, value in found}
