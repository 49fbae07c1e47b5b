"""一小区一档: the tabs of one neighbourhood's file, and its print view."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.neighbourhoods import queries
from communities.neighbourhoods.declaring import actor_name, declarer_at
from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.queries.file import (
    Counts,
    buildings,
    counts,
    declarations,
    documents,
    open_queries,
    surveys,
)
from communities.neighbourhoods.verdicts import Panel, panel_of
from communities.neighbourhoods.views import finding
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.records.queries import documents as readable
from communities.rulebooks.models import Decision
from communities.rulebooks.queries import NoRulebook, in_force


def shell(request: TenantRequest, row: Neighbourhood, tab: str) -> dict[str, Any]:
    """What every page of the file needs: the row, its tabs, what the person may do here."""
    actor = request.actor
    may = {
        "edit": actor.may(Capability.EDIT, row.path),
        "add": actor.may(Capability.ADD, row.path),
        "merge": actor.may(Capability.MERGE, row.path),
        "declare": actor.may(Capability.DECLARE, row.path),
    }
    if row.merged_into_id:
        may = dict.fromkeys(may, False)
    return {
        "row": row,
        "tabs": _tabs(request, row, counts(row), tab),
        "may": may,
        "crumbs": _crumbs(request, row),
    }


@require_safe
def neighbourhood_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """概况与判定: the facts, the verdict with every criterion, open questions."""
    row = finding.neighbourhood(request, pk)
    survey = queries.latest_surveys([row.pk]).get(row.pk)
    context = {
        **shell(request, row, "detail"),
        "survey": survey,
        "queries": open_queries(row),
        "panels": _panels(request, row),
        **_rulebook(),
        "buildings": buildings(row),
    }
    return render(request, "neighbourhoods/detail.html", context)


@require_safe
def neighbourhood_buildings(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """楼栋."""
    row = finding.neighbourhood(request, pk)
    rows = buildings(row)
    return render(
        request, "neighbourhoods/buildings.html", {**shell(request, row, "buildings"), "buildings": rows}
    )


@require_safe
def neighbourhood_surveys(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """摸底."""
    row = finding.neighbourhood(request, pk)
    return render(
        request, "neighbourhoods/surveys.html", {**shell(request, row, "surveys"), "surveys": surveys(row)}
    )


@require_safe
def neighbourhood_documents(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """材料: every declaration, those that count first, with its papers."""
    row = finding.neighbourhood(request, pk)
    try:
        adopted = in_force(timezone.localdate())
    except NoRulebook:
        adopted = None
    lines = []
    declared = declarations(row)
    papers = {paper.document_id for one in declared for paper in one.evidence.all()}
    for declaration in declared:
        criterion = adopted.rulebook.find("criteria", declaration.criterion) if adopted else None
        lines.append(
            {
                "row": declaration,
                "name": criterion.name if criterion else declaration.criterion,
                "clause": criterion.source if criterion else "",
                "stated_by": actor_name(adopted, declaration.stated_by) if adopted else declaration.stated_by,
            }
        )
    context = {
        **shell(request, row, "documents"),
        "lines": lines,
        "documents": documents(row),
        "readable": set(readable(request.actor).filter(pk__in=papers).values_list("pk", flat=True)),
    }
    return render(request, "neighbourhoods/documents.html", context)


@require_safe
def neighbourhood_history(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """历史: who did what, for whom, when, why; and every decision."""
    row = finding.neighbourhood(request, pk)
    context = {
        **shell(request, row, "history"),
        "entries": queries.history(row, criterion_names()),
        "decisions": queries.decisions_of(row),
    }
    return render(request, "neighbourhoods/history.html", context)


@require_safe
def neighbourhood_print(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The file on A4."""
    row = finding.neighbourhood(request, pk)
    context = {
        "row": row,
        "survey": queries.latest_surveys([row.pk]).get(row.pk),
        "buildings": buildings(row),
        "panels": _panels(request, row),
        "now": timezone.now(),
        "back_url": reverse("neighbourhood_detail", kwargs={"tenant": tenant, "pk": pk}),
    }
    return render(request, "neighbourhoods/print.html", context)


