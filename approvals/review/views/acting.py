"""Acting on a round: an opinion, a paper, who came, the conclusion, cancelling."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from approvals.enums import RoundState
from approvals.errors import Blocked, NotNow
from approvals.models import ReviewRound
from approvals.review import services
from approvals.review.facts import is_recorded_for
from approvals.review.fields import FREE_FIELD, fields_of
from approvals.review.forms import AttendanceForm, CancelForm, ConcludeForm, OpinionForm, OutputForm
from approvals.review.rights import chair, speaker
from approvals.review.services.holding import row_of
from approvals.review.views.reading import round_or_404, shown
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.records.services import store
from communities.rulebooks.queries import Adopted, in_force
from policies.pack.rows import Review
from projects.errors import NotPossible
from projects.views import by_rulebook, page_with_forms


@page_with_forms
@by_rulebook
def review_opinion(request: TenantRequest, tenant: str, pk: int, reviewer: int) -> HttpResponse:
    """出具意见, or recording it for a unit without a login."""
    actor, one, adopted = request.actor, round_or_404(request.actor, pk), in_force(timezone.localdate())
    asked = next((row for row in one.reviewers.all() if row.pk == reviewer), None)
    if asked is None:
        raise Http404
    asked.round = one
    speaker(asked, adopted=adopted, by=actor)
    if one.state != RoundState.OPEN:
        return _is_over(request, one)
    is_recorded = is_recorded_for(asked.actor, adopted)
    form = OpinionForm(
        request.POST or None,
        request.FILES or None,
        remarks_on=_remarks_on(one, adopted),
        is_recorded=is_recorded,
        initial={"signed_on": timezone.localdate(), "signer": "" if is_recorded else actor.named},
    )
    if request.method == "POST" and form.is_valid():
        given, file = form.cleaned_data, form.cleaned_data["document"]
        try:
            with transaction.atomic():  # a refused opinion keeps no paper
                paper = file and store(
                    file=file,
                    filename=file.name,
                    kind="审查意见",
                    jurisdiction=one.project.jurisdiction,
                    by=actor,
                )
                services.give_opinion(
                    asked,
                    opinion=given["opinion"],
                    reason=given["reason"],
                    conditions=given["conditions"],
                    remarks=form.remarks(),
                    signed_on=given["signed_on"],
                    signer=given["signer"],
                    document=paper or None,
                    by=actor,
                    now=timezone.now(),
                )
        except (NotPossible, NotNow) as error:
            form.add_error(None, error.sentence)
        except ValidationError as error:
            form.add_error("document", error.messages)
        else:
            messages.success(request, f"已保存“{asked.name}”的意见。")
            return redirect("review_detail", tenant=tenant, pk=pk)
    context = {"project": one.project, "round": one, "reviewer": asked, "form": form, "recorded": is_recorded}
    return render(request, "approvals/review/opinion.html", context)


def _remarks_on(one: ReviewRound, adopted: Adopted) -> list[str]:
    """The fields of all papers of the review, each once."""
    row: Review | None = adopted.rulebook.find("reviews", one.review)
    names = [name for output in row.outputs for name in fields_of(row, output.id)] if row else []
    return [name for name in dict.fromkeys(names) if name != FREE_FIELD]


@page_with_forms
@by_rulebook
def review_output(request: TenantRequest, tenant: str, pk: int, output: int) -> HttpResponse:
    """填写成果: the fields of one paper; incomplete ones are kept too."""
    one, adopted = round_or_404(request.actor, pk), in_force(timezone.localdate())
    paper = next((row for row in one.outputs.all() if row.pk == output), None)
    if paper is None:
        raise Http404
    paper.round = one
    if (row := _chaired(request.actor, one, adopted)) is None:
        return _is_over(request, one)
    names = fields_of(row, paper.output)
    form = OutputForm(
        request.POST or None, names=names, initial=OutputForm.values_of(names, paper.fields, paper.number)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.fill_output(
                paper,
                fields=form.texts(),
                number=form.cleaned_data["number"],
                by=request.actor,
                now=timezone.now(),
            )
        except (NotPossible, NotNow) as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已保存“{paper.name}”。")
            return redirect("review_detail", tenant=tenant, pk=pk)
    context = {"project": one.project, "round": one, "paper": paper, "form": form, "row": row}
    return render(request, "approvals/review/output.html", context)


@page_with_forms
@by_rulebook
def review_attendance(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """到会: how many came for each reviewer."""
    one, adopted = round_or_404(request.actor, pk), in_force(timezone.localdate())
    if _chaired(request.actor, one, adopted) is None:
        return _is_over(request, one)
    reviewers = list(one.reviewers.all())
    form = AttendanceForm(
        request.POST or None,
        reviewers=reviewers,
        initial={f"came_{row.pk}": one.attended.get(row.key) for row in reviewers},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.record_attendance(one, attended=form.attended(), by=request.actor, now=timezone.now())
        except (NotPossible, NotNow) as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "已保存到会人数。")
            return redirect("review_detail", tenant=tenant, pk=pk)
    context = {"project": one.project, "round": one, "form": form}
    return render(request, "approvals/review/attendance.html", context)


@require_POST
@by_rulebook
def review_conclude(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """作出结论, as the rulebook answers. What is missing is shown on the round's page, with what was typed."""
    one = round_or_404(request.actor, pk)
    form = ConcludeForm(request.POST)
    blocked = None
    if form.is_valid():
        said = form.cleaned_data["result"]
        try:
            done = services.conclude(
                one,
                text=form.cleaned_data["text"],
                result=RoundState(said) if said in RoundState.values else None,
                by=request.actor,
                now=timezone.now(),
            )
        except Blocked as error:
            blocked = error.answer
            form.add_error(None, "还不能作出结论，缺的见“作出结论”中所列。")
        except NotNow as error:
            messages.error(request, error.sentence)
            return redirect("review_detail", tenant=tenant, pk=pk)
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            _tell(request, done)
            return redirect("review_detail", tenant=tenant, pk=pk)
    return shown(request, one, form, blocked)


