"""填报、确认、退回、更正: the works of a month, one project at a time or all of the person's places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from communities.neighbourhoods.queries import page
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.records.spreadsheets import attachment
from communities.rulebooks.queries import Adopted, NoRulebook
from projects import exports, months, queries, services
from projects.assigned import READS, seats_of
from projects.enums import ProgressState
from projects.errors import NotPossible
from projects.forms import CorrectionForm, LineForm, ReturnForm
from projects.models import Progress, Project
from projects.views.asking import (
    adopted_today,
    by_rulebook,
    form_page,
    is_written,
    page_with_forms,
    project_or_404,
    row_or_404,
)
from projects.views.works import BACK

CHOICES = 18
"""Months offered, this one first."""
SIZE = 30


@page_with_forms
@by_rulebook
def progress_fill(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One month of a project, all its items in one form; what is not touched is not sent. `?month=2026-03`."""
    actor, on = request.actor, timezone.localdate()
    project = project_or_404(actor, pk)
    services.recorder(project, actor)
    month = months.parsed(request.GET.get("month", "")) or months.of(on)
    seats = seats_of(project, actor)
    lines = [
        (line, _line_form(request, line))
        for line in queries.lines_of(project, month, adopted_today())
        if services.may_report(project, line.item.neighbourhood.path, actor, seats=seats)
    ]
    whole = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _is_sent(request, project, month, lines, whole):
        return redirect(BACK, tenant=tenant, pk=pk)
    context = {
        "project": project,
        "month": month,
        "month_name": months.named(month),
        "months": _offered(on),
        "lines": lines,
        "form": whole,
        "planned": queries.planned_then(
            queries.milestones_of(project, on=on), min(months.last_day(month), on)
        ),
        "back": reverse(BACK, kwargs={"tenant": tenant, "pk": pk}),
    }
    return render(request, "projects/progress_fill.html", context)


