"""For whom the running code acts: a delegate's every act carries the name of the person who delegated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

_principal: ContextVar[int | None] = ContextVar("principal", default=None)


def principal_id() -> int | None:
    """The id of the person acted for; None for somebody who acts for himself."""
    return _principal.get()


@contextmanager
def acting_for(person: int | None) -> Iterator[None]:
    """Rows made inside say that they were made for this person."""
    token = _principal.set(person)
    try:
        yield
    finally:
        _principal.reset(token)


class ActedForField(models.ForeignKey):  # type: ignore[type-arg]  # generic only in the stubs
    """Beside the column that says who acted: for whom, filled by itself when the act is a delegate's."""

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
