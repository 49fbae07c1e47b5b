"""The draft of a year's plan: opening the year, putting pool projects on the draft, taking them off it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from approvals.models import AnnualPlan, PlanEntry
from approvals.plan.rights import nominating_seats, nominator
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor, Refused
from projects.enums import State
from projects.errors import NotPossible
from projects.models import Project

FIRST_YEAR, LAST_YEAR = 2000, 2099


def open_plan(year: int, *, by: Actor, now: datetime) -> AnnualPlan:
    """The plan of the year, opened if there is none yet. By whoever nominates somewhere.

    Raises `Refused`, `NotPossible`.
    """
    seats = nominating_seats(by)
    if not seats:
        raise Refused("年度计划由街道、政府或其部门开立，您不在这样的单位。")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotPossible(f"年度应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。")
    with accounted(by, f"开立 {year} 年度计划", seats[0][1]):
        plan: AnnualPlan
        plan, _ = AnnualPlan.objects.get_or_create(
            year=year, defaults={"opened_by": by.person, "opened_at": now}
        )
    return plan


def nominate(
    projects: Iterable[Project], plan: AnnualPlan, *, note: str = "", by: Actor, now: datetime
) -> list[PlanEntry]:
    """Put projects of the pool on the year's draft, all or none; no project moves.

    By an organisation that holds the place of each (`rights.nominator`). Raises `Refused`, and `NotPossible` for a
    project that is not reserved or stands on a draft already, also another year's.
    """
    wanted = {project.pk for project in projects}
    if not wanted:
        raise NotPossible("请先勾选要列入草案的项目。")
    with accounted(by, note.strip() or f"列入 {plan.year} 年度计划草案"):
        held = list(
            Project.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
        )  # two nominations of one project meet here, whatever their years
        organisation = nominator(held, by)
        for project in held:
            if project.state != State.RESERVED:
                raise NotPossible(
                    f"“{project.name}”现为“{project.get_state_display()}”，入库以后才能列入计划。"
                )
        taken = PlanEntry.objects.filter(project__in=held, batch__isnull=True).select_related(
            "plan", "project"
        )
        for entry in taken:
            raise NotPossible(f"“{entry.project.name}”已在 {entry.plan.year} 年度计划的草案中。")
        return list(
            PlanEntry.objects.bulk_create(
                PlanEntry(
                    plan=plan,
                    project=project,
                    organisation=organisation,
                    nominated_by=by.person,
                    nominated_at=now,
                    note=note.strip(),
                    jurisdiction_id=project.jurisdiction_id,
                    name=project.name,
                )
                for project in held
            )
        )


def strike(entry: PlanEntry, *, by: Actor) -> None:
    """Take a project off the draft again; it stays in the pool. Raises `Refused`, `NotPossible`."""
    with accounted(by, f"从 {entry.plan.year} 年度计划草案中移出"):
        hold_plan(entry.plan)
        held = PlanEntry.objects.select_related("project").filter(pk=entry.pk).first()
        if held is None:
            raise NotPossible("这一项目已不在草案中。")
        nominator([held.project], by)
        if held.batch_id is not None:
            raise NotPossible("这一项目已随批次确认，只能以编号调整调出。")
        held.delete()


def hold_plan(plan: AnnualPlan) -> AnnualPlan:
    """The plan's row, locked until the transaction ends: whatever changes its lists or numbers waits here."""
    row: AnnualPlan = AnnualPlan.objects.select_for_update().get(pk=plan.pk)
    return row
