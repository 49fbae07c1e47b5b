"""Rows of what keeps neighbourhoods, laid directly, for the tests of the page of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from communities.models import Neighbourhood
from communities.upkeep.models import (
    MaintenanceFund,
    ManagementMode,
    OwnersBody,
    PartyOrganisation,
    PropertyContract,
)
from tests.governance.figures import ground

DAY = date(2020, 1, 1)
THEN: datetime = ground.at("2020-01-01")


def _kept(row: Neighbourhood) -> dict[str, Any]:
    return {
        "neighbourhood": row,
        "organisation": ground.office(row.jurisdiction),
        "entered_by": ground.somebody(),
        "entered_at": THEN,
    }


def bodies(rows: Sequence[Neighbourhood], **more: Any) -> None:
    """A committee in office."""
    for row in rows:
        OwnersBody.objects.create(
            **_kept(row) | {"kind": "committee", "name": "业委会", "formed_on": DAY} | more
        )


def managed(rows: Sequence[Neighbourhood], mode: str = "property-company") -> None:
    """A mode in force."""
    for row in rows:
        ManagementMode.objects.create(**_kept(row), mode=mode, from_on=DAY)
        Neighbourhood.objects.filter(pk=row.pk).update(mode=mode)


def parties(rows: Sequence[Neighbourhood]) -> None:
    """A Party organisation."""
    for row in rows:
        PartyOrganisation.objects.create(**_kept(row), name="党支部", from_on=DAY)


def funds(rows: Sequence[Neighbourhood], *, set_up_on: date | None = DAY) -> None:
    """A fund, or who pays until there is one."""
    for row in rows:
        MaintenanceFund.objects.create(
            **_kept(row), set_up_on=set_up_on, pays_until_then="" if set_up_on else "原产权单位"
        )


def contract(row: Neighbourhood, ends_on: date | None, company: str = "海尔物业") -> None:
    """Signed and running since 2020."""
    PropertyContract.objects.create(
        **_kept(row),
        company=company,
        signed_on=DAY,
        starts_on=DAY,
        ends_on=ends_on,
        document=ground.paper(row.jurisdiction, "物业服务合同", "2020-01-01"),
    )
