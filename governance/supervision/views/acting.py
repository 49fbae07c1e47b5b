"""The steps of a case, each with its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from communities.models import Document, Jurisdiction
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.records.services import store
from communities.rulebooks.queries import in_force
from governance.enums import CaseKind, CaseSource, CaseState
from governance.models import SupervisionCase
from governance.supervision import queries, rights, services
from governance.supervision.clocks import FINISH, period
from governance.supervision.forms import AssignForm, CloseForm, RecheckForm, RectifyForm, ReopenForm
from governance.supervision.views.reading import case_or_404
from projects.errors import NotPossible
from projects.views import by_rulebook, page_with_forms
from projects.views.asking import is_written

PAPER = "检查和投诉材料"
"""The name under which a case's papers are kept."""


def keep(form: forms.Form, jurisdiction: Jurisdiction, by: Actor) -> Document | None:
    """The form's paper on record, if it brought one."""
    file = form.cleaned_data.get("document")
    return (
        store(file=file, filename=file.name, kind=PAPER, jurisdiction=jurisdiction, by=by) if file else None
    )


@page_with_forms
@by_rulebook
def case_assign(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """交办, or 改派 and 延期 of what has been given before."""
    case, on = case_or_404(request.actor, pk), timezone.localdate()
    rights.decider(request.actor, case.path)
    if case.state not in (CaseState.RECORDED, CaseState.ASSIGNED):
        return _too_late(request, case)
    is_again, adopted = case.state == CaseState.ASSIGNED, in_force(on)
    is_petition = case.source == CaseSource.PETITION and case.accepted_on is None
    runs = case.source == CaseSource.PETITION and (case.accepted_on is None or case.clock != "")
    running = period(FINISH, case.accepted_on or on, adopted) if runs else None
    hint = ""
    if running is not None:
        hint = (
            f"{running.name}：{running.clause}，{running.reading}。"
            f"留空由系统推算，今天受理的为 {running.due:%Y-%m-%d}"
        )
        if case.accepted_on is not None:
            hint = f"{running.name}：{running.clause}，{running.due:%Y-%m-%d}，经批准最迟 {running.longest:%Y-%m-%d}"
    form = AssignForm(
        request.POST or None,
        request.FILES or None,
        organisations=queries.assignable(case),
        is_petition=is_petition,
        is_again=is_again,
        hint=hint,
        initial={
            "on": on,
            "accepted_on": on,
            "organisation": case.organisation_id,
            "due_on": None if running else case.due_on,
        },
    )

    def write() -> None:
        services.assign(
            case,
            organisation=form.cleaned_data["organisation"],
            due_on=form.cleaned_data["due_on"],
            on=form.cleaned_data["on"],
            accepted_on=form.cleaned_data.get("accepted_on"),
            text=form.cleaned_data["text"],
            document=keep(form, case.jurisdiction, request.actor),
            adopted=adopted,
            by=request.actor,
            now=timezone.now(),
        )

    title = "改派或延期" if is_again else "交办"
    return _page(request, case, form, write, title=title, said="已交办，并通知责任单位。")


@page_with_forms
def case_rectify(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """报告整改, by the responsible organisation."""
    case = case_or_404(request.actor, pk)
    rights.rectifier(request.actor, case)
    if case.state != CaseState.ASSIGNED:
        return _too_late(request, case)
    form = RectifyForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})

    def write() -> None:
        services.rectify(case, **_given(form, case, request.actor))

    return _page(request, case, form, write, title="报告整改", said="已报告整改，等待复查。")


@page_with_forms
@by_rulebook
def case_recheck(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """复查: right, or back to the responsible organisation."""
    case = case_or_404(request.actor, pk)
    rights.checker(request.actor, case)
    if case.state != CaseState.RECTIFIED or case.passed_on is not None:
        return _too_late(request, case)
    form = RecheckForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})

    def write() -> None:
        services.recheck(case, adopted=in_force(timezone.localdate()), **_given(form, case, request.actor))

    return _page(request, case, form, write, title="复查", said="已保存复查结果，并通知责任单位。")


@page_with_forms
def case_close(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """办结, after a re-check or because nothing is to be put right."""
    case = case_or_404(request.actor, pk)
    rights.decider(request.actor, case.path)
    if case.state not in (CaseState.RECORDED, CaseState.RECTIFIED):
        return _too_late(request, case)
    form = CloseForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})
    text = form.fields["text"]
    if case.kind == CaseKind.COMPLAINT:
        text.label = "答复和回访情况"
        text.help_text = "写明何时以何种方式答复、反映人是否认可。不要写姓名、电话和住址"
    elif case.state == CaseState.RECORDED:
        text.label = "不需整改的理由"

    def write() -> None:
        services.close(case, **_given(form, case, request.actor))

    return _page(request, case, form, write, title="办结", said="已办结。")


@page_with_forms
def case_reopen(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """重新办理 what was closed and is not right."""
    case = case_or_404(request.actor, pk)
    rights.decider(request.actor, case.path)
    if case.state != CaseState.CLOSED:
        return _too_late(request, case)
    form = ReopenForm(request.POST or None, initial={"on": timezone.localdate()})

    def write() -> None:
        services.reopen(case, **form.cleaned_data, by=request.actor, now=timezone.now())

    return _page(request, case, form, write, title="重新办理", said="已重新办理，请交办。")


@require_POST
def case_remind(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """催办."""
    case = case_or_404(request.actor, pk)
    try:
        told = services.remind(case, by=request.actor, now=timezone.now())
    except NotPossible as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"已催办，通知责任单位 {told} 人。")
    return redirect("case_detail", tenant=tenant, pk=pk)


def _given(form: forms.Form, case: SupervisionCase, by: Actor) -> dict[str, Any]:
    """What the form took, its paper on record, who and when."""
    told = {**form.cleaned_data, "document": keep(form, case.jurisdiction, by)}
    return {**told, "by": by, "now": timezone.now()}


def _page(
    request: TenantRequest,
    case: SupervisionCase,
    form: forms.Form,
    write: Callable[[], object],
    *,
    title: str,
    said: str,
) -> HttpResponse:
    if is_written(request, form, write):
        messages.success(request, said)
        return redirect("case_detail", tenant=request.tenant.code, pk=case.pk)
    context = {"case": case, "form": form, "page_title": title}
    return render(request, "governance/supervision/step.html", context)


def _too_late(request: TenantRequest, case: SupervisionCase) -> HttpResponse:
    messages.error(request, f"此事现为“{case.get_state_display()}”，不能办理这一步。")
    return redirect("case_detail", tenant=request.tenant.code, pk=case.pk)
