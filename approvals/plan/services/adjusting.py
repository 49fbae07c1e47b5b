"""Changing a confirmed plan: by numbered adjustments, nothing else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from approvals import transitions
from approvals.enums import AdjustmentKind, RoundState
from approvals.errors import NotNow
from approvals.models import PlanAdjustment, PlanEntry, ReviewRound
from approvals.plan.figures import Figures, present_figures
from approvals.plan.lines import Line, lines
from approvals.plan.rights import confirmer
from approvals.plan.services.confirming import lapse
from approvals.plan.services.drafting import hold_plan
from approvals.plan.trial import concluded
from communities.models import Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted, in_force
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project
from projects.services.acting import hold


def adjust(
    entry: PlanEntry,
    *,
    kind: AdjustmentKind,
    document_no: str,
    reason: str,
    on: date,
    by: Actor,
    now: datetime,
) -> PlanAdjustment:
    """Change a confirmed entry by the plan's next adjustment number, for an actor of `plan` that holds the project.

    `remove` takes it off the list: a planned project goes back to the pool (`replan`), one further on is withdrawn.
    `figures` lays the project's figures of today over the frozen ones; what was frozen stays. `on`: the document's day.
    Raises `Refused`, `NotPossible` (not confirmed, out already, under construction, nothing to change).
    """
    today = timezone.localdate(now)
    with accounted(by, reason.strip()):
        plan = hold_plan(entry.plan)
        (line,) = lines(PlanEntry.objects.filter(pk=entry.pk))
        adopted = in_force(today)
        organisation = confirmer([line.entry.project], adopted=adopted, by=by)
        _must_be_in_order(line, document_no=document_no, reason=reason, on=on, today=today)
        before, after = _taken_out(line.figures) if kind == AdjustmentKind.REMOVE else _changes(line)
        made: PlanAdjustment = PlanAdjustment.objects.create(
            plan=plan,
            number=PlanAdjustment.objects.filter(plan=plan).count() + 1,
            entry=line.entry,
            kind=kind,
            document_no=document_no.strip(),
            reason=reason.strip(),
            before=before,
            after=after,
            adjusted_on=on,
            organisation=organisation,
            by=by.person,
            at=now,
        )
        if kind == AdjustmentKind.REMOVE:
            _take_out(line.entry.project, made, organisation, adopted=adopted, by=by, now=now)
    return made


def _must_be_in_order(line: Line, *, document_no: str, reason: str, on: date, today: date) -> None:
    if not line.is_frozen:
        raise NotPossible("这一项目还在草案中，不需调整，可直接移出。")
    if not line.stands:
        raise NotPossible("这一项目已调出计划，不能再调整。")
    if not document_no.strip() or not reason.strip():
        raise NotPossible("调整须有文号和理由。")
    if on > today:
        raise NotPossible("日期不能晚于今天。")


def _taken_out(figures: Figures) -> tuple[dict[str, Any], dict[str, Any]]:
    return figures.as_json(), {}


def _changes(line: Line) -> tuple[dict[str, Any], dict[str, Any]]:
    """The figures that differ today from those that count, before and after."""
    before = line.figures.as_json()
    after = present_figures([line.entry.project_id])[line.entry.project_id].as_json()
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        raise NotPossible("项目现有数字与计划数字相同，不需调整。")
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def _take_out(
    project: Project,
    made: PlanAdjustment,
    organisation: Organisation,
    *,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> None:
    """The project leaves the year, and the confirmation speaks of it no more: a later year confirms anew."""
    held = hold(project)
    lapse(held, adopted)
    for review in concluded(adopted):
        past = ReviewRound.objects.filter(project=held, review=review.id)
        if past.filter(state=RoundState.APPROVED).exists():
            ReviewRound.objects.create(
                project=held,
                review=review.id,
                number=past.count() + 1,
                state=RoundState.CANCELLED,
                convened_by=organisation,
                convener=by.person,
                convened_on=made.adjusted_on,
                due_on=made.adjusted_on,
                working_days=0,
                concluded_on=made.adjusted_on,
                concluded_by=organisation,
                concluder=by.person,
                concluded_for=by.principal,
                conclusion=f"第 {made.number} 号调整调出年度计划（{made.document_no}），原确认不再有效",
            )
    name = "replan" if held.state == State.PLANNED else "withdraw"
    try:
        transitions.fire(project, name, by=by, now=now, reason=made.reason, adjusting=True)
    except NotNow as error:
        raise NotPossible(error.sentence) from error
