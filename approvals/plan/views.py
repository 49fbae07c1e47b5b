"""Pages of the annual plan: the years, one year with draft, batches and adjustments, and what is done to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from approvals.enums import AdjustmentKind
from approvals.models import AnnualPlan, PlanEntry
from approvals.plan import exports, queries, rights, services
from approvals.plan.capacity import burdens
from approvals.plan.figures import present_figures
from approvals.plan.forms import AdjustForm, CapacityForm, ConfirmForm, NominateForm, YearForm
from approvals.plan.lines import Line, against_actual, lines, together, warnings
from approvals.plan.services.confirming import cautions, excesses
from approvals.plan.trial import trials
from communities.models import Document, Jurisdiction
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused, within
from communities.records.services import store
from communities.records.spreadsheets import attachment
from communities.rulebooks.queries import Adopted, in_force
from projects.errors import NotPossible
from projects.queries import filtered, ranking, visible, with_figures
from projects.views import by_rulebook, page_with_forms

RANKED = 300
"""Projects of the pool on one page of choice; more are found by name."""


@page_with_forms
def plan_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """年度计划: every year with what is drafted and confirmed; opening a year."""
    form = YearForm(request.POST or None, initial={"year": timezone.localdate().year + 1})
    if request.method == "POST" and form.is_valid():
        try:
            plan = services.open_plan(form.cleaned_data["year"], by=request.actor, now=timezone.now())
        except NotPossible as error:
            form.add_error("year", error.sentence)
        else:
            return redirect("plan_detail", tenant=tenant, year=plan.year)
    context = {
        "plans": queries.plans(request.actor),
        "form": form,
        "may_open": bool(rights.nominating_seats(request.actor)),
    }
    return render(request, "approvals/plan/list.html", context)


@require_safe
@by_rulebook
def plan_detail(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """One year: the draft, each batch as frozen, the adjustments, and what was planned against what was done."""
    actor, adopted = request.actor, in_force(timezone.localdate())
    plan = _plan_or_404(year)
    known = lines(queries.visible_entries(actor).filter(plan=plan))
    batches = queries.batches(plan, actor)
    show = request.GET.get("show", "") or ("draft" if not batches else str(batches[-1].batch.number))
    adjustments, shown = queries.adjustments(plan, actor), _shown(known, show)
    standing = [line for line in shown if line.stands]
    drafted = [line.entry.project for line in shown] if show == "draft" else []
    tried = trials(drafted, adopted=adopted, on=timezone.localdate(), tenant=tenant)
    context = {
        "plan": plan,
        "show": show,
        "chips": _chips(known, batches, len(adjustments), show),
        "shown": shown,
        "standing": len(standing),
        "total": together(standing),
        "trials": {trial.project.pk: trial for trial in tried},
        "batch": next((row for row in batches if str(row.batch.number) == show), None),
        "batches": batches,
        "adjustments": adjustments,
        "measures": against_actual(known),
        "warnings": warnings(known),
        "burdens": _burdens(plan, known, actor, adopted),
        "confirmers": rights.confirmers(adopted),
        "may_nominate": bool(rights.nominating_seats(actor)),
        "may_confirm": bool(rights.confirming_seats(actor, adopted)),
        "may_budget": bool(rights.budgeting_seats(actor, adopted)),
        "may_export": actor.may_somewhere(Capability.EXPORT),
    }
    return render(request, "approvals/plan/detail.html", context)


def _shown(known: Sequence[Line], show: str) -> list[Line]:
    """The lines of the draft or of one batch."""
    if show == "draft":
        return [line for line in known if not line.is_frozen]
    return [line for line in known if line.entry.batch and str(line.entry.batch.number) == show]


def _chips(
    known: Sequence[Line], batches: Sequence[queries.BatchRow], adjusted: int, show: str
) -> list[dict[str, Any]]:
    def chip(label: str, count: int, value: str) -> dict[str, Any]:
        return {"label": label, "count": count, "url": f"?show={value}", "current": show == value}

    return [
        chip("草案", sum(not line.is_frozen for line in known), "draft"),
        *(chip(f"第 {row.batch.number} 批", row.shown, str(row.batch.number)) for row in batches),
        chip("调整", adjusted, "adjusted"),
    ]


def _burdens(plan: AnnualPlan, known: Sequence[Line], actor: Actor, adopted: Adopted) -> list[Any]:
    """Of the places that the person may view: a figure of a place that he doesn't see tells of rows he doesn't see."""
    chosen = [line.entry.project for line in known if not line.is_frozen]
    found = burdens(plan, chosen, adopted=adopted)
    return [each for each in found if actor.may(Capability.VIEW, each.place.path)]


@page_with_forms
@by_rulebook
def plan_nominate(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """列入草案: choose reserved projects, in the rulebook's order."""
    actor, adopted = request.actor, in_force(timezone.localdate())
    plan = _plan_or_404(year)
    if not rights.nominating_seats(actor):
        rights.nominator([], actor)
    paths = [seat.path for seat, _ in rights.nominating_seats(actor)]
    free = queries.nominable(actor, paths)
    chosen = {int(pk) for pk in request.POST.getlist("picked") if pk.isdecimal()}
    form = NominateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.nominate(
                visible(actor).filter(pk__in=chosen),
                plan,
                note=form.cleaned_data["note"],
                by=actor,
                now=timezone.now(),
            )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已将 {len(made)} 个项目列入 {year} 年度计划草案。")
            return redirect(_page(request, year, "draft"))
    asked = {name: str(request.GET.get(name, "")) for name in ("q", "place")}
    places = ranking(list(with_figures(filtered(free, asked))), adopted)
    context = {
        "plan": plan,
        "form": form,
        "places": places[:RANKED],
        "has_more": len(places) > RANKED,
        "chosen": chosen,
        "is_filtered": any(asked.values()),
    }
    return render(request, "approvals/plan/nominate.html", context)


