"""Reading reviews: the lists, one round with everything said in it, the same on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.enums import RoundState
from approvals.models import Reviewer, ReviewOpinion, ReviewOutput, ReviewRound
from approvals.review import asking, queries
from approvals.review.documents import attendance_words
from approvals.review.facts import is_recorded_for, latest
from approvals.review.fields import fields_of, required
from approvals.review.forms import ConcludeForm
from approvals.review.manning import unmanned
from approvals.review.rights import chairs, find_chair, find_speaker
from approvals.review.snapshot import differences
from communities.neighbourhoods.queries import page
from communities.people.delegation.queries import keepers
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.rulebooks.presenting import present
from communities.rulebooks.queries import Adopted, in_force
from policies.pack.rows import Review
from policies.verdict import Answer
from projects.services.acting import places_of
from projects.views import by_rulebook

TABS = (("mine", "待我出具意见"), ("asked", "我召集的"), ("all", "全部"))


@dataclass(frozen=True)
class Participant:
    """A reviewer, what counts of what it said, what it said before, and whether the person may speak for it."""

    reviewer: Reviewer
    said: ReviewOpinion | None
    earlier: tuple[ReviewOpinion, ...]
    came: int | None
    is_recorded: bool
    may_speak: bool
    is_unmanned: bool = False
    """Nobody there can speak today."""


@dataclass(frozen=True)
class Paper:
    """A paper, its fields with what is filled in, and how many that the conclusion wants are still empty."""

    output: ReviewOutput
    fields: tuple[tuple[str, str], ...]
    empty: int


def round_or_404(actor: Actor, pk: int) -> ReviewRound:
    """A round of a project that the person sees; any other does not exist."""
    found = queries.rounds(actor).select_related(
        "concluded_by", "decision", "convener", "convened_for", "concluder", "concluded_for"
    )
    one = found.prefetch_related("outputs__document").filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


@require_safe
def review_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """联合审查: what waits for my opinion, what I convened, all."""
    actor, on = request.actor, timezone.localdate()
    actor.require_somewhere(Capability.VIEW)
    adopted = queries.adopted_or_none(on)
    mine, asked = queries.waiting_for(actor, on, adopted), queries.asked_by(actor, on, adopted)
    ready = queries.to_conclude(actor, on, adopted)
    chosen = request.GET.get("tab", "") or ("mine" if mine or not (ready or asked) else "asked")
    tab = chosen if chosen in dict(TABS) else "all"
    counts = {"mine": len(mine), "asked": len({w.round.pk for w in (*ready, *asked)}), "all": ""}
    context: dict[str, Any] = {
        "tab": tab,
        "tabs": [
            {"label": label, "url": f"?tab={name}", "count": counts[name], "current": name == tab}
            for name, label in TABS
        ],
        "mine": mine,
        "asked": asked,
        "ready": ready,
        "names": _review_names(on),
    }
    if tab == "all":
        given = {name: str(value) for name, value in request.GET.items()}
        found = queries.filtered(queries.rounds(actor), given)
        context |= {
            "page": page(found, ("-id",), after=given.get("after", ""), before=given.get("before", "")),
            "total": found.count(),
            "states": RoundState.choices,
            "is_filtered": any(given.get(name) for name in ("q", "state", "place")),
        }
    return render(request, "approvals/review/list.html", context)


@require_safe
@by_rulebook
def review_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One round: who said what, the papers, who came, what changed since the last, what the rulebook answers."""
    return shown(request, round_or_404(request.actor, pk))


@require_safe
@by_rulebook
def review_print(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The round as a sheet."""
    one, on = round_or_404(request.actor, pk), timezone.localdate()
    adopted = in_force(on)
    context = _basics(one, adopted, request.actor, on) | {"actor": request.actor, "now": timezone.now()}
    return render(request, "approvals/review/print.html", context)


def shown(
    request: TenantRequest,
    one: ReviewRound,
    form: ConcludeForm | None = None,
    blocked: Answer | None = None,
) -> HttpResponse:
    """The page of a round; `form` and `blocked` after a conclusion that was refused."""
    actor, on = request.actor, timezone.localdate()
    adopted = in_force(on)
    context = _basics(one, adopted, actor, on)
    row = context["row"]
    if one.state == RoundState.OPEN and row is not None:
        asked = asking.standing_answer(one, adopted=adopted, on=on)
        answer = blocked or asked.answer
        comes = _comes(answer)
        context |= {
            "view": present(
                answer, adopted, tenant=actor.tenant.code, facts=asked.facts, subjects=asked.names
            ),
            "comes": comes,
            "is_refusal": comes == RoundState.REFUSED,
            "missing": asking.missing_words(answer, adopted),
            "fast": asking.fast_track(one.project, row, adopted=adopted, on=on) if one.fast_track else None,
            "form": form or ConcludeForm(initial={"result": comes}),
        }
    return render(request, "approvals/review/detail.html", context)


def _comes(answer: Answer) -> str:
    """What the conclusion would be now; empty while it is undetermined."""
    if asking.is_refused(answer):
        return RoundState.REFUSED.value
    return RoundState.APPROVED.value if answer.is_yes else ""


def _basics(one: ReviewRound, adopted: Adopted, actor: Actor, on: date) -> dict[str, Any]:
    row: Review | None = adopted.rulebook.find("reviews", one.review)
    places, is_open = places_of(one.project), one.state == RoundState.OPEN
    empty = unmanned([one], {one.project_id: places}, adopted=adopted, on=on) if is_open else {}
    chairing = row and find_chair(one.project, row, places, adopted=adopted, by=actor)
    return {
        "project": one.project,
        "round": one,
        "row": row,
        "name": row.name if row else one.review,
        "chairs": chairs(row, adopted) if row else one.convened_by.name,
        "participants": [
            replace(_participant(r, one, places, adopted, actor), is_unmanned=r.pk in empty)
            for r in one.reviewers.all()
        ],
        "unmanned": [r.name for r in one.reviewers.all() if r.pk in empty],
        "keepers": keepers(max(empty.values(), key=len), on) if empty else [],
        "attended": attendance_words(one),
        "papers": [_paper(output, row) for output in one.outputs.all()],
        "differences": differences(one),
        "is_open": is_open,
        "may_chair": bool(chairing) and is_open,
        "may_cancel": is_open and (bool(chairing) or row is None),
        "days_left": queries.working_days_left(on, one.due_on) if is_open else None,
        "is_late": is_open and on > one.due_on,
    }


def _participant(
    reviewer: Reviewer, one: ReviewRound, places: list[str], adopted: Adopted, actor: Actor
) -> Participant:
    reviewer.round = one
    said = latest(reviewer)
    may = (
        one.state == RoundState.OPEN and find_speaker(reviewer, places, adopted=adopted, by=actor) is not None
    )
    return Participant(
        reviewer,
        said,
        tuple(o for o in reviewer.opinions.all() if said and o.pk != said.pk),
        one.attended.get(reviewer.key),
        is_recorded_for(reviewer.actor, adopted),
        may,
    )


def _paper(output: ReviewOutput, row: Review | None) -> Paper:
    names = fields_of(row, output.output) if row else tuple(output.fields)
    fields = tuple((name, output.fields.get(name, "")) for name in names)
    wanted = row is not None and required(row, output.output)
    return Paper(output, fields, sum(not text for _, text in fields) if wanted else 0)


def _review_names(on: date) -> dict[str, str]:
    adopted = queries.adopted_or_none(on)
    return {row.id: row.name for row in adopted.rulebook.rows("reviews")} if adopted else {}
