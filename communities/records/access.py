"""谁能看一份文件，凭什么."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from communities.people.models import Person
from communities.people.queries import Holder, who_may
from communities.people.views import access_page
from communities.records import queries
from communities.records.models import EXPORT, PERSONAL_EXPORT, Document, Job


@require_safe
def document_access(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Whoever may view its place; what is sealed or was exported is one person's alone, as
    `queries.documents` has it.
    """
    document = get_object_or_404(queries.documents(request.actor).select_related("uploaded_by"), pk=pk)
    return access_page(
        request,
        name=document.filename,
        back=reverse("document_download", kwargs={"tenant": tenant, "pk": pk}),
        path=document.jurisdiction.path,
        holders=readers(document, timezone.localdate()),
    )


def readers(document: Document, on: date) -> list[Holder]:
    """Who may open the file on the day. At most three queries."""
    exports = Job.objects.filter(kind__in=[EXPORT, PERSONAL_EXPORT], document=document)
    job = exports.select_related("created_by").first()
    if job is not None:
        return [_alone(job.created_by, document, "本人导出的文件，只有本人能下载")]
    if document.is_sealed:
        return [_alone(document.uploaded_by, document, "文件已密封，只有上传人能看")]
    return who_may(document.jurisdiction.path, on=on)


def _alone(person: Person, document: Document, why: str) -> Holder:
    return Holder(person, role="—", place=document.jurisdiction.name, organisation="", why=why)