@require_POST
def plan_strike(request: TenantRequest, tenant: str, year: int, pk: int) -> HttpResponse:
    """Take a project off the draft again."""
    entry = _entry_or_404(request.actor, year, pk)
    try:
        services.strike(entry, by=request.actor)
    except NotPossible as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"已将“{entry.name}”移出草案，项目仍在储备库。")
    return redirect(_page(request, year, "draft"))


@page_with_forms
@by_rulebook
def plan_confirm(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """确认: who of the ticked projects would pass and who stays off, then the paper's number and day."""
    actor, on = request.actor, timezone.localdate()
    adopted, plan = in_force(on), _plan_or_404(year)
    rights.confirmer([], adopted=adopted, by=actor)
    given = request.POST if request.method == "POST" else request.GET
    entries = _picked(plan, actor, given.getlist("picked"))
    if not entries:
        messages.error(request, "请先在草案中勾选要确认的项目。")
        return redirect(_page(request, year, "draft"))
    rights.confirmer([entry.project for entry in entries], adopted=adopted, by=actor)
    form = ConfirmForm(request.POST if "document_no" in request.POST else None, initial={"confirmed_on": on})
    if form.is_valid() and (batch := _confirmed(request, plan, entries, form)):
        return redirect(_page(request, year, str(batch)))
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
    entry = _entry_or_404(actor, year, pk)
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
            return redirect(_page(request, year, "adjusted"))
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
    plan = _plan_or_404(year)
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


@require_safe
def plan_export(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """The year's table as a spreadsheet, as far as the person may export; marked 草稿 while a row is not confirmed."""
    if not request.actor.may_somewhere(Capability.EXPORT):
        raise Refused(f"您没有这项权限：{Capability.EXPORT.label}。请联系本级系统管理员。")
    plan = queries.plan_table(_plan_or_404(year).year, actor=request.actor)
    on = timezone.localdate()
    content = exports.workbook(plan, tenant=request.tenant.name, on=on)
    mark = "" if plan.is_frozen else exports.DRAFT
    return attachment(content, f"{request.tenant.name}{year}年度计划{mark}{on:%Y%m%d}.xlsx")


@require_safe
def plan_print(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """The same table on A4."""
    _plan_or_404(year)
    table = queries.plan_table(year, actor=request.actor)
    context = {
        "table": table,
        "total": together(table.lines),
        "measures": against_actual(table.lines),
        "now": timezone.now(),
        "back_url": reverse("plan_detail", kwargs={"tenant": tenant, "year": year}),
    }
    return render(request, "approvals/plan/print.html", context)


def _plan_or_404(year: int) -> AnnualPlan:
    """The tenant's plan of the year; everybody of the tenant finds it, each sees his own places on it."""
    plan: AnnualPlan | None = AnnualPlan.objects.filter(year=year).first()
    if plan is None:
        raise Http404
    return plan


def _entry_or_404(actor: Actor, year: int, pk: int) -> PlanEntry:
    found = queries.visible_entries(actor).select_related("plan", "project__jurisdiction")
    entry = found.filter(plan__year=year, pk=pk).first()
    if entry is None:
        raise Http404
    return entry


def _page(request: TenantRequest, year: int, show: str) -> str:
    address = reverse("plan_detail", kwargs={"tenant": request.tenant.code, "year": year})
    return f"{address}?show={show}"
