"""Disputes about a project: recorded when raised, closed with how they were settled. Approvals holds and releases."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from projects.errors import NotPossible
from projects.models import Dispute, Project
from projects.services.acting import ask_anew, hold_standing, recorder


def open_dispute(
    project: Project,
    *,
    title: str,
    description: str,
    raised_on: date,
    parties: str = "",
    by: Actor,
    now: datetime,
) -> Dispute:
    """Record a dispute; the gates count it from now on. Raises `Refused`, `NotPossible`."""
    organisation = recorder(project, by)
    if raised_on > timezone.localdate(now):
        raise NotPossible("提出日期不能晚于今天。")
    with accounted(by, "登记争议", organisation):
        held = hold_standing(project)
        made: Dispute = Dispute.objects.create(
            project=held,
            title=title.strip(),
            parties=parties.strip(),
            description=description.strip(),
            raised_on=raised_on,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        ask_anew(held)
    return made


def close_dispute(dispute: Dispute, *, resolution: str, on: date, by: Actor) -> Dispute:
    """Record how it was settled. Of two at once the second is told. Raises `Refused`, `NotPossible`."""
    organisation = recorder(dispute.project, by)
    if not resolution.strip():
        raise NotPossible("请写明处理结果。")
    with accounted(by, "争议办结", organisation):
        held = hold_standing(dispute.project)
        row: Dispute = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
        if row.closed_on is not None:
            raise NotPossible(f"这一争议已于 {row.closed_on:%Y-%m-%d} 办结。")
        if not row.raised_on <= on <= timezone.localdate():
            raise NotPossible("办结日期不能早于提出日期，也不能晚于今天。")
        row.closed_on, row.resolution = on, resolution.strip()
        row.closed_by, row.closed_for = by.person, by.principal
        row.save(update_fields=["closed_on", "resolution", "closed_by", "closed_for"])
        ask_anew(held)
    return row
