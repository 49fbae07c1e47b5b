"""档案: every paper of a project, and the paper itself."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from communities.records.views import attachment
from communities.rulebooks.queries import NoRulebook
from projects import queries
from projects.models import ProjectPaper
from projects.views.asking import adopted_today, project_or_404, row_or_404


@require_safe
def papers(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """By name, with the record that each belongs to, its seal, who filed it and when. `?q=` part of a name."""
    project = project_or_404(request.actor, pk)
    try:
        adopted = adopted_today()
    except NoRulebook:
        adopted = None
    text = request.GET.get("q", "").strip()[:80]
    context = {
        "project": project,
        "rows": queries.papers_of_project(project, adopted, name=text),
        "text": text,
        "now": timezone.now(),
    }
    return render(request, "projects/papers.html", context)


@require_safe
def paper_download(request: TenantRequest, tenant: str, pk: int, paper: int) -> FileResponse:
    """The file: whoever may see the project may read its papers."""
    project = project_or_404(request.actor, pk)
    row = row_or_404(ProjectPaper.objects.filter(project=project).select_related("document"), paper)
    try:
        return attachment(row.document)
    except FileNotFoundError as missing:
        raise Http404 from missing
