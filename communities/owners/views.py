"""Pages of the register of owners (业主名册)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from communities.neighbourhoods.forms import take_errors
from communities.neighbourhoods.models import Building, Neighbourhood
from communities.neighbourhoods.queries import page as page_of
from communities.neighbourhoods.views import finding
from communities.neighbourhoods.views.file import shell
from communities.owners import importing, queries, services, sheets
from communities.owners.forms import CorrectionForm, DwellingForm, FullExportForm, ImportForm, SearchForm
from communities.owners.models import Dwelling
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.records.exporting import at_once
from communities.records.revealing import reveal_page
from communities.records.services import check_size

page = require_http_methods(["GET", "HEAD", "POST"])
typed = sensitive_post_parameters("owner", "phone", "identity", "number", "reason")
MOST_FOUND = 50
"""Ours: rows of one search."""


@require_safe
def dwelling_list(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """业主名册: room by room, masked; sums beside the figures of the register."""
    row = finding.neighbourhood(request, pk)
    rows = queries.dwellings(row).annotate(block=Coalesce("building__name", Value("")))
    shown = page_of(
        rows,
        ("block", "room", "id"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    now, actor = timezone.now(), request.actor
    context = {
        **_shell(request, row),
        "page": shown,
        "lines": [(one, list(services.doubts(_numbers(one), now).values())) for one in shown.rows],
        "standing": queries.standing(row),
        "may_import": actor.may(Capability.IMPORT, row.path),
        "may_export": actor.may(Capability.EXPORT, row.path),
        "may_reveal": actor.may(Capability.PERSONAL, row.path),
    }
    return render(request, "owners/list.html", context)


@typed
@page
def dwelling_create(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """登记一户."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.ADD, row.path)
    form = DwellingForm(request.POST or None, buildings=_buildings(row))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = services.create(
                    row,
                    values=form.values,
                    confirmed=form.is_confirmed,
                    by=request.actor,
                    now=timezone.now(),
                )
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, f"已登记 {made.room}。")
            return redirect("dwelling_list", tenant=tenant, pk=pk)
    return _form_page(request, row, form, "登记一户", "owner-new")


@typed
@page
def dwelling_edit(request: TenantRequest, tenant: str, pk: int, dwelling: int) -> HttpResponse:
    """更正一户."""
    row = finding.neighbourhood(request, pk)
    found = _dwelling(row, dwelling)
    request.actor.require(Capability.EDIT, row.path)
    initial = {"building": found.building, "room": found.room, "floor_area": found.floor_area}
    form = CorrectionForm(request.POST or None, buildings=_buildings(row), dwelling=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.correct(
                    found,
                    values=form.values,
                    reason=form.cleaned_data["reason"],
                    confirmed=form.is_confirmed,
                    by=request.actor,
                    now=timezone.now(),
                )
        except ValidationError as error:
            take_errors(form, error)
        else:
            messages.success(request, f"已更正 {form.cleaned_data['room']}。")
            return redirect("dwelling_list", tenant=tenant, pk=pk)
    return _form_page(request, row, form, f"更正 {found.room}", f"owner-{found.pk}")


@typed
@page
def dwelling_reveal(request: TenantRequest, tenant: str, pk: int, dwelling: int) -> HttpResponse:
    """一户业主的完整信息, with a reason."""
    row = finding.neighbourhood(request, pk)
    found = _dwelling(row, dwelling)
    back = reverse("dwelling_list", kwargs={"tenant": tenant, "pk": pk})
    name = services.name_of(found)
    return reveal_page(request, found, services.PERSONAL, path=row.path, name=name, back=back)


@page
def dwelling_import(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """导入业主名册: the file is read, its rows written, and the file is not kept."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.IMPORT, row.path)
    form, outcome = ImportForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        file, given = form.cleaned_data["file"], form.cleaned_data
        try:
            check_size(file.size)
            with transaction.atomic():
                outcome = importing.take_in(
                    row,
                    content=file.read(),
                    overwrite=given["existing"] == "overwrite",
                    skip_wrong=given["wrong"] == "skip",
                    keep_doubtful=given["doubtful"] == "keep",
                    by=request.actor,
                    now=timezone.now(),
                )
        except ValidationError as error:
            take_errors(form, error)
    context = {**_shell(request, row), "form": form, "outcome": outcome}
    return render(request, "owners/import.html", context)


@require_safe
def dwelling_template(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The empty spreadsheet to fill in."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.IMPORT, row.path)
    return at_once(sheets.template(row), name="业主名册模板", by=request.actor, on=timezone.localdate())


@require_safe
def dwelling_file(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The register as a spreadsheet, masked."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.EXPORT, row.path)
    sheet = sheets.masked_sheet(row)
    return at_once(sheet, name=f"{row.name}业主名册", by=request.actor, on=timezone.localdate())


@typed
@page
def dwelling_full(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """导出全文, with a reason: a file that only this person opens, for some hours."""
    row = finding.neighbourhood(request, pk)
    request.actor.require(Capability.EXPORT, row.path)
    request.actor.require(Capability.PERSONAL, row.path)
    form = FullExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                job = services.export_full(
                    row, reason=form.cleaned_data["reason"], by=request.actor, now=timezone.now()
                )
        except ValidationError as error:
            take_errors(form, error)
        else:
            return redirect("job_detail", tenant=tenant, pk=job.pk)
    return render(request, "owners/full.html", {**_shell(request, row), "form": form})


@typed
@page
def dwelling_search(request: TenantRequest, tenant: str) -> HttpResponse:
    """按号码查找业主, across the person's places; the number comes by POST only."""
    request.actor.require_somewhere(Capability.VIEW)
    form, rows = SearchForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        found = queries.found_by_number(request.actor, form.cleaned_data["number"])
        rows = list(found[:MOST_FOUND])
        services.searched(found=len(rows), by=request.actor)
    context = {"form": form, "rows": rows}
    response = render(request, "owners/search.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _shell(request: TenantRequest, row: Neighbourhood) -> dict[str, Any]:
    return shell(request, row, "owners")


def _dwelling(row: Neighbourhood, pk: int) -> Dwelling:
    found: Dwelling = get_object_or_404(
        Dwelling.objects.filter(neighbourhood=row).select_related("building", "neighbourhood"), pk=pk
    )
    return found


def _buildings(row: Neighbourhood) -> Any:
    return Building.objects.filter(neighbourhood=row).order_by("name")


def _numbers(row: Dwelling) -> dict[str, str]:
    return {"phone": row.phone, "identity": row.identity}


def _form_page(
    request: TenantRequest, row: Neighbourhood, form: DwellingForm, title: str, draft: str
) -> HttpResponse:
    context = {**_shell(request, row), "form": form, "page_title": title, "draft": draft}
    return render(request, "owners/form.html", context)
