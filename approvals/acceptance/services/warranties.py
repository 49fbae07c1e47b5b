"""Warranty: one clock per works item from the day of acceptance, asked anew when its term is told."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from approvals.acceptance import clocks
from approvals.models import Acceptance, Warranty
from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, in_force
from projects.enums import PartyRole
from projects.errors import NotPossible
from projects.models import NamedParty
from projects.services import recorder
from projects.services.acting import hold
from projects.services.papers import keep_papers

TERM = {clocks.STRUCTURE: "设计文件", clocks.OTHER: "施工合同"}
"""Event of a clock that asks for a term -> the paper that states it."""
LONGEST = 200
"""Years."""


def begin_warranties(
    acceptance: Acceptance, *, on: date, adopted: Adopted, by: Actor, now: datetime
) -> list[Warranty]:
    """A warranty for each works item of the round that has been passed `on` that day; the caller holds it."""
    contractor = _contractor(acceptance, on)
    made = []
    for check in acceptance.checks.select_related("works_item"):
        event = clocks.event_of(check.works_item.item, adopted)
        due = clocks.due(event, on, adopted, on=on)
        made.append(
            Warranty(
                works_item=check.works_item,
                acceptance=acceptance,
                event=event,
                rule=due.rule,
                accepted_on=on,
                due_on=due.on,
                note=due.note[:200],
                contractor=contractor,
                entered_by=by.person,
                entered_at=now,
            )
        )
    return Warranty.objects.bulk_create(made)


def set_term(warranty: Warranty, *, years: int, document: Document, by: Actor, now: datetime) -> Warranty:
    """Enter the design life or the contract's term (years) with its paper, and ask the clock anew.

    Only where the clock asks for one. Raises `Refused`, `NotPossible`.
    """
    organisation = recorder(warranty.works_item.project, by)
    adopted = in_force(timezone.localdate(now))
    with accounted(by, "登记保修年限", organisation):
        project = hold(warranty.works_item.project)
        row: Warranty = Warranty.objects.select_for_update(of=("self",)).get(pk=warranty.pk)
        if not clocks.asks_years(row.event, adopted):
            raise NotPossible("这一保修期由规则规定，不需要登记年限。")
        if not 1 <= years <= LONGEST:
            raise NotPossible(f"年限须为 1 到 {LONGEST} 的整数。")
        due = clocks.due(row.event, row.accepted_on, adopted, on=timezone.localdate(now), years=years)
        row.rule, row.due_on, row.note = due.rule, due.on, due.note[:200]
        row.years, row.document = years, document
        row.save(update_fields=["rule", "due_on", "note", "years", "document"])
        keep_papers(project, [(TERM.get(row.event, TERM[clocks.OTHER]), document)])
    return row


def _contractor(acceptance: Acceptance, on: date) -> NamedParty | None:
    """Who built it: the contractor named on that day."""
    found: NamedParty | None = (
        NamedParty.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gt=on),
            project=acceptance.project_id,
            role=PartyRole.CONSTRUCTION,
            from_on__lte=on,
        )
        .order_by("-from_on", "-id")
        .first()
    )
    return found
