"""What goes up: the list of what was sent, and sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from governance.figures.instant import month_before
from governance.models import Submission
from governance.monthly.queries import months
from governance.monthly.rights import decider, may_decide
from governance.queries import survey_years
from governance.submissions import queries, services
from governance.submissions.forms import ALL, KINDS, ChoiceOfSubmission, NoteForm
from projects.errors import NotPossible
from projects.views import page_with_forms
from projects.views.asking import is_written

PAGE = 50


@require_safe
def submission_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """上报: what the tenant has sent to its superior, and what became of it; who only receives goes to what came in."""
    queries.reader(request.actor)
    before = request.GET.get("before", "")
    rows = queries.sent().defer("content")
    found = list((rows.filter(pk__lt=int(before)) if before.isdecimal() else rows)[: PAGE + 1])
    below = queries.below().count()
    if below and not found and request.tenant.superior is None:
        return redirect("submission_received", tenant=tenant)
    context = {
        "lines": queries.standings(found[:PAGE]),
        "older": found[PAGE - 1].pk if len(found) > PAGE else None,
        "superior": request.tenant.superior,
        "below": below,
        "may_submit": may_decide(request.actor),
    }
    return render(request, "governance/submissions/list.html", context)


@page_with_forms
def submission_choose(request: TenantRequest, tenant: str) -> HttpResponse:
    """What to submit and about which time; the next page shows it."""
    decider(request.actor)
    on = timezone.localdate()
    form = ChoiceOfSubmission(
        months(on),
        survey_years(request.actor),
        request.POST or None,
        initial={"month": f"{month_before(on):%Y-%m}"},
    )
    if request.method == "POST" and form.is_valid():
        return redirect(
            "submission_new", tenant=tenant, kind=form.cleaned_data["kind"], period=form.period or ALL
        )
    return render(request, "governance/submissions/choose.html", {"form": form})


@page_with_forms
def submission_new(request: TenantRequest, tenant: str, kind: str, period: str) -> HttpResponse:
    """The figures as they would be frozen, and the button that sends them."""
    decider(request.actor)
    if kind not in dict(KINDS):
        raise Http404
    asked = "" if period == ALL else period
    form = NoteForm(request.POST or None)
    made: list[Submission] = []

    def write() -> None:
        made.append(
            services.submit(
                kind=kind, period=asked, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
        )

    if is_written(request, form, write):
        messages.success(request, f"已上报第 {made[0].number} 次，内容冻结，校验码 {made[0].digest[:12]}。")
        return redirect("submission_detail", tenant=tenant, pk=made[0].pk)
    context: dict[str, Any] = {"form": form, "superior": request.tenant.superior, "kind": dict(KINDS)[kind]}
    try:
        context["made"] = services.preview(kind=kind, period=asked, by=request.actor, now=timezone.now())
    except NotPossible as error:
        context["sentence"] = error.sentence
    return render(request, "governance/submissions/new.html", context)
