"""The years, and one year with draft, batches, adjustments and figures; its table as a file and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.models import AnnualPlan
from approvals.plan import exports, queries, rights, services
from approvals.plan.capacity import burdens
from approvals.plan.forms import YearForm
from approvals.plan.lines import Line, against_actual, lines, together, warnings
from approvals.plan.trial import trials
from approvals.plan.views.finding import plan_or_404
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused
from communities.records.spreadsheets import attachment
from communities.rulebooks.queries import Adopted, in_force
from projects.errors import NotPossible
from projects.views import by_rulebook, page_with_forms


@page_with_forms
def plan_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """年度计划: every year with what is drafted and confirmed; opening a year."""
    request.actor.require_somewhere(Capability.VIEW)
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
    actor.require_somewhere(Capability.VIEW)
    plan = plan_or_404(year)
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
    found = burdens(plan, chosen, adopted=adopted, everywhere=True)
    return [each for each in found if actor.may(Capability.VIEW, each.place.path)]


@require_safe
def plan_export(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """The year's table as a spreadsheet, as far as the person may export; marked 草稿 while a row is not confirmed."""
    if not request.actor.may_somewhere(Capability.EXPORT):
        raise Refused(f"您没有这项权限：{Capability.EXPORT.label}。请联系本级系统管理员。")
    plan = queries.plan_table(plan_or_404(year).year, actor=request.actor)
    on = timezone.localdate()
    content = exports.workbook(plan, tenant=request.tenant.name, on=on)
    mark = "" if plan.is_frozen else exports.DRAFT
    return attachment(content, f"{request.tenant.name}{year}年度计划{mark}{on:%Y%m%d}.xlsx")


@require_safe
def plan_print(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """The same table on A4."""
    request.actor.require_somewhere(Capability.VIEW)
    plan_or_404(year)
    table = queries.plan_table(year, actor=request.actor)
    context = {
        "table": table,
        "total": together(table.lines),
        "measures": against_actual(table.lines),
        "now": timezone.now(),
        "back_url": reverse("plan_detail", kwargs={"tenant": tenant, "year": year}),
    }
    return render(request, "approvals/plan/print.html", context)
