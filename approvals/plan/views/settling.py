"""Pages of whoever settles the year: confirming a list, adjusting a confirmed one, what budgets can bear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from approvals.enums import AdjustmentKind
from approvals.models import AnnualPlan, PlanEntry
from approvals.plan import queries, rights, services
from approvals.plan.capacity import burdens, cautions, excesses
from approvals.plan.figures import present_figures
from approvals.plan.forms import AdjustForm, CapacityForm, ConfirmForm
from approvals.plan.lines import lines
from approvals.plan.trial import trials
from approvals.plan.views.finding import entry_or_404, page_of, plan_or_404
from communities.models import Document, Jurisdiction
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused, within
from communities.records.services import store
from communities.rulebooks.queries import in_force
from projects.errors import NotPossible
from projects.views import by_rulebook, page_with_forms


@page_with_forms
@by_rulebook
def plan_confirm(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """确认: who of the ticked projects would pass and who stays off, then the paper's number and day."""
    actor, on = request.actor, timezone.localdate()
    adopted, plan = in_force(on), plan_or_404(year)
    rights.confirmer([], adopted=adopted, by=actor)
    given = request.POST if request.method == "POST" else request.GET
    entries = _picked(plan, actor, given.getlist("picked"))
    if not entries:
        messages.error(request, "请先在草案中勾选要确认的项目。")
        return redirect(page_of(request, year, "draft"))
    rights.confirmer([entry.project for entry in entries], adopted=adopted, by=actor)
    form = ConfirmForm(request.POST if "document_no" in request.POST else None, initial={"confirmed_on": on})
    if form.is_valid() and (batch := _confirmed(request, plan, entries, form)):
        return redirect(page_of(request, year, str(batch)))
    tried = trials([entry.project for entry in entries], adopted=adopted, on=on, tenant=tenant)
    borne = burdens(plan, [trial.project for trial in tried if trial.passes], adopted=adopted)
    context = {
        "plan": plan,
        "form": form,
        "entries": entries,
        "passing": [trial for trial in tried if trial.passes],
        "left_off": [trial for trial in tried if not trial.passes],
        "figures": present_figures(entry.project_id for entry in entries),
        "excesses": excesses(borne),
        "cautions": cautions(borne),
    }
    return render(request, "approvals/plan/confirm.html", context)


def _confirmed(
    request: TenantRequest, plan: AnnualPlan, entries: Sequence[PlanEntry], form: ConfirmForm
) -> int | None:
    """The number of the new batch; None with the form saying why there is none."""
    try:
        outcome = services.confirm(plan, entries, by=request.actor, now=timezone.now(), **form.cleaned_data)
    except services.NeedsExplanation as error:
        form.add_error("explanation", error.sentence)
    except NotPossible as error:
        form.add_error(None, error.sentence)
    else:
        if outcome.batch is None:
            form.add_error(
                None, "没有确认：有项目不能通过，原因见下表。" if outcome.left_off else "没有确认。"
            )
            return None
        said = f"，{len(outcome.left_off)} 个不能通过的留在草案" if outcome.left_off else ""
        messages.success(
            request, f"已确认第 {outcome.batch.number} 批共 {len(outcome.entries)} 个项目{said}。"
        )
        return outcome.batch.number
    return None


def _picked(plan: AnnualPlan, actor: Actor, ids: Sequence[str]) -> list[PlanEntry]:
    drafted = queries.visible_entries(actor).filter(
        plan=plan, batch__isnull=True, pk__in=[int(pk) for pk in ids if pk.isdecimal()]
    )
    return list(drafted.select_related("project__jurisdiction").order_by("id"))


@page_with_forms
@by_rulebook
def plan_adjust(request: TenantRequest, tenant: str, year: int, pk: int) -> HttpResponse:
    """调整: take a confirmed project out, or lay its figures of today over the frozen ones."""
    actor, on = request.actor, timezone.localdate()
    entry = entry_or_404(actor, year, pk)
    rights.confirmer([entry.project], adopted=in_force(on), by=actor)
    form = AdjustForm(request.POST or None, initial={"on": on})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            made = services.adjust(
                entry, kind=AdjustmentKind(values.pop("kind")), by=actor, now=timezone.now(), **values
            )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(
                request, f"已办理第 {made.number} 号调整：{made.get_kind_display()}“{entry.name}”。"
            )
            return redirect(page_of(request, year, "adjusted"))
    (line,) = lines(PlanEntry.objects.filter(pk=entry.pk))
    context = {
        "plan": entry.plan,
        "line": line,
        "now": present_figures([entry.project_id])[entry.project_id],
        "form": form,
    }
    return render(request, "approvals/plan/adjust.html", context)


@page_with_forms
@by_rulebook
def plan_capacity(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """财政承受能力: what each place's budget can bear in the year."""
    actor, adopted = request.actor, in_force(timezone.localdate())
    plan = plan_or_404(year)
    seats = rights.budgeting_seats(actor, adopted)
    if not seats:
        raise Refused("财政承受能力由当地政府或财政部门填报，您不在这样的单位。")
    form = CapacityForm(request.POST or None, request.FILES or None, places=_budgeted(seats))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        place, file = values.pop("place"), values.pop("document")
        try:
            with transaction.atomic():  # a refused statement keeps no paper
                services.set_capacity(
                    place,
                    year=year,
                    document=_kept(file, place, actor),
                    adopted=adopted,
                    by=actor,
                    now=timezone.now(),
                    **values,
                )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        except ValidationError as error:
            form.add_error("document", error.messages)
        else:
            messages.success(request, f"已填报{place.name} {year} 年度财政承受能力。")
            return redirect("plan_capacity", tenant=tenant, year=year)
    context = {"plan": plan, "form": form, "rows": queries.capacities(actor, year)}
    return render(request, "approvals/plan/capacity.html", context)


def _budgeted(seats: rights.Seated) -> QuerySet[Jurisdiction]:
    """The person's own places, and the districts below them."""
    reach = [max(seat.path, organisation.jurisdiction.path, key=len) for seat, organisation in seats]
    found: QuerySet[Jurisdiction] = Jurisdiction.objects.filter(within(reach))
    return found.filter(Q(path__in=reach) | Q(division="district")).order_by("path")


def _kept(file: Any, place: Jurisdiction, actor: Actor) -> Document | None:
    if not file:
        return None
    return store(file=file, filename=file.name, kind="财政承受能力评估报告", jurisdiction=place, by=actor)
