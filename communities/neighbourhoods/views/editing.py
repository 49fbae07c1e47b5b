"""Pages that write a neighbourhood: new, correct, buildings, surveys, questions, merging."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from communities.neighbourhoods import forms, services
from communities.neighbourhoods.declaring import declarer_at
from communities.neighbourhoods.errors import Stale
from communities.neighbourhoods.labels import FIELDS, completion, shown
from communities.neighbourhoods.models import Building, Neighbourhood, PlausibilityQuery
from communities.neighbourhoods.queries import filters_from, tree
from communities.neighbourhoods.queries.twins import twins
from communities.neighbourhoods.views import finding
from communities.neighbourhoods.views.file import shell
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Refused
from communities.rulebooks.queries import NoRulebook, in_force, top_place

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def neighbourhood_new(request: TenantRequest, tenant: str) -> HttpResponse:
    """登记小区: first the place, where the person has many, then the facts."""
    actor = request.actor
    if not actor.may_somewhere(Capability.ADD):
        raise Refused(f"您没有这项权限：{Capability.ADD.label}。请联系本级系统管理员。")
    filters = filters_from(actor, request.GET.dict())
    places = finding.places(actor, Capability.ADD, filters.place)
    if places.count() > finding.MOST_PLACES:
        return render(request, "neighbourhoods/choose_place.html", {"nodes": _choices(tree(actor, filters))})
    is_own_level = actor.may(Capability.EDIT, top_place().path)
    initial = {"survey_year": timezone.localdate().year, "jurisdiction": filters.place and filters.place.pk}
    form = forms.NeighbourhoodForm(
        request.POST or None, initial=initial, places=places, is_own_level=is_own_level
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = services.create(
                values=form.values,
                jurisdiction=form.cleaned_data["jurisdiction"],
                by=actor,
                now=timezone.now(),
            )
        except ValidationError as error:
            forms.take_errors(form, error)
        else:
            messages.success(request, f"已登记“{row.name}”。{_verdict_sentence(row)}")
            return redirect("neighbourhood_detail", tenant=tenant, pk=row.pk)
    return render(request, "neighbourhoods/new.html", {"form": form})


@page
def neighbourhood_edit(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """更正事实: with the reason; somebody else's change meanwhile is shown beside one's own."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.EDIT, row.path)
    places = finding.places(request.actor, Capability.EDIT)
    if row.jurisdiction.parent is not None and places.count() > finding.MOST_PLACES:
        places = finding.places(request.actor, Capability.EDIT, row.jurisdiction.parent)
    places = (places | type(row.jurisdiction).objects.filter(pk=row.jurisdiction_id)).distinct()
    form = forms.CorrectionForm(
        request.POST or None,
        initial=dict(forms.initial_of(row)),
        places=places.select_related("parent"),
        is_own_level=request.actor.may(Capability.EDIT, top_place().path),
        has_dated_buildings=Building.objects.filter(neighbourhood=row, completed_from__isnull=False).exists(),
    )
    theirs: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.correct(
                row,
                values=form.values,
                jurisdiction=data["jurisdiction"],
                reason=data["reason"],
                revision=data["revision"],
                by=request.actor,
                now=timezone.now(),
            )
        except Stale as stale:
            theirs = _differences(stale)
            form.add_error(None, stale.sentence)
            form.data = {**request.POST.dict(), "revision": str(stale.current.revision)}
        except ValidationError as error:
            forms.take_errors(form, error)
        else:
            row.refresh_from_db()
            messages.success(request, f"已更正“{row.name}”。{_verdict_sentence(row)}")
            return redirect("neighbourhood_detail", tenant=tenant, pk=row.pk)
    return render(
        request, "neighbourhoods/edit.html", {**shell(request, row, ""), "form": form, "theirs": theirs}
    )


