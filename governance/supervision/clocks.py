"""The statutory periods of petitions: by the event's clock of the rulebook or of the layer that it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from communities.rulebooks.queries import Adopted
from policies.clocks import due_day
from policies.question import Question

ACCEPTANCE = "petition_acceptance"
FINISH = "petition_finish"


@dataclass(frozen=True)
class Period:
    """A clock that runs: until when, by which clause, and until when at most where it may be extended."""

    clock: str
    name: str
    clause: str
    reading: str
    due: date
    longest: date


def period(event: str, start: date, adopted: Adopted) -> Period | None:
    """The period of an event that began on `start`. None where no text gives it, or where it is undetermined."""
    row = adopted.rulebook.clock_for(event)
    if row is None:
        return None
    answer = adopted.rulebook.ask(row.id, Question(facts={"clock.from": start.isoformat()}))
    if "due" not in answer.effects:
        return None
    due = date.fromisoformat(answer.effects["due"])
    longest = due_day(due, row.extend, row.unit) if row.extend else due
    reading = row.reading.zh if row.reading else ""
    return Period(row.id, row.name, str(row.source), reading, due, longest)
