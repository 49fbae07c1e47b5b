"""The tenant's own entries over the pack: a path, a value, and what the text lets a tenant settle.

The pack stays a mirror of the text. An entry fills an `open` value or changes another; one that breaks the rule
(a named reviewer taken off, a closed list lengthened, a date outside both readings) is refused with the clause.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .errors import BadValue, NotAllowed, UnknownId, UnknownKey
from .pack import OPEN, Pack, PackMistakes, key_of, rebuild
from .paths import PATHS, fact_template

# What a tenant may settle, by section. `+` = a list that may grow but keeps every entry of the text.
SETTLED: Mapping[str, Mapping[str, str]] = {
    "levels": {"name": "", "en": ""},
    "actors": {"name": "", "en": ""},
    "criteria": {"value": "", "threshold": "", "times": "", "evidence": "+", "complete": "+"},
    "eligibility": {"require": "+"},
    "gates": {"require": "+", "effect": ""},
    "items": {"class": "", "when": "+"},
    "shares": {"payers.*.percent": ""},
    "subsidies": {"amount": "", "rate": "", "when": "+", "paid_from": "", "paid_when": ""},
    "channels": {"enabled": "", "who": "", "needs": ""},
    "priority": {"field": "", "prefer": "", "order": ""},
    "reviews": {
        "chair": "", "reviewers": "+", "consulted": "+", "before": "+", "outputs.*.fields": "+", "fast_track.days": "",
        "decision": "", "use": "",
    },
    "modes": {"order": "", "when": "+", "set_up_by": "", "decided_by": "+", "services": "+"},
    "indicators": {"target": "", "due": ""},
    "assessments": {"cadence": "", "weights": "", "whom": "+", "indicators": "+", "use": "", "who": ""},
    "deadlines": {"due": "", "each": "", "who": ""},
    "special": {"when": "+", "require": "+", "approver": "", "replaces": ""},
    "ballots": {"in_force": ""},
    "clocks": {"in_force": ""},
    "splits": {"in_force": ""},
}  # fmt: skip
_KEYED_LISTS = {"payers": "who", "outputs": "id"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path leads: section, row as plain values, keys below it (`payers`, `residents`, `percent`)."""

    path: str
    section: str
    row: Mapping[str, Any]
    keys: tuple[str, ...]

    @property
    def clause(self) -> str | None:
        return self.row.get("source")

    @property
    def pattern(self) -> str:
        """The keys with the ids of a list as `*`: `payers.*.percent`."""
        keys = [
            "*" if place and self.keys[place - 1] in _KEYED_LISTS else key
            for place, key in enumerate(self.keys)
        ]
        return ".".join(keys)

    @property
    def value(self) -> Any:
        """The value as the pack has it; None where the pack leaves the key out."""
        value: Any = self.row
        for key in self.keys:
            value = _step(value, key)
        return value


def locate(pack: Pack, path: str) -> Place:
    """Find a path in a pack. UnknownId when there is no such row, UnknownKey when the row has no such field."""
    key, dot, rest = path.partition(".")
    found = pack.section_of(key)
    if found is None:
        raise UnknownId(f"overlay.{path}", path, f"规则包 {pack.id} 中没有“{key}”")
    section, id_ = found
    row = next(row for row in pack.raw[section] if row.get("at" if section == "transitions" else "id") == id_)
    keys = tuple(rest.split(".")) if dot else ()
    model = type(pack.get(section, id_))
    names = {(field.alias or name) for name, field in model.model_fields.items()}
    if not keys or keys[0] not in names:
        raise UnknownKey(f"overlay.{path}", path, f"“{key}”没有“{rest}”这一项")
    place = Place(path, section, row, keys)
    if len(keys) > 1 and place.pattern not in SETTLED.get(section, {}):
        raise UnknownKey(f"overlay.{path}", path, f"“{key}”没有“{rest}”这一项")
    if len(keys) > 1 and keys[0] in _KEYED_LISTS and _step(row.get(keys[0]), keys[1]) is None:
        raise UnknownId(f"overlay.{path}", path, f"“{key}”的 {keys[0]} 中没有“{keys[1]}”")
    if len(keys) > 1 and row.get(keys[0]) is None:
        raise UnknownKey(f"overlay.{path}", path, f"“{key}”没有“{keys[0]}”")
    return place


def apply(pack: Pack, overlay: Mapping[str, Any]) -> Pack:
    """The pack with the entries laid over it, same version. UnknownId, UnknownKey, BadValue or NotAllowed otherwise."""
    if not overlay:
        return pack
    raw = copy.deepcopy(dict(pack.raw))
    for path, value in overlay.items():
        place = locate(pack, path)
        settled = _typed(place, value, pack)
        _may(pack, place, settled)
        _put(raw, place, settled)
    try:
        return rebuild(pack, raw, _newcomers(pack, overlay))
    except PackMistakes as error:
        raise _blame(pack, overlay, error.mistakes[0].sentence) from None


def open_paths(pack: Pack) -> Iterator[Place]:
    """Every path whose value is `open`, in the order of the file."""
    for section in pack.raw:
        rows = pack.raw[section]
        if section == "unsettled" or not isinstance(rows, list):
            continue
        for row in rows:
            if isinstance(row, dict):
                key = key_of(section, str(row.get("at" if section == "transitions" else "id")))
                for keys in _open_keys(row):
                    yield Place(".".join((key, *keys)), section, row, keys)


