"""What a page of the dashboard is asked for: the place, the annual plan, the end of which month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from communities.people.enums import Capability
from communities.people.rights import Actor, Refused
from communities.tenancy.context import tenant_id
from communities.tenancy.models import Jurisdiction
from governance.figures.instant import Instant, month_before

MONTHS = 24
"""Ends of months to choose from."""
ALL = "all"

_PLACES = """
SELECT j.*, (SELECT array_agg(DISTINCT plan.year ORDER BY plan.year DESC)
             FROM approvals_annualplan plan JOIN approvals_planbatch b ON b.tenant_id = plan.tenant_id
              AND b.plan_id = plan.id
             WHERE plan.tenant_id = %(tenant)s) AS plan_years
FROM communities_jurisdiction n
JOIN communities_jurisdiction j ON j.tenant_id = n.tenant_id AND (j.parent_id = n.id OR starts_with(n.path, j.path))
WHERE n.tenant_id = %(tenant)s AND (n.code = %(code)s OR %(code)s = '' AND n.path = %(path)s)
ORDER BY j.path"""


@dataclass(frozen=True)
class Asked:
    """A place with what lies directly above and below it; `year` None: all projects; `is_live`: as of this moment."""

    node: Jurisdiction
    above: tuple[Jurisdiction, ...]
    children: tuple[Jurisdiction, ...]
    years: tuple[int, ...]
    year: int | None
    now: Instant
    before: Instant
    is_live: bool

    @property
    def is_own_level(self) -> bool:
        """Whether it is the tenant's own place: targets belong there."""
        return self.node.parent_id is None

    @property
    def month(self) -> str:
        return "" if self.is_live else f"{self.now.month:%Y-%m}"


def asked(given: Mapping[str, str], actor: Actor, *, now: datetime) -> Asked:
    """One query. Without a place the person's own topmost; a plan or a month that there is not: as without one.

    Raises `Refused` for somebody who may view nothing, `Http404` for a place that the person may not see.
    """
    paths = actor.paths(Capability.VIEW)
    if not paths:
        raise Refused("您没有查看业务数据的权限。")
    code = given.get("place", "")
    found = list(Jurisdiction.objects.raw(_PLACES, {"tenant": tenant_id(), "code": code, "path": paths[0]}))
    node = next((j for j in found if (j.code == code if code else j.path == paths[0])), None)
    if node is None or not any(node.path.startswith(path) for path in paths):
        raise Http404
    years = tuple(found[0].plan_years or ())  # type: ignore[attr-defined]  # a column of the query
    live = Instant.at(now)
    month = _month(given.get("month", ""), live.month)
    at = Instant.end_of(month) if month else live
    return Asked(
        node,
        tuple(
            j
            for j in found
            if node.path.startswith(j.path) and any(j.path.startswith(path) for path in paths)
        ),
        tuple(j for j in found if j.parent_id == node.pk),
        years,
        _year(given.get("year", ""), years),
        at,
        Instant.end_of(month_before(at.month)),
        month is None,
    )


def months(now: datetime, shown: Asked) -> list[date]:
    """The months that have ended, the latest first, and the one that is shown."""
    found = [month_before(Instant.at(now).month)]
    while len(found) < MONTHS:
        found.append(month_before(found[-1]))
    return found if shown.is_live or shown.now.month in found else [*found, shown.now.month]


def _year(text: str, years: tuple[int, ...]) -> int | None:
    if text == ALL or not years:
        return None
    return int(text) if re.fullmatch("[0-9]{4}", text) and int(text) in years else years[0]


def _month(text: str, running: date) -> date | None:
    """The first day of a month that has ended; None for anything else."""
    if not re.fullmatch("20[0-9]{2}-(0[1-9]|1[0-2])", text):
        return None
    month = date(int(text[:4]), int(text[5:]), 1)
    return month if month < running else None
