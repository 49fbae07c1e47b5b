"""Pages by key, never by number: the thousandth page costs what the first does."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
PAGE = 50


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, and the cursors of the pages before and after; empty where there is none."""

    rows: Sequence[M]
    previous: str
    next: str


def page(
    rows: QuerySet[M], order: Sequence[str], *, after: str = "", before: str = "", size: int = PAGE
) -> Page[M]:
    """One page of the rows in `order` (`-updated_at`, `-id`: the last key is unique, none is null).

    A cursor that can't be read gives the first page: it was typed by hand, or is of another order.
    """
    cursor = _read(before or after, order)
    backwards = bool(before) and cursor is not None
    wanted = [_turned(key) for key in order] if backwards else list(order)
    if cursor is not None:
        rows = rows.filter(_beyond(wanted, cursor))
    found = list(rows.order_by(*wanted)[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    first, last = (_write(found[0], order), _write(found[-1], order)) if found else ("", "")
    if backwards:
        return Page(found, first if has_more else "", last)
    return Page(found, first if cursor is not None else "", last if has_more else "")


def _turned(key: str) -> str:
    return key.removeprefix("-") if key.startswith("-") else f"-{key}"


def _beyond(order: Sequence[str], values: Sequence[Any]) -> Q:
    """The rows after the one with these keys: the first key beyond, or the same and the next beyond, and so on."""
    beyond, same = Q(pk__in=[]), Q()
    for key, value in zip(order, values, strict=True):
        name = key.removeprefix("-")
        beyond |= same & Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    return beyond


def _write(row: Model, order: Sequence[str]) -> str:
    values = [getattr(row, key.removeprefix("-")) for key in order]
    text = json.dumps([v.isoformat() if isinstance(v, datetime) else v for v in values], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str, order: Sequence[str]) -> list[Any] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            return None
        return [
            datetime.fromisoformat(value)
            if key.endswith("_at")
            else int(value)
            if key.endswith("id")
            else str(value)
            for key, value in zip(order, values, strict=True)
        ]
    except (binascii.Error, ValueError, TypeError):
        return None
