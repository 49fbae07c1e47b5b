"""Pages of submitting upwards, and of what comes in from the tenants below."""

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
from governance.models import Submission
from governance.monthly.queries import months
from governance.monthly.rights import decider, may_decide
from governance.queries import survey_years
from governance.submissions import exports, queries, services
from governance.submissions.content import Table, digest_of, summed, tables_of
from governance.submissions.forms import ALL, KINDS, AnswerForm, ChoiceOfSubmission, NoteForm
from projects.errors import NotPossible
from projects.views import page_with_forms
from projects.views.asking import is_written

PAGE = 50


@require_safe
def submission_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """上报: what the tenant has sent to its superior, and what became of it."""
    queries.reader(request.actor)
    before = request.GET.get("before", "")
    rows = queries.sent()
    found = list((rows.filter(pk__lt=int(before)) if before.isdecimal() else rows)[: PAGE + 1])
    context = {
        "lines": queries.standings(found[:PAGE]),
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
        "superior": request.tenant.superior,
        "below": queries.below().count(),
        "may_submit": may_decide(request.actor),
    }
    return render(request, "governance/submissions/list.html", context)


@page_with_forms
def submission_choose(request: TenantRequest, tenant: str) -> HttpResponse:
    """What to submit and about which time; the next page shows it."""
    decider(request.actor)
    on = timezone.localdate()
    form = ChoiceOfSubmission(
        months(on),
        survey_years(request.actor),
        request.POST or None,
        initial={"month": f"{month_before(on):%Y-%m}"},
    )
    if request.method == "POST" and form.is_valid():
        return redirect(
            "submission_new", tenant=tenant, kind=form.cleaned_data["kind"], period=form.period or ALL
        )
    return render(request, "governance/submissions/choose.html", {"form": form})


@page_with_forms
def submission_new(request: TenantRequest, tenant: str, kind: str, period: str) -> HttpResponse:
    """The figures as they would be frozen, and the button that sends them."""
    decider(request.actor)
    if kind not in dict(KINDS):
        raise Http404
    asked = "" if period == ALL else period
    form = NoteForm(request.POST or None)
    made: list[Submission] = []

    def write() -> None:
        made.append(
            services.submit(kind=kind, period=asked, by=request.actor, now=timezone.now(), **_cleaned(form))
        )

    if is_written(request, form, write):
        messages.success(request, f"已上报第 {made[0].number} 次，内容冻结，校验码 {made[0].digest[:12]}。")
        return redirect("submission_detail", tenant=tenant, pk=made[0].pk)
    context: dict[str, Any] = {"form": form, "superior": request.tenant.superior, "kind": dict(KINDS)[kind]}
    try:
        context["made"] = services.preview(kind=kind, period=asked, by=request.actor, now=timezone.now())
    except NotPossible as error:
        context["sentence"] = error.sentence
    return render(request, "governance/submissions/new.html", context)


@require_safe
def submission_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """A submission as it was frozen, read by whoever sent it and whoever received it."""
    row = _submission_or_404(request, pk)
    (standing,) = queries.standings([row])
    is_received = row.recipient_id == request.tenant.pk
    context = {
        "row": row,
        "standing": standing,
        "tables": tables_of(row.content),
        "is_whole": digest_of(row) == row.digest,
        "is_received": is_received,
        "may_answer": is_received and standing.state != "returned" and may_decide(request.actor),
    }
    return render(request, "governance/submissions/detail.html", context)