@require_safe
def progress_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """施工进度: every works item of the person's places in a month, by state, place, name, or paid ahead."""
    actor, on = request.actor, timezone.localdate()
    actor.require_somewhere(*READS)
    month = months.parsed(request.GET.get("month", "")) or months.of(on)
    found = queries.month_of(_projects(request), month)
    shown = page(
        queries.narrowed(found, _asked(request)).select_related(
            "neighbourhood", "building", "project__jurisdiction"
        ),
        ("-project_id", "id"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=SIZE,
    )
    counts = queries.month_counts(found)
    context = {
        "page": shown,
        "lines": queries.with_rows(shown.rows, month, _adopted()),
        "month": month,
        "month_name": months.named(month),
        "months": _offered(on),
        "chips": _chips(request, counts),
        "total": queries.narrowed(found, _asked(request)).count(),
        "may_confirm": services.may_confirm_somewhere(actor),
        "may_fill": any(map(actor.may_somewhere, (Capability.PROPOSE, Capability.DECLARE))),
        "may_export": actor.may_somewhere(Capability.EXPORT),
        "is_filtered": any(request.GET.get(name) for name in ("q", "place", "state", "flagged")),
    }
    return render(request, "projects/progress_list.html", context)


@require_safe
def progress_file(request: TenantRequest, tenant: str) -> HttpResponse:
    """The same list as a spreadsheet, all pages, where the person may export."""
    actor, on = request.actor, timezone.localdate()
    if not actor.may_somewhere(Capability.EXPORT):
        raise Refused(f"您没有这项权限：{Capability.EXPORT.label}。请联系本级系统管理员。")
    month = months.parsed(request.GET.get("month", "")) or months.of(on)
    own = _projects(request).filter(queries.at(actor.paths(Capability.EXPORT)))
    items = queries.narrowed(queries.month_of(own, month), _asked(request))
    content = exports.progress_sheet(items, month, _adopted(), by=actor, on=on)
    return attachment(content, f"{request.tenant.name}{months.named(month)}施工进度.xlsx")


@require_POST
def progress_confirm(request: TenantRequest, tenant: str) -> HttpResponse:
    """Confirm the rows that were ticked, as they were read; those that can't be stay and say why."""
    picked, back = request.POST.getlist("picked"), request.POST.get("project", "")
    project = project_or_404(request.actor, int(back)) if back.isdecimal() else None
    rows, changed = queries.still_as_read(queries.visible(request.actor), picked)
    try:
        done = services.confirm_progress(rows, by=request.actor, now=timezone.now())
    except NotPossible as error:
        messages.error(request, error.sentence)
    else:
        if done.rows:
            messages.success(request, f"已确认 {len(done.rows)} 条进度。")
        for row, sentence in done.left[:5]:
            messages.error(request, f"“{row.project.name}”有一条没有确认：{sentence}")
    if changed:
        messages.error(request, f"有 {changed} 条在您打开以后又有变化，没有确认，请核对后再办。")
    if not picked:
        messages.error(request, "请先勾选要确认的进度。")
    if project is not None:
        return redirect(BACK, tenant=tenant, pk=project.pk)
    return redirect(f"{reverse('progress_list', kwargs={'tenant': tenant})}?{request.GET.urlencode()}")


@page_with_forms
def progress_return(request: TenantRequest, tenant: str, pk: int, progress: int) -> HttpResponse:
    """Send a row back with the reason."""
    actor = request.actor
    project = project_or_404(actor, pk)
    row = _row(project, progress)
    services.confirmer(row.works_item.neighbourhood.path, actor, reported=row)
    form = ReturnForm(request.POST or None)
    if is_written(request, form, lambda: services.return_progress(row, by=actor, **form.cleaned_data)):
        messages.success(request, f"已退回{row.organisation.name}。")
        return redirect(BACK, tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"退回{months.named(row.month)}进度",
        submit="退回填报单位",
        back=reverse(BACK, kwargs={"tenant": tenant, "pk": pk}),
        lead=_said(row),
    )


@page_with_forms
def progress_correct(request: TenantRequest, tenant: str, pk: int, progress: int) -> HttpResponse:
    """New figures in the place of confirmed ones, with the reason; they are confirmed again."""
    actor = request.actor
    project = project_or_404(actor, pk)
    row = _row(project, progress)
    services.reporter(project, row.works_item.neighbourhood.path, actor)
    form = CorrectionForm(request.POST or None, request.FILES or None, initial=CorrectionForm.values_of(row))
    if is_written(
        request,
        form,
        lambda: services.correct_progress(
            row,
            reason=form.cleaned_data["reason"],
            photos=form.kept_photos(jurisdiction=project.jurisdiction, by=actor),
            by=actor,
            now=timezone.now(),
            **form.figures(),
        ),
    ):
        messages.success(request, "已填报更正，等待确认；确认之前仍按原数统计。")
        return redirect(BACK, tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"更正{months.named(row.month)}进度",
        submit="填报更正",
        back=reverse(BACK, kwargs={"tenant": tenant, "pk": pk}),
        lead=_said(row),
    )


def _is_sent(
    request: TenantRequest,
    project: Project,
    month: Any,
    lines: list[tuple[queries.Line, LineForm]],
    whole: forms.Form,
) -> bool:
    """Whether the changed lines were reported. What is wrong is said at its line."""
    wrong = [form for _, form in lines if not form.is_valid()]
    if wrong:
        whole.add_error(None, "有的内容没有填对，原因写在各项下面。没有保存任何一项。")
        return False
    if not any(form.has_changed() for _, form in lines):
        whole.add_error(None, "没有填写或修改任何一项。")
        return False
    made: list[Progress] = []

    def write() -> None:
        drafts = LineForm.drafts(
            ((line.item, form) for line, form in lines), jurisdiction=project.jurisdiction, by=request.actor
        )
        made.extend(
            services.report_month(project, month=month, drafts=drafts, by=request.actor, now=timezone.now())
        )

    is_sent = is_written(request, whole, lambda: _told_at_its_line(write, lines))
    if is_sent:
        messages.success(request, f"已填报{months.named(month)} {len(made)} 项内容，等待确认。")
    return is_sent


def _told_at_its_line(write: Callable[[], None], lines: Sequence[tuple[queries.Line, LineForm]]) -> None:
    """What is refused of a line is said there as well. Raises what `write` raises."""
    try:
        write()
    except services.LinesRefused as error:
        for line, form in lines:
            if sentence := error.sentences.get(line.item.pk):
                form.add_error(None, sentence)
        raise


def _line_form(request: TenantRequest, line: queries.Line) -> LineForm:
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return LineForm(*given, prefix=f"i{line.item.pk}", initial=LineForm.values_of(line.row))


def _row(project: Project, pk: int) -> Progress:
    rows: QuerySet[Progress] = Progress.objects.filter(project=project).select_related(
        "works_item__neighbourhood", "works_item__project", "project", "organisation"
    )
    return row_or_404(rows, pk)


def _said(row: Progress) -> str:
    return (
        f"{row.works_item.neighbourhood.name}，{months.named(row.month)}：形象进度 {row.physical}%，"
        f"本月完成投资 {row.invested:,.2f} 元，本月支付 {row.paid:,.2f} 元。"
    )


def _projects(request: TenantRequest) -> QuerySet[Project]:
    narrowing = {name: request.GET.get(name, "") for name in ("q", "place")}
    return queries.filtered(queries.visible(request.actor), narrowing)


def _adopted() -> Adopted | None:
    """The rulebook, whose catalogue names the items; without one they keep their ids."""
    try:
        return adopted_today()
    except NoRulebook:
        return None


def _asked(request: TenantRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items()}


def _offered(on: Any) -> list[tuple[str, str]]:
    this = months.of(on)
    every = [months.shifted(this, -back) for back in range(CHOICES)]
    return [(f"{month:%Y-%m}", months.named(month)) for month in every]


def _chips(request: TenantRequest, counts: dict[str, int]) -> list[dict[str, Any]]:
    """Quick filters: by state, then what is paid ahead of the works."""
    kinds = {ProgressState.RETURNED.value: "no", ProgressState.REPORTED.value: "open", "flagged": "no"}

    def chip(label: str, key: str, **changes: str) -> dict[str, Any]:
        asked = request.GET.copy()
        for name in ("state", "flagged", "after", "before"):
            asked.pop(name, None)
        asked.update(changes)
        current = all(request.GET.get(name, "") == changes.get(name, "") for name in ("state", "flagged"))
        kind = kinds.get(key, "") if counts[key] else ""
        return {
            "label": label, "count": counts[key], "url": f"?{asked.urlencode()}", "current": current, "kind": kind,
        }  # fmt: skip

    return [
        chip("全部", "all"),
        *(chip(str(label), value, state=value) for value, label in queries.STATES),
        chip("支付超进度", "flagged", flagged="1"),
    ]
