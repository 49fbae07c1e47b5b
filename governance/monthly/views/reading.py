"""Reading month reports: the months and who is late, one form, the rows of a number, what changed, file and paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.records.spreadsheets import attachment
from governance.enums import MonthPeriod, MonthState
from governance.figures.instant import month_before
from governance.models import MonthReport
from governance.monthly import exports, queries, rights
from governance.monthly.comparing import compare
from governance.monthly.form import EFFECT, PROGRESS, RATES, STAGES
from governance.monthly.forms import month_of
from governance.monthly.services import missing_below, said
from governance.monthly.views.finding import figure_or_404, line_or_404, report_or_404


@require_safe
def monthreport_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """月报: one month with every place that reports, its state, who is late; and the months before."""
    actor, on = request.actor, timezone.localdate()
    actor.require_somewhere(Capability.VIEW)
    months = queries.months(on)
    asked = month_of(str(request.GET.get("month", "")))
    month = asked if asked in months else month_before(on)
    lines = queries.due_list(month, actor=actor, on=on)
    context = {
        "months": months,
        "month": month,
        "said": said(month),
        "lines": lines,
        "keeps": {line.place.pk for line in lines if rights.may_keep(line.place, actor)},
        "due": queries.due_day(),
        "late": sum(line.days_late > 0 for line in lines),
        "locked": sum(line.report is not None and line.report.state == MonthState.LOCKED for line in lines),
        "may_decide": rights.may_decide(actor),
    }
    return render(request, "governance/monthly/list.html", context)


@require_safe
def monthreport_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One report as a form: its lines and columns, this month or this year; each number opens its rows."""
    report = report_or_404(request.actor, pk)
    period = MonthPeriod.MONTH if request.GET.get("period") == MonthPeriod.MONTH else MonthPeriod.YEAR
    context = {
        **_shown(report, request.actor),
        "period": period,
        "sheet": queries.sheets(report)[period],
        "may_submit": (
            report.is_own
            and report.state == MonthState.LOCKED
            and request.tenant.superior_id is not None
            and rights.may_decide(request.actor)
        ),
        "newer": queries.newer_below(report) if report.is_open else [],
        "missing": missing_below(report) if report.is_open else [],
        "former": queries.former_of(report) if report.number > 1 else None,
        "supplements": queries.added_to(report),
        "switch": [
            {"label": str(label), "url": f"?period={value}", "current": value == period}
            for value, label in MonthPeriod.choices
        ],
    }
    return render(request, "governance/monthly/detail.html", context)


@require_safe
def monthreport_cell(
    request: TenantRequest, tenant: str, pk: int, line: str, figure: str, period: str
) -> HttpResponse:
    """One number: the rows that it was counted from, as they were, and what was added by hand."""
    report = report_or_404(request.actor, pk)
    if period not in MonthPeriod.values:
        raise Http404
    where, what = line_or_404(report, line), figure_or_404(figure)
    context = {
        **_shown(report, request.actor),
        "figure": what,
        "period": MonthPeriod(period),
        "opened": queries.opened(report, line=where, figure=what, period=period),
        "line": where,
    }
    return render(request, "governance/monthly/cell.html", context)


@require_safe
def monthreport_compare(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """What changed against the former number, or against last month, and why."""
    report = report_or_404(request.actor, pk)
    against = {"former": queries.former_of(report), "month": queries.last_month_of(report)}
    asked = str(request.GET.get("with", ""))
    chosen = asked if against.get(asked) else next((name for name, row in against.items() if row), "")
    other = against.get(chosen)
    labels = {"former": "与上一号比", "month": "与上月比"}
    context = {
        **_shown(report, request.actor),
        "other": other,
        "chosen": chosen,
        "chips": [
            {"label": labels[name], "url": f"?with={name}", "current": name == chosen}
            for name, row in against.items()
            if row
        ],
        "changes": compare(report, other) if other else [],
    }
    return render(request, "governance/monthly/compare.html", context)


@require_safe
def monthreport_file(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The report as a spreadsheet."""
    report = report_or_404(request.actor, pk)
    request.actor.require(Capability.EXPORT, report.path)
    mark = "" if report.state == MonthState.LOCKED else f"（{report.get_state_display()}）"
    name = f"{report.jurisdiction.name}{said(report.month)}月报第{report.number}号{mark}.xlsx"
    return attachment(exports.workbook(report, queries.sheets(report)), name)


@require_safe
def monthreport_print(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The same on A4, lying."""
    report = report_or_404(request.actor, pk)
    context = {
        **_shown(report, request.actor),
        "sheets": list(queries.sheets(report).values()),
        "supplements": queries.added_to(report),
        "now": timezone.now(),
        "back_url": reverse("monthreport_detail", kwargs={"tenant": tenant, "pk": pk}),
    }
    return render(request, "governance/monthly/print.html", context)


def _shown(report: MonthReport, actor: Actor) -> dict[str, Any]:
    """What every page about a report needs."""
    keeps, decides = rights.may_keep(report.jurisdiction, actor), rights.may_decide(actor)
    return {
        "report": report,
        "title": f"{report.jurisdiction.name} {said(report.month)}月报",
        "progress": PROGRESS,
        "effect": EFFECT,
        "rates": RATES,
        "stages": STAGES,
        "may_keep": keeps and report.is_open,
        "may_decide": decides and report.state == MonthState.SUBMITTED,
        "may_correct": keeps and report.state == MonthState.LOCKED,
        "may_export": actor.may(Capability.EXPORT, report.path),
    }
