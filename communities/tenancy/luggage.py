"""What travels from the code that asks for background work to the worker: registered by those who own it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

Packed = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """`pack` says what goes along, plain values only, None for nothing; `unpack` opens it around the work."""

    pack: Callable[[], Packed | None]
    unpack: Callable[[Packed], AbstractContextManager[None]]


_pieces: dict[str, Piece] = {}


def travels(
    name: str, *, pack: Callable[[], Packed | None], unpack: Callable[[Packed], AbstractContextManager[None]]
) -> None:
    """From now on what `pack` gives goes along with every task of a tenant."""
    _pieces[name] = Piece(pack, unpack)


def packed() -> dict[str, Packed]:
    """What goes along now, by name."""
    found = {name: piece.pack() for name, piece in _pieces.items()}
    return {name: value for name, value in found.items() if value is not None}


@contextmanager
def unpacked(luggage: Mapping[str, Packed]) -> Iterator[None]:
    """Around the work: everything that came along, opened."""
    with ExitStack() as stack:
        for name, value in luggage.items():
            stack.enter_context(_pieces[name].unpack(value))
        yield
