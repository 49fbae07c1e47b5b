"""What a question may speak of: every path of the tables, every id of the pack and its layers. The rest is an error."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .dates import DateInterval
from .errors import BadValue, UnknownId, UnknownKey
from .pack.values import decimal
from .paths import CHOICES, PATHS, fact_template
from .question import Question, Subject

if TYPE_CHECKING:
    from .rulebook import Rulebook

_SECTION_WORDS = {
    "criteria": "条件", "items": "改造内容", "actors": "主体", "reviews": "审查", "categories": "类别",
    "priority": "优先次序", "indicators": "指标",
}  # fmt: skip


def typed_facts(book: Rulebook, question: Question) -> Mapping[tuple[str, str], Any]:
    """Check every key of the question and give the facts their types: (subject label or "", path) -> value.

    UnknownKey, UnknownId or BadValue name the key. An empty fact (null, blank text) is left out.
    """
    facts: dict[tuple[str, str], Any] = {}
    flat = Subject("", "", question.facts, question.declared, question.flags, question.item)
    places = {f"subjects[{place}].": subject for place, subject in enumerate(question.subjects)}
    for prefix, subject in {"": flat, **places}.items():
        for path, value in subject.facts.items():
            typed = _typed(book, f"{prefix}facts.{path}", path, value)
            if typed is not None:
                facts[(subject.label if subject.kind else "", path)] = typed
        for id_, declaration in subject.declared.items():
            _known(book, "criteria", id_, f"{prefix}declared.{id_}")
            if declaration.by is not None:
                _known(book, "actors", declaration.by, f"{prefix}declared.{id_}.by")
        if subject.item.id is not None:
            _known(book, "items", subject.item.id, f"{prefix}item.id")
    _review(book, question)
    return facts


def _known(book: Rulebook, section: str, id_: str, key: str) -> None:
    if not book.has(section, id_):
        word = _SECTION_WORDS.get(section, section)
        raise UnknownId(key, id_, f"规则包 {book.pack.id} 中没有{word} {id_}")


def _review(book: Rulebook, question: Question) -> None:
    review = question.review
    if review is None:
        return
    if review.id is not None:
        _known(book, "reviews", review.id, "review.id")
    rows = [book.get("reviews", review.id)] if review.id else list(book.rows("reviews"))
    joined = {*review.reviewers_added, *(actor for row in rows for actor in row.reviewers)}
    for place, opinion in enumerate(review.opinions):
        if opinion.reviewer not in joined:
            _known(book, "actors", opinion.reviewer, f"review.opinions[{place}].reviewer")
    for actor in review.attended:
        if actor not in joined:
            _known(book, "actors", actor, f"review.attended.{actor}")
    for output, fields in review.outputs.items():
        found = [one for row in rows for one in row.outputs if one.id == output]
        if not found:
            raise UnknownId(
                f"review.outputs.{output}", output, f"规则包 {book.pack.id} 的审查中没有成果 {output}"
            )
        for name in fields:
            if not any(one.fields == "open" or name in one.fields for one in found):
                raise UnknownKey(
                    f"review.outputs.{output}.{name}", fields[name], f"成果 {output} 没有“{name}”这一项"
                )


def _typed(book: Rulebook, key: str, path: str, value: Any) -> Any | None:
    found = fact_template(path)
    if found is None:
        raise UnknownKey(key, _shown(value), f"没有“{path}”这一项事实")
    template, section, id_ = found
    if section and id_ is not None:
        _known(book, section, id_, key)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    kind = PATHS[template]
    if kind == "date":
        return _date(key, value)
    if kind == "yes-no":
        if not isinstance(value, bool):
            raise BadValue(key, _shown(value), f"{key} 须是 true 或 false")
        return value
    if kind in ("text", "choice"):
        return _text(book, key, template, value)
    return _number(key, kind, value)


def _date(key: str, value: Any) -> DateInterval:
    if isinstance(value, DateInterval):
        return value
    if not isinstance(value, str):
        raise BadValue(key, _shown(value), f'{key} 须写成文字(如 "1998")')
    try:
        return DateInterval.parse(value)
    except ValueError as error:
        raise BadValue(key, value, f"{key} 不是可用的日期:{error}") from None


def _text(book: Rulebook, key: str, template: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadValue(key, _shown(value), f"{key} 须是文字")
    choices = tuple(sorted(book.ids["modes"])) if template == "neighbourhood.mode" else CHOICES.get(template)
    if choices is not None and value not in choices:
        raise BadValue(key, value, f"{key} 须是 {'、'.join(choices)} 之一")
    return value.strip()


def _number(key: str, kind: str, value: Any) -> int | Decimal:
    if kind == "integer":
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadValue(key, _shown(value), f"{key} 须是整数")
        number: int | Decimal = value
    else:
        try:
            exact = decimal(value)
            number = value if isinstance(value, int) else exact
        except ValueError:
            raise BadValue(key, _shown(value), f'{key} 须是整数,或写成文字的小数(如 "0.50")') from None
    if number < 0 and kind != "figure":
        raise BadValue(key, _shown(value), f"{key} 不能为负")
    return number


def _shown(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool | float | list | dict) else str(value)
