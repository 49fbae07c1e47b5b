"""谁能看一份月报，凭什么."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from communities.people.queries import who_may
from communities.people.views import access_page
from governance.monthly.views.finding import report_or_404


@require_safe
def month_report_access(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Whoever may view its place, at it or above."""
    report = report_or_404(request.actor, pk)
    return access_page(
        request,
        name=f"{report.jurisdiction.name}{report.month:%Y年%-m月}月报",
        back=reverse("monthreport_detail", kwargs={"tenant": tenant, "pk": pk}),
        path=report.path,
        holders=who_may(report.path, on=timezone.localdate()),
    )
