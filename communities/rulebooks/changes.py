"""What an entry would change, and what changed between two versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from communities.rulebooks import labels
from communities.rulebooks.clauses import words_of
from communities.rulebooks.queries import Adopted
from policies.pack import ALL_SECTIONS, Pack, key_of

_REFERRING = ("require", "when", "before", "for_", "reviewers", "indicators", "complete")


@dataclass(frozen=True)
class Change:
    """One difference: of the text, or of what the tenant laid over it."""

    key: str
    what: str
    before: str
    after: str
    is_text: bool = False


@dataclass(frozen=True)
class Preview:
    """What a value would do: what the text says, what holds now and then, which rules use it, what it settles."""

    label: str
    clause: str
    quote: str
    text_says: str
    before: str
    after: str
    used_by: tuple[str, ...]
    settles: tuple[str, ...]


def preview(adopted: Adopted, path: str, value: Any) -> Preview:
    """Try the value beside the entries in force. Raises `QuestionError` with the clause when it can't stand."""
    place = adopted.rulebook.place(path)
    words = words_of(adopted)
    field, section = place.keys[-1], place.section
    changed = adopted.rulebook.with_overlay({**adopted.overlay, path: value})
    left = {item.path for item in changed.unsettled()}
    settled = [item for item in adopted.rulebook.unsettled() if item.path and item.path not in left]
    before = adopted.overlay.get(path, place.value)
    return Preview(
        label=words.path(path),
        clause=place.clause or "",
        quote=str(place.row.get("quote") or ""),
        text_says=words.value(field, place.value, section) if place.value is not None else "未写",
        before=words.value(field, before, section) if before is not None else "未写",
        after=words.value(field, value, section),
        used_by=tuple(_used_by(adopted, str(place.row.get("id")))),
        settles=tuple(item.question_zh for item in settled),
    )


def between(old: Adopted, new: Adopted) -> list[Change]:
    """Rows of the text that came, went or read otherwise, then the tenant's entries likewise."""
    changes = []
    was, is_ = _rows(old), _rows(new)
    for key in (*was, *(key for key in is_ if key not in was)):
        if was.get(key) != is_.get(key):
            before, after = was.get(key), is_.get(key)
            name = str((after or before or {}).get("name", key))
            changes.append(Change(key, name, _reads(before), _reads(after), is_text=True))
    for path in sorted({*old.overlay, *new.overlay}):
        if old.overlay.get(path) != new.overlay.get(path):
            words = words_of(new if path in new.overlay else old)
            changes.append(Change(path, words.path(path), _said(old, path), _said(new, path)))
    return changes


def _rows(adopted: Adopted) -> dict[str, dict[str, Any]]:
    return {key: row for pack in (adopted.pack, *adopted.layers) for key, row in _of(pack)}


def _of(pack: Pack) -> Iterator[tuple[str, dict[str, Any]]]:
    for section in ALL_SECTIONS:
        for row in pack.raw.get(section) or ():
            id_ = row["at"] if section == "transitions" else row["id"]
            yield f"transition:{id_}" if section == "transitions" else key_of(section, id_), row


def _reads(row: dict[str, Any] | None) -> str:
    if row is None:
        return "没有"
    words = [str(row[part]) for part in ("source", "quote") if row.get(part)]
    return " ".join(words) or str(row.get("name", ""))


def _said(adopted: Adopted, path: str) -> str:
    if path not in adopted.overlay:
        return "未设定"
    words = words_of(adopted).value(path.rpartition(".")[2], adopted.overlay[path])
    return f"{words}（演示）" if path in adopted.demo else words


def _used_by(adopted: Adopted, id_: str) -> Iterator[str]:
    """The rule itself, and the rules that name it: those whose answer the value can turn."""
    for section in labels.SECTIONS:
        for row in adopted.rulebook.rows(section):
            named = [one for part in _REFERRING for one in _listed(getattr(row, part, None))]
            own = row.id if hasattr(row, "id") and section != "criteria" else None
            if id_ in (own, *named, getattr(row, "class_", None), getattr(row, "paid_from", None)):
                yield f"{labels.SECTIONS[section]}《{row.name}》"


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,) if value else ()
