"""谁能看一个小区，凭什么."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.neighbourhoods.views import finding
from communities.people.middleware import TenantRequest
from communities.people.queries import who_may
from communities.people.views import access_page


@require_safe
def neighbourhood_access(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Whoever may view the place, at it or above."""
    row = finding.neighbourhood(request, pk)
    return access_page(
        request,
        name=row.name,
        back=reverse("neighbourhood_detail", kwargs={"tenant": tenant, "pk": pk}),
        path=row.path,
        holders=who_may(row.path, on=timezone.localdate()),
        note="业主等个人信息另须“个人信息查看”的权限，并说明理由。",
    )