@page_with_forms
@by_rulebook
def review_cancel(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """撤销本轮, with the reason."""
    one, adopted = round_or_404(request.actor, pk), in_force(timezone.localdate())
    row: Review | None = adopted.rulebook.find("reviews", one.review)
    if row is not None:
        chair(one.project, row, adopted=adopted, by=request.actor)
    if one.state != RoundState.OPEN:
        return _is_over(request, one)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel(one, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now())
        except (NotPossible, NotNow) as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已撤销第 {one.number} 轮审查。")
            return redirect("review_detail", tenant=tenant, pk=pk)
    return render(
        request, "approvals/review/cancel.html", {"project": one.project, "round": one, "form": form}
    )


def _chaired(actor: Actor, one: ReviewRound, adopted: Adopted) -> Review | None:
    """The review, if the person chairs it; None when the round is over. Raises `Refused`."""
    try:
        row = row_of(one, adopted)
    except NotNow:
        return None
    chair(one.project, row, adopted=adopted, by=actor)
    return row if one.state == RoundState.OPEN else None


def _is_over(request: TenantRequest, one: ReviewRound) -> HttpResponse:
    messages.error(request, f"第 {one.number} 轮审查{one.get_state_display()}，不能再修改。")
    return redirect("review_detail", tenant=request.tenant.code, pk=one.pk)


def _tell(request: TenantRequest, done: services.Concluded) -> None:
    project = done.round.project
    project.refresh_from_db()
    sentence = f"第 {done.round.number} 轮审查{done.round.get_state_display()}"
    if done.moved is not None:
        sentence += f"，“{project.name}”现为“{project.get_state_display()}”"
    messages.success(request, f"{sentence}。{done.waits + '。' if done.waits else ''}")
