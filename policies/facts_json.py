"""Reading FACTS.json: every part of a question checked, every mistake named by its key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from . import vocabulary as words
from .errors import BadJson, BadValue, UnknownKey
from .pack.values import decimal
from .question import Declaration, Opinion, ReviewFacts, Subject, WorksItem


def parse(text: str) -> dict[str, Any]:
    """The JSON object of a text. BadJson when it is none, or names a key twice."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in pairs:
            if key in result:
                raise BadJson(key, None, f"键“{key}”写了两次")
            result[key] = value
        return result

    def constant(name: str) -> Any:
        raise BadJson("", name, f"{name} 不是数")

    try:
        value = json.loads(text, object_pairs_hook=unique, parse_constant=constant, parse_float=_Float)
    except (ValueError, RecursionError) as error:
        raise BadJson("", None, f"不是可读的JSON:{error}") from None
    if not isinstance(value, dict):
        raise BadJson("", None, "问题须是一个JSON对象")
    return value


def parts(value: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a Question, typed. UnknownKey or BadValue name the key."""
    _closed(value, "", _QUESTION)
    given = {key: _QUESTION[key](part, key) for key, part in value.items()}
    both = [s.kind for s in given.get("subjects", ()) if s.kind in given.get("none", ())]
    if both:
        raise BadValue("none", both[0], f"none 与 subjects 都写了“{both[0]}”")
    return given


class _Float(str):
    """A JSON number with a decimal point: refused wherever it turns up."""


def _closed(value: object, key: str, known: Mapping[str, object]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadValue(key, _shown(value), f"{key or '问题'} 须是一个对象")
    for name in value:
        if name not in known:
            here = f"{key}.{name}" if key else str(name)
            raise UnknownKey(here, _shown(value[name]), f"不认识的键 {here}")
    return value


def _shown(value: object) -> Any:
    return float(value) if isinstance(value, _Float) else value


def _list(value: object, key: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise BadValue(key, _shown(value), f"{key} 须是名单")
    return list(value)


def _string(value: object, key: str) -> str:
    if not isinstance(value, str) or isinstance(value, _Float) or not value:
        raise BadValue(key, _shown(value), f"{key} 须是文字")
    return value


def _strings(value: object, key: str) -> tuple[str, ...]:
    return tuple(_string(one, f"{key}[{place}]") for place, one in enumerate(_list(value, key)))


def _word(value: object, key: str, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise BadValue(key, _shown(value), f"{key} 须是 {'、'.join(known)} 之一")
    return value


def _boolean(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise BadValue(key, _shown(value), f"{key} 须是 true 或 false")
    return value


def _day(value: object, key: str) -> date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadValue(key, _shown(value), f"{key} 须是一天,写成 2021-09-01")


def amount(value: object, key: str) -> Decimal:
    """A sum of yuan or a percentage, not negative: a whole number, or a decimal as a string."""
    try:
        number = decimal(None if isinstance(value, _Float) else value)
    except ValueError:
        raise BadValue(key, _shown(value), f'{key} 须是整数,或写成文字的小数(如 "0.50")') from None
    if number < 0:
        raise BadValue(key, _shown(value), f"{key} 不能为负")
    return number


def _declared(value: object, key: str) -> dict[str, Declaration]:
    result = {}
    for id_, part in _mapping(value, key).items():
        here = f"{key}.{id_}"
        _closed(part, here, {"value": 0, "by": 0, "evidence": 0})
        stated = part.get("value")
        result[id_] = Declaration(
            None if stated is None else _boolean(stated, f"{here}.value"),
            None if part.get("by") is None else _string(part["by"], f"{here}.by"),
            _strings(part.get("evidence") or (), f"{here}.evidence"),
        )
    return result


def _mapping(value: object, key: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise BadValue(key, _shown(value), f"{key} 须是一个对象")
    return dict(value)


def _facts(value: object, key: str) -> dict[str, Any]:
    facts = _mapping(value, key)
    for path, fact in facts.items():
        if isinstance(fact, _Float):
            raise BadValue(f"{key}.{path}", float(fact), '小数须写成文字(如 "0.50")')
    return facts


def _flags(value: object, key: str) -> dict[str, bool]:
    flags = {name: flag for name, flag in _mapping(value, key).items() if flag is not None}
    for name, flag in flags.items():
        if name not in words.FLAGS:
            raise UnknownKey(f"{key}.{name}", _shown(flag), f"没有标记 {name}")
        _boolean(flag, f"{key}.{name}")
    return flags


def _item(value: object, key: str) -> WorksItem:
    item = _closed(value, key, {"id": 0, "cost": 0, "count": 0})
    count = item.get("count")
    if count is not None and (
        isinstance(count, bool) or not isinstance(count, int) or not 1 <= count < 10**9
    ):
        raise BadValue(f"{key}.count", _shown(count), f"{key}.count 须是1至999999999的整数")
    return WorksItem(
        None if item.get("id") is None else _string(item["id"], f"{key}.id"),
        None if item.get("cost") is None else amount(item["cost"], f"{key}.cost"),
        count,
    )


def _subjects(value: object, key: str) -> tuple[Subject, ...]:
    result: list[Subject] = []
    for place, part in enumerate(_list(value, key)):
        here = f"{key}[{place}]"
        _closed(part, here, {"kind": 0, "id": 0, "facts": 0, "declared": 0, "flags": 0, "item": 0})
        identity = part.get("id")
        if isinstance(identity, int) and not isinstance(identity, bool):
            identity = str(identity)
        subject = Subject(
            _word(part.get("kind"), f"{here}.kind", words.SUBJECT_KINDS),
            _string(identity, f"{here}.id"),
            _facts(part.get("facts") or {}, f"{here}.facts"),
            _declared(part.get("declared") or {}, f"{here}.declared"),
            _flags(part.get("flags") or {}, f"{here}.flags"),
            _item(part.get("item") or {}, f"{here}.item"),
        )
        if subject.label in (other.label for other in result):
            raise BadValue(f"{here}.id", subject.id, f"{subject.label} 写了两次")
        result.append(subject)
    return tuple(result)


def _none(value: object, key: str) -> frozenset[str]:
    return frozenset(
        _word(kind, f"{key}[{i}]", words.SUBJECT_KINDS) for i, kind in enumerate(_list(value, key))
    )


def _payers(value: object, key: str) -> tuple[tuple[str, Decimal], ...]:
    result: list[tuple[str, Decimal]] = []
    for place, part in enumerate(_list(value, key)):
        here = f"{key}[{place}]"
        _closed(part, here, {"who": 0, "percent": 0})
        who = _word(part.get("who"), f"{here}.who", words.PAYERS)
        if who in dict(result):
            raise BadValue(f"{here}.who", who, f"出资方“{who}”写了两次")
        if part.get("percent") is None:
            continue
        percent = amount(part["percent"], f"{here}.percent")
        if percent > 100:
            raise BadValue(f"{here}.percent", part["percent"], "百分比须在0到100之间")
        result.append((who, percent))
    return tuple(result)


def _withdrawals(value: object, key: str) -> tuple[tuple[str, Decimal], ...]:
    result = []
    for place, part in enumerate(_list(value, key)):
        here = f"{key}[{place}]"
        _closed(part, here, {"who": 0, "amount": 0})
        who = _word(part.get("who"), f"{here}.who", words.WITHDRAWERS)
        result.append((who, amount(part.get("amount"), f"{here}.amount")))
    return tuple(result)


def _review(value: object, key: str) -> ReviewFacts:
    known = {"id": 0, "opinions": 0, "attended": 0, "outputs": 0, "reviewers_added": 0, "asked": 0}
    part = _closed(value, key, known)
    opinions = []
    for place, opinion in enumerate(_list(part.get("opinions") or [], f"{key}.opinions")):
        here = f"{key}.opinions[{place}]"
        _closed(opinion, here, {"reviewer": 0, "opinion": 0, "on": 0})
        opinions.append(
            Opinion(
                _string(opinion.get("reviewer"), f"{here}.reviewer"),
                _word(opinion.get("opinion"), f"{here}.opinion", words.OPINIONS),
                _day(opinion.get("on"), f"{here}.on"),
            )
        )
    attended = {
        a: n for a, n in _mapping(part.get("attended") or {}, f"{key}.attended").items() if n is not None
    }
    for actor, number in attended.items():
        if isinstance(number, bool) or not isinstance(number, int) or number < 0:
            raise BadValue(f"{key}.attended.{actor}", _shown(number), "到会人数须是不小于0的整数")
    outputs = {}
    for id_, fields in _mapping(part.get("outputs") or {}, f"{key}.outputs").items():
        filled = _mapping(fields, f"{key}.outputs.{id_}")
        for name, text in filled.items():
            if text is not None and (not isinstance(text, str) or isinstance(text, _Float)):
                raise BadValue(f"{key}.outputs.{id_}.{name}", _shown(text), "成果的内容须是文字")
        outputs[id_] = {name: text for name, text in filled.items() if text is not None}
    asked = _strings(part.get("asked") or (), f"{key}.asked")
    for name in asked:
        _word(name, f"{key}.asked", ("fast_track",))
    return ReviewFacts(
        None if part.get("id") is None else _string(part["id"], f"{key}.id"),
        tuple(opinions),
        attended,
        outputs,
        _strings(part.get("reviewers_added") or (), f"{key}.reviewers_added"),
        asked,
    )


def _overlay(value: object, key: str) -> dict[str, Any]:
    return {path: _without_floats(part, f"{key}.{path}") for path, part in _mapping(value, key).items()}


def _without_floats(value: Any, key: str) -> Any:
    if isinstance(value, _Float | float):
        raise BadValue(key, float(value), '小数须写成文字(如 "0.50")')
    if isinstance(value, dict):
        return {name: _without_floats(part, f"{key}.{name}") for name, part in value.items()}
    if isinstance(value, list):
        return [_without_floats(part, f"{key}[{place}]") for place, part in enumerate(value)]
    return value


_QUESTION: dict[str, Callable[[Any, str], Any]] = {
    "on": _day,
    "facts": _facts,
    "declared": _declared,
    "flags": _flags,
    "item": _item,
    "subjects": _subjects,
    "none": _none,
    "payers": _payers,
    "withdrawals": _withdrawals,
    "review": _review,
    "overlay": _overlay,
}
