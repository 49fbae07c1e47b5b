"""The history of one neighbourhood, read from the append-only event tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from communities.neighbourhoods import labels
from communities.neighbourhoods.models import (
    Building,
    Neighbourhood,
    NeighbourhoodDeclaration,
    PlausibilityQuery,
    Survey,
)
from communities.rulebooks.models import Decision
from communities.tenancy.models import Jurisdiction

SHOWN = 300
"""Events of one table that a page reads at most."""


@dataclass(frozen=True)
class Change:
    """One field before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One thing that happened: who did it, for whom, when, why, and what changed."""

    at: datetime
    what: str
    who: str
    organisation: str
    reason: str
    request: str
    changes: tuple[Change, ...]


def history(neighbourhood: Neighbourhood) -> list[Entry]:
    """Everything that happened to the row and to what belongs to it, the newest first; six queries.

    A row merged into this one brings its own history of buildings, surveys and declarations along, since they moved.
    """
    names = {
        "neighbourhood": (Neighbourhood, labels.FIELDS, {"pgh_obj_id": neighbourhood.pk}),
        "building": (Building, labels.BUILDING_FIELDS, {"neighbourhood_id": neighbourhood.pk}),
        "survey": (Survey, labels.SURVEY_FIELDS, {"neighbourhood_id": neighbourhood.pk}),
        "declaration": (NeighbourhoodDeclaration, labels.FIELDS, {"neighbourhood_id": neighbourhood.pk}),
        "query": (PlausibilityQuery, labels.FIELDS, {"neighbourhood_id": neighbourhood.pk}),
    }
    found: list[Entry] = []
    for kind, (model, fields, where) in names.items():
        events = model.pgh_event_model.objects.filter(**where).order_by("-pgh_id")[:SHOWN]
        found += _entries(kind, list(events)[::-1], fields)
    return sorted(_named(found), key=lambda entry: entry.at, reverse=True)


def former_names(neighbourhood: Neighbourhood) -> list[str]:
    """Names that the row, or one merged into it, has had: a search finds it by them."""
    if neighbourhood.pk is None:
        return []
    own = Neighbourhood.pgh_event_model.objects.filter(pgh_obj_id=neighbourhood.pk)
    merged = Neighbourhood.objects.filter(merged_into=neighbourhood)
    names = {*own.values_list("name", flat=True), *merged.values_list("name", flat=True)}
    return sorted(names - {neighbourhood.name})


def decisions_of(neighbourhood: Neighbourhood) -> list[Decision]:
    """Every decision about the row, the newest first, without the texts of the versions."""
    rows = (
        Decision.objects.filter(subject_kind="neighbourhood", subject_id=neighbourhood.pk)
        .select_related("version", "decided_by")
        .defer("version__pack_text", "version__layers", "version__overlay")
    )
    return list(rows[:SHOWN])


def _entries(kind: str, events: Iterable[Any], fields: Mapping[str, str]) -> list[Entry]:
    before: dict[int, dict[str, Any]] = defaultdict(dict)
    entries: list[Entry] = []
    for event in events:
        after = {name: getattr(event, name) for name in fields if hasattr(event, name)}
        old = before[event.pgh_obj_id]
        gone = event.pgh_label == "delete"
        changes = tuple(
            Change(fields[name], labels.shown(name, old.get(name)), labels.shown(name, None if gone else value))
            for name, value in after.items()
            if (value if not old or gone else value != old.get(name)) not in (None, "", False)
        )
        before[event.pgh_obj_id] = after
        if changes or event.pgh_label != "update":
            entries.append(_entry(kind, event, changes))
    return entries


def _entry(kind: str, event: Any, changes: tuple[Change, ...]) -> Entry:
    told = event.pgh_context or {}
    return Entry(
        at=event.pgh_created_at,
        what=labels.EVENTS.get((kind, event.pgh_label), "变动") + _subject(kind, event),
        who=str(told.get("person_name") or "系统"),
        organisation=str(told.get("organisation_name") or ""),
        reason=str(told.get("reason") or ""),
        request=str(told.get("request") or ""),
        changes=changes,
    )


def _subject(kind: str, event: Any) -> str:
    if kind == "building":
        return f" {event.name}"
    return f" {event.criterion}" if kind == "declaration" else ""


def _named(entries: list[Entry]) -> list[Entry]:
    """Ids of places and neighbourhoods as names; two queries at most."""
    wanted: dict[str, set[int]] = {"所在社区": set(), "并入的小区": set()}
    for entry in entries:
        for change in entry.changes:
            if change.field in wanted:
                wanted[change.field] |= {_number(text) for text in (change.before, change.after) if text != "空"}
    names: dict[str, dict[int, str]] = {
        "所在社区": _names(Jurisdiction, wanted["所在社区"]),
        "并入的小区": _names(Neighbourhood, wanted["并入的小区"]),
    }

    def word(field: str, text: str) -> str:
        return text if text == "空" else names[field].get(_number(text), text)

    return [
        Entry(
            e.at,
            e.what,
            e.who,
            e.organisation,
            e.reason,
            e.request,
            tuple(
                Change(c.field, word(c.field, c.before), word(c.field, c.after)) if c.field in names else c
                for c in e.changes
            ),
        )
        for e in entries
    ]


def _number(text: str) -> int:
    return int(text.replace(",", ""))


def _names(model: type[Any], ids: set[int]) -> dict[int, str]:
    return dict(model.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
