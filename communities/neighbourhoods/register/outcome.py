"""What becomes of one cell: understood with a value, or refused with a sentence."""

from dataclasses import dataclass
from typing import TypeAlias

from .findings import Value


@dataclass(frozen=True, slots=True)
class Understood:
    """A value, and how the cell was read where that is not plain."""

    value: Value
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell was refused, what would be right, and what to do."""

    code: str
    message: str
    expected: str
    remedy: str


Outcome: TypeAlias = Understood | Refused
