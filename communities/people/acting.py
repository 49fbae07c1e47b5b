"""For whom the running code acts: a delegate's every act carries the name of the person who delegated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

import pghistory
from django.db import models

from communities.tenancy import luggage

_principal: ContextVar[int | None] = ContextVar("principal", default=None)
_delegation: ContextVar[int | None] = ContextVar("delegation", default=None)
_name: ContextVar[str] = ContextVar("name", default="")


def principal_id() -> int | None:
    """The id of the person acted for; None for somebody who acts for himself."""
    return _principal.get()


def delegation_id() -> int | None:
    """The id of the delegation under which the code acts; None for somebody who acts for himself."""
    return _delegation.get()


class Named(Protocol):
    """Somebody with a name."""

    name: Any


def in_words(name: str | None, for_name: str | None) -> str:
    """B（代A） where B acted for A, B where he acted for himself, nothing where nobody did."""
    return f"{name}（代{for_name}）" if name and for_name else name or ""


def named(person: Named | None, principal: Named | None) -> str:
    """The same, of people."""
    return in_words(person.name if person else "", principal.name if principal else "")


ENTERED = ("entered_by", "acted_for")
"""Who entered a row and for whom, as `select_related` fetches them: a page says both."""


@contextmanager
def acting_for(person: int | None) -> Iterator[None]:
    """Rows made inside say that they were made for this person."""
    token = _principal.set(person)
    try:
        yield
    finally:
        _principal.reset(token)


@contextmanager
def acting_under(delegation: int, *, person: int, name: str) -> Iterator[None]:
    """The same under a delegation of `person`: the history and the background work begun inside say so too."""
    tokens = _delegation.set(delegation), _name.set(name)
    try:
        with acting_for(person), pghistory.context(for_person=person, for_name=name):
            yield
    finally:
        _name.reset(tokens[1])
        _delegation.reset(tokens[0])


def _pack() -> Mapping[str, Any] | None:
    delegation = delegation_id()
    if delegation is None:
        return None
    return {"delegation": delegation, "person": principal_id(), "name": _name.get()}


luggage.travels("acting", pack=_pack, unpack=lambda packed: acting_under(**packed))


class ActedForField(models.ForeignKey):  # type: ignore[type-arg]  # generic only in the stubs
    """Beside the column that says who acted: for whom, filled by itself when the act is a delegate's.

    `acted_for` stands beside whoever made the row, `closed_for` beside `closed_by` and so on. Where the act is a change
    of a row that stands already, `default=None`, and the service writes it (`Actor.principal`) with the column beside.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given = {
            "to": "communities.Person",
            "on_delete": models.PROTECT,
            "null": True,
            "blank": True,
            "default": principal_id,
            "editable": False,
            "related_name": "+",
        }
        super().__init__(*args, **{**given, **kwargs})