def _panels(request: TenantRequest, row: Neighbourhood) -> list[Panel]:
    """The latest decision of each rule, the eligibility first; each criterion with the form that this person
    may fill.
    """
    names = _building_names(row)
    code = request.tenant.code
    latest: dict[str, Decision] = {}
    before: dict[str, Decision] = {}
    for decision in queries.decisions_of(row):
        if latest.setdefault(decision.rule, decision) is not decision:
            before.setdefault(decision.rule, decision)
    try:
        adopted = in_force(timezone.localdate())
    except NoRulebook:
        return [panel_of(decision, tenant=code, names=names) for decision in latest.values()]

    def form_of(criterion_id: str) -> str:
        criterion = adopted.rulebook.find("criteria", criterion_id)
        if criterion is None or criterion.kind != "declared" or criterion.about != "neighbourhood":
            return ""
        if row.merged_into_id or declarer_at(request.actor, criterion, adopted, row.path) is None:
            return ""
        kwargs = {"tenant": code, "pk": row.pk, "criterion": criterion_id}
        return reverse("neighbourhood_declare", kwargs=kwargs)

    order = [*(rule.id for rule in adopted.rulebook.rows("eligibility")), "transition:register"]
    known = [latest[rule] for rule in order if rule in latest]
    shown = [
        panel_of(decision, tenant=code, names=names, form_of=form_of, previous=before.get(decision.rule))
        for decision in known
    ]
    return [panel for panel in shown if panel.view.criteria or panel.rule != "transition:register"]


def _rulebook() -> dict[str, Any]:
    """The number of the version in force, or the sentence that there is none."""
    try:
        return {"current_version": in_force(timezone.localdate()).version.number, "no_rulebook": ""}
    except NoRulebook as error:
        return {"current_version": None, "no_rulebook": str(error)}


def criterion_names() -> dict[str, str]:
    """Names of the criteria in force; none without a rulebook."""
    try:
        adopted = in_force(timezone.localdate())
    except NoRulebook:
        return {}
    return {row.id: row.name for row in adopted.rulebook.rows("criteria")}


def _building_names(row: Neighbourhood) -> dict[str, str]:
    return {f"building:{building.pk}": building.name for building in buildings(row)}


def _tabs(request: TenantRequest, row: Neighbourhood, counted: Counts, current: str) -> list[dict[str, Any]]:
    kwargs = {"tenant": request.tenant.code, "pk": row.pk}
    tabs: list[dict[str, Any]] = [
        {"key": "detail", "label": "概况与判定"},
        {"key": "buildings", "label": "楼栋", "count": counted.buildings},
        {"key": "surveys", "label": "摸底", "count": counted.surveys},
        {"key": "documents", "label": "材料", "count": counted.documents},
        {"key": "management", "label": "长效管理"},
        {"key": "history", "label": "历史"},
    ]
    for tab in tabs:
        tab["url"] = reverse(f"neighbourhood_{tab['key']}", kwargs=kwargs)
        tab["current"] = tab["key"] == current
    owners = {
        "label": "业主名册",
        "url": reverse("dwelling_list", kwargs=kwargs),
        "current": current == "owners",
    }
    tabs.insert(-1, owners)
    try:
        projects = reverse("project_list", kwargs={"tenant": request.tenant.code})
    except NoReverseMatch:
        return tabs
    return [*tabs[:-1], {"label": "项目", "url": f"{projects}?neighbourhood={row.pk}"}, tabs[-1]]


def _crumbs(request: TenantRequest, row: Neighbourhood) -> list[dict[str, str]]:
    register = reverse("neighbourhood_list", kwargs={"tenant": request.tenant.code})
    parent = row.jurisdiction.parent
    crumbs = [{"label": "登记册", "url": register}]
    crumbs += [
        {"label": place.name, "url": f"{register}?place={place.code}"}
        for place in (parent, row.jurisdiction)
        if place is not None and request.actor.may(Capability.VIEW, place.path)
    ]
    return [*crumbs, {"label": "一小区一档", "url": ""}]
