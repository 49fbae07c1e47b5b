"""Duties with their tasks, deadlines with their days; setting a day, ticking off, pressing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from communities.models import Document, Jurisdiction
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, within
from communities.records.services import store
from communities.rulebooks.labels import TOPICS
from communities.rulebooks.queries import in_force, top_place
from governance.models import DutyTask
from governance.supervision import queries, rights, services
from governance.supervision.forms import DoneForm, DutySetForm
from policies.deadlines import around, falls_on
from policies.pack import OPEN
from policies.pack.rows import Deadline, Duty
from projects.errors import NotPossible
from projects.views import by_rulebook, page_with_forms
from projects.views.asking import is_written

PAPER = "职责完成证明"
"""The name under which the evidence is kept."""


@require_safe
@by_rulebook
def duty_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """职责清单: every duty of the rulebook, with the days set and what was done."""
    actor, on = request.actor, timezone.localdate()
    actor.require_somewhere(Capability.VIEW)
    adopted = in_force(on)
    topic = request.GET.get("topic", "")
    mine = bool(request.GET.get("mine"))
    shown = queries.duty_register(actor, adopted, on=on, topic=topic, mine=mine)
    used = {row.topic for row in adopted.rulebook.rows("duties")}
    context = {
        "duties": shown,
        "total": len(adopted.rulebook.rows("duties")),
        "late": sum(duty.late for duty in shown),
        "done": sum(duty.done for duty in shown),
        "set": sum(duty.total for duty in shown),
        "topics": [(id_, label) for id_, label in TOPICS.items() if id_ in used],
        "topic": topic,
        "mine": mine,
        "may_set": rights.find_decider(actor, top_place().path) is not None,
    }
    return render(request, "governance/supervision/duties.html", context)


@page_with_forms
@by_rulebook
def duty_set(request: TenantRequest, tenant: str, rule: str) -> HttpResponse:
    """下达: a day for one body or for many at once."""
    by, on = request.actor, timezone.localdate()
    adopted = in_force(on)
    row = queries.rule_of(rule, adopted)
    if row is None:
        raise Http404
    rights.decider(by, top_place().path)
    leads = [(id_, adopted.rulebook.actor_name(id_)) for id_ in queries.leads_of(row, adopted)]
    asked = request.POST.get("actor") or request.GET.get("actor") or leads[0][0]
    lead = asked if asked in dict(leads) else leads[0][0]
    places = list(queries.places_of(lead, adopted))
    top = top_place()
    form = DutySetForm(
        request.POST or None,
        actors=leads,
        places=places,
        areas=list(Jurisdiction.objects.children_of(top).order_by("path")),
        initial={"actor": lead, "due_on": _next_day(row, on), "places": [str(p.pk) for p in places]},
    )

    def write() -> None:
        made = services.set_duties(
            rule=rule,
            actor=form.cleaned_data["actor"],
            places=form.chosen(),
            due_on=form.cleaned_data["due_on"],
            note=form.cleaned_data["note"],
            adopted=adopted,
            by=by,
            now=timezone.now(),
        )
        messages.success(request, f"已下达给 {len(made)} 个单位。")

    if is_written(request, form, write):
        return redirect("deadline_list" if isinstance(row, Deadline) else "duty_list", tenant=tenant)
    context = {"form": form, "row": row, "leads": leads, "lead": lead, "places": places}
    return render(request, "governance/supervision/duty_set.html", context)


def _next_day(row: Duty | Deadline, on: date) -> date | None:
    return around(row.due, row.each, on)[1] if isinstance(row, Deadline) else None


@page_with_forms
@by_rulebook
def duty_done(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """办结 a duty with its evidence."""
    by, adopted = request.actor, in_force(timezone.localdate())
    task = _task_or_404(by, pk)
    rights.body(by, task.actor, task.path, adopted)
    if task.done_on is not None:
        messages.error(request, f"这一事项已于 {task.done_on:%Y-%m-%d} 完成。")
        return redirect("duty_list", tenant=tenant)
    row = queries.rule_of(task.rule, adopted)

    def write(form: forms.Form) -> None:
        services.tick_off(
            task,
            text=form.cleaned_data["text"],
            on=form.cleaned_data["on"],
            document=_keep(form, task.jurisdiction, by),
            adopted=adopted,
            by=by,
            now=timezone.now(),
        )

    back = "deadline_list" if isinstance(row, Deadline) else "duty_list"
    told = {"row": row, "where": task.jurisdiction, "due": task.due_on, "note": task.note}
    return _tick(request, write, told, back)


@page_with_forms
@by_rulebook
def deadline_done(request: TenantRequest, tenant: str, rule: str, code: str, due: str) -> HttpResponse:
    """办结 what a deadline of the rulebook asks for on one of its days."""
    by, adopted = request.actor, in_force(timezone.localdate())
    row = adopted.rulebook.find("deadlines", rule)
    place = Jurisdiction.objects.filter(within(by.paths(Capability.VIEW)), code=code).first()
    day = _day(due)
    if row is None or row.who == OPEN or place is None or day is None:
        raise Http404
    if (
        not falls_on(row.due, row.each, day)
        or not queries.places_of(row.who, adopted).filter(pk=place.pk).exists()
    ):
        raise Http404
    rights.body(by, row.who, place.path, adopted)

    def write(form: forms.Form) -> None:
        services.meet_deadline(
            rule=rule,
            actor=row.who,
            place=place,
            due_on=day,
            text=form.cleaned_data["text"],
            on=form.cleaned_data["on"],
            document=_keep(form, place, by),
            adopted=adopted,
            by=by,
            now=timezone.now(),
        )

    return _tick(request, write, {"row": row, "where": place, "due": day, "note": ""}, "deadline_list")


def _tick(
    request: TenantRequest, write: Callable[[forms.Form], None], told: dict[str, Any], back: str
) -> HttpResponse:
    form = DoneForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})
    if is_written(request, form, lambda: write(form)):
        messages.success(request, "已办结，证明材料已归档。")
        return redirect(back, tenant=request.tenant.code)
    return render(request, "governance/supervision/duty_done.html", {"form": form, "back": back, **told})


@require_POST
@by_rulebook
def duty_remind(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """催办."""
    task = _task_or_404(request.actor, pk)
    try:
        told = services.remind_duty(
            task, adopted=in_force(timezone.localdate()), by=request.actor, now=timezone.now()
        )
    except NotPossible as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"已催办，通知 {told} 人。")
    return redirect("duty_list", tenant=tenant)


@require_safe
@by_rulebook
def deadline_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """期限: each deadline of the rulebook with its next day and how the bodies stand."""
    actor, on = request.actor, timezone.localdate()
    actor.require_somewhere(Capability.VIEW)
    shown = queries.deadline_register(actor, in_force(on), on=on)
    context = {
        "deadlines": shown,
        "late": sum(len(view.late) for view in shown),
        "may_set": rights.find_decider(actor, top_place().path) is not None,
    }
    return render(request, "governance/supervision/deadlines.html", context)


def _task_or_404(actor: Actor, pk: int) -> DutyTask:
    task = queries.tasks(actor).filter(pk=pk).first()
    if task is None:
        raise Http404
    return task


def _keep(form: forms.Form, place: Jurisdiction, by: Actor) -> Document:
    file = form.cleaned_data["document"]
    return store(file=file, filename=file.name, kind=PAPER, jurisdiction=place, by=by)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
