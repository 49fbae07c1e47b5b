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
from communities.people.acting import in_words
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


_TABLES: tuple[tuple[str, Any, Mapping[str, str], str], ...] = (
    ("neighbourhood", Neighbourhood, labels.FIELDS, "pgh_obj_id"),
    ("building", Building, labels.BUILDING_FIELDS, "neighbourhood_id"),
    ("survey", Survey, labels.SURVEY_FIELDS, "neighbourhood_id"),
    ("declaration", NeighbourhoodDeclaration, labels.DECLARATION_FIELDS, "neighbourhood_id"),
    ("query", PlausibilityQuery, labels.QUERY_FIELDS, "neighbourhood_id"),
)
"""(kind, model, fields that the history speaks of, column that holds the neighbourhood)."""


def history(neighbourhood: Neighbourhood, criteria: Mapping[str, str] | None = None) -> list[Entry]:
    """Everything that happened to the row and to what belongs to it, the newest first; at most seven queries.

    `criteria` names the criteria of declarations. What moved here with a row merged into this one counts from
    the move on.
    """
    found: list[tuple[int, Entry]] = []
    for turn, (kind, model, fields, column) in enumerate(_TABLES):
        rows = model.pgh_event_model.objects.filter(**{column: neighbourhood.pk}).order_by("-pgh_id")[:SHOWN]
        found += [(turn, entry) for entry in _entries(kind, list(rows)[::-1], fields, criteria or {})]
    found.sort(key=lambda one: (one[1].at, one[0]))
    return _named([entry for _, entry in reversed(found)])


def former_names(neighbourhood: Neighbourhood) -> list[str]:
    """Names that the row, or one merged into it, has had: a search finds it by them."""
    events: Any = Neighbourhood
    own = events.pgh_event_model.objects.filter(pgh_obj_id=neighbourhood.pk)
    merged = Neighbourhood.objects.filter(merged_into=neighbourhood)
    names = {*own.values_list("name", flat=True), *merged.values_list("name", flat=True)}
    return sorted(names - {neighbourhood.name})


def decisions_of(neighbourhood: Neighbourhood) -> list[Decision]:
    """Every decision about the row, the newest first, without the texts of the versions."""
    rows = (
        Decision.objects.filter(subject_kind="neighbourhood", subject_id=neighbourhood.pk)
        .select_related("version", "decided_by", "acted_for")
        .defer("version__pack_text", "version__layers", "version__overlay")
    )
    return list(rows[:SHOWN])


def _entries(
    kind: str, events: Iterable[Any], fields: Mapping[str, str], criteria: Mapping[str, str]
) -> list[Entry]:
    before: dict[int, dict[str, Any]] = defaultdict(dict)
    entries: list[Entry] = []
    for event in events:
        after = {name: getattr(event, name) for name in fields if hasattr(event, name)}
        old = before[event.pgh_obj_id]
        gone = event.pgh_label == "delete"
        changes = tuple(
            Change(
                fields[name], labels.shown(name, old.get(name)), labels.shown(name, None if gone else value)
            )
            for name, value in after.items()
            if (value if not old or gone else value != old.get(name)) not in (None, "", False)
        )
        before[event.pgh_obj_id] = after
        if changes or event.pgh_label != "update":
            entries.append(_entry(kind, event, changes, criteria))
    return entries


def _entry(kind: str, event: Any, changes: tuple[Change, ...], criteria: Mapping[str, str]) -> Entry:
    told = event.pgh_context or {}
    is_judged = changes and all(change.field == labels.FIELDS["eligible"] for change in changes)
    what = "判定变化" if is_judged else labels.EVENTS.get((kind, event.pgh_label), "变动")
    return Entry(
        at=event.pgh_created_at,
        what=what + _subject(kind, event, criteria),
        who=in_words(told.get("person_name"), told.get("for_name")) or "系统",
        organisation=str(told.get("organisation_name") or ""),
        reason=str(told.get("reason") or ""),
        request=str(told.get("request") or ""),
        changes=changes,
    )


def _subject(kind: str, event: Any, criteria: Mapping[str, str]) -> str:
    if kind == "building":
        return f"：{event.name}"
    if kind == "query":
        return f"：{event.text}"
    return f"：{criteria.get(event.criterion, event.criterion)}" if kind == "declaration" else ""


def _named(entries: list[Entry]) -> list[Entry]:
    """Ids of places and neighbourhoods as names; two queries at most."""
    wanted: dict[str, set[int]] = {"所在社区": set(), "并入的小区": set()}
    for entry in entries:
        for change in entry.changes:
            if change.field in wanted:
                wanted[change.field] |= {
                    _number(text) for text in (change.before, change.after) if text != "空"
                }
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
