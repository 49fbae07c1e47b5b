"""Neighbourhoods, papers and declarations for the tests of this room, made by the services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from communities.neighbourhoods import services
from communities.neighbourhoods.models import Neighbourhood
from communities.people.rights import Actor
from communities.records.models import Document
from communities.records.services import store_bytes
from communities.tenancy.models import Jurisdiction
from policies.dates import DateInterval

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2026, 11, 20)
COMMUNITY = "370202001001"
"""云霄路社区, where qd_street and qd_community have their seats."""
ELSEWHERE = "370203005001"
"""A community of the other district."""
WL_COMMUNITY = "500156001001"
PAPERS = {
    "QD-C-neglect": ["摸底调查表"],
    "QD-C-municipal": ["摸底调查表"],
    "QD-C-services": ["摸底调查表"],
    "QD-C-residential": [],
    "QD-C-will": ["居民意愿征询记录"],
}


def facts(name: str = "河清路二小区", built: str = "1998", **more: Any) -> dict[str, Any]:
    """Plain figures that draw no question: 8 buildings, 312 households, 25,100 ㎡."""
    interval = DateInterval.parse(built) if built else None
    return {
        "name": name,
        "survey_year": 2024,
        "completed_from": interval and interval.first,
        "completed_to": interval and interval.last,
        "buildings_declared": 8,
        "households_declared": 312,
        "floor_area_declared": Decimal("25100.00"),
        **more,
    }


def neighbourhood(
    place: Jurisdiction, by: Actor, name: str = "河清路二小区", built: str = "1998", **more: Any
) -> Neighbourhood:
    """One registered neighbourhood."""
    return services.create(values=facts(name, built, **more), jurisdiction=place, by=by, now=NOW)


def paper(place: Jurisdiction, by: Actor, kind: str = "摸底调查表") -> Document:
    """A small PDF on record."""
    return store_bytes(
        content=b"%PDF-1.4\n%%EOF\n", filename=f"{kind}.pdf", kind=kind, jurisdiction=place, by=by
    )


def declare(
    criterion: str,
    rows: Iterable[Neighbourhood],
    by: Actor,
    *,
    value: bool = True,
    papers: bool = True,
    **more: Any,
) -> None:
    """Declare with every paper that the rulebook names."""
    rows = list(rows)
    names = PAPERS.get(criterion, []) if papers else []
    evidence = [(name, paper(rows[0].jurisdiction, by, name)) for name in names]
    services.declare(
        criterion=criterion,
        value=value,
        neighbourhoods=rows,
        evidence=evidence,
        on=DAY,
        by=by,
        now=NOW,
        **more,
    )


def declare_all(row: Neighbourhood, *, street: Actor, community: Actor, but: Iterable[str] = ()) -> None:
    """The five declared criteria of Qingdao, each by its own actor with its document."""
    for criterion in PAPERS:
        if criterion not in set(but):
            declare(criterion, [row], community if criterion == "QD-C-will" else street)
    row.refresh_from_db()
