"""Acting on a running acceptance: opening it, the checklist, participants, defects."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from approvals.acceptance import services
from approvals.acceptance.forms import (
    ChecksForm,
    FindingForm,
    OpenForm,
    ParticipantForm,
    RecheckForm,
    RectifyForm,
)
from approvals.acceptance.rights import holder
from approvals.acceptance.services.checking import RECTIFIED
from approvals.acceptance.views.asking import acceptance_or_404, finding_or_404, page_of, paper_of
from approvals.models import AcceptanceFinding
from communities.people.middleware import TenantRequest
from projects.models import WorksItem
from projects.queries import item_names
from projects.services import recorder
from projects.views import by_rulebook, page_with_forms, project_or_404
from projects.views.asking import adopted_today, form_page, is_written, row_or_404, today


@page_with_forms
@by_rulebook
def acceptance_open(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """开始验收, or the re-acceptance."""
    project = project_or_404(request.actor, pk)
    holder(project, adopted=adopted_today(), by=request.actor)
    form = OpenForm(request.POST or None, initial=today())
    if is_written(
        request,
        form,
        lambda: services.open_acceptance(
            project, on=form.cleaned_data["on"], by=request.actor, now=timezone.now()
        ),
    ):
        messages.success(request, "已开始验收，请逐项查验。")
        return redirect(page_of(tenant, project))
    return form_page(
        request,
        project,
        form,
        title="开始竣工验收",
        submit="开始验收",
        back=page_of(tenant, project),
        lead="改造内容须全部完成。开始后按改造内容逐项列出查验表；上一次未通过的，没有整改合格的问题一并带入。",
    )


@page_with_forms
@by_rulebook
def acceptance_check(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """填写查验表."""
    row, adopted = acceptance_or_404(request.actor, pk), adopted_today()
    holder(row.project, adopted=adopted, by=request.actor)
    checks = list(row.checks.select_related("works_item__neighbourhood", "works_item__building"))
    form = ChecksForm(request.POST or None, checks=checks)
    if is_written(
        request,
        form,
        lambda: services.set_checks(row, results=form.results(), by=request.actor, now=timezone.now()),
    ):
        messages.success(request, "已保存查验表。")
        return redirect(page_of(tenant, row.project))
    context = {"project": row.project, "row": row, "form": form, "names": item_names(adopted)}
    return render(request, "approvals/acceptance/checks.html", context)


@page_with_forms
@by_rulebook
def acceptance_participant(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """参加人员: who is there, who has signed; adding one, taking one off."""
    actor, row, now = request.actor, acceptance_or_404(request.actor, pk), timezone.now()
    holder(row.project, adopted=adopted_today(), by=actor)
    known = row.participants.select_related("acceptance__project")
    if request.POST.get("do") in {"sign", "remove"}:
        chosen = request.POST.get("participant", "")
        person = row_or_404(known, int(chosen) if chosen.isdecimal() else 0)
        act = services.sign_participant if request.POST["do"] == "sign" else services.remove_participant
        form = ParticipantForm({"name": person.name, "role": person.role})
        if is_written(request, form, lambda: act(person, by=actor, now=now)):
            return redirect("acceptance_participant", tenant=tenant, pk=pk)
    else:
        form = ParticipantForm(request.POST or None)
        if is_written(
            request,
            form,
            lambda: services.add_participant(row, **form.cleaned_data, by=actor, now=now),
        ):
            messages.success(request, f"已登记{form.cleaned_data['name']}。")
            return redirect("acceptance_participant", tenant=tenant, pk=pk)
    context = {"project": row.project, "row": row, "form": form, "participants": known}
    return render(request, "approvals/acceptance/participants.html", context)


@page_with_forms
@by_rulebook
def acceptance_finding(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记一个问题."""
    row, adopted = acceptance_or_404(request.actor, pk), adopted_today()
    holder(row.project, adopted=adopted, by=request.actor)
    checks = {c.pk: c for c in row.checks.select_related("works_item__neighbourhood", "works_item__building")}
    names = item_names(adopted)
    form = FindingForm(
        request.POST or None,
        checks=[
            (pk, f"{names.get(c.works_item.item, c.works_item.item)}（{_place(c.works_item)}）")
            for pk, c in checks.items()
        ],
    )
    if is_written(
        request,
        form,
        lambda: services.add_finding(
            row,
            text=form.cleaned_data["text"],
            responsible=form.cleaned_data["responsible"],
            due_on=form.cleaned_data["due_on"],
            check=checks[int(picked)] if (picked := form.cleaned_data["check"]) else None,
            by=request.actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, "已登记问题，整改合格以前不能通过验收。")
        return redirect(page_of(tenant, row.project))
    return form_page(
        request,
        row.project,
        form,
        title="登记验收问题",
        submit="登记这个问题",
        back=page_of(tenant, row.project),
    )


@page_with_forms
@by_rulebook
def finding_rectify(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记整改情况."""
    actor, row = request.actor, finding_or_404(request.actor, pk)
    project = row.acceptance.project
    recorder(project, actor)
    form = RectifyForm(request.POST or None, request.FILES or None, offered=[RECTIFIED], initial=today())
    if is_written(
        request,
        form,
        lambda: services.rectify(
            row,
            text=form.cleaned_data["text"],
            on=form.cleaned_data["on"],
            document=paper_of(form, project, actor),
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, "已登记整改情况，等待复查。")
        return redirect(page_of(tenant, project))
    return form_page(
        request,
        project,
        form,
        title="登记整改情况",
        submit="登记整改情况",
        back=page_of(tenant, project),
        lead=_said(row),
    )


@page_with_forms
@by_rulebook
def finding_recheck(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """复查."""
    actor, row = request.actor, finding_or_404(request.actor, pk)
    project = row.acceptance.project
    holder(project, adopted=adopted_today(), by=actor)
    form = RecheckForm(request.POST or None, initial=today())
    if is_written(
        request,
        form,
        lambda: services.recheck(
            row,
            is_good=form.cleaned_data["result"] == "good",
            on=form.cleaned_data["on"],
            text=form.cleaned_data["text"],
            due_on=form.cleaned_data["due_on"],
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, "已登记复查结论。")
        return redirect(page_of(tenant, project))
    return form_page(
        request,
        project,
        form,
        title="复查整改",
        submit="登记复查结论",
        back=page_of(tenant, project),
        lead=f"{_said(row)}整改情况：{row.rectified_text or '尚未登记'}",
    )


def _place(item: WorksItem) -> str:
    return str(item.building or item.neighbourhood)


def _said(row: AcceptanceFinding) -> str:
    return f"问题：{row.text.rstrip('。')}。责任单位：{row.responsible}，整改期限 {row.due_on:%Y-%m-%d}。"
