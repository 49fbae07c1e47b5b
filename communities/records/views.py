"""Pages: my imports and exports, one job, a document, files that nobody opens, a person's phone."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from communities.people.enums import Capability
from communities.people.middleware import TenantRequest
from communities.people.models import Person
from communities.people.queries import place_of
from communities.records import auditing, exporting, jobs, progress, queries, scanning
from communities.records.models import Document, Job
from communities.records.revealing import reveal_page
from communities.records.sealing import must_be_open
from communities.records.storage import opened
from communities.records.tasks import export_audit

PAGE = 30


@require_safe
def job_list(request: TenantRequest, tenant: str) -> HttpResponse:
    """My imports and exports, the newest first, by key."""
    before = request.GET.get("before", "")
    rows = queries.jobs(request.actor)
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    return render(
        request,
        "records/job_list.html",
        {
            "jobs": [_with_progress(job) for job in shown],
            "older": shown[-1].pk if len(found) > PAGE else None,
        },
    )


@require_safe
def job_detail(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """One job; asked by htmx it answers with the progress alone."""
    job = get_object_or_404(queries.jobs(request.actor), pk=pk)
    if jobs.fail_if_lost(job):
        job.refresh_from_db()
    template = "records/_job.html" if request.headers.get("HX-Request") else "records/job_detail.html"
    response = render(request, template, {"job": _with_progress(job)})
    if job.is_open:
        response["Cache-Control"] = "no-store"
    return response


@require_safe
def document_download(request: TenantRequest, tenant: str, pk: int) -> FileResponse:
    """The file itself, never shown inside our pages. Outside the person's places it does not exist."""
    document = get_object_or_404(queries.documents(request.actor), pk=pk)
    try:
        return attachment(document)
    except FileNotFoundError as missing:
        raise Http404 from missing


@require_safe
def document_sealed(request: TenantRequest, tenant: str) -> HttpResponse:
    """隔离和封存的文件, for the security administrator: what waits and what was found. No download."""
    rows = queries.withheld(request.actor)
    found = list(rows[: PAGE * 10])
    context = {"rows": found, "scanner": scanning.is_configured()}
    return render(request, "records/sealed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_phone(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """手机号码 of somebody who serves in the tenant, with a reason."""
    person = get_object_or_404(Person, pk=pk)
    path = place_of(person)
    if not path:
        raise Http404
    back = reverse("person_detail", kwargs={"tenant": tenant, "pk": pk})
    return reveal_page(request, person, ["phone"], path=path, name=person.name, back=back)


def attachment(document: Document) -> FileResponse:
    """The file of a document as a download. Whether the person may have it is the caller's question.

    Raises `Refused` for a file in quarantine and for a sealed one, `FileNotFoundError`, `StorageDown`.
    """
    must_be_open(document)
    response = FileResponse(
        opened(str(document.file.name)),
        as_attachment=True,
        filename=document.filename,
        content_type=document.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _with_progress(job: Job) -> dict[str, object]:
    """The job with what it said last."""
    return {"row": job, "progress": progress.read(job.pk) if job.is_open else progress.Progress()}


@require_http_methods(["GET", "HEAD", "POST"])
def audit_export(request: TenantRequest, tenant: str) -> HttpResponse:
    """The searched audit record as a spreadsheet; a long one by a job."""
    return exporting.answer(
        request,
        auditing.audit_sheet,
        task=export_audit,
        name=queries.AUDIT_EXPORT,
        right=Capability.AUDIT,
    )
