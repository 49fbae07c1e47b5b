"""What comes in from below: who has submitted and who has not, the answer, the sum of what was taken."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.records.spreadsheets import attachment
from communities.rulebooks.queries import top_place
from governance.enums import SubmissionKind
from governance.figures.instant import month_before
from governance.monthly.queries import due_day, months
from governance.monthly.rights import decider, may_decide
from governance.submissions import exports, queries, services
from governance.submissions.forms import KINDS, AnswerForm
from governance.submissions.summing import Sum, sum_of
from governance.submissions.views.reading import submission_or_404
from projects.views import page_with_forms
from projects.views.asking import is_written

SHOWN = 6
"""Periods in the table of periods and places."""


@page_with_forms
def submission_answer(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """签收或退回: by the superior."""
    row = submission_or_404(request, pk)
    if row.recipient_id != request.tenant.pk:
        raise Http404
    decider(request.actor)
    (standing,) = queries.standings([row])
    likely = "returned" if standing.state == "received" else "received"
    form = AnswerForm(request.POST or None, initial={"outcome": likely})

    def write() -> None:
        services.answer(row, by=request.actor, now=timezone.now(), **form.cleaned_data)

    if is_written(request, form, write):
        messages.success(request, f"已答复{row.tenant.name}。")
        return redirect("submission_detail", tenant=tenant, pk=pk)
    return render(request, "governance/submissions/answer.html", {"row": row, "form": form})


@require_safe
def submission_received(request: TenantRequest, tenant: str) -> HttpResponse:
    """报送情况: who below has submitted and who has not, what waits for an answer, the months side by side."""
    queries.reader(request.actor)
    kind, period = _asked(request)
    on = timezone.localdate()
    lines = queries.situation(kind=kind, period=period, on=on)
    shown = [value for value, _ in _periods(kind)[:SHOWN]]
    words = dict(_periods(kind))
    grid = queries.grid(kind=kind, periods=shown, on=on)
    decides = may_decide(request.actor)
    context = {
        "lines": lines,
        "waiting": queries.standings(queries.to_answer()) if decides else [],
        "missing": sum(line.state == "none" for line in lines),
        "grid": [(value, words[value], cells) for value, cells in zip(shown, grid, strict=True)],
        "may_export": request.actor.may(Capability.EXPORT, top_place().path),
        "may_decide": decides,
        "due": due_day(),
        "has_months": kind != SubmissionKind.SUPERIOR_TABLE,
        **_chosen(kind, period),
    }
    return render(request, "governance/submissions/received.html", context)


@require_safe
def submission_received_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same as a spreadsheet, with those that have not submitted."""
    queries.reader(request.actor)
    request.actor.require(Capability.EXPORT, top_place().path)
    kind, period = _asked(request)
    on = timezone.localdate()
    title = f"{period}{dict(KINDS)[kind]}报送情况表"
    lines = queries.situation(kind=kind, period=period, on=on)
    content = exports.situation(lines, by=request.actor, on=on)
    return attachment(content, f"{title}.xlsx")


@require_safe
def submission_sum(request: TenantRequest, tenant: str) -> HttpResponse:
    """汇总: one line for each tenant below and their sum, of what was taken; what is left out is named."""
    queries.reader(request.actor)
    kind, period = _asked(request)
    context = {
        "sum": _sum(kind, period),
        "may_export": request.actor.may(Capability.EXPORT, top_place().path),
        **_chosen(kind, period),
    }
    return render(request, "governance/submissions/sum.html", context)


@require_safe
def submission_sum_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same as a spreadsheet: the survey as the table for superiors is printed, the others sheet by sheet."""
    queries.reader(request.actor)
    request.actor.require(Capability.EXPORT, top_place().path)
    kind, period = _asked(request)
    made = _sum(kind, period)
    if not made.tables:
        raise Http404
    title = f"{request.tenant.name}{period}{dict(KINDS)[kind]}"
    make = exports.survey if kind == SubmissionKind.SUPERIOR_TABLE else exports.tables
    content = make(made, title=title, by=request.actor, on=timezone.localdate())
    return attachment(content, f"{title}汇总.xlsx")


def _sum(kind: str, period: str) -> Sum:
    lines = queries.situation(kind=kind, period=period, on=timezone.localdate())
    return sum_of(queries.accepted(kind=kind, period=period), lines)


def _asked(request: TenantRequest) -> tuple[str, str]:
    """(kind, period): the first of each where nothing fitting is asked for."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(KINDS) else SubmissionKind.MONTH_REPORT.value
    offered = [value for value, _ in _periods(kind)]
    period = request.GET.get("period", "")
    default = f"{month_before(timezone.localdate()):%Y-%m}" if offered[0] else ""
    return kind, period if period in offered else default


def _periods(kind: str) -> list[tuple[str, str]]:
    """(value, words) of the times to choose from: of a month only those that are over."""
    if kind == SubmissionKind.SUPERIOR_TABLE:
        return [("", "全部年度"), *((year, f"{year} 年") for year in queries.periods(kind) if year)]
    past = months(timezone.localdate())[1:]
    return [(f"{month:%Y-%m}", f"{month.year}年{month.month}月") for month in past]


def _chosen(kind: str, period: str) -> dict[str, Any]:
    periods = _periods(kind)
    return {
        "kinds": KINDS,
        "kind": kind,
        "kind_word": dict(KINDS)[kind],
        "periods": periods,
        "period": period,
        "period_word": dict(periods)[period],
    }
