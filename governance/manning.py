"""Month reports that nobody is left to make."""

from __future__ import annotations

from collections.abc import Iterator

from communities.models import Jurisdiction, Organisation
from communities.people.delegation.waiting import Matter, Roll
from communities.people.enums import Capability
from governance.models import MonthReport
from governance.monthly.queries import DONE
from governance.monthly.rights import KEEPS
from projects import months
from projects.services.acting import PROPOSERS


def matters(roll: Roll) -> Iterator[Matter]:
    """The reports of the last whole month that are not submitted, by the units of that very place. Five queries."""
    month = months.shifted(months.of(roll.on), -1)
    done = MonthReport.objects.filter(month=month, state__in=DONE).values("jurisdiction")
    places = dict(Jurisdiction.objects.filter(depth__lte=2).exclude(pk__in=done).values_list("pk", "path"))
    units = list(Organisation.objects.filter(jurisdiction__in=places, kind__in=PROPOSERS, closed_on=None))
    empty = roll.empty(units, sorted(KEEPS, key=Capability.values.index))
    for place, path in places.items():
        able = [unit for unit in units if unit.jurisdiction_id == place]
        if able and all(unit.pk in empty for unit in able):
            names = "、".join(unit.name for unit in able[:3])
            yield Matter(f"{months.named(month)}月报等它报送", names, path)
