"""What a place's budget can bear in a year."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from approvals.models import FiscalCapacity
from approvals.plan.rights import budgeter
from communities.models import Document, Jurisdiction
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from projects.errors import NotPossible


def set_capacity(
    place: Jurisdiction,
    *,
    year: int,
    amount: Decimal,
    basis: str,
    document: Document | None = None,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> FiscalCapacity:
    """State what the place's budget can bear in the year, in yuan, or correct it (history keeps what stood before).

    By a government or finance department that holds the place. Without a new document the former one stays.
    Raises `Refused`, `NotPossible`.
    """
    organisation = budgeter(place, adopted=adopted, by=by)
    if amount < 0:
        raise NotPossible("可承受财政支出不能为负。")
    if not basis.strip():
        raise NotPossible("请写明依据，如财政承受能力评估报告的文号。")
    values = {
        "amount": amount,
        "basis": basis.strip(),
        "entered_by": by.person,
        "acted_for": by.principal,
        "entered_at": now,
    }
    if document is not None:
        values["document"] = document
    with accounted(by, f"填报 {year} 年财政承受能力", organisation):
        row: FiscalCapacity
        row, _ = FiscalCapacity.objects.update_or_create(jurisdiction=place, year=year, defaults=values)
    return row
