"""The states of a works item: started, finished. Whether it may start, the gates say; approvals asks them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from projects.enums import ItemState
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.services.acting import ask_anew, hold


def hold_item(item: WorksItem) -> tuple[Project, WorksItem]:
    """The project's row and the item's, locked in that order, as they stand now."""
    project = hold(item.project)
    row: WorksItem = WorksItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    return project, row


def mark_started(item: WorksItem, *, on: date, by: Actor, now: datetime) -> WorksItem:
    """PROPOSED -> STARTED on that day. Raises `NotPossible`."""
    with accounted(by, "开工"):
        project, row = hold_item(item)
        if row.state != ItemState.PROPOSED:
            raise NotPossible(f"这一改造内容{row.get_state_display()}，不能再次开工。")
        must_be_past(on)
        row.state, row.started_on, row.started_at = ItemState.STARTED.value, on, now
        row.save(update_fields=["state", "started_on", "started_at"])
        ask_anew(project)
    return row


def mark_finished(item: WorksItem, *, on: date, by: Actor, now: datetime) -> WorksItem:
    """STARTED -> FINISHED on that day. Raises `NotPossible`."""
    with accounted(by, "完成"):
        project, row = hold_item(item)
        if row.state != ItemState.STARTED or row.started_on is None:
            raise NotPossible(f"这一改造内容{row.get_state_display()}，不能登记完成。")
        must_be_past(on)
        if on < row.started_on:
            raise NotPossible(f"完成日期不能早于开工日期 {row.started_on:%Y-%m-%d}。")
        row.state, row.finished_on, row.finished_at = ItemState.FINISHED.value, on, now
        row.save(update_fields=["state", "finished_on", "finished_at"])
        ask_anew(project)
    return row


def must_be_past(on: date) -> None:
    """What has happened has happened by today. Raises `NotPossible`."""
    if on > timezone.localdate():
        raise NotPossible("日期不能晚于今天。")
