"""Pages of the draft: choosing projects of the pool, taking one off again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from approvals.plan import queries, rights, services
from approvals.plan.forms import NominateForm
from approvals.plan.views.finding import entry_or_404, page_of, plan_or_404
from communities.people.middleware import TenantRequest
from communities.rulebooks.queries import in_force
from projects.errors import NotPossible
from projects.queries import filtered, ranking, viewed, with_figures
from projects.views import by_rulebook, page_with_forms

RANKED = 300
"""Projects of the pool on one page of choice; more are found by name."""


@page_with_forms
@by_rulebook
def plan_nominate(request: TenantRequest, tenant: str, year: int) -> HttpResponse:
    """列入草案: choose reserved projects, in the rulebook's order."""
    actor, adopted = request.actor, in_force(timezone.localdate())
    plan = plan_or_404(year)
    if not rights.nominating_seats(actor):
        rights.nominator([], actor)
    paths = [seat.path for seat, _ in rights.nominating_seats(actor)]
    free = queries.nominable(actor, paths)
    chosen = {int(pk) for pk in request.POST.getlist("picked") if pk.isdecimal()}
    form = NominateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.nominate(
                viewed(actor).filter(pk__in=chosen),
                plan,
                note=form.cleaned_data["note"],
                by=actor,
                now=timezone.now(),
            )
        except NotPossible as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已将 {len(made)} 个项目列入 {year} 年度计划草案。")
            return redirect(page_of(request, year, "draft"))
    asked = {name: str(request.GET.get(name, "")) for name in ("q", "place")}
    places = ranking(list(with_figures(filtered(free, asked))), adopted)
    context = {
        "plan": plan,
        "form": form,
        "places": places[:RANKED],
        "nodes": queries.places_of(free, paths),
        "has_more": len(places) > RANKED,
        "chosen": chosen,
        "is_filtered": any(asked.values()),
    }
    return render(request, "approvals/plan/nominate.html", context)


@require_POST
def plan_strike(request: TenantRequest, tenant: str, year: int, pk: int) -> HttpResponse:
    """Take a project off the draft again."""
    entry = entry_or_404(request.actor, year, pk)
    try:
        services.strike(entry, by=request.actor)
    except NotPossible as error:
        messages.error(request, error.sentence)
    else:
        messages.success(request, f"已将“{entry.name}”移出草案，项目仍在储备库。")
    return redirect(page_of(request, year, "draft"))
