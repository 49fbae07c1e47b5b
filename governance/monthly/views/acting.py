"""Acting on month reports: drafting, supplementing, submitting, giving back, locking, correcting, the due day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.records.services import store
from governance.figures.instant import month_before
from governance.models import MonthReport
from governance.monthly import queries, rights, services
from governance.monthly.filling import lines_of
from governance.monthly.form import FIGURES
from governance.monthly.forms import (
    NOW,
    DraftForm,
    DueDayForm,
    LockForm,
    ReasonForm,
    SubmitForm,
    SupplementForm,
    month_of,
)
from governance.monthly.views.finding import report_or_404
from projects.views import by_rulebook, page_with_forms
from projects.views.asking import is_written


@page_with_forms
@by_rulebook
def monthreport_draft(request: TenantRequest, tenant: str) -> HttpResponse:
    """编制: the numbers of a place and month counted from the records, anew where it is open."""
    actor, on = request.actor, timezone.localdate()
    places = [place for place in queries.reporting_places(actor) if rights.may_keep(place, actor)]
    if not places:
        raise Refused("月报由本级和下一级各地的政府、部门或办事机构编制，您不在这样的单位。")
    initial = {
        "place": request.GET.get("place") or places[0].code,
        "month": request.GET.get("month") or f"{month_before(on):%Y-%m}",
    }
    form = DraftForm(places, queries.months(on), request.POST or None, initial=initial)
    made: list[MonthReport] = []

    def write() -> None:
        given, now = form.cleaned_data, timezone.now()
        place = next(place for place in places if place.code == given["place"])
        month = month_of(given["month"])
        assert month is not None  # noqa: S101 - the form's choices are months
        until = now if given["cutoff"] == NOW else None
        made.append(services.draft(month=month, place=place, known_until=until, by=actor, now=now))

    if is_written(request, form, write):
        messages.success(request, "已按系统记录编制。请核对，需要时补充，再报送。")
        return redirect("monthreport_detail", tenant=tenant, pk=made[0].pk)
    return _form_page(
        request,
        form,
        title="编制月报",
        submit="按系统记录编制",
        back=reverse("monthreport_list", kwargs={"tenant": tenant}),
        lead="数字由系统按计划、开工、竣工、进度和完成的改造内容汇总；重新编制只更新系统数，补充数保留。",
    )


@page_with_forms
def monthreport_supplement(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """补充: add to one number by hand, with the reason."""
    actor = request.actor
    report = report_or_404(actor, pk)
    rights.keeper(report.jurisdiction, actor)
    lines = lines_of(report.jurisdiction)
    initial = {name: request.GET[name] for name in ("line", "figure", "period") if name in request.GET}
    form = SupplementForm(lines, request.POST or None, request.FILES or None, initial=initial)

    def write() -> None:
        given = form.cleaned_data
        line = next(line for line in lines if line.code == given["line"])
        document = None
        if given["document"]:
            file = given["document"]
            document = store(
                file=file,
                filename=file.name,
                kind="月报补充依据",
                jurisdiction=report.jurisdiction,
                by=actor,
            )
        services.supplement(
            report,
            line=line,
            figure=given["figure"],
            periods=form.periods,
            value=form.base_value,
            reason=given["reason"],
            document=document,
            by=actor,
            now=timezone.now(),
        )

    if is_written(request, form, write):
        messages.success(request, f"已补充“{form.asked.label}”。补充数不能修改，填错的再补一笔相反的数。")
        return redirect("monthreport_detail", tenant=tenant, pk=pk)
    asked = FIGURES.get(str(request.GET.get("figure", "")))
    return _form_page(
        request,
        form,
        report=report,
        title="补充数字",
        submit="保存这一笔补充",
        lead="系统数 + 补充数 = 报数。补充数单独列示，写明原因；系统里应有的，先补登记再重新编制。"
        + (f"“{asked.label}”的单位为{asked.unit}。" if asked else ""),
    )


@page_with_forms
def monthreport_submit(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """报送: freeze the content and send it to the level above."""
    report = report_or_404(request.actor, pk)
    rights.keeper(report.jurisdiction, request.actor)
    form = SubmitForm(request.POST or None)
    missing = services.missing_below(report)

    def write() -> None:
        services.submit(report, note=form.cleaned_data["note"], by=request.actor, now=timezone.now())

    if is_written(request, form, write):
        messages.success(request, "月报已报送，内容冻结。")
        return redirect("monthreport_detail", tenant=tenant, pk=pk)
    lead = "报送后内容冻结，退回以前不能重新编制和补充。"
    if missing:
        lead += f"还没有锁定的：{'、'.join(place.name for place in missing)}；要先行报送须写明说明。"
    return _form_page(request, form, report=report, title="报送月报", submit="报送这份月报", lead=lead)


@page_with_forms
def monthreport_return(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """退回: with the reason, which the place is told."""
    report = report_or_404(request.actor, pk)
    rights.decider(request.actor)
    form = ReasonForm(request.POST or None)

    def write() -> None:
        services.give_back(report, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now())

    if is_written(request, form, write):
        messages.success(request, f"已退回{report.jurisdiction.name}。")
        return redirect("monthreport_detail", tenant=tenant, pk=pk)
    return _form_page(
        request,
        form,
        report=report,
        title="退回月报",
        submit="退回这份月报",
        lead="退回后由报送单位更正再报。",
    )


@page_with_forms
def monthreport_lock(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """锁定: final; what is wrong later becomes a correction under the next number."""
    report = report_or_404(request.actor, pk)
    rights.decider(request.actor)
    form = LockForm(request.POST if request.method == "POST" else None)
    if is_written(request, form, lambda: services.lock(report, by=request.actor, now=timezone.now())):
        messages.success(request, "月报已锁定，以后只能以更正的新一号改数。")
        return redirect("monthreport_detail", tenant=tenant, pk=pk)
    return _form_page(
        request,
        form,
        report=report,
        title="锁定月报",
        submit="锁定这份月报",
        lead="锁定后数字和各行依据不能再改动；发现错误的，由报送单位以新的一号更正，原数保留。",
    )


@page_with_forms
@by_rulebook
def monthreport_correct(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """更正: the next number from what is known now; the locked one stays."""
    report = report_or_404(request.actor, pk)
    rights.keeper(report.jurisdiction, request.actor)
    form = ReasonForm(request.POST or None)
    made: list[MonthReport] = []

    def write() -> None:
        made.append(
            services.correct(report, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now())
        )

    if is_written(request, form, write):
        messages.success(request, f"已编制第 {made[0].number} 号，请核对与上一号的差别，再报送。")
        address = reverse("monthreport_compare", kwargs={"tenant": tenant, "pk": made[0].pk})
        return redirect(f"{address}?with=former")
    return _form_page(
        request,
        form,
        report=report,
        title="更正月报",
        submit="编制更正的新一号",
        lead=f"第 {report.number} 号保持不变；新的一号按现在的记录编制，沿用原有补充数。",
    )


@page_with_forms
def monthreport_due(request: TenantRequest, tenant: str) -> HttpResponse:
    """报送日: settled by the tenant's own level, with its basis; no text names one."""
    rights.decider(request.actor)
    form = DueDayForm(request.POST or None)
    if is_written(
        request,
        form,
        lambda: services.set_due_day(**form.cleaned_data, by=request.actor, now=timezone.now()),
    ):
        messages.success(request, f"已定为次月 {form.cleaned_data['day']} 日前报送。")
        return redirect("monthreport_list", tenant=tenant)
    return _form_page(
        request,
        form,
        title="月报报送日",
        submit="保存报送日",
        back=reverse("monthreport_list", kwargs={"tenant": tenant}),
        lead="政策原文没有规定每月几日前报送，由本级确定并写明依据；没有确定的，不计逾期。",
    )


def _form_page(
    request: TenantRequest,
    form: forms.Form,
    *,
    title: str,
    submit: str,
    lead: str,
    report: MonthReport | None = None,
    back: str = "",
) -> HttpResponse:
    """One form on a page of its own, with what it does to the report."""
    context: dict[str, Any] = {
        "form": form,
        "report": report,
        "page_title": title,
        "submit": submit,
        "lead": lead,
        "said": services.said(report.month) if report else "",
        "back": back
        or reverse(
            "monthreport_detail", kwargs={"tenant": request.tenant.code, "pk": report.pk if report else 0}
        ),
    }
    return render(request, "governance/monthly/form.html", context)
