"""A project's place in the reserve pool: its batch, and the grades that the rulebook leaves to people."""

from __future__ import annotations

from collections.abc import Iterable

from communities.neighbourhoods.services.account import accounted
from communities.people.enums import Capability
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from policies.pack import OPEN
from projects.enums import Batch, State
from projects.errors import NotPossible
from projects.models import Project
from projects.services.acting import hold
from projects.stages import POOL


def name_batch(projects: Iterable[Project], batch: str, *, by: Actor) -> int:
    """Put projects of the pool into a batch (实施、谋划、储备), or none; all or nothing. The number changed."""
    wanted = [project.pk for project in projects]
    with accounted(by):
        rows = list(Project.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("id"))
        for row in rows:
            by.require(Capability.DECIDE, row.path)
            if State(row.state) not in POOL:
                raise NotPossible(f"{row.name}不在储备库中，不能改批次。")
        changed = [row for row in rows if row.batch != batch]
        for row in changed:
            row.batch = Batch(batch) if batch else ""
            row.asked_of = ""
            row.save(update_fields=["batch", "asked_of", "updated_at"])
    return len(changed)


def grade(project: Project, *, priority: str, value: int | None, adopted: Adopted, by: Actor) -> Project:
    """Enter the grade (1 = first) for a priority row that the rulebook leaves to people; None takes it away."""
    rows = {row.id: row for row in adopted.rulebook.own_or_layer("priority")}
    if priority not in rows or rows[priority].field != OPEN:
        raise NotPossible("这一排序条件由系统计算，不能评级。")
    if value is not None and not 1 <= value <= 99:
        raise NotPossible("评级请填 1 到 99 的整数，1 为最先。")
    with accounted(by):
        row = hold(project)
        by.require(Capability.DECIDE, row.path)
        if State(row.state) not in POOL:
            raise NotPossible(f"{row.name}不在储备库中，不参加排序。")
        grades = {key: old for key, old in row.grades.items() if key != priority}
        row.grades = grades if value is None else {**grades, priority: value}
        row.save(update_fields=["grades", "updated_at"])
    return row
