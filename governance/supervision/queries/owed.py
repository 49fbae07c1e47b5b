"""What is late, and what waits for a person: cases, duties, deadlines, as lines for the desk and the dashboards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from governance.enums import CaseState
from governance.models import DutyTask, SupervisionCase
from governance.supervision.queries.bodies import rule_of
from governance.supervision.queries.cases import cases, days_late, late
from governance.supervision.queries.duties import body_name, deadline_register, tasks
from governance.supervision.rights import find_body, find_checker, find_decider, own_organisations
from policies.vocabulary import KINDS_WITHOUT_LOGIN

MOST = 100
"""Lines of one kind; the lists show the rest."""

STEPS = {
    CaseState.RECORDED: ("交办", "去交办"),
    CaseState.ASSIGNED: ("整改", "去整改"),
    CaseState.RECTIFIED: ("复查", "去复查"),
}


@dataclass(frozen=True)
class Item:
    """One line: what, who owes it, by when, days past it (0 = in time), where to do it, by which clause."""

    title: str
    detail: str
    unit: str
    due: date | None
    days_late: int
    url: str
    action: str
    clause: str = ""
    quote: str = ""


def overdue(actor: Actor, on: date, adopted: Adopted | None = None) -> list[Item]:
    """Cases, duty tasks and deadlines of the rulebook past their day in the person's places, the oldest first."""
    adopted = adopted or _adopted(on)
    found = [
        _case(row, actor, adopted, on)
        for row in _cases(actor).filter(late(on)).order_by("due_on", "id")[:MOST]
    ]
    if adopted is not None:
        open_ = tasks(actor).filter(done_on__isnull=True, due_on__lt=on).order_by("due_on", "id")[:MOST]
        found += [_duty(task, actor, adopted, on) for task in open_]
        found += _deadlines(actor, adopted, on)
    return sorted(_once(found), key=lambda item: item.due or date.max)[:MOST]


def waiting_for(actor: Actor, on: date, adopted: Adopted | None = None) -> list[Item]:
    """What this person himself has to do now: assign, rectify, check again, close, tick off; by due day."""
    adopted = adopted or _adopted(on)
    mine = Q(state=CaseState.ASSIGNED, organisation__in=own_organisations(actor))
    decided = within(actor.paths(Capability.DECIDE)) & Q(state__in=[CaseState.RECORDED, CaseState.RECTIFIED])
    rows = _cases(actor).filter(mine | decided).order_by("due_on", "id")[:MOST]
    found = [_case(row, actor, adopted, on) for row in rows if _may_do(row, actor)]
    if adopted is not None and actor.may_somewhere(Capability.DECLARE):
        open_ = tasks(actor).filter(done_on__isnull=True).order_by("due_on", "id")
        own = open_.filter(within(actor.paths(Capability.DECLARE)))
        played = {seat.organisation.actor for seat in actor.seats if seat.organisation is not None}
        without_login = [row.id for row in adopted.rulebook.rows("actors") if row.kind in KINDS_WITHOUT_LOGIN]
        for task in own.filter(actor__in=[*played, *without_login])[:MOST]:
            if find_body(actor, task.actor, task.path, adopted) is not None:
                found.append(_duty(task, actor, adopted, on))
        found += _deadlines(actor, adopted, on, mine=True)
    return sorted(_once(found), key=lambda item: item.due or date.max)[:MOST]


def _cases(actor: Actor) -> QuerySet[SupervisionCase]:
    return cases(actor).select_related("organisation", "jurisdiction")


def _may_do(row: SupervisionCase, actor: Actor) -> bool:
    if row.state == CaseState.ASSIGNED:
        return True
    if row.state == CaseState.RECTIFIED and row.passed_on is None:
        return find_checker(actor, row) is not None
    return find_decider(actor, row.path) is not None


def _case(row: SupervisionCase, actor: Actor, adopted: Adopted | None, on: date) -> Item:
    does, action = STEPS[CaseState(row.state)]
    if row.passed_on is not None:
        does, action = "办结", "去办结"
    clock = adopted.rulebook.find("clocks", row.clock) if adopted is not None and row.clock else None
    who = (
        f"责任单位：{row.organisation.name}"
        if row.organisation is not None
        else f"{row.jurisdiction.name}，尚未交办"
    )
    return Item(
        f"{does}：{row.subject}",
        f"{row.get_source_display()}，{who}",
        "件",
        row.due_on,
        days_late(row, on),
        reverse("case_detail", kwargs={"tenant": actor.tenant.code, "pk": row.pk}),
        action,
        clause=str(clock.source) if clock is not None else "",
    )


def _duty(task: DutyTask, actor: Actor, adopted: Adopted, on: date) -> Item:
    row = rule_of(task.rule, adopted)
    may = find_body(actor, task.actor, task.path, adopted) is not None
    url = (
        reverse("duty_done", kwargs={"tenant": actor.tenant.code, "pk": task.pk})
        if may
        else reverse("duty_list", kwargs={"tenant": actor.tenant.code}) + f"#{task.rule}"
    )
    return Item(
        f"职责：{row.name if row else task.rule}",
        body_name(task.actor, task.jurisdiction, adopted),
        "项",
        task.due_on,
        max(0, (on - task.due_on).days),
        url,
        "去办结" if may else "查看",
        clause=str(row.source or "") if row else "",
        quote=(row.quote or "") if row else "",
    )


def _deadlines(actor: Actor, adopted: Adopted, on: date, *, mine: bool = False) -> Iterator[Item]:
    """Deadlines missed; `mine`: those that the person ticks off himself, also those still in time."""
    for view in deadline_register(actor, adopted, on=on):
        for one in (*view.late, *(view.coming if mine else ())):
            if one.is_done or one.task is not None or (mine and not one.may_tick):
                continue  # one with a task of its own has its line already
            named = {
                "tenant": actor.tenant.code,
                "rule": view.id,
                "code": one.place.code,
                "due": one.due.isoformat(),
            }
            url = (
                reverse("deadline_done", kwargs=named)
                if one.may_tick
                else reverse("deadline_list", kwargs={"tenant": actor.tenant.code}) + f"#{view.id}"
            )
            yield Item(
                f"期限：{view.name}",
                one.body,
                "项",
                one.due,
                one.days_late,
                url,
                "去办结" if one.may_tick else "查看",
                clause=view.clause,
                quote=view.quote,
            )


def _once(items: list[Item]) -> list[Item]:
    return list(dict.fromkeys(items))


def _adopted(on: date) -> Adopted | None:
    try:
        return in_force(on)
    except NoRulebook:
        return None
