"""What the person's organisations asked of others and still wait for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from approvals.models import PlanEntry
from approvals.review.queries import asked_by, working_days_left
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from governance.desk.task import Asked, address, page_of
from projects.models import Consultation

SHOWN = 8


def of(actor: Actor, adopted: Adopted | None, *, on: date) -> Iterator[Asked]:
    """Reviews convened, people consulted, projects nominated; what is due first, first. Constant queries."""
    own = [
        seat.organisation.pk
        for seat in actor.seats
        if seat.organisation and seat.capabilities != {Capability.ASSIGNED}
    ]
    if not own:
        return
    for round_ in asked_by(actor, on, adopted):
        yield Asked(
            f"联合审查：{round_.round.project.name}",
            f"还没有出具意见：{round_.names}",
            page_of(actor, "review_detail", round_.round.pk),
            round_.round.due_on,
            round_.days_left,
        )
    consultations = Consultation.objects.filter(organisation__in=own, closed_on__isnull=True)
    for row in consultations.select_related("project").order_by("due_on", "id")[:SHOWN]:
        yield Asked(
            f"{row.get_kind_display()}：{row.project.name}",
            "正在征求意见，期满后请结束并写明结果",
            page_of(actor, "project_scheme", row.project_id),
            row.due_on,
            working_days_left(on, row.due_on),
        )
    nominated = PlanEntry.objects.filter(organisation__in=own, batch__isnull=True).order_by("id")
    for entry in nominated.select_related("plan", "project")[:SHOWN]:
        yield Asked(
            f"列入年度计划：{entry.project.name}",
            f"{entry.nominated_at:%Y-%m-%d} 提名，{entry.plan.year} 年度计划尚未确认",
            address(actor, "plan_list"),
        )
