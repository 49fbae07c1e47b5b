"""Handing over: the lists, their entries, the signature, the conclusion."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from approvals.acceptance import services
from approvals.acceptance.archive import completeness
from approvals.acceptance.facts import HAND_OVER, HANDOVER
from approvals.acceptance.forms import EntryForm, HandoverConcludeForm, HandoverForm, SignForm
from approvals.acceptance.rights import concluder
from approvals.acceptance.services.handing_over import Concluded
from approvals.acceptance.views.asking import handover_or_404, page_of
from approvals.enums import ReceiverKind
from approvals.models import Handover, HandoverEntry
from communities.people.acting import ENTERED
from communities.people.middleware import TenantRequest
from communities.records.services import store
from projects.recording import criteria_of
from projects.services import recorder
from projects.views import by_rulebook, page_with_forms, project_or_404
from projects.views.asking import adopted_today, form_page, is_written, row_or_404, today


@page_with_forms
@by_rulebook
def handover_open(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """开列一份移交清单."""
    project = project_or_404(request.actor, pk)
    recorder(project, request.actor)
    form = HandoverForm(request.POST or None, initial={"kind": ReceiverKind.PROPERTY})
    made: list[Handover] = []
    if is_written(
        request,
        form,
        lambda: made.append(
            services.open_handover(project, **form.cleaned_data, by=request.actor, now=timezone.now())
        ),
    ):
        messages.success(request, f"已开列交给{made[0].receiver}的清单，请登记移交内容。")
        return redirect("handover_entry", tenant=tenant, pk=made[0].pk)
    return form_page(
        request,
        project,
        form,
        title="开列移交清单",
        submit="开列移交清单",
        back=page_of(tenant, project),
    )


@page_with_forms
@by_rulebook
def handover_entry(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记移交内容: what is on the list, adding to it, taking off what was entered by mistake."""
    actor, row, now = request.actor, handover_or_404(request.actor, pk), timezone.now()
    recorder(row.project, actor)
    entries = row.entries.select_related("document", "handover__project", *ENTERED)
    form = EntryForm(request.POST or None, request.FILES or None, initial={"name": request.GET.get("name")})
    if request.POST.get("do") == "remove":
        chosen = request.POST.get("entry", "")
        entry = row_or_404(entries, int(chosen) if chosen.isdecimal() else 0)
        form = EntryForm({"name": entry.name, "quantity": entry.quantity, "unit": entry.unit})
        if is_written(request, form, lambda: services.remove_entry(entry, by=actor, now=now)):
            return redirect("handover_entry", tenant=tenant, pk=pk)
    elif request.POST.get("do") == "file":
        form = EntryForm({"name": "档案", "quantity": 1, "unit": "份"})
        if is_written(request, form, lambda: services.list_file(row, by=actor, now=now)):
            messages.success(request, "已把项目档案中的材料列入清单。")
            return redirect("handover_entry", tenant=tenant, pk=pk)
    elif is_written(request, form, lambda: _add(request, row, form)):
        messages.success(request, f"已登记“{form.cleaned_data['name']}”。")
        return redirect("handover_entry", tenant=tenant, pk=pk)
    is_archive = row.kind == ReceiverKind.ARCHIVE
    context = {
        "project": row.project,
        "row": row,
        "entries": entries,
        "form": form,
        "missing": completeness(row.project, adopted_today()).missing if is_archive else (),
    }
    return render(request, "approvals/acceptance/entries.html", context)


def _add(request: TenantRequest, row: Handover, form: EntryForm) -> HandoverEntry:
    given, file = form.cleaned_data, form.cleaned_data["document"]
    paper = file and store(
        file=file,
        filename=file.name,
        kind=given["name"],
        jurisdiction=row.project.jurisdiction,
        by=request.actor,
    )
    return services.add_entry(
        row, **{**given, "document": paper or None}, by=request.actor, now=timezone.now()
    )


@page_with_forms
@by_rulebook
def handover_sign(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记签收, with the signed list."""
    actor, row = request.actor, handover_or_404(request.actor, pk)
    recorder(row.project, actor)
    form = SignForm(
        request.POST or None,
        request.FILES or None,
        wanted=["签字或盖章的移交清单"],
        initial={"signed_on": timezone.localdate()},
    )
    if is_written(
        request,
        form,
        lambda: services.sign(
            row,
            signed_on=form.cleaned_data["signed_on"],
            signer=form.cleaned_data["signer"],
            receipt=form.papers(jurisdiction=row.project.jurisdiction, by=actor)[0][1],
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, f"{row.receiver}已签收。")
        return redirect(page_of(tenant, row.project))
    return form_page(
        request,
        row.project,
        form,
        title=f"登记签收：{row.receiver}",
        submit="登记签收",
        back=page_of(tenant, row.project),
        lead="签收后清单不能再修改。" + _missing(row),
    )


@page_with_forms
@by_rulebook
def handover_conclude(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """移交办结: all lists are signed."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    concluder(project, HANDOVER, HAND_OVER, adopted=adopted, by=actor)
    form = HandoverConcludeForm(request.POST or None, initial=today())
    done: list[Concluded] = []
    if is_written(
        request,
        form,
        lambda: done.append(
            services.conclude_handover(project, on=form.cleaned_data["on"], by=actor, now=timezone.now())
        ),
    ):
        project.refresh_from_db()
        waits = f"{done[0].waits}。" if done[0].waits else f"项目现为“{project.get_state_display()}”。"
        messages.success(request, f"移交已办结。{waits}")
        return redirect(page_of(tenant, project))
    lacking = services.lacking_for_handover(list(Handover.objects.filter(project=project)))
    return form_page(
        request,
        project,
        form,
        title="移交办结",
        submit="移交办结",
        back=page_of(tenant, project),
        criteria=criteria_of(adopted, HANDOVER),
        adopted=adopted,
        lead=f"现在还不能办结：{'；'.join(lacking)}。"
        if lacking
        else "各接收单位签收的清单作为证明材料，不必重复上传。",
    )


def _missing(row: Handover) -> str:
    if row.kind != ReceiverKind.ARCHIVE:
        return ""
    missing = completeness(row.project, adopted_today()).missing
    return f"档案还缺：{'、'.join(paper.name for paper in missing)}。" if missing else "归档材料已齐。"
