"""What the rulebook says of the rates: the indicator's own name, clause and words, and its target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from communities.rulebooks.queries import Adopted
from governance.longterm.coverage import MEASURES, Measure


@dataclass(frozen=True)
class Yardstick:
    """A measure, and the indicator of the rulebook that counts the same; `target` in per cent, None: none is set."""

    measure: Measure
    clause: str = ""
    quote: str = ""
    target: Decimal | int | None = None


def yardsticks(adopted: Adopted | None, *, is_own_level: bool) -> list[Yardstick]:
    """Every measure in turn. A target belongs to the tenant's own level and is shown only there (schema.md)."""
    indicators = adopted.rulebook.rows("indicators") if adopted else ()
    by_compute = {row.compute: row for row in indicators}
    shown = []
    for measure in MEASURES.values():
        row = by_compute.get(measure.compute)
        if row is None:
            shown.append(Yardstick(measure))
            continue
        target = row.target if is_own_level and isinstance(row.target, int | Decimal) else None
        shown.append(Yardstick(measure, str(row.source), str(row.quote or ""), target))
    return shown
