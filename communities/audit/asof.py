"""A row and what hung on it as they were at the end of a past day, rebuilt from the history tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from communities.audit.changes import RowChange, Touched, described, named_rows, shown_fields, word_of
from communities.audit.naming import MODELS, is_encrypted, name_of

HIDDEN = frozenset({"acted_for", "entered_by", "entered_at", "created_at", "jurisdiction"})
"""Columns that a list of what hung on a row leaves out."""


@dataclass(frozen=True, eq=False)
class Hanging:
    """A model whose rows hang on the row by the column `by`; `where` narrows them to those that counted then.

    `words` names the values of columns that only hold an id of the rulebook: {column: {id: name}}.
    """

    model: Any
    by: str
    where: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """What hung on it of one kind: heads, and a line of words a row."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Past:
    """The row at the end of `day`: its columns in words, what hung on it, what is different today."""

    day: date
    facts: tuple[tuple[str, str], ...]
    values: Mapping[str, Any]
    """The row's own columns, for who needs more than words."""
    sections: tuple[Section, ...]
    changes: tuple[RowChange, ...]


def end_of(day: date) -> datetime:
    """The first moment after the day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def past_of(model: Any, pk: int, day: date, hanging: Sequence[Hanging]) -> Past | None:
    """The row as it was at the end of the day; None before it existed and after it was deleted.

    What the database knew then counts, not what was entered later about that day. A statement a table for then, one for
    today, one a table for the words.
    """
    until, now = end_of(day), end_of(timezone.localdate())
    of_row = Hanging(model, "pgh_obj_id")
    then = {one: _events(one, pk, until) for one in (of_row, *hanging)}
    if not then[of_row]:
        return None
    today = {one: _events(one, pk, now) for one in (of_row, *hanging)}
    told = [(one.model.pgh_event_model, events) for one, events in then.items()]
    names = named_rows(told)
    (row,) = then[of_row]
    sections = [_section(one, then[one], names) for one in hanging if then[one]]
    return Past(
        day=day,
        facts=_facts(model.pgh_event_model, row, names),
        values=row,
        sections=tuple(sections),
        changes=described({one.model.pgh_event_model: _between(then[one], today[one]) for one in then}),
    )


def _events(one: Hanging, pk: int, until: datetime) -> list[dict[str, Any]]:
    """The last event before that moment of each row that hung there then, in the order they were made."""
    model = one.model.pgh_event_model
    before = model.objects.filter(pgh_created_at__lt=until)
    ever = before.filter(**{one.by: pk}).values("pgh_obj_id")
    last = before.filter(pgh_obj_id__in=ever).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    fields = [field.attname for field in shown_fields(model) if not is_encrypted(field)]
    rows = model.objects.filter(pgh_id__in=last.values("pgh_id"), **{one.by: pk}, **one.where)
    return list(
        rows.exclude(pgh_label="delete").order_by("pgh_obj_id").values("pgh_id", "pgh_obj_id", *fields)
    )


def _between(then: Sequence[dict[str, Any]], today: Sequence[dict[str, Any]]) -> list[Touched]:
    before = {event["pgh_obj_id"]: event["pgh_id"] for event in then}
    after = {event["pgh_obj_id"]: event["pgh_id"] for event in today}
    return [
        Touched(pk, before.get(pk), after.get(pk))
        for pk in sorted({*before, *after})
        if before.get(pk) != after.get(pk)
    ]


def _facts(
    model: Any, row: Mapping[str, Any], names: Mapping[Any, Mapping[Any, str]]
) -> tuple[tuple[str, str], ...]:
    told = (
        (name_of(column), word_of(column, row[column.attname], names))
        for column in shown_fields(model)
        if column.attname in row
    )
    return tuple((label, word) for label, word in told if word)


def _section(
    one: Hanging, events: Sequence[Mapping[str, Any]], names: Mapping[Any, Mapping[Any, str]]
) -> Section:
    columns = [
        column
        for column in shown_fields(one.model.pgh_event_model)
        if column.attname != one.by
        and column.name not in HIDDEN
        and column.name not in one.where
        and any(event.get(column.attname) not in (None, "", [], {}) for event in events)
    ]

    def word(column: Any, value: Any) -> str:
        return one.words.get(column.name, {}).get(value) or word_of(column, value, names)

    return Section(
        title=MODELS.get(one.model.__name__, one.model.__name__),
        heads=tuple(name_of(column) for column in columns),
        lines=tuple(tuple(word(column, event[column.attname]) for column in columns) for event in events),
    )


def day_from(text: str) -> date | None:
    """The day that an address asks for; None for none, for one that can't be read and for one that is not over."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day < timezone.localdate() else None
