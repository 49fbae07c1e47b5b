"""The months, one month's table, one body's sheet, the rows behind a figure."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.records.spreadsheets import attachment
from communities.rulebooks.queries import in_force
from governance.assessment import behind, calendar, exports, queries, tables
from governance.assessment.bodies import assessor_id, find_assessor
from governance.assessment.finding import assessment_or_404, month_or_404, report_or_404, rulebook_of
from governance.enums import ReportState
from governance.figures.instant import end_of, month_before
from projects.views import by_rulebook


@require_safe
@by_rulebook
def assessment_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """月度考核: months against assessments, how each stands; what is not produced, and why."""
    actor = request.actor
    actor.require_somewhere(Capability.VIEW)
    adopted = in_force(timezone.localdate())
    heads = calendar.heads(adopted)
    return render(
        request,
        "governance/assessment/list.html",
        {
            "heads": heads,
            "months": calendar.months(actor, heads, on=timezone.localdate()),
            "sees_drafts": queries.sees_drafts(actor),
            "demo": sorted(adopted.demo),
        },
    )


@require_safe
@by_rulebook
def assessment_month(request: TenantRequest, tenant: str, assessment: str, month: str) -> HttpResponse:
    """One assessment and month: bodies against indicators."""
    actor, day = request.actor, month_or_404(month)
    actor.require_somewhere(Capability.VIEW)
    every = list(queries.visible(actor).filter(assessment=assessment, month=day).order_by("-is_own", "path"))
    adopted = rulebook_of(every[0]) if every else assessment_or_404(assessment, day)[1]
    row = adopted.rulebook.get("assessments", assessment)
    numbers = sorted({report.number for report in every})
    number = _number(request, numbers)
    reports = queries.as_of_number(every, number)
    before = queries.latest_visible(actor, month_before(day)).filter(assessment=assessment)
    shown = tables.table(reports, before, adopted) if reports else None
    is_assessor = find_assessor(row, adopted=adopted, by=actor) is not None
    latest = queries.as_of_number(every, numbers[-1] if numbers else 1)
    drafts = [report for report in latest if report.state == ReportState.DRAFT]
    has_ended = all(report.known_until >= end_of(day) for report in latest)
    context: dict[str, Any] = {
        "row": row,
        "month": day,
        "key": month,
        "table": shown,
        "missed": [one for one in shown.every if one.missed] if shown else [],
        "steps": tables.steps(every),
        "who": adopted.rulebook.actor_name(assessor_id(row, adopted)),
        "number": number,
        "numbers": numbers,
        "report": reports[0] if reports else None,
        "states": {report.state for report in reports},
        "weights_open": bool(reports and reports[0].total_missing),
        "is_demo": f"{assessment}.cadence" in adopted.demo,
        "may_publish": is_assessor and bool(drafts) and has_ended,
        "may_correct": is_assessor and bool(latest) and has_ended,
        "may_declare": is_assessor and any(_is_declared(adopted, id_) for id_ in row.indicators),
        "may_export": any(actor.may(Capability.EXPORT, report.path) for report in reports),
        "has_ended": has_ended,
    }
    return render(request, "governance/assessment/month.html", context)


def _is_declared(adopted: Any, indicator: str) -> bool:
    return bool(adopted.rulebook.get("indicators", indicator).compute == "declared")


def _number(request: TenantRequest, numbers: list[int]) -> int:
    text = request.GET.get("number", "")
    asked = int(text) if text.isdecimal() and len(text) < 5 else 0
    return asked if asked in numbers else (numbers[-1] if numbers else 1)


@require_safe
def assessment_file(request: TenantRequest, tenant: str, assessment: str, month: str) -> HttpResponse:
    """The month's table as a spreadsheet: the places at which the person may export."""
    actor, day = request.actor, month_or_404(month)
    every = list(queries.visible(actor).filter(assessment=assessment, month=day).order_by("-is_own", "path"))
    if not every:
        raise Http404
    found = [report for report in every if actor.may(Capability.EXPORT, report.path)]
    if not found:
        actor.require(Capability.EXPORT, every[0].path)
    numbers = sorted({report.number for report in found})
    reports = queries.as_of_number(found, _number(request, numbers))
    adopted = rulebook_of(reports[0])
    name = adopted.rulebook.get("assessments", assessment).name
    shown = tables.table(reports, (), adopted)
    content = exports.workbook_of(shown, title=name, by=actor, on=timezone.localdate())
    return attachment(content, f"{day.year}年{day.month}月{name}.xlsx")


@require_safe
def assessment_report(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One body's sheet, printable on A4."""
    actor = request.actor
    report = report_or_404(actor, pk)
    adopted = rulebook_of(report)
    before = queries.latest_visible(actor, month_before(report.month)).filter(
        assessment=report.assessment, actor=report.actor, jurisdiction=report.jurisdiction_id
    )
    shown = tables.table([report], before, adopted)
    row = adopted.rulebook.get("assessments", report.assessment)
    return render(
        request,
        "governance/assessment/report.html",
        {
            "report": report,
            "row": row,
            "line": shown.every[0],
            "pairs": list(zip(shown.heads, shown.every[0].cells, strict=True)),
            "body": adopted.rulebook.actor_name(report.actor),
            "who": adopted.rulebook.actor_name(assessor_id(row, adopted)),
            "now": timezone.now(),
        },
    )


@require_safe
def figure_rows(request: TenantRequest, tenant: str, pk: int, indicator: str) -> HttpResponse:
    """The rows behind a figure of a report, as they were when it was made."""
    report = report_or_404(request.actor, pk)
    stored = next((one for one in report.indicators if one["id"] == indicator), None)
    if stored is None:
        raise Http404
    adopted = rulebook_of(report)
    page = request.GET.get("page", "1")
    number = int(page) if page.isdecimal() and int(page[:6]) > 0 else 1
    only = request.GET.get("part") == "numerator"
    return render(
        request,
        "governance/assessment/rows.html",
        {
            "report": report,
            "head": tables.head(adopted, indicator),
            "cell": tables.line(report, [tables.head(adopted, indicator)], {}, adopted, several=False).cells[
                0
            ],
            "body": tables.body_name(report, adopted, several=False),
            "found": behind.behind(report, stored, adopted, page=number, only_counted=only),
            "only": only,
        },
    )
