"""Duties and deadlines of the rulebook: a day set for a body, what it did, with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from communities.models import Document, Jurisdiction, Notice, Organisation
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.records.services import notify
from communities.rulebooks.queries import Adopted, top_place
from governance.models import DutyTask
from governance.supervision import rights
from governance.supervision.queries.bodies import leads_of, places_of, rule_of
from policies.deadlines import falls_on
from policies.pack import OPEN
from projects.errors import NotPossible


def set_duties(
    *,
    rule: str,
    actor: str,
    places: Sequence[Jurisdiction],
    due_on: date,
    note: str = "",
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> list[DutyTask]:
    """Set the day by which the actor of each place meets a duty or a deadline; who has that day already keeps it.

    By somebody who decides at the tenant's own level. Raises `Refused`; `NotPossible` for an actor whom the rule does
    not name, a place of another level, a day that is past, or where nobody is left to set it for.
    """
    acting = rights.decider(by, top_place().path)
    row = rule_of(rule, adopted)
    if row is None:
        raise NotPossible("规则中没有这一职责或期限。")
    if actor not in leads_of(row, adopted):
        raise NotPossible(f"“{row.name}”没有写明由{adopted.rulebook.actor_name(actor)}负责。")
    allowed = {place.pk for place in places_of(actor, adopted)}
    if not places or any(place.pk not in allowed for place in places):
        raise NotPossible(f"请选择{adopted.rulebook.actor_name(actor)}所在一级的地区。")
    if due_on < timezone.localdate(now):
        raise NotPossible("期限不能早于今天。")
    with accounted(by, f"下达：{row.name}", acting):
        there = set(
            DutyTask.objects.filter(rule=rule, actor=actor, due_on=due_on).values_list(
                "jurisdiction", flat=True
            )
        )
        made = DutyTask.objects.bulk_create(
            DutyTask(
                rule=rule,
                actor=actor,
                jurisdiction=place,
                path=place.path,
                due_on=due_on,
                note=note.strip(),
                set_by=by.person,
                set_at=now,
            )
            for place in places
            if place.pk not in there
        )
        if not made:
            raise NotPossible("所选单位都已有同一期限。")
        told = _bodies(actor, [task.jurisdiction_id for task in made])
        notify(
            told, text=f"{row.name}，期限 {due_on:%Y-%m-%d}", url=_page(by), by=by, on=timezone.localdate(now)
        )
    return list(made)


def tick_off(
    task: DutyTask, *, text: str, on: date, document: Document, adopted: Adopted, by: Actor, now: datetime
) -> DutyTask:
    """The body says that it has done it, when, with its evidence; once. Raises `Refused`, `NotPossible`."""
    acting = rights.body(by, task.actor, task.path, adopted)
    if not text.strip():
        raise NotPossible("请写明完成情况。")
    if on > timezone.localdate(now):
        raise NotPossible("完成日期不能晚于今天。")
    with accounted(by, "职责办结", acting):
        row: DutyTask = DutyTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
        if row.done_on is not None:
            raise NotPossible(f"这一事项已于 {row.done_on:%Y-%m-%d} 完成。")
        row.done_on, row.done_text, row.document = on, text.strip(), document
        row.organisation, row.done_by, row.done_for, row.done_at = acting, by.person, by.principal, now
        said = ["done_on", "done_text", "document", "organisation", "done_by", "done_for", "done_at"]
        row.save(update_fields=said)
    return row


def meet_deadline(
    *,
    rule: str,
    actor: str,
    place: Jurisdiction,
    due_on: date,
    text: str,
    on: date,
    document: Document,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> DutyTask:
    """Tick off a deadline of the rulebook on one of its due days, which nobody needs to set first.

    Raises `Refused`, `NotPossible`.
    """
    rights.body(by, actor, place.path, adopted)
    row = adopted.rulebook.find("deadlines", rule)
    if row is None or row.who not in (actor, OPEN) or not falls_on(row.due, row.each, due_on):
        raise NotPossible("规则中没有这一天的期限，请回到期限页查看。")
    with transaction.atomic():
        task, _ = DutyTask.objects.get_or_create(
            rule=rule,
            actor=actor,
            jurisdiction=place,
            due_on=due_on,
            defaults={"path": place.path, "set_by": by.person, "set_at": now},
        )
        return tick_off(task, text=text, on=on, document=document, adopted=adopted, by=by, now=now)


def remind_duty(task: DutyTask, *, adopted: Adopted, by: Actor, now: datetime) -> int:
    """Press the body, once a day at most; the number of people told. Raises `Refused`, `NotPossible`."""
    rights.decider(by, task.path)
    if task.done_on is not None:
        raise NotPossible(f"这一事项已于 {task.done_on:%Y-%m-%d} 完成。")
    row = rule_of(task.rule, adopted)
    on = timezone.localdate(now)
    text = f"催办：{row.name if row else task.rule}，期限 {task.due_on:%Y-%m-%d}"
    bodies = _bodies(task.actor, [task.jurisdiction_id])
    told = {m for body in bodies for m in body.memberships.values_list("person", flat=True)}
    if Notice.objects.filter(person__in=told, text=text, created_at__date=on).exists():
        raise NotPossible("今天已经催办过。")
    return notify(bodies, text=text, url=_page(by), by=by, on=on)


def _bodies(actor: str, places: Iterable[int]) -> list[Organisation]:
    return list(Organisation.objects.filter(actor=actor, jurisdiction__in=list(places)))


def _page(by: Actor) -> str:
    return reverse("duty_list", kwargs={"tenant": by.tenant.code})
