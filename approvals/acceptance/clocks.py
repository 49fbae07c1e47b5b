"""The statutory periods that an acceptance starts: which clock a works item has, and what the rulebook says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from communities.rulebooks.queries import Adopted
from policies.paths import fact_name
from policies.question import Question

FILING = "acceptance_filing"

STRUCTURE = "warranty_structure"
WATERPROOFING = "warranty_waterproofing"
HEATING = "warranty_heating"
INSTALLATION = "warranty_installation"
OTHER = "warranty_other"

_INSTALLED = (
    "water", "water_drain", "sewer_separation", "gas", "power", "telecom", "cable_tv", "lines", "meter", "overhead",
    "duct", "lift", "indoor", "common_parts", "lighting", "charging", "fire", "security", "sewage", "renewable",
    "saving",
)  # fmt: skip

EVENTS: Mapping[str, str] = {
    "seismic": STRUCTURE,
    "roof": WATERPROOFING,
    "slope_roof": WATERPROOFING,
    "facade": WATERPROOFING,
    "heat": HEATING,
    **dict.fromkeys(_INSTALLED, INSTALLATION),
}
"""Concept of a works item -> event of its clock; any other concept is by contract (`OTHER`).

A reading: article 40 names structure, waterproofing of roofs and outer walls, heating and cooling, and electric wiring,
pipes, installed equipment and decoration; no text says which renovation item is which. Gas, telephone and cable lines
and ducts are read as pipes and wiring, lifts, chargers, fire and security systems as installed equipment, indoor and
common parts as decoration.
"""


@dataclass(frozen=True)
class Due:
    """What a clock says: its row (empty where the rulebook has none), the last day or None, and then why not."""

    rule: str
    on: date | None
    note: str


def event_of(item: str, adopted: Adopted) -> str:
    """The event of the warranty clock of a catalogue item, by its concept."""
    row = adopted.rulebook.find("items", item)
    return OTHER if row is None else EVENTS.get(str(row.concept), OTHER)


def due(event: str, start: date, adopted: Adopted, *, on: date, years: int | None = None) -> Due:
    """The last day of the period that began with `start`, by the rulebook in force or a layer beneath it.

    `years`: the design life or the contract's term, where the clock asks for one.
    """
    clock = adopted.rulebook.clock_for(event)
    if clock is None:
        return Due("", None, "现行规则没有这一期限")
    facts: dict[str, object] = {"clock.from": start.isoformat()}
    if isinstance(clock.length, str) and years is not None:
        facts[clock.length] = years
    answer = adopted.rulebook.ask(clock.id, Question(on=on, facts=facts))
    if answer.is_yes:
        return Due(clock.id, date.fromisoformat(str(answer.effects["due"])), "")
    lacking = "、".join(fact_name(path) for path in answer.missing)
    return Due(clock.id, None, answer.note or f"缺{lacking}")


def name_of(event: str, adopted: Adopted) -> str:
    """What the rulebook calls the event's clock; a dash where it has none."""
    clock = adopted.rulebook.clock_for(event)
    return str(clock.name) if clock is not None else "—"


def asks_years(event: str, adopted: Adopted) -> str:
    """The Chinese name of the term that the event's clock asks for; empty where the rule has its own length."""
    clock = adopted.rulebook.clock_for(event)
    return fact_name(clock.length) if clock is not None and isinstance(clock.length, str) else ""
