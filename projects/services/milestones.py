"""Milestones of the works: planned, changed with a reason, reached; late ones say why."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from projects.errors import NotPossible
from projects.models import Milestone, Project
from projects.services.acting import hold_standing, recorder


def add_milestone(
    project: Project,
    *,
    name: str,
    planned_on: date,
    planned_percent: Decimal | None = None,
    by: Actor,
    now: datetime,
) -> Milestone:
    """Plan a node: its day, and the physical progress (%) of the whole project planned by then.

    Raises `Refused`; `NotPossible` for a name that is there already and for a per cent that falls from node to node.
    """
    organisation = recorder(project, by)
    with accounted(by, "登记节点", organisation):
        held = hold_standing(project)
        _must_fit(held, None, name=name.strip(), planned_on=planned_on, planned_percent=planned_percent)
        made: Milestone = Milestone.objects.create(
            project=held,
            name=name.strip(),
            planned_on=planned_on,
            planned_percent=planned_percent,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
    return made


def change_milestone(
    milestone: Milestone,
    *,
    name: str,
    planned_on: date,
    planned_percent: Decimal | None,
    reason: str,
    by: Actor,
) -> Milestone:
    """Plan a node that is not reached anew, saying why; history keeps the earlier plan. Raises as `add_milestone`."""
    organisation = recorder(milestone.project, by)
    if not reason.strip():
        raise NotPossible("请写明调整节点的原因。")
    with accounted(by, reason.strip(), organisation):
        held = hold_standing(milestone.project)
        row = _open(milestone)
        _must_fit(held, row, name=name.strip(), planned_on=planned_on, planned_percent=planned_percent)
        row.name, row.planned_on, row.planned_percent = name.strip(), planned_on, planned_percent
        row.save(update_fields=["name", "planned_on", "planned_percent"])
    return row


def reach_milestone(
    milestone: Milestone, *, reached_on: date, delay_reason: str = "", by: Actor, now: datetime
) -> Milestone:
    """The node was reached on that day; after the day planned only with the reason. Raises `Refused`, `NotPossible`."""
    organisation = recorder(milestone.project, by)
    if reached_on > timezone.localdate(now):
        raise NotPossible("完成日期不能晚于今天。")
    with accounted(by, "节点完成", organisation):
        hold_standing(milestone.project)
        row = _open(milestone)
        if reached_on > row.planned_on and not delay_reason.strip():
            raise NotPossible("节点已晚于计划日期，请写明延误原因。")
        row.reached_on, row.reached_at, row.delay_reason = reached_on, now, delay_reason.strip()
        row.save(update_fields=["reached_on", "reached_at", "delay_reason"])
    return row


def _open(milestone: Milestone) -> Milestone:
    row: Milestone = Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)
    if row.reached_on is not None:
        raise NotPossible(f"“{row.name}”已于 {row.reached_on:%Y-%m-%d} 完成。")
    return row


def _must_fit(
    held: Project, row: Milestone | None, *, name: str, planned_on: date, planned_percent: Decimal | None
) -> None:
    others = Milestone.objects.filter(project=held).exclude(pk=row.pk if row else None)
    if others.filter(name=name).exists():
        raise NotPossible(f"本项目已有节点“{name}”。")
    if planned_percent is None:
        return
    if not 0 <= planned_percent <= 100:
        raise NotPossible("形象进度须在 0 到 100 之间。")
    planned = others.exclude(planned_percent=None)
    ahead = planned.filter(planned_on__lt=planned_on, planned_percent__gt=planned_percent).last()
    after = planned.filter(planned_on__gt=planned_on, planned_percent__lt=planned_percent).first()
    for other, word in ((ahead, "低"), (after, "高")):
        if other is not None:
            raise NotPossible(
                f"计划形象进度不能{word}于“{other.name}”（{other.planned_on:%Y-%m-%d}）的 {other.planned_percent}%。"
            )
