"""开工准备: who carries the project, tenders, clearing, notices to utilities; what is open for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from policies.pack.rows import Criterion
from projects import queries, services
from projects.enums import PartyRole, PreparationKind
from projects.forms import ConcludeForm, PartyForm, PreparationForm
from projects.models import NamedParty, Preparation, ProjectDeclaration
from projects.recording import criteria_of, who_states
from projects.views.asking import (
    adopted_today,
    by_rulebook,
    form_page,
    is_written,
    may_record,
    must_file,
    page_with_forms,
    papers_asked,
    project_or_404,
    row_or_404,
    today,
)

SPARE = {
    PartyRole.IMPLEMENTING: "确定实施主体的文件",
    PartyRole.INVESTING: "确定投资主体的文件",
    PartyRole.LEADER: "包干责任表",
    PartyRole.DESIGN: "设计单位资质证书",
    PartyRole.CONSTRUCTION: "施工单位资质证书",
    PartyRole.SUPERVISION: "监理单位资质证书",
    PreparationKind.TENDER: "施工合同",
    PreparationKind.CLEARING: "现场照片",
    PreparationKind.UTILITY_NOTICE: "送达回执",
}
"""A paper that usually goes with the record and that no text demands."""


@dataclass(frozen=True)
class Line:
    """One record: its criteria with whether each stands, who states them, its rows."""

    id: str
    name: str
    criteria: list[tuple[Criterion, bool]]
    who: str
    parties: list[NamedParty]
    preparations: list[Preparation]
    may_file: bool

    @property
    def is_concluded(self) -> bool:
        """Whether there is something that another unit may confirm."""
        return any(row.until_on is None for row in self.parties) or any(
            row.concluded_on for row in self.preparations
        )


@require_safe
@by_rulebook
def preparation(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Every record before the works, those that the rulebook asks for first, with what is still open."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    standing = set(
        ProjectDeclaration.objects.filter(project=project, is_current=True, value=True).values_list(
            "criterion", flat=True
        )
    )
    parties, preparations = list(queries.parties_of(project)), list(queries.preparations_of(project))
    lines = [
        Line(
            choice.value,
            str(choice.label),
            [(row, row.id in standing) for row in criteria_of(adopted, choice.value)],
            who_states(adopted, choice.value),
            [row for row in parties if row.role == choice],
            [row for row in preparations if row.kind == choice],
            services.may_file(project, choice.value, adopted=adopted, by=actor),
        )
        for choice in (*PartyRole, *PreparationKind)
    ]
    context = {
        "project": project,
        "roles": [line for line in lines if line.id in PartyRole.values],
        "kinds": [line for line in lines if line.id in PreparationKind.values],
        "open": [
            (row, line)
            for line in lines
            for row, is_standing in line.criteria
            if row.about == "project" and not is_standing
        ],
        "role_ids": PartyRole.values,
        "may_record": may_record(project, actor),
    }
    return render(request, "projects/preparation.html", context)


@page_with_forms
@by_rulebook
def party_new(request: TenantRequest, tenant: str, pk: int, role: str) -> HttpResponse:
    """Name a party; the one before it is kept with its last day."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    if role not in PartyRole.values:
        raise Http404
    wanted = PartyRole(role)
    must_file(project, wanted, adopted=adopted, by=actor)
    former = queries.parties_of(project).filter(role=wanted, until_on__isnull=True).first()
    form = PartyForm(
        request.POST or None,
        request.FILES or None,
        role=wanted,
        initial=today(),
        **papers_asked(project, wanted, adopted=adopted, by=actor, spare=SPARE[wanted]),
    )
    if is_written(
        request,
        form,
        lambda: services.name_party(
            project,
            role=wanted,
            evidence=form.papers(jurisdiction=project.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            now=timezone.now(),
            **form.plain(),
        ),
    ):
        messages.success(request, f"已登记{wanted.label}。")
        return redirect("project_preparation", tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"{'变更' if former else '登记'}{wanted.label}",
        submit=f"{'变更' if former else '登记'}{wanted.label}",
        back=_back(tenant, pk),
        criteria=criteria_of(adopted, wanted),
        adopted=adopted,
        lead=f"现任是{former.name}，自 {former.from_on:%Y-%m-%d} 起；登记后截止，仍留在记录中。"
        if former
        else "",
    )


@page_with_forms
@by_rulebook
def preparation_new(request: TenantRequest, tenant: str, pk: int, kind: str) -> HttpResponse:
    """Begin a piece of preliminary work."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    if kind not in PreparationKind.values:
        raise Http404
    wanted = PreparationKind(kind)
    services.recorder(project, actor)
    form = PreparationForm(request.POST or None, kind=wanted, initial=today())
    if is_written(
        request,
        form,
        lambda: services.add_preparation(
            project, kind=wanted, by=actor, now=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, f"已登记“{wanted.label}”，办结时请上传材料。")
        return redirect("project_preparation", tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"登记{wanted.label}",
        submit="登记这一事项",
        back=_back(tenant, pk),
        criteria=criteria_of(adopted, wanted),
        adopted=adopted,
    )


@page_with_forms
@by_rulebook
def preparation_conclude(request: TenantRequest, tenant: str, pk: int, preparation: int) -> HttpResponse:
    """Conclude it with the papers that the rulebook demands."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    row = row_or_404(Preparation.objects.filter(project=project).select_related("project"), preparation)
    must_file(project, row.kind, adopted=adopted, by=actor)
    form = ConcludeForm(
        request.POST or None,
        request.FILES or None,
        initial=today(),
        **papers_asked(project, row.kind, adopted=adopted, by=actor, spare=SPARE[PreparationKind(row.kind)]),
    )
    if is_written(
        request,
        form,
        lambda: services.conclude_preparation(
            row,
            evidence=form.papers(jurisdiction=project.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            on=form.cleaned_data["on"],
        ),
    ):
        messages.success(request, f"“{row.title}”已办结。")
        return redirect("project_preparation", tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"办结：{row.title}",
        submit="办结这一事项",
        back=_back(tenant, pk),
        criteria=criteria_of(adopted, row.kind),
        adopted=adopted,
        lead=f"{row.get_kind_display()}，{row.on:%Y-%m-%d}{'，' + row.unit if row.unit else ''}",
    )


def _back(tenant: str, pk: int) -> str:
    return reverse("project_preparation", kwargs={"tenant": tenant, "pk": pk})
