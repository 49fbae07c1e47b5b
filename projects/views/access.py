"""谁能看一个项目，凭什么."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from communities.people.queries import Holder, who_may
from communities.people.views import access_page
from projects.models import Project
from projects.queries import granted_people
from projects.services.acting import places_of
from projects.views.asking import placed_or_404


@require_safe
def project_access(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Whoever may view its place or one of its neighbourhoods, and whom it is assigned to."""
    project = placed_or_404(request.actor, pk)
    return access_page(
        request,
        name=project.name,
        back=reverse("project_detail", kwargs={"tenant": tenant, "pk": pk}),
        path=project.path,
        holders=readers(project, timezone.localdate()),
    )


def readers(project: Project, on: date) -> list[Holder]:
    """Who may see the project on the day. Four queries."""
    assigned = [
        Holder(
            person=found.person,
            role=found.purpose.label,
            place="仅本项目",
            organisation=found.organisation.name,
            why="本项目指派给本人",
            ends_on=found.until,
        )
        for found in granted_people(project, on)
    ]
    return who_may(project.path, on=on, also_at=places_of(project), extra=assigned)
