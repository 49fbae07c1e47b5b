"""Publishing a month, correcting it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from communities.people.middleware import TenantRequest
from governance.assessment import queries, services
from governance.assessment.bodies import assessor
from governance.assessment.finding import assessment_or_404, month_or_404
from governance.assessment.forms import CorrectForm
from projects.errors import NotPossible
from projects.views import by_rulebook, page_with_forms
from projects.views.asking import is_written


@require_POST
@by_rulebook
def assessment_publish(request: TenantRequest, tenant: str, assessment: str, month: str) -> HttpResponse:
    """Lock and publish the month, and tell the bodies."""
    day = month_or_404(month)
    assessment_or_404(assessment, day)
    _must_be_seen(request, assessment, month)
    try:
        count = services.publish(assessment, day, by=request.actor, now=timezone.now())
    except NotPossible as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"已发布 {count} 份报告并锁定，已通知各被考核单位。")
    return redirect("assessment_month", tenant=tenant, assessment=assessment, month=month)


@page_with_forms
@by_rulebook
def assessment_correct(request: TenantRequest, tenant: str, assessment: str, month: str) -> HttpResponse:
    """Make the month anew from what is on record now: the next number, with its reason."""
    day = month_or_404(month)
    row, adopted = assessment_or_404(assessment, day)
    _must_be_seen(request, assessment, month)
    assessor(row, adopted=adopted, by=request.actor)
    form = CorrectForm(request.POST or None)

    def write() -> None:
        made = services.correct(
            assessment, day, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now()
        )
        messages.success(request, f"{len(made)} 个单位的数字有变化，已生成更正报告，请核对后发布。")

    if is_written(request, form, write):
        return redirect("assessment_month", tenant=tenant, assessment=assessment, month=month)
    return render(
        request,
        "governance/assessment/form.html",
        {
            "form": form,
            "title": f"更正 {day.year} 年 {day.month} 月《{row.name}》",
            "lead": "按现在的记录重算这个月；数字有变化的单位各出一份编号的更正报告，原报告保留不变。",
            "submit": "生成更正报告",
            "back": request.path.removesuffix("correct/"),
            "draft": f"correct-{assessment}-{month}",
        },
    )


def _must_be_seen(request: TenantRequest, assessment: str, month: str) -> None:
    """A month of which the person may see nothing does not exist."""
    if not queries.visible(request.actor).filter(assessment=assessment, month=month_or_404(month)).exists():
        raise Http404
