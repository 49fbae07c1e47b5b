"""Where an act comes from: set once at the edge (request, task, command), read by whoever keeps a line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Origin:
    """A request's, task's or command's circumstances."""

    request: str = ""
    route: str = ""
    method: str = ""
    path: str = ""
    address: str | None = None
    agent: str = ""


_origin: ContextVar[Origin | None] = ContextVar("origin", default=None)


def current() -> Origin:
    """The circumstances of the running code; empty outside every edge."""
    return _origin.get() or Origin()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Lines kept inside say where they come from."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def named(route: str) -> None:
    """Say by which address the request came, once that is known; inside `coming_from`, which forgets it again."""
    _origin.set(replace(current(), route=route))
