"""方案与征求: versions of the scheme, consultations with their opinions, displays."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.acting import ENTERED
from communities.people.middleware import TenantRequest
from communities.rulebooks.queries import Adopted
from projects import queries, services
from projects.assigned import DRAWING
from projects.enums import ConsultationKind, State
from projects.forms import (
    AnswerForm,
    CloseForm,
    ConsultationForm,
    DisplayForm,
    EndForm,
    OpinionForm,
    SchemeForm,
)
from projects.forms.ledger import WORDS
from projects.models import Consultation, Project, PublicDisplay, Scheme
from projects.queries.records import CLOSED
from projects.recording import criteria_of
from projects.services.displaying import RECORD as DISPLAY
from projects.services.schemes import REVISABLE
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

RECORD_OF_OPINIONS = "征求意见记录"
RECORD_OF_DISPLAY = "公示照片"
SCHEME_PAPERS = "方案"
"""Names that hold this word are offered for the files of a version, where a criterion demands such a paper."""


@require_safe
@by_rulebook
def scheme(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The versions beside each other with the files that changed, the consultations and the displays."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    may = may_record(project, actor)
    may_draw = may or may_record(project, actor, assigned=DRAWING)
    context = {
        "project": project,
        "versions": queries.versions_of(project),
        "consultations": queries.consultations_of(project),
        "displays": PublicDisplay.objects.filter(project=project).select_related(
            "scheme", *ENTERED, "ended_by", "ended_for"
        ),
        "may_record": may,
        "may_revise": may_draw and State(project.state) in REVISABLE,
        "may_end": services.may_file(project, DISPLAY, adopted=adopted, by=actor),
        "asks_display": bool(criteria_of(adopted, DISPLAY)),
        "today": timezone.localdate(),
    }
    return render(request, "projects/scheme.html", context)


@page_with_forms
@by_rulebook
def scheme_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Upload the next version; unchanged files are taken over by a tick."""
    actor = request.actor
    project = project_or_404(actor, pk)
    services.recorder(project, actor, assigned=DRAWING)
    versions = queries.versions_of(project)
    latest = versions[0].scheme if versions else None
    last = [(paper.name, paper.document) for paper in latest.papers.all()] if latest else []
    form = SchemeForm(
        request.POST or None,
        request.FILES or None,
        offered=_scheme_papers(adopted_today()),
        latest=latest,
        last=last,
    )
    if is_written(
        request,
        form,
        lambda: services.file_scheme(
            project,
            summary=form.cleaned_data["summary"],
            changes=form.cleaned_data.get("changes", ""),
            papers=form.papers(jurisdiction=project.jurisdiction, by=actor),
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, "已上传方案的新版本。")
        return redirect("project_scheme", tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"上传方案第 {latest.number + 1 if latest else 1} 版",
        submit="上传这一版",
        back=_back(tenant, pk),
        lead="上传后不能修改；要改的，上传下一版。",
    )


@page_with_forms
@by_rulebook
def consultation_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Begin to ask."""
    actor = request.actor
    project = project_or_404(actor, pk)
    services.recorder(project, actor)
    schemes = Scheme.objects.filter(project=project)
    form = ConsultationForm(request.POST or None, initial=today() | _on_the_scheme(schemes))
    _choose_scheme(form, schemes)
    opened: list[Consultation] = []
    if is_written(
        request,
        form,
        lambda: opened.append(
            services.open_consultation(project, by=actor, now=timezone.now(), **form.cleaned_data)
        ),
    ):
        messages.success(request, "已开始征求意见，请逐条登记收到的意见。")
        return redirect("consultation_detail", tenant=tenant, pk=pk, consultation=opened[0].pk)
    return form_page(request, project, form, title="征求意见", submit="开始征求意见", back=_back(tenant, pk))


@page_with_forms
@by_rulebook
def consultation_detail(request: TenantRequest, tenant: str, pk: int, consultation: int) -> HttpResponse:
    """One consultation: opinions and answers, adding an opinion, and what is still wanting before it is closed."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    row = _consultation(project, consultation)
    form = OpinionForm(request.POST or None, initial=today())
    if is_written(
        request, form, lambda: services.add_opinion(row, by=actor, now=timezone.now(), **form.cleaned_data)
    ):
        messages.success(request, "已登记这条意见。")
        return redirect("consultation_detail", tenant=tenant, pk=pk, consultation=row.pk)
    record = ConsultationKind(row.kind).record
    context = {
        **_shown(project, row, adopted),
        "form": form,
        "may_record": row.closed_on is None and may_record(project, actor),
        "may_close": row.closed_on is None and services.may_file(project, record, adopted=adopted, by=actor),
    }
    return render(request, "projects/consultation.html", context)


@require_safe
@by_rulebook
def consultation_print(request: TenantRequest, tenant: str, pk: int, consultation: int) -> HttpResponse:
    """征求意见记录: for printing, to be signed and filed."""
    project = project_or_404(request.actor, pk)
    row = _consultation(project, consultation)
    context = {**_shown(project, row, adopted_today()), "now": timezone.now()}
    context["back_url"] = reverse(
        "consultation_detail", kwargs={"tenant": tenant, "pk": pk, "consultation": row.pk}
    )
    return render(request, "projects/consultation_print.html", context)


@page_with_forms
@by_rulebook
def opinion_answer(
    request: TenantRequest, tenant: str, pk: int, consultation: int, opinion: int
) -> HttpResponse:
    """Answer one opinion: taken up or not, and why."""
    actor = request.actor
    project = project_or_404(actor, pk)
    row = _consultation(project, consultation)
    said = row_or_404(row.opinions.select_related("consultation__project"), opinion)
    services.recorder(project, actor)
    first = {"answer": said.answer, "is_adopted": WORDS[said.is_adopted]}
    form = AnswerForm(request.POST or None, initial=first)
    if is_written(
        request,
        form,
        lambda: services.answer_opinion(said, by=actor, now=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, "已答复这条意见。")
        return redirect("consultation_detail", tenant=tenant, pk=pk, consultation=row.pk)
    return form_page(
        request,
        project,
        form,
        title=f"答复{said.get_party_display()}意见",
        submit="保存答复",
        back=reverse("consultation_detail", kwargs={"tenant": tenant, "pk": pk, "consultation": row.pk}),
        lead=f"{said.who}（{said.get_stance_display()}）：{said.text or '没有写明意见'}",
    )


@page_with_forms
@by_rulebook
def consultation_close(request: TenantRequest, tenant: str, pk: int, consultation: int) -> HttpResponse:
    """End it with its outcome and the papers that the rulebook demands."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    row = _consultation(project, consultation)
    record = ConsultationKind(row.kind).record
    must_file(project, record, adopted=adopted, by=actor)
    form = CloseForm(
        request.POST or None,
        request.FILES or None,
        initial=today(),
        **papers_asked(project, record, adopted=adopted, by=actor, spare=RECORD_OF_OPINIONS),
    )
    if is_written(
        request,
        form,
        lambda: services.close_consultation(
            row,
            evidence=form.papers(jurisdiction=project.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            **form.plain(),
        ),
    ):
        messages.success(request, f"“{row.get_kind_display()}”已结束。")
        return redirect("project_scheme", tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title=f"结束{row.get_kind_display()}",
        submit="结束征求意见",
        back=reverse("consultation_detail", kwargs={"tenant": tenant, "pk": pk, "consultation": row.pk}),
        criteria=criteria_of(adopted, record),
        adopted=adopted,
    )


@page_with_forms
@by_rulebook
def display_new(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Post the scheme."""
    actor = request.actor
    project = project_or_404(actor, pk)
    services.recorder(project, actor)
    schemes = Scheme.objects.filter(project=project)
    form = DisplayForm(request.POST or None, initial=today() | {"scheme": schemes.first()})
    _choose_scheme(form, schemes)
    if is_written(
        request,
        form,
        lambda: services.post_display(project, by=actor, now=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, "已登记公示，期满后请结束公示并写明结果。")
        return redirect("project_scheme", tenant=tenant, pk=pk)
    return form_page(request, project, form, title="公示", submit="登记公示", back=_back(tenant, pk))


@page_with_forms
@by_rulebook
def display_end(request: TenantRequest, tenant: str, pk: int, display: int) -> HttpResponse:
    """End a display after its last day."""
    actor, adopted = request.actor, adopted_today()
    project = project_or_404(actor, pk)
    row = row_or_404(PublicDisplay.objects.filter(project=project).select_related("project"), display)
    must_file(project, DISPLAY, adopted=adopted, by=actor)
    form = EndForm(
        request.POST or None,
        request.FILES or None,
        initial=today(),
        **papers_asked(project, DISPLAY, adopted=adopted, by=actor, spare=RECORD_OF_DISPLAY),
    )
    if is_written(
        request,
        form,
        lambda: services.end_display(
            row,
            evidence=form.papers(jurisdiction=project.jurisdiction, by=actor),
            adopted=adopted,
            by=actor,
            **form.plain(),
        ),
    ):
        messages.success(request, "公示已结束。")
        return redirect("project_scheme", tenant=tenant, pk=pk)
    return form_page(
        request,
        project,
        form,
        title="结束公示",
        submit="结束公示",
        back=_back(tenant, pk),
        criteria=criteria_of(adopted, DISPLAY),
        adopted=adopted,
        lead=f"{row.place}，{row.from_on:%Y-%m-%d} 至 {row.to_on:%Y-%m-%d}",
    )


def _consultation(project: Project, pk: int) -> Consultation:
    rows = Consultation.objects.filter(project=project)
    row: Consultation = row_or_404(
        rows.select_related("project", "scheme", "organisation", *ENTERED, *CLOSED), pk
    )
    return row


def _shown(project: Project, row: Consultation, adopted: Adopted) -> dict[str, Any]:
    return {
        "project": project,
        "row": row,
        "opinions": row.opinions.select_related(*ENTERED, "answered_by", "answered_for"),
        "unheard": services.unheard(row, adopted) if row.closed_on is None else [],
        "criteria": criteria_of(adopted, ConsultationKind(row.kind).record),
        "neighbourhoods": [m.neighbourhood for m in project.memberships.select_related("neighbourhood")],
    }


def _choose_scheme(form: ConsultationForm | DisplayForm, schemes: QuerySet[Scheme]) -> None:
    form.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]  # a ModelChoiceField


def _on_the_scheme(schemes: QuerySet[Scheme]) -> dict[str, Any]:
    """Once there is a scheme it is what one asks about."""
    latest = schemes.first()
    return {"scheme": latest, "kind": ConsultationKind.SCHEME} if latest else {}


def _scheme_papers(adopted: Adopted) -> list[str]:
    """The papers that the rulebook's criteria demand of a scheme, by their names."""
    rows = adopted.rulebook.rows("criteria")
    names = (name for row in rows if row.about == "project" and not row.record for name in row.evidence)
    return list(dict.fromkeys(name for name in names if SCHEME_PAPERS in name)) or ["实施方案"]


def _back(tenant: str, pk: int) -> str:
    return reverse("project_scheme", kwargs={"tenant": tenant, "pk": pk})
