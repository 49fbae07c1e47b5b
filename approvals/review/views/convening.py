"""The reviews of one project: what stands before each, and convening a round."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.enums import RoundState
from approvals.errors import Blocked, NotNow
from approvals.models import ReviewRound
from approvals.review import asking, queries, services
from approvals.review.forms import ConveneForm
from approvals.review.rights import chair, chairs, find_chair
from approvals.review.services.convening import due_day
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.rulebooks.presenting import AnswerView, present
from communities.rulebooks.queries import Adopted, in_force
from policies.errors import NotAllowed
from policies.pack.rows import Review
from projects.errors import NotPossible
from projects.models import Project
from projects.services.acting import places_of
from projects.stages import TRANSITIONS
from projects.views import by_rulebook, page_with_forms, project_or_404


@dataclass(frozen=True)
class Card:
    """One review of the rulebook on the project's page: its rounds, and what stands before the next."""

    row: Review
    step: str
    chairs: str
    reviewers: tuple[str, ...]
    rounds: tuple[ReviewRound, ...]
    view: AnswerView | None
    may_convene: bool


@require_safe
@by_rulebook
def project_reviews(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """联合审查 of a project: each review of the rulebook with its rounds, and what stands before convening."""
    actor, on = request.actor, timezone.localdate()
    project, adopted = project_or_404(actor, pk), in_force(on)
    rounds = list(queries.rounds(actor).filter(project=project))
    known = [row for row in adopted.rulebook.rows("reviews") if row.at in TRANSITIONS]
    names = {row.id: row.name for row in known}
    context = {
        "project": project,
        "cards": [_card(project, row, rounds, adopted, actor, on) for row in known],
        "others": [one for one in rounds if one.review not in names],
        "names": names,
    }
    return render(request, "approvals/review/project.html", context)


def _card(
    project: Project, row: Review, rounds: list[ReviewRound], adopted: Adopted, actor: Actor, on: date
) -> Card:
    own = tuple(one for one in rounds if one.review == row.id)
    is_due = row in asking.due_reviews(project, adopted)
    is_running = any(one.state == RoundState.OPEN for one in own)
    view = None
    if is_due and not is_running:
        asked = asking.before(project, row, adopted=adopted, on=on)
        view = present(
            asked.answer, adopted, tenant=actor.tenant.code, facts=asked.facts, subjects=asked.names
        )
    chairing = find_chair(project, row, places_of(project), adopted=adopted, by=actor) if view else None
    names = tuple(adopted.rulebook.actor_name(actor_id) for actor_id in row.reviewers)
    may = view is not None and view.answer == "yes" and chairing is not None
    return Card(row, TRANSITIONS[row.at].label, chairs(row, adopted), names, own, view, may)


@page_with_forms
@by_rulebook
def review_convene(request: TenantRequest, tenant: str, pk: int, review: str) -> HttpResponse:
    """召集审查: who is asked by which clause, who may join, until when."""
    actor, on = request.actor, timezone.localdate()
    project, adopted = project_or_404(actor, pk), in_force(on)
    row: Review | None = adopted.rulebook.find("reviews", review)
    if row is None:
        raise Http404
    chair(project, row, adopted=adopted, by=actor)
    form = _form(request, row, adopted)
    view = None
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        given = form.cleaned_data
        try:
            one = services.convene(
                project,
                review=row.id,
                working_days=given["working_days"],
                due_on=given["due_on"],
                note=given["note"],
                added=given.get("added", ()),
                fast_track=given.get("fast_track", False),
                by=actor,
                now=timezone.now(),
            )
        except Blocked as blocked:
            form.add_error(None, "召集之前的条件还没有齐备，见下方。")
            view = present(blocked.answer, adopted, tenant=tenant)
        except NotAllowed as error:
            form.add_error("added" if "added" in form.fields else None, error.message)
        except (NotNow, NotPossible) as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"已召集第 {one.number} 轮{row.name}，意见截止 {one.due_on:%Y-%m-%d}。")
            return redirect("review_detail", tenant=tenant, pk=one.pk)
    context = {
        "project": project,
        "row": row,
        "form": form,
        "view": view,
        "reviewers": [adopted.rulebook.actor_name(actor_id) for actor_id in row.reviewers],
        "due": _due(form, on),
        "fast": asking.fast_track(project, row, adopted=adopted, on=on),
    }
    return render(request, "approvals/review/convene.html", context)


def _form(request: TenantRequest, row: Review, adopted: Adopted) -> ConveneForm:
    return ConveneForm(
        request.POST or None,
        open_list=row.open_list,
        fast_track=row.fast_track.name if row.fast_track else "",
        actors={actor.name: actor.id for actor in adopted.rulebook.rows("actors")},
    )


def _due(form: ConveneForm, on: date) -> dict[str, Any]:
    """The last day of the period typed in; a sentence where the calendar can't tell."""
    days = form.cleaned_data.get("working_days") if form.is_bound and hasattr(form, "cleaned_data") else None
    if not days:
        return {}
    try:
        return {"day": due_day(on, days), "days": days}
    except NotPossible as error:
        return {"sentence": error.sentence}