@page
def building_add(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记楼栋: one by form, or many pasted from a spreadsheet."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.ADD, row.path)
    is_pasted = request.method == "POST" and "rows" in request.POST
    one = forms.BuildingForm(request.POST if request.method == "POST" and not is_pasted else None)
    many = forms.PasteForm(request.POST if is_pasted else None)
    form: forms.BuildingForm | forms.PasteForm = many if is_pasted else one
    if request.method == "POST" and form.is_valid():
        rows = form.cleaned_data["rows"] if isinstance(form, forms.PasteForm) else [form.values]
        try:
            made = services.add_buildings(row, rows, by=request.actor, now=timezone.now())
        except services.RowErrors as errors:
            if is_pasted:
                form.add_error("rows", list(errors.messages))
            else:
                forms.take_errors(form, errors.by_row[0])
        except ValidationError as error:
            forms.take_errors(form, error)
        else:
            messages.success(request, f"已登记 {len(made)} 栋楼，小区的楼栋、户数、面积已按楼栋相加。")
            return redirect("neighbourhood_buildings", tenant=tenant, pk=row.pk)
    context = {**shell(request, row, "buildings"), "one": one, "many": many, "is_pasted": is_pasted}
    return render(request, "neighbourhoods/building_add.html", context)


@page
def building_edit(request: TenantRequest, tenant: str, pk: int, building: int) -> HttpResponse:
    """更正楼栋."""
    row = finding.neighbourhood(request, pk)
    found = finding.building(row, building)
    request.actor.require(Capability.EDIT, row.path)
    form = forms.BuildingCorrectionForm(request.POST or None, initial=forms.initial_of_building(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_building(
                found,
                values=form.values,
                reason=form.cleaned_data["reason"],
                by=request.actor,
                now=timezone.now(),
            )
        except ValidationError as error:
            forms.take_errors(form, error)
        else:
            messages.success(request, f"已更正 {found.name}。")
            return redirect("neighbourhood_buildings", tenant=tenant, pk=row.pk)
    return _building_page(request, row, found, form, forms.ReasonForm())


@require_POST
def building_remove(request: TenantRequest, tenant: str, pk: int, building: int) -> HttpResponse:
    """删除楼栋, with the reason."""
    row = finding.neighbourhood(request, pk)
    found = finding.building(row, building)
    name = found.name
    form = forms.ReasonForm(request.POST)
    request.actor.require(Capability.EDIT, row.path)
    if form.is_valid():
        try:
            services.remove_building(
                found, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now()
            )
        except ValidationError as error:
            forms.take_errors(form, error)
        else:
            messages.success(request, f"已删除 {name}，历史中仍可查到。")
            return redirect("neighbourhood_buildings", tenant=tenant, pk=row.pk)
    edit = forms.BuildingCorrectionForm(initial=forms.initial_of_building(found))
    return _building_page(request, row, found, edit, form)


def _building_page(
    request: TenantRequest,
    row: Neighbourhood,
    building: Building,
    form: forms.BuildingCorrectionForm,
    remove: forms.ReasonForm,
) -> HttpResponse:
    """The building's facts, what this person may declare about it, and the way to remove it."""
    try:
        adopted = in_force(timezone.localdate())
        criteria = [
            criterion
            for criterion in adopted.rulebook.rows("criteria")
            if criterion.kind == "declared"
            and criterion.about == "building"
            and declarer_at(request.actor, criterion, adopted, row.path)
        ]
    except NoRulebook:
        criteria = []
    context = {"form": form, "building": building, "remove": remove, "criteria": criteria}
    return render(
        request, "neighbourhoods/building_edit.html", {**shell(request, row, "buildings"), **context}
    )


@page
def survey_add(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记一轮摸底."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.ADD, row.path)
    initial = {"households": row.households, "on": timezone.localdate()}
    form = forms.SurveyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_survey(row, **form.cleaned_data, by=request.actor, now=timezone.now())
        except ValidationError as error:
            forms.take_errors(form, error)
        else:
            messages.success(request, "已登记摸底调查，同意率已更新。")
            return redirect("neighbourhood_surveys", tenant=tenant, pk=row.pk)
    return render(request, "neighbourhoods/survey_add.html", {**shell(request, row, "surveys"), "form": form})


@page
def query_answer(request: TenantRequest, tenant: str, pk: int, query: int) -> HttpResponse:
    """答复存疑数据."""
    row = finding.neighbourhood(request, pk)
    found = get_object_or_404(PlausibilityQuery.objects.filter(neighbourhood=row), pk=query)
    request.actor.require(Capability.EDIT, row.path)
    form = forms.AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_query(found, text=form.cleaned_data["text"], by=request.actor, now=timezone.now())
        except ValidationError as error:
            forms.take_errors(form, error)
        else:
            messages.success(request, "已答复，同一数字不再询问。")
            return redirect("neighbourhood_detail", tenant=tenant, pk=row.pk)
    return render(
        request, "neighbourhoods/query.html", {**shell(request, row, ""), "form": form, "query": found}
    )


@page
def neighbourhood_merge(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """合并重复登记: this row is kept, the chosen one is given up."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.MERGE, row.path)
    text = request.GET.get("q", "").strip()
    candidates = twins(row, request.actor, text)
    form = forms.MergeForm(request.POST or None, candidates=candidates)
    if request.method == "POST" and form.is_valid():
        drop = next(other for other in candidates if other.pk == form.cleaned_data["drop"])
        try:
            services.merge(
                row, drop, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now()
            )
        except ValidationError as error:
            forms.take_errors(form, error)
        else:
            messages.success(request, f"“{drop.name}”已并入“{row.name}”，它的楼栋、摸底和申报已转到这里。")
            return redirect("neighbourhood_detail", tenant=tenant, pk=row.pk)
    context = {**shell(request, row, ""), "form": form, "candidates": candidates, "text": text}
    return render(request, "neighbourhoods/merge.html", context)


def _verdict_sentence(row: Neighbourhood) -> str:
    words = {"yes": "判定为可纳入。", "no": f"判定为不可纳入：{row.first_reason}。"}
    return words.get(row.eligible, f"判定为待定，缺 {row.missing_count} 项。" if row.eligible else "")


def _differences(stale: Stale) -> list[dict[str, str]]:
    """Field by field what stands now and what was to be written, where they differ."""
    lines = []
    for name, mine in stale.mine.items():
        current = getattr(stale.current, name)
        if name == "completed_to" or mine == current:
            continue
        if name == "completed_from":
            now = completion(stale.current.completed_from, stale.current.completed_to)
            own = completion(mine, stale.mine.get("completed_to"))
            lines.append({"field": "建成时间", "current": now or "空", "mine": own or "空"})
        else:
            lines.append(
                {"field": FIELDS.get(name, name), "current": shown(name, current), "mine": shown(name, mine)}
            )
    return lines


def _choices(nodes: list[Any]) -> list[dict[str, Any]]:
    """The tree as links back to this page with the place chosen."""
    return [
        {
            "name": node.place.name,
            "url": f"?place={node.place.code}",
            "current": node.current,
            "open": node.open,
            "children": _choices(node.children),
        }
        for node in nodes
    ]
