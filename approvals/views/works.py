"""施工: works items start and finish one by one, each through its own gates."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals import gates, transitions, works
from approvals.errors import Blocked, NotNow
from approvals.forms import WorksForm
from communities.people.middleware import TenantRequest
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import in_force
from projects.enums import ItemState, State
from projects.errors import NotPossible
from projects.models import Project, WorksItem
from projects.queries import item_names, items_of
from projects.stages import TRANSITIONS
from projects.views import by_rulebook, page_with_forms, project_or_404

NAMED = 5
"""How many refused items a message names."""


@page_with_forms
@by_rulebook
def project_works(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The works items with their days; the ticked ones start or finish together, those blocked stay and say why."""
    actor, on = request.actor, timezone.localdate()
    project, adopted = project_or_404(actor, pk), in_force(on)
    form = WorksForm(request.POST or None, initial={"on": on})
    if request.method == "POST":
        transitions.mover(project, TRANSITIONS["start"], adopted=adopted, by=actor)
        chosen = list(_picked(request, project))
        if not chosen:
            form.add_error(None, "请先勾选改造内容。")
        elif form.is_valid():
            _work(request, chosen, form)
            return redirect("project_works", tenant=tenant, pk=pk)
    rows = items_of(project, adopted)
    context = {
        "project": project,
        "rows": rows,
        "form": form,
        "picked": set(request.POST.getlist("picked")),
        "exempt": {row.item.pk for row in rows if works.is_exempt(row.item, adopted)},
        "counts": {
            state.value: sum(row.item.state == state for row in rows)
            for state in (ItemState.PROPOSED, ItemState.STARTED, ItemState.FINISHED)
        },
        "movers": transitions.movers(project, TRANSITIONS["start"], adopted),
        "may_work": State(project.state) in (*works.EARLY, State.BUILDING)
        and transitions.find_mover(project, TRANSITIONS["start"], adopted=adopted, by=actor) is not None,
    }
    return render(request, "approvals/works.html", context)


@require_safe
@by_rulebook
def item_gate(request: TenantRequest, tenant: str, pk: int, item: int) -> HttpResponse:
    """What the gates at `start` say of one works item: criterion, clause, who must supply what."""
    actor, on = request.actor, timezone.localdate()
    project, adopted = project_or_404(actor, pk), in_force(on)
    row = (
        WorksItem.objects.filter(project=project, pk=item).select_related("neighbourhood", "building").first()
    )
    if row is None or row.state == ItemState.WITHDRAWN:
        raise Http404
    asked = gates.ask(project, "start", adopted=adopted, on=on, item=row)
    context = {
        "project": project,
        "row": row,
        "name": item_names(adopted).get(row.item, row.item),
        "view": present(asked.answer, adopted, tenant=tenant, facts=asked.facts, subjects=asked.names),
    }
    return render(request, "approvals/item_gate.html", context)


def _picked(request: TenantRequest, project: Project) -> list[WorksItem]:
    ids = [int(pk) for pk in request.POST.getlist("picked") if pk.isdecimal()]
    return list(
        WorksItem.objects.filter(project=project, pk__in=ids).select_related("project").order_by("id")
    )


def _work(request: TenantRequest, chosen: list[WorksItem], form: WorksForm) -> None:
    """Each item on its own: one that is refused keeps none of the others back."""
    is_start = form.cleaned_data["act"] == "start"
    names = item_names(in_force(timezone.localdate()))
    done, refused = 0, []
    for item in chosen:
        do = works.start_item if is_start else works.finish_item
        try:
            with transaction.atomic():
                do(item, on=form.cleaned_data["on"], by=request.actor, now=timezone.now())
            done += 1
        except Blocked as blocked:
            why = "、".join(dict.fromkeys(entry.name for entry in blocked.answer.failing()))
            refused.append(f"{names.get(item.item, item.item)}（{why}）")
        except (NotNow, NotPossible) as error:
            refused.append(f"{names.get(item.item, item.item)}（{error.sentence}）")
    word = "开工" if is_start else "完成"
    if done:
        messages.success(request, f"已登记 {done} 项{word}。")
    if refused:
        more = f"等 {len(refused)} 项" if len(refused) > NAMED else ""
        messages.error(request, f"还不能{word}：{'；'.join(refused[:NAMED])}{more}。")
