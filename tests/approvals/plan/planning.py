"""Projects made ripe for a year's plan by the services, for the tests of plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from approvals.models import AnnualPlan, PlanEntry
from approvals.plan.services import Outcome, confirm, nominate, open_plan
from approvals.transitions import fire
from communities.people.rights import Actor
from communities.tenancy.models import Jurisdiction
from projects.models import Project
from projects.services import declare
from projects.services.filing import file_criteria
from tests.cast import People, Town
from tests.projects import making

YEAR = 2027
DAY = making.DAY
QINGDAO_PLAN = {
    "QD-C-voluntary": ("qd_street", "逐级申报记录"),
    "QD-C-fiscal": ("qd_finance", "财政承受能力评估报告"),
}
"""What Qingdao's rulebook wants before a project is planned: {criterion: (login, document)}."""


def say(project: Project, criterion: str, by: Actor, document: str = "") -> None:
    """Declare yes about the project, with the paper that the rulebook names."""
    evidence = [(document, making.paper(document, project.jurisdiction, by))] if document else []
    declare(
        project, criterion=criterion, value=True, evidence=evidence, adopted=making.today(), by=by, on=DAY
    )


def file(project: Project, criterion: str, by: Actor, document: str = "") -> None:
    """The same for a criterion that a record files."""
    evidence = [(document, making.paper(document, project.jurisdiction, by))] if document else []
    file_criteria(
        project, criteria=[criterion], adopted=making.today(), by=by, on=DAY, evidence=evidence, note="登记"
    )


def reserved(
    town: Town, people: People, name: str = "河清路二小区", estimate: int | None = 468_000, **more: Any
) -> Project:
    """A project of one neighbourhood of 云霄路社区, in the pool."""
    place: Jurisdiction = town.places[making.COMMUNITY]
    row = making.eligible(place, people, name, **more)
    project = making.project([row], people.qd_street)
    making.item(project, row, people.qd_street, estimate=estimate)
    fire(project, "reserve", by=people.qd_housing, now=making.NOW)
    return project


def ripe(town: Town, people: People, name: str = "河清路二小区", **more: Any) -> Project:
    """The same with everything that Qingdao wants before the plan."""
    project = reserved(town, people, name, **more)
    for criterion, (login, document) in QINGDAO_PLAN.items():
        say(project, criterion, getattr(people, login), document)
    return project


def drafted(projects: Sequence[Project], by: Actor, year: int = YEAR) -> tuple[AnnualPlan, list[PlanEntry]]:
    """The year's plan with the projects on its draft."""
    plan = open_plan(year, by=by, now=making.NOW)
    return plan, nominate(projects, plan, by=by, now=making.NOW)


def confirmed(
    plan: AnnualPlan, entries: Sequence[PlanEntry], by: Actor, number: str = "青建发〔2026〕11号", **more: Any
) -> Outcome:
    """The entries confirmed as one batch."""
    given = {"document_no": number, "confirmed_on": date(2026, 11, 20), "by": by, "now": making.NOW}
    return confirm(plan, entries, **{**given, **more})