def _open_keys(value: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if value == OPEN and above and above[-1] not in ("id", "name"):
        yield above
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _open_keys(part, (*above, str(key)))
    elif isinstance(value, list) and above and above[-1] in _KEYED_LISTS:
        for part in value:
            yield from _open_keys(part, (*above, str(part[_KEYED_LISTS[above[-1]]])))


def _step(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list):
        return next(
            (part for part in value if isinstance(part, dict) and key in (part.get("who"), part.get("id"))),
            None,
        )
    return None


def _put(raw: dict[str, Any], place: Place, value: Any) -> None:
    identity = place.row.get("id")
    target: Any = next(row for row in raw[place.section] if row.get("id") == identity)
    for key in place.keys[:-1]:
        target = _step(target, key)
    target[place.keys[-1]] = value


def _typed(place: Place, value: Any, pack: Pack) -> Any:
    """JSON has no dates: where the field takes one, the text becomes a date."""
    if value is None or value == OPEN:
        raise BadValue(f"overlay.{place.path}", value, f"“{place.path}”须写出数值")
    if place.keys == ("value",) and place.section == "criteria" and _is_date(place.row.get("field")):
        return _as_date(place, value)
    if place.keys == ("threshold",) and isinstance(value, dict) and _is_date(value.get("field")):
        return {**value, "value": _as_date(place, value.get("value"))}
    if place.keys == ("in_force",):
        return _as_date(place, value)
    if place.keys == ("due",) and isinstance(value, str) and len(value) == 10:
        return _as_date(place, value)
    return value


def _is_date(path: object) -> bool:
    found = fact_template(path) if isinstance(path, str) else None
    return found is not None and PATHS[found[0]] == "date"


def _as_date(place: Place, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value if len(value) == 10 else "")
    except (TypeError, ValueError):
        raise BadValue(f"overlay.{place.path}", value, f"“{place.path}”须是一天,写成 2000-12-31") from None


def _may(pack: Pack, place: Place, value: Any) -> None:
    """Refuse what the text does not leave to the tenant, naming the clause."""
    mode = SETTLED.get(place.section, {}).get(place.pattern)
    is_open = place.value == OPEN
    name = place.row.get("name", place.path)
    if mode is None and not is_open:
        where = f"({place.clause})" if place.clause else ""
        raise _refuse(place, value, f"《{name}》的 {place.keys[0]} 是文件原文,本级不能改动{where}")
    if pack.is_layer and not is_open and place.value is not None:
        raise _refuse(place, value, f"《{name}》由国家法律法规规定,本级不能改动({place.clause})")
    if mode == "+" and not is_open and isinstance(place.value, list):
        _keeps(place, value)
    if place.section == "reviews" and place.keys == ("reviewers",):
        _closed_list(place, value)
    if place.section == "gates" and place.keys == ("effect",) and place.value == "block" and value != "block":
        raise _refuse(place, value, f"原文规定须先满足《{name}》,不能改为只提示({place.clause})")
    if place.section == "criteria" and place.keys == ("value",) and isinstance(value, date):
        strict, wide = place.row.get("strict"), place.row.get("wide")
        if isinstance(strict, date) and isinstance(wide, date) and not strict <= value <= wide:
            sentence = f"{value}不在原文的两种理解({strict}至{wide})之间({place.clause})"
            raise _refuse(place, value, sentence)


def _keeps(place: Place, value: Any) -> None:
    if not isinstance(value, list | tuple):
        raise BadValue(f"overlay.{place.path}", _shown(value), f"“{place.path}”须是名单")
    lost = [one for one in place.value if one not in value]
    if lost:
        sentence = f"{place.clause}写明的“{'、'.join(map(str, lost))}”不能去掉"
        raise _refuse(place, value, sentence)


def _closed_list(place: Place, value: list[Any]) -> None:
    added = [one for one in value if one not in place.value]
    if added and not place.row.get("open_list"):
        sentence = f"{place.clause}的审查单位是封闭名单,不能增加“{'、'.join(map(str, added))}”"
        raise _refuse(place, value, sentence)


def _newcomers(pack: Pack, overlay: Mapping[str, Any]) -> frozenset[str]:
    """Units added to an open list of reviewers that the text does not know as actors (民政 in Zhejiang)."""
    lists = [value for path, value in overlay.items() if locate(pack, path).keys == ("reviewers",)]
    return frozenset(
        one for value in lists if isinstance(value, list | tuple) for one in value if isinstance(one, str)
    )


def _refuse(place: Place, value: Any, sentence: str) -> NotAllowed:
    return NotAllowed(f"overlay.{place.path}", _shown(value), sentence, place.clause)


def _shown(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _blame(pack: Pack, overlay: Mapping[str, Any], sentence: str) -> BadValue:
    """Find the entry that does not fit, so that the message names it."""
    path = next((path for path in overlay if not _fits(pack, path, overlay[path])), next(iter(overlay)))
    return BadValue(f"overlay.{path}", _shown(overlay[path]), f"“{path}”{sentence}")


def _fits(pack: Pack, path: str, value: Any) -> bool:
    raw = copy.deepcopy(dict(pack.raw))
    place = locate(pack, path)
    _put(raw, place, _typed(place, value, pack))
    try:
        rebuild(pack, raw, _newcomers(pack, {path: value}))
    except PackMistakes:
        return False
    return True
