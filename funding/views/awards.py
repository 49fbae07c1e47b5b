"""补助核定: one subsidy rule with its whole answer; awarding it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import in_force
from funding import services
from funding.forms import AwardForm
from funding.queries import award_history, is_for_the_whole, subsidy_for
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.views import by_rulebook, page_with_forms, project_or_404


@page_with_forms
@by_rulebook
def project_award(
    request: TenantRequest, tenant: str, pk: int, rule: str, item: int | None = None
) -> HttpResponse:
    """The rule asked of one item, or of the project; who may award does so on the same page."""
    actor, on = request.actor, timezone.localdate()
    adopted = in_force(on)
    project = project_or_404(actor, pk)
    row = adopted.rulebook.find("subsidies", rule)
    works = WorksItem.objects.filter(project=project, pk=item).first() if item is not None else None
    if row is None or is_for_the_whole(row) != (works is None):
        raise Http404
    form = AwardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.award(
                project,
                rule=rule,
                works_item=works,
                **form.cleaned_data,
                adopted=adopted,
                by=actor,
                now=timezone.now(),
            )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已核定“{row.name}”{made.amount:,.2f} 元。")
            return redirect("project_money", tenant=tenant, pk=pk)
    claim = subsidy_for(project, row, works, adopted, on)
    channel = adopted.rulebook.find("channels", row.paid_from)
    context = {
        "project": project,
        "claim": claim,
        "channel": channel,
        "form": form,
        "view": claim.answer
        and present(claim.answer, adopted, tenant=tenant, facts=claim.facts, subjects=claim.names),
        "history": award_history(project, rule, works),
        "may_award": _may_award(project, actor),
    }
    return render(request, "funding/award.html", context)


def _may_award(project: Project, actor: Actor) -> bool:
    """Whether to show the form; the service asks again."""
    try:
        services.awarder(project, actor)
    except Refused:
        return False
    return True
