"""Work that comes into a tenant by a back door (task, command), and what goes along with it.

A room above that wants to know of such work says so by `accompany`; nothing here needs to know it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Errand:
    """One run: of which task or command, in which tenant, for whom, by which request.

    `own_transactions`: it enters the tenant itself, as often as it needs.
    """

    kind: Literal["task", "command"]
    name: str
    tenant: int
    person: int | None = None
    request: str = ""
    own_transactions: bool = False


Companion = Callable[[Errand], AbstractContextManager[None]]
_companions: dict[str, Companion] = {}


def accompany(companion: Companion) -> None:
    """Let this context surround every errand from now on, inside its transaction unless it has its own."""
    _companions[companion.__qualname__] = companion


@contextmanager
def accompanied(errand: Errand) -> Iterator[None]:
    """The body with all its companions around it."""
    with ExitStack() as stack:
        for companion in _companions.values():
            stack.enter_context(companion(errand))
        yield
