"""Writing a roster: each good row by the same service as the page, in a savepoint of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from communities.joining.planning import Plan, plan
from communities.joining.reading import Row
from communities.people import services
from communities.people.rights import Actor, Refused


@dataclass(frozen=True)
class Made:
    """One person of the roster with the password to be told once; or why there is none."""

    number: int
    name: str
    username: str
    password: str = ""
    error: str = ""


@transaction.atomic
def engage_all(rows: list[Row], *, by: Actor, on: date) -> list[Made]:
    """Engage whoever can be; the others keep their sentence. Each row is asked anew, whatever a preview said."""
    return [_engaged(planned, by) for planned in plan(rows, actor=by, on=on)]


def _engaged(planned: Plan, by: Actor) -> Made:
    row = planned.row
    if planned.errors:
        return Made(row.number, row.name, row.username, error="".join(planned.errors))
    try:
        with transaction.atomic():
            person, password = services.engage(**planned.values, by=by)
    except ValidationError as error:
        return Made(row.number, row.name, row.username, error="".join(error.messages))
    except Refused as refused:
        return Made(row.number, row.name, row.username, error=refused.sentence)
    return Made(row.number, person.name, person.username, password=password)
