"""谁能看一轮联合审查，凭什么."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.review.views.reading import round_or_404
from communities.people.middleware import TenantRequest
from communities.people.views import access_page
from projects.views.access import readers


@require_safe
def review_access(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Whoever sees the project sees its rounds."""
    one = round_or_404(request.actor, pk)
    return access_page(
        request,
        name=f"{one.project.name}联合审查",
        back=reverse("review_detail", kwargs={"tenant": tenant, "pk": pk}),
        path=one.project.path,
        holders=readers(one.project, timezone.localdate()),
        note="看得到项目的人都看得到它的联合审查；发表意见须代表被邀请的审查单位。",
    )