@page_with_forms
def submission_answer(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """签收或退回: by the superior."""
    row = _submission_or_404(request, pk)
    if row.recipient_id != request.tenant.pk:
        raise Http404
    decider(request.actor)
    form = AnswerForm(request.POST or None, initial={"outcome": "received"})

    def write() -> None:
        services.answer(row, by=request.actor, now=timezone.now(), **_cleaned(form))

    if is_written(request, form, write):
        messages.success(request, f"已答复{row.tenant.name}。")
        return redirect("submission_detail", tenant=tenant, pk=pk)
    return render(request, "governance/submissions/answer.html", {"row": row, "form": form})


@require_safe
def submission_received(request: TenantRequest, tenant: str) -> HttpResponse:
    """报送情况: who below has submitted and who has not."""
    queries.reader(request.actor)
    kind, period = _asked(request)
    lines = queries.situation(kind=kind, period=period)
    context = {
        "lines": lines,
        "missing": sum(line.state == "none" for line in lines),
        "may_export": request.actor.may(Capability.EXPORT, top_place().path),
        **_chosen(request, kind, period),
    }
    return render(request, "governance/submissions/received.html", context)


@require_safe
def submission_received_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same as a spreadsheet, with those that have not submitted."""
    queries.reader(request.actor)
    request.actor.require(Capability.EXPORT, top_place().path)
    kind, period = _asked(request)
    title = f"{period}{dict(KINDS)[kind]}报送情况表"
    lines = queries.situation(kind=kind, period=period)
    content = exports.situation(lines, by=request.actor, on=timezone.localdate())
    return attachment(content, f"{title}.xlsx")


@require_safe
def submission_sum(request: TenantRequest, tenant: str) -> HttpResponse:
    """汇总: one line for each tenant below and their sum, of the latest submissions not returned."""
    queries.reader(request.actor)
    kind, period = _asked(request)
    lines = queries.situation(kind=kind, period=period)
    context = {
        "tables": _sums(lines),
        "lacking": [line for line in lines if line.state in ("none", "returned")],
        "may_export": request.actor.may(Capability.EXPORT, top_place().path),
        **_chosen(request, kind, period),
    }
    return render(request, "governance/submissions/sum.html", context)


@require_safe
def submission_sum_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same as a spreadsheet."""
    queries.reader(request.actor)
    request.actor.require(Capability.EXPORT, top_place().path)
    kind, period = _asked(request)
    tables = _sums(queries.situation(kind=kind, period=period))
    if not tables:
        raise Http404
    content = exports.tables(tables, by=request.actor, on=timezone.localdate())
    return attachment(content, f"{period}{dict(KINDS)[kind]}汇总.xlsx")


def _sums(lines: list[queries.Standing]) -> list[Table]:
    """The tables of each submission that counts, summed by their id; a table that one city alone has is its own."""
    named: dict[str, list[tuple[str, Table]]] = {}
    for line in lines:
        if line.submission is not None and line.state != "returned":
            for table in tables_of(line.submission.content):
                named.setdefault(table.id, []).append((line.tenant.name, table))
    return [summed(tables) for tables in named.values()]


def _submission_or_404(request: TenantRequest, pk: int) -> Submission:
    row = queries.readable(request.actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _asked(request: TenantRequest) -> tuple[str, str]:
    """(kind, period): the first of each where nothing fitting is asked for."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in dict(KINDS) else SubmissionKind.MONTH_REPORT.value
    offered = [value for value, _ in _periods(kind)]
    period = request.GET.get("period", "")
    default = f"{month_before(timezone.localdate()):%Y-%m}" if offered[0] else ""
    return kind, period if period in offered else default


def _periods(kind: str) -> list[tuple[str, str]]:
    """(value, words) of the times to choose from."""
    if kind == SubmissionKind.SUPERIOR_TABLE:
        return [("", "全部年度"), *((year, f"{year} 年") for year in queries.periods(kind) if year)]
    return [(f"{month:%Y-%m}", f"{month.year}年{month.month}月") for month in months(timezone.localdate())]


def _chosen(request: TenantRequest, kind: str, period: str) -> dict[str, Any]:
    return {
        "kinds": KINDS,
        "kind": kind,
        "kind_word": dict(KINDS)[kind],
        "periods": _periods(kind),
        "period": period,
    }


def _cleaned(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data)
