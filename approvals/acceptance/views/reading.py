"""Reading acceptance and handover: the tab of a project, the lists, the sheets on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.acceptance import clocks, queries, services
from approvals.acceptance.archive import completeness
from approvals.acceptance.facts import HAND_OVER, HANDOVER, RECORD, STEP
from approvals.acceptance.rights import concluders, find_concluder, find_holder
from approvals.acceptance.views.asking import acceptance_or_404, handover_or_404
from approvals.enums import AcceptanceState, HandoverState
from approvals.models import Acceptance, Handover, HandoverConclusion, Warranty
from communities.neighbourhoods.queries import page
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from projects.assigned import READS
from projects.enums import State
from projects.models import Project
from projects.queries import item_names
from projects.views import by_rulebook, project_or_404
from projects.views.asking import adopted_today, may_record

TABS = (
    ("ready", "可以验收"),
    ("running", "正在验收"),
    ("complete", "待转竣工"),
    ("handover", "待移交"),
    ("filing", "待备案"),
)


@dataclass(frozen=True)
class Line:
    """A warranty with the name of its rule, and of the term that the rule asks for, empty where it asks for none."""

    row: Warranty
    rule: str
    term: str


@require_safe
@by_rulebook
def project_acceptance(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """验收移交: where the acceptance stands, what was found, who has received what, what is warranted."""
    actor, adopted, on = request.actor, adopted_today(), timezone.localdate()
    project = project_or_404(actor, pk)
    rounds, lists = queries.rounds_of(project), queries.handovers_of(project)
    latest = rounds[0] if rounds else None
    passed = latest if latest is not None and latest.state == AcceptanceState.PASSED else None
    conclusion = (
        HandoverConclusion.objects.filter(project=project).select_related("concluder", "acted_for").first()
    )
    is_recording = may_record(project, actor)
    context: dict[str, Any] = {
        "project": project,
        "steps": _steps(project, latest, lists, conclusion, on),
        "round": latest,
        "earlier": rounds[1:],
        "passed": passed,
        "names": item_names(adopted),
        "today": on,
        "concluders": concluders(project, RECORD, STEP, adopted),
        "may_open": _may_open(project, latest) and find_holder(project, adopted=adopted, by=actor),
        "lists": lists,
        "conclusion": conclusion,
        "is_filing_late": bool(
            passed and not passed.filed_on and passed.filing_due_on and passed.filing_due_on < on
        ),
        "may_record": is_recording,
    }
    if latest is not None and latest.is_running:
        context |= {
            "lacking": services.lacking_for_pass(latest, adopted),
            "may_hold": find_holder(project, adopted=adopted, by=actor) is not None,
            "may_conclude": find_concluder(project, RECORD, STEP, adopted=adopted, by=actor) is not None,
        }
    if passed is not None:
        context |= _after(project, lists, conclusion, adopted, actor, on)
    return render(request, "approvals/acceptance/project.html", context)


def _after(
    project: Project,
    lists: list[Handover],
    conclusion: HandoverConclusion | None,
    adopted: Adopted,
    actor: Actor,
    on: date,
) -> dict[str, Any]:
    """What follows a passed acceptance: suggestions of lists, the archive, the warranties."""
    may = (
        conclusion is None
        and State(project.state) is State.COMPLETED
        and find_concluder(project, HANDOVER, HAND_OVER, adopted=adopted, by=actor) is not None
    )
    is_open = conclusion is None
    return {
        "planned": services.plan_handovers(project, adopted=adopted, on=on) if is_open else [],
        "archive": completeness(project, adopted),
        "warranties": [
            Line(row, clocks.name_of(row.event, adopted), clocks.asks_years(row.event, adopted))
            for row in queries.warranties_of(project)
        ],
        "handover_lacking": services.lacking_for_handover(lists) if is_open else [],
        "handover_concluders": concluders(project, HANDOVER, HAND_OVER, adopted),
        "may_conclude_handover": may,
    }


def _may_open(project: Project, latest: Acceptance | None) -> bool:
    return State(project.state) is State.BUILDING and (
        latest is None or latest.state == AcceptanceState.FAILED
    )


def _steps(
    project: Project,
    latest: Acceptance | None,
    lists: list[Handover],
    conclusion: HandoverConclusion | None,
    on: date,
) -> list[dict[str, Any]]:
    """Acceptance, filing, handover and its conclusion, as the stepper shows them."""
    passed = latest is not None and latest.state == AcceptanceState.PASSED
    filed_on = latest.filed_on if latest else None
    due_on = latest.filing_due_on if latest else None
    signed = [row for row in lists if row.state == HandoverState.SIGNED]
    notes = [
        (
            "验收",
            passed,
            f"第 {latest.number} 次 · {latest.get_state_display()}" if latest else "未开始",
            False,
        ),
        (
            "备案",
            filed_on is not None,
            f"{filed_on or due_on:%Y-%m-%d}{'' if filed_on else ' 前'}" if filed_on or due_on else "",
            bool(passed and not filed_on and due_on and due_on < on),
        ),
        (
            "移交签收",
            bool(lists) and len(signed) == len(lists),
            f"{len(signed)} / {len(lists)} 份" if lists else "",
            False,
        ),
        (
            "移交办结",
            conclusion is not None,
            f"{conclusion.concluded_on:%Y-%m-%d}" if conclusion else "",
            False,
        ),
    ]
    first = next((n for n, (_, is_done, _, _) in enumerate(notes) if not is_done), len(notes))
    return [
        {
            "label": label,
            "state": "done" if is_done else "now" if n == first else "todo",
            "note": note,
            "late": late,
        }
        for n, (label, is_done, note, late) in enumerate(notes)
    ]


@require_safe
def acceptance_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """验收移交: which projects are ready, under way, waiting to be completed, handed over, filed."""
    actor, on = request.actor, timezone.localdate()
    actor.require_somewhere(*READS)
    found: dict[str, QuerySet[Any]] = {
        "ready": queries.ready(actor),
        "running": queries.running(actor),
        "complete": queries.waiting_to_complete(actor),
        "handover": queries.not_handed_over(actor),
        "filing": queries.to_file(actor),
    }
    counts = {name: rows.order_by().count() for name, rows in found.items()}
    chosen = request.GET.get("tab", "")
    tab = chosen if chosen in found else next((name for name, number in counts.items() if number), "ready")
    context = {
        "tab": tab,
        "tabs": [
            {"label": label, "url": f"?tab={name}", "count": counts[name], "current": name == tab}
            for name, label in TABS
        ],
        "page": page(
            found[tab], ("id",), after=request.GET.get("after", ""), before=request.GET.get("before", "")
        ),
        "total": counts[tab],
        "overdue": queries.filing_overdue(actor, on).count() if tab == "filing" else 0,
        "today": on,
    }
    return render(request, "approvals/acceptance/list.html", context)


@require_safe
@by_rulebook
def acceptance_print(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The acceptance sheet on A4, with room for the signatures."""
    row = acceptance_or_404(request.actor, pk)
    (one,) = (each for each in queries.rounds_of(row.project) if each.pk == row.pk)
    context = {
        "project": row.project,
        "round": one,
        "names": item_names(adopted_today()),
        "actor": request.actor,
        "now": timezone.now(),
    }
    return render(request, "approvals/acceptance/print.html", context)


@require_safe
def handover_print(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The list of a handover on A4, for the receiver to sign."""
    row = handover_or_404(request.actor, pk)
    context = {
        "project": row.project,
        "row": row,
        "entries": row.entries.all(),
        "actor": request.actor,
        "now": timezone.now(),
    }
    return render(request, "approvals/acceptance/handover_print.html", context)
