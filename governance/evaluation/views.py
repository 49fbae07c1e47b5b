"""Pages of third-party evaluation: rounds, one round, a sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from communities.neighbourhoods.queries import page
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.records.services import store
from communities.records.views import attachment
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from governance.enums import SheetState
from governance.evaluation import queries, services
from governance.evaluation.forms import EvaluatorForm, RoundForm, SheetForm
from governance.evaluation.rights import commissioner, find_commissioner, third_party_assessments
from governance.models import EvaluationRound, EvaluationSheet
from projects.assigned import READS
from projects.enums import Purpose
from projects.errors import NotPossible
from projects.models import Project
from projects.queries import candidates, filtered, viewed
from projects.views import by_rulebook, page_with_forms
from projects.views.asking import adopted_today, is_written

PAPER = "第三方评价材料"
"""The name under which an evaluator's documents are kept."""

OFFERED = 200
"""Projects that a new round offers at most; a filter finds the others."""


def round_or_404(actor: Actor, pk: int) -> EvaluationRound:
    """A round that the person may know of; any other does not exist."""
    row = queries.rounds(actor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def sheet_or_404(row: EvaluationRound, actor: Actor, pk: int) -> EvaluationSheet:
    """A sheet that the person may open; any other, a sealed one too, does not exist."""
    sheet = queries.readable(row, actor).filter(pk=pk).first()
    if sheet is None:
        raise Http404
    sheet.round = row
    return sheet


@require_safe
def evaluation_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """第三方评价: the rounds, the newest first."""
    actor = request.actor
    actor.require_somewhere(*READS)
    shown = page(
        queries.rounds(actor),
        ("-id",),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "page": shown,
        "names": _names(),
        "may_open": find_commissioner(actor) is not None,
        "mine": list(queries.to_write(actor)),
        "today": timezone.localdate(),
    }
    return render(request, "governance/evaluation/list.html", context)


@page_with_forms
@by_rulebook
def evaluation_create(request: TenantRequest, tenant: str) -> HttpResponse:
    """Commission a round. `?q=` finds projects by name or number."""
    actor, adopted, on = request.actor, adopted_today(), timezone.localdate()
    commissioner(actor)
    assessments = third_party_assessments(adopted)
    offered = candidates(adopted, [Purpose.EVALUATE], on)
    found = filtered(viewed(actor), {"q": request.GET.get("q", "")}).order_by("path", "name")
    if request.method != "POST":
        found = found[:OFFERED]
    form = RoundForm(
        request.POST or None,
        assessments=assessments,
        projects=found.select_related("jurisdiction"),
        offered=offered,
    )
    made: list[EvaluationRound] = []

    def write() -> None:
        made.append(
            services.open_round(
                assessment=form.cleaned_data["assessment"],
                title=form.cleaned_data["title"],
                projects=list(form.cleaned_data["projects"]),
                evaluators=form.chosen,
                due_on=form.cleaned_data["due_on"],
                full_marks=form.cleaned_data["full_marks"],
                basis=form.cleaned_data["basis"],
                adopted=adopted,
                by=actor,
                now=timezone.now(),
            )
        )

    if is_written(request, form, write):
        messages.success(request, "已委托评价，评价人登录后即可看到所派项目和评价表。")
        return redirect("evaluation_detail", tenant=tenant, pk=made[0].pk)
    context = {"form": form, "assessments": assessments, "offered": offered, "text": request.GET.get("q", "")}
    return render(request, "governance/evaluation/create.html", context)


@require_safe
def evaluation_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One round: which sheets are submitted; after publication what each says, side by side."""
    actor = request.actor
    row = round_or_404(actor, pk)
    known = list(queries.sheets(row, actor))
    open_ = {one.sheet.pk: one for one in queries.said(queries.readable(row, actor), actor)}
    context = {
        "round": row,
        "assessment": _book(row).rulebook.get("assessments", row.assessment),
        "rows": [(sheet, open_.get(sheet.pk)) for sheet in known],
        "waiting": sum(1 for sheet in known if sheet.state == SheetState.DRAFT),
        "may_publish": row.published_at is None and find_commissioner(actor) is not None,
        "indicators": _indicators(row),
        "today": timezone.localdate(),
    }
    return render(request, "governance/evaluation/detail.html", context)


@page_with_forms
@by_rulebook
def evaluation_name(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One more evaluator."""
    actor, adopted, on = request.actor, adopted_today(), timezone.localdate()
    row = round_or_404(actor, pk)
    commissioner(actor)
    form = EvaluatorForm(
        request.POST or None, projects=_projects_of(row), offered=candidates(adopted, [Purpose.EVALUATE], on)
    )
    if is_written(
        request,
        form,
        lambda: services.name_evaluator(
            row,
            project=form.cleaned_data["project"],
            evaluator=form.chosen,
            adopted=adopted,
            by=actor,
            now=timezone.now(),
        ),
    ):
        messages.success(request, f"已增加评价人{form.chosen.person.name}。")
        return redirect("evaluation_detail", tenant=tenant, pk=pk)
    context = {"round": row, "form": form, "page_title": "增加评价人", "submit": "增加评价人"}
    return render(request, "governance/evaluation/form.html", context)


@page_with_forms
def evaluation_publish(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Publish: what will be open to whom, then one act that cannot be undone."""
    actor = request.actor
    row = round_or_404(actor, pk)
    commissioner(actor)
    if request.method == "POST":
        try:
            services.publish(row, by=actor, now=timezone.now())
        except NotPossible as error:
            messages.error(request, error.sentence)
        else:
            messages.success(request, "评价已公布，评价人的项目指派随之结束。")
        return redirect("evaluation_detail", tenant=tenant, pk=pk)
    return render(request, "governance/evaluation/publish.html", {"round": row})


@page_with_forms
def evaluation_sheet(request: TenantRequest, tenant: str, pk: int, sheet: int) -> HttpResponse:
    """A sheet: a form for its evaluator while it is a draft, a text from then on."""
    actor = request.actor
    row = round_or_404(actor, pk)
    one = sheet_or_404(row, actor, sheet)
    (said,) = queries.said([one], actor)
    context = {
        "round": row,
        "said": said,
        "indicators": _indicators(row),
        "is_mine": one.evaluator_id == actor.person_id,
    }
    if one.state != SheetState.DRAFT or row.published_at is not None:
        return render(request, "governance/evaluation/sheet.html", context)
    adopted = _book(row)
    form = SheetForm(
        request.POST or None,
        request.FILES or None,
        row=row,
        indicators=_indicators(row),
        content=said.content,
    )

    def write() -> None:
        file = form.cleaned_data["document"]
        papers = (
            [
                store(
                    file=file, filename=file.name, kind=PAPER, jurisdiction=one.project.jurisdiction, by=actor
                )
            ]
            if file
            else []
        )
        services.save_sheet(
            one,
            marks=form.marks,
            findings=form.cleaned_data["findings"],
            papers=papers,
            revision=form.cleaned_data["revision"],
            adopted=adopted,
            by=actor,
            now=timezone.now(),
        )

    if is_written(request, form, write):
        messages.success(request, "已保存草稿，提交之前可以继续修改。")
        return redirect("evaluation_sheet", tenant=tenant, pk=pk, sheet=sheet)
    return render(request, "governance/evaluation/sheet_form.html", context | {"form": form})


@require_POST
def evaluation_submit(request: TenantRequest, tenant: str, pk: int, sheet: int) -> HttpResponse:
    """Submit the saved sheet: final."""
    actor = request.actor
    row = round_or_404(actor, pk)
    try:
        services.submit_sheet(sheet_or_404(row, actor, sheet), by=actor, now=timezone.now())
    except NotPossible as error:
        messages.error(request, error.sentence)
        return redirect("evaluation_sheet", tenant=tenant, pk=pk, sheet=sheet)
    messages.success(request, "评价表已提交。公布之前，只有您本人能看到内容。")
    return redirect("evaluation_detail", tenant=tenant, pk=pk)


@require_safe
def evaluation_paper(request: TenantRequest, tenant: str, pk: int, sheet: int, paper: int) -> FileResponse:
    """A document of a sheet that the person may open."""
    row = round_or_404(request.actor, pk)
    document = queries.paper_document(sheet_or_404(row, request.actor, sheet), paper, request.actor)
    if document is None:
        raise Http404
    try:
        return attachment(document)
    except FileNotFoundError as missing:
        raise Http404 from missing


@require_POST
def evaluation_paper_remove(
    request: TenantRequest, tenant: str, pk: int, sheet: int, paper: int
) -> HttpResponse:
    """Take a document off one's draft."""
    row = round_or_404(request.actor, pk)
    one = sheet_or_404(row, request.actor, sheet)
    if queries.paper_document(one, paper, request.actor) is None:
        raise Http404
    try:
        services.remove_paper(one, paper=paper, by=request.actor)
    except NotPossible as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, "已移除这份附件。")
    return redirect("evaluation_sheet", tenant=tenant, pk=pk, sheet=sheet)


def _projects_of(row: EvaluationRound) -> QuerySet[Project]:
    among = EvaluationSheet.objects.filter(round=row)
    return Project.objects.filter(pk__in=among.values("project")).order_by("path", "name")


def _names() -> dict[str, Any]:
    """The third-party assessments of the rulebook in force, by id; none without one."""
    try:
        adopted = in_force(timezone.localdate())
    except NoRulebook:
        return {}
    return {row.id: row for row in third_party_assessments(adopted)}


def _book(row: EvaluationRound) -> Adopted:
    """The rulebook under which the round was opened: a later one does not change what is scored."""
    return in_force(timezone.localdate(row.opened_at))


def _indicators(row: EvaluationRound) -> list[Any]:
    """The indicators that the assessment scores."""
    book = _book(row).rulebook
    return [book.get("indicators", id_) for id_ in book.get("assessments", row.assessment).indicators]
