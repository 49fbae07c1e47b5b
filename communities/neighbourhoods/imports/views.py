"""Pages of the import: choose a file, match columns, look at the dry run, write, undo."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.neighbourhoods.imports import labels, queries, services
from communities.neighbourhoods.imports.dry_run import dry_run_of, outline_of
from communities.neighbourhoods.imports.forms import ColumnsForm, UploadForm
from communities.neighbourhoods.imports.results import Results, part_of
from communities.neighbourhoods.models import ImportState, RegisterImport
from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.rights import Actor, Refused
from communities.records import jobs, progress

PAGE = 30
RESULTS = (ImportState.CHECKED, ImportState.WRITTEN, ImportState.UNDONE)
"""States in which there is a dry run to look at."""


@require_safe
def import_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """The uploads at the person's places, the newest first."""
    _may_import(request.actor)
    rows = queries.imports(request.actor)
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    lines = [(row, _state(row)) for row in found[:PAGE]]
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return render(request, "imports/import_list.html", {"lines": lines, "older": older})


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: TenantRequest, tenant: str) -> HttpResponse:
    """Step 1: the file."""
    _may_import(request.actor)
    places = queries.places(request.actor)
    form = UploadForm(request.POST or None, request.FILES or None, places=places)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.upload(
                file=given["file"],
                filename=given["file"].name,
                jurisdiction=given["place"],
                survey_year=given["survey_year"],
                by=request.actor,
                now=timezone.now(),
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("import_columns", tenant=tenant, pk=made.pk)
    return render(request, "imports/import_new.html", {"form": form, "steps": labels.STEPS})


@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Step 2: which column feeds which field."""
    found = _import(request, pk)
    if queries.standing(found) not in (ImportState.MAPPING, ImportState.CHECKED, ImportState.FAILED):
        return redirect("import_detail", tenant=tenant, pk=pk)
    seen = outline_of(found)
    form = ColumnsForm(request.POST or None, seen=seen)
    if request.method == "POST" and form.is_valid():
        services.check(found, mapping=form.mapping(), by=request.actor)
        return redirect("import_detail", tenant=tenant, pk=pk)
    context = {"form": form, "import": found, "seen": seen, "steps": labels.STEPS}
    return render(request, "imports/import_columns.html", context)


@require_safe
def import_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Steps 3 and 4: progress, the dry run, what was written. Asked by htmx it answers with the progress,
    and reloads at its end.
    """
    found = _import(request, pk)
    if found.job and jobs.fail_if_lost(found.job):
        found.job.refresh_from_db()
    state = queries.standing(found)
    if state is ImportState.MAPPING:
        return redirect("import_columns", tenant=tenant, pk=pk)
    is_open = found.job is not None and found.job.is_open
    if request.headers.get("HX-Request") and not is_open:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {
        "import": found,
        "state": state,
        "colour": labels.COLOURS[state],
        "steps": labels.STEPS,
        "step": labels.STEP_OF[state],
        "is_open": is_open,
        "progress": progress.read(found.job.pk) if found.job and is_open else None,
        "results": Results(dry_run_of(found)) if state in RESULTS else None,
    }
    template = "imports/_progress.html" if request.headers.get("HX-Request") else "imports/import_detail.html"
    return render(request, template, context)


@require_safe
def import_rows(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """All rows of one kind, or all queries of one code, a hundred at a time."""
    found = _import(request, pk)
    if queries.standing(found) not in RESULTS:
        return redirect("import_detail", tenant=tenant, pk=pk)
    start = request.GET.get("from", "0")
    part = part_of(
        dry_run_of(found),
        kind=request.GET.get("kind", ""),
        code=request.GET.get("code", ""),
        start=int(start) if start.isdecimal() else 0,
    )
    return render(request, "imports/import_rows.html", {"import": found, "part": part})


@require_POST
def import_check(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """The dry run once more, with the columns as they are."""
    services.check(_import(request, pk), by=request.actor)
    return redirect("import_detail", tenant=tenant, pk=pk)


@require_POST
def import_write(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Step 4: write what was shown."""
    try:
        services.write(_import(request, pk), by=request.actor)
    except ValidationError as refused:
        messages.error(request, "".join(refused.messages))
    return redirect("import_detail", tenant=tenant, pk=pk)


@require_POST
def import_undo(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Take it back."""
    try:
        done = services.undo(_import(request, pk), by=request.actor, now=timezone.now())
    except ValidationError as refused:
        messages.error(request, "".join(refused.messages))
    else:
        messages.success(
            request, f"已撤销：删除 {done['deleted']} 个新增小区，还原 {done['restored']} 个更新。"
        )
    return redirect("import_detail", tenant=tenant, pk=pk)


def _may_import(actor: Actor) -> None:
    if not actor.may_somewhere(Capability.IMPORT):
        raise Refused(f"您没有这项权限：{Capability.IMPORT.label}。请联系本级系统管理员。")


def _import(request: TenantRequest, pk: int) -> RegisterImport:
    """The import, as long as it is of a place where the person may import; else it does not exist."""
    _may_import(request.actor)
    found: RegisterImport = get_object_or_404(queries.imports(request.actor), pk=pk)
    return found


def _state(row: RegisterImport) -> dict[str, str]:
    state = queries.standing(row)
    return {"word": state.label, "colour": labels.COLOURS[state]}
