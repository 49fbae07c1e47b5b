"""Cases as a list, one case with its steps, its notice on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.models import Jurisdiction, Neighbourhood
from communities.neighbourhoods import queries as neighbourhoods
from communities.neighbourhoods.queries import page
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor
from communities.records import exporting
from communities.records.revealing import reveal_page
from communities.rulebooks.queries import NoRulebook, in_force
from governance.enums import CaseKind, CaseSource, CaseState
from governance.models import SupervisionCase
from governance.supervision import exports, queries
from governance.supervision.rights import RECORD, find_checker, find_decider, find_rectifier
from governance.supervision.tasks import export_cases
from projects.assigned import READS
from projects.models import Project
from projects.queries import visible
from projects.views import page_with_forms

FILTERS = ("kind", "source", "state", "overdue", "mine", "place", "project", "neighbourhood", "q")


def case_or_404(actor: Actor, pk: int) -> SupervisionCase:
    """A case that the person may see; any other does not exist."""
    found = queries.cases(actor).select_related(
        "project", "neighbourhood", "organisation", "entered_by", "jurisdiction__parent"
    )
    case = found.defer(None).filter(pk=pk).first()
    if case is None:
        raise Http404
    return case


@require_safe
def case_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """检查与投诉: all cases of the person's places, the newest first."""
    actor, on = request.actor, timezone.localdate()
    actor.require_somewhere(*READS)
    asked = {name: str(value) for name, value in request.GET.items()}
    seen = queries.cases(actor)
    found = queries.filtered(seen, asked, actor=actor, on=on)
    shown = page(
        found.select_related("jurisdiction", "project", "neighbourhood", "organisation"),
        ("-id",),
        after=asked.get("after", ""),
        before=asked.get("before", ""),
    )
    context = {
        "page": shown,
        "rows": [(row, queries.days_late(row, on)) for row in shown.rows],
        "total": found.count(),
        "chips": _chips(request, seen, actor, on),
        "kinds": CaseKind.choices,
        "sources": CaseSource.choices,
        "where": Jurisdiction.objects.filter(code=asked.get("place", "")).first(),
        "about": _about(actor, asked),
        "may_add": any(map(actor.may_somewhere, RECORD)),
        "may_draw": actor.may_somewhere(Capability.VIEW),
        "may_export": actor.may_somewhere(Capability.EXPORT),
        "is_filtered": any(asked.get(name) for name in FILTERS),
    }
    return render(request, "governance/supervision/cases.html", context)


def _about(actor: Actor, asked: dict[str, str]) -> Project | Neighbourhood | None:
    """The project or the neighbourhood that the list is narrowed to, if the person may see it."""
    if (pk := asked.get("project", "")).isdecimal():
        return visible(actor).filter(pk=int(pk)).first()
    if (pk := asked.get("neighbourhood", "")).isdecimal():
        return neighbourhoods.visible(actor).filter(pk=int(pk)).first()
    return None


def _chips(request: TenantRequest, seen: Any, actor: Actor, on: date) -> list[dict[str, Any]]:
    """By state, what is late, what is mine: each with its number, in one query."""
    here = reverse("case_list", kwargs={"tenant": actor.tenant.code})
    counts = queries.counts(seen, actor=actor, on=on)
    given = request.GET
    chips = [
        {"label": "全部", "count": counts["all"], "url": here, "current": not any(map(given.get, FILTERS))}
    ]
    for state, label in CaseState.choices:
        current = given.get("state") == state
        chips.append(
            {"label": label, "count": counts[state], "url": f"{here}?state={state}", "current": current}
        )
    for name, label in (("overdue", "逾期"), ("mine", "交办给本单位")):
        chips.append(
            {
                "label": label,
                "count": counts[name],
                "url": f"{here}?{name}=1",
                "current": bool(given.get(name)),
            }
        )
    return chips


@page_with_forms
def case_export(request: TenantRequest, tenant: str) -> HttpResponse:
    """The list as it is filtered, all pages; a long one by a job."""
    return exporting.answer(
        request, exports.case_sheet, task=export_cases, name=f"{request.tenant.name}检查与投诉"
    )


@dataclass(frozen=True)
class Act:
    """A way on from a case."""

    label: str
    url_name: str
    is_main: bool = True


def acts(case: SupervisionCase, actor: Actor) -> list[Act]:
    """What the person may do next; the main one last."""
    decides = find_decider(actor, case.path) is not None
    found = []
    if case.state == CaseState.RECORDED and decides:
        found = [Act("不需整改，办结", "case_close", is_main=False), Act("交办", "case_assign")]
    elif case.state == CaseState.ASSIGNED:
        found = [Act("改派或延期", "case_assign", is_main=False)] if decides else []
        found += [Act("报告整改", "case_rectify")] if find_rectifier(actor, case) else []
    elif case.state == CaseState.RECTIFIED and case.passed_on is None:
        found = [Act("复查", "case_recheck")] if find_checker(actor, case) else []
    elif case.state == CaseState.RECTIFIED and decides:
        found = [Act("办结", "case_close")]
    elif case.state == CaseState.CLOSED and decides:
        found = [Act("重新办理", "case_reopen", is_main=False)]
    return found


@page_with_forms
def case_complainant(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """反映人 in full, with a reason."""
    case = case_or_404(request.actor, pk)
    back = reverse("case_detail", kwargs={"tenant": tenant, "pk": pk})
    return reveal_page(request, case, queries.PERSONAL, path=case.path, name=case.subject, back=back)


@require_safe
def case_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One case with all its steps and the ways on."""
    actor, on = request.actor, timezone.localdate()
    case = case_or_404(actor, pk)
    context = {
        **_told(case, on),
        "acts": acts(case, actor),
        "may_remind": case.state == CaseState.ASSIGNED and find_decider(actor, case.path) is not None,
    }
    return render(request, "governance/supervision/case.html", context)


@require_safe
def case_print(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """整改通知单: what is to be put right by whom until when, with room for the answer."""
    case = case_or_404(request.actor, pk)
    context = {**_told(case, timezone.localdate()), "now": timezone.now(), "actor": request.actor}
    return render(request, "governance/supervision/notice_print.html", context)


def _told(case: SupervisionCase, on: date) -> dict[str, Any]:
    steps = case.steps.select_related("organisation", "responsible", "entered_by", "acted_for", "document")
    return {
        "case": case,
        "steps": list(steps),
        "days_late": queries.days_late(case, on),
        "clock": _clock(case, on),
    }


def _clock(case: SupervisionCase, on: date) -> Any:
    """The row of the statutory period that the case runs under."""
    if not case.clock:
        return None
    try:
        return in_force(on).rulebook.find("clocks", case.clock)
    except NoRulebook:
        return None
