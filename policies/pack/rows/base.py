"""What every row of a rulebook is: frozen, and closed to fields that the schema does not name."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from ..values import (
    Chinese,
    Quote,
    Text,
)


class Row(BaseModel):
    """Frozen, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Words(Row):
    """A sentence in two languages."""

    zh: Chinese
    en: Text


class Rule(Row):
    """What every rule of a text carries. A layer (`unit: null`) restates the law and has no quote."""

    id: Text
    name: Chinese
    en: Text
    source: Text
    quote: Quote | None = None
    reading: Words | None = None
