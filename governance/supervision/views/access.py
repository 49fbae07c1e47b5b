"""谁能看一件督查事项，凭什么."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from communities.people.middleware import TenantRequest
from communities.people.queries import Holder, members_of, who_may
from communities.people.views import access_page
from governance.models import SupervisionCase
from governance.supervision.rights import RECORD
from governance.supervision.views.reading import case_or_404
from projects.services.acting import places_of


@require_safe
def case_access(request: TenantRequest, tenant: str, pk: int) -> HttpResponse:
    """Whoever may view its place, or its project's neighbourhoods, and who speaks for the organisation responsible."""
    case = case_or_404(request.actor, pk)
    return access_page(
        request,
        name=case.subject,
        back=reverse("case_detail", kwargs={"tenant": tenant, "pk": pk}),
        path=case.path,
        holders=readers(case, timezone.localdate()),
        note="反映人的姓名和电话另须“个人信息查看”的权限，并说明理由。",
    )


def readers(case: SupervisionCase, on: date) -> list[Holder]:
    """Who may see the case on the day, as `queries.cases` has it."""
    responsible: list[Holder] = []
    if case.organisation_id is not None:
        responsible = members_of(case.organisation_id, RECORD, on=on, why="代表责任单位")
    touches = case.project is not None and case.neighbourhood_id is None
    also_at = [case.project.path, *places_of(case.project)] if touches and case.project else []
    holders = who_may(case.path, on=on, also_at=also_at)
    seen = {holder.person.pk for holder in holders}
    return [*holders, *(holder for holder in responsible if holder.person.pk not in seen)]
