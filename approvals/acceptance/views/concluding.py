"""The conclusion of an acceptance, its filing, and the terms of its warranties."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from approvals.acceptance import clocks, services
from approvals.acceptance.facts import RECORD, STEP
from approvals.acceptance.forms import ConcludeForm, FileForm, TermForm
from approvals.acceptance.rights import concluder
from approvals.acceptance.services.concluding import FILED
from approvals.acceptance.services.warranties import TERM
from approvals.acceptance.views.asking import acceptance_or_404, page_of, warranty_or_404
from communities.people.middleware import TenantRequest
from projects.models import Project
from projects.queries import item_names, on_file
from projects.recording import criteria_of
from projects.services import recorder
from projects.views import by_rulebook, page_with_forms
from projects.views.asking import adopted_today, form_page, is_written, today


@page_with_forms
@by_rulebook
def acceptance_conclude(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """作出验收结论, with what still keeps it from passing."""
    actor, row, adopted = request.actor, acceptance_or_404(request.actor, pk), adopted_today()
    project = row.project
    concluder(project, RECORD, STEP, adopted=adopted, by=actor)
    names = services.wanted_papers(project, adopted=adopted, by=actor)
    form = ConcludeForm(
        request.POST or None,
        request.FILES or None,
        offered=names,
        on_file=on_file(project, names),
        initial=today(),
    )
    done: list[services.Concluded] = []
    if is_written(
        request,
        form,
        lambda: done.append(
            services.conclude(
                row,
                passed=form.cleaned_data["result"] == "passed",
                conclusion=form.cleaned_data["conclusion"],
                evidence=form.papers(jurisdiction=project.jurisdiction, by=actor),
                on=form.cleaned_data["on"],
                by=actor,
                now=timezone.now(),
            )
        ),
    ):
        _tell(
            request, project, f"第 {row.number} 次竣工验收{done[0].acceptance.get_state_display()}", done[0]
        )
        return redirect(page_of(tenant, project))
    lacking = services.lacking_for_pass(row, adopted) if row.is_running else []
    return form_page(
        request,
        project,
        form,
        title="作出验收结论",
        submit="作出验收结论",
        back=page_of(tenant, project),
        criteria=criteria_of(adopted, RECORD),
        adopted=adopted,
        lead=f"现在还不能通过：{'；'.join(lacking)}。"
        if lacking
        else f"通过须附：{'、'.join(names)}。通过后开始计算保修期和 15 日备案期限，有权办理的一并转为“已竣工”。",
    )


@page_with_forms
@by_rulebook
def acceptance_file(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记竣工验收备案."""
    actor, row = request.actor, acceptance_or_404(request.actor, pk)
    recorder(row.project, actor)
    form = FileForm(request.POST or None, request.FILES or None, wanted=[FILED], initial=today())
    if is_written(
        request,
        form,
        lambda: services.file_acceptance(
            row,
            on=form.cleaned_data["on"],
            number=form.cleaned_data["number"],
            document=form.papers(jurisdiction=row.project.jurisdiction, by=actor)[0][1],
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, "已登记竣工验收备案。")
        return redirect(page_of(tenant, row.project))
    return form_page(
        request,
        row.project,
        form,
        title="登记竣工验收备案",
        submit="登记备案",
        back=page_of(tenant, row.project),
        lead=f"备案期限 {row.filing_due_on:%Y-%m-%d}。" if row.filing_due_on else "",
    )


@page_with_forms
@by_rulebook
def warranty_term(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记保修年限, where the clock asks for one."""
    actor, row, adopted = request.actor, warranty_or_404(request.actor, pk), adopted_today()
    project = row.works_item.project
    recorder(project, actor)
    asked = clocks.asks_years(row.event, adopted)
    if not asked:
        raise Http404
    name = TERM.get(row.event, TERM[clocks.OTHER])
    form = TermForm(
        request.POST or None,
        request.FILES or None,
        wanted=[name],
        on_file=on_file(project, [name]),
        initial={"years": row.years},
    )
    if is_written(
        request,
        form,
        lambda: services.set_term(
            row,
            years=form.cleaned_data["years"],
            document=form.papers(jurisdiction=project.jurisdiction, by=actor)[0][1],
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, f"已登记{asked}。")
        return redirect(page_of(tenant, project))
    names = item_names(adopted)
    return form_page(
        request,
        project,
        form,
        title=f"登记{asked}：{names.get(row.works_item.item, row.works_item.item)}",
        submit=f"登记{asked}",
        back=page_of(tenant, project),
        lead=f"验收日期 {row.accepted_on:%Y-%m-%d}，保修期自这一天起算。",
    )


def _tell(request: TenantRequest, project: Project, sentence: str, done: services.Concluded) -> None:
    project.refresh_from_db()
    if done.moved is not None:
        sentence += f"，“{project.name}”现为“{project.get_state_display()}”"
    messages.success(request, f"{sentence}。{done.waits + '。' if done.waits else ''}")
