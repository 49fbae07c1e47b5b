"""The desk: what waits for this person, computed anew each time, so that it is gone when anybody has done it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from approvals.review.queries import working_days_left
from communities.models import Job, Neighbourhood, Notice
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from governance.desk import (
    administrators,
    asked,
    assigned,
    lending,
    neighbourhoods,
    projects,
    reporting,
    reviews,
    submissions,
    works,
)
from governance.desk.task import Asked, Task, address
from governance.submissions.queries import Standing, only_receives, sees
from governance.supervision.queries import Item, waiting_for
from projects.models import Assignment
from projects.queries import my_projects

SHOWN = 8


@dataclass(frozen=True)
class Desk:
    """All of the page."""

    tasks: tuple[Task, ...]
    asked: tuple[Asked, ...]
    recent: tuple[Neighbourhood, ...]
    jobs: tuple[Job, ...]
    notices: tuple[Notice, ...]
    quick: tuple[tuple[str, str, str], ...]
    caution: str
    may_enter: bool
    received: tuple[Standing, ...] | None
    """How the last month's reports from below stand; None where there is more to do than to receive."""
    assigned: tuple[Assignment, ...]

    @property
    def next(self) -> Task | None:
        return self.tasks[0] if self.tasks else None

    @property
    def has_due(self) -> bool:
        return any(task.due for task in self.tasks)


def of(actor: Actor, *, on: date) -> Desk:
    """The desk of the person on that day, in a constant number of queries; what has a due day stands first."""
    try:
        adopted: Adopted | None = in_force(on)
        caution = ""
    except NoRulebook as error:
        adopted, caution = None, str(error)
    seen = within(actor.paths(Capability.VIEW))
    receives = only_receives()
    tasks = sorted(
        (_counted(task, on) for task in _tasks(actor, adopted, on, receives=receives)),
        key=lambda task: task.due or date.max,
    )
    return Desk(
        tasks=tuple(tasks),
        asked=(*asked.of(actor, adopted, on=on), *submissions.asked(actor)),
        recent=tuple(
            Neighbourhood.objects.standing()
            .filter(seen, updated_by=actor.person)
            .select_related("jurisdiction__parent")
            .order_by("-updated_at", "-id")[:SHOWN]
        ),
        jobs=tuple(Job.objects.filter(created_by=actor.person).order_by("-id")[:5]),
        notices=tuple(Notice.objects.filter(person=actor.person).order_by("-id")[:5]),
        quick=tuple(_quick(actor, receives=receives)),
        caution=caution,
        may_enter=not receives
        and any(map(actor.may_somewhere, (Capability.ADD, Capability.EDIT, Capability.IMPORT))),
        received=submissions.received(on=on) if receives and sees(actor) else None,
        assigned=tuple(my_projects(actor)) if actor.may_somewhere(Capability.ASSIGNED) else (),
    )


def _tasks(actor: Actor, adopted: Adopted | None, on: date, *, receives: bool) -> Iterator[Task]:
    yield from administrators.tasks(actor, adopted, on)
    yield from lending.tasks(actor, on)
    yield from neighbourhoods.tasks(actor, adopted, on)
    yield from submissions.tasks(actor)
    if adopted is None:
        return
    yield from assigned.tasks(actor, adopted)
    yield from reviews.tasks(actor, adopted, on)
    yield from projects.tasks(actor, adopted, on)
    yield from works.tasks(
        actor,
        accepting=projects.moving(actor, adopted, "accept"),
        handing_over=projects.moving(actor, adopted, "hand_over"),
        on=on,
    )
    if not receives:
        yield from reporting.tasks(actor, adopted, on)
    yield from map(_supervised, waiting_for(actor, on, adopted))


def _counted(task: Task, on: date) -> Task:
    """With the working days that are left, where the task does not say itself."""
    if task.due is None or task.left is not None:
        return task
    return replace(task, left=working_days_left(on, task.due))


def _supervised(item: Item) -> Task:
    return Task(
        item.title, item.detail, 1, "件", item.url, item.action, item.clause, item.quote, due=item.due
    )


OF_THE_GROUND = {
    "neighbourhood_new",
    "import_list",
    "declaration_todo",
    "project_propose",
    "dashboard",
    "superior_table",
}
"""Entries that lead a tenant without a register to nothing."""


def _quick(actor: Actor, *, receives: bool) -> Iterator[tuple[str, str, str]]:
    """(label, icon, address) of the quick entries; whoever only receives begins with what comes in."""
    if receives and sees(actor):
        yield "下级报送情况", "check", address(actor, "submission_received")
        yield "汇总", "chart", address(actor, "submission_sum")
    for label, icon, name, needs in (
        ("我的项目", "project", "my_projects", Capability.ASSIGNED),
        ("登记小区", "house", "neighbourhood_new", Capability.ADD),
        ("导入台账", "import", "import_list", Capability.IMPORT),
        ("批量申报", "check", "declaration_todo", Capability.DECLARE),
        ("提出项目", "plus", "project_propose", Capability.PROPOSE),
        ("驾驶舱", "chart", "dashboard", Capability.VIEW),
        ("上报表", "export", "superior_table", Capability.EXPORT),
        ("补充设定", "edit", "rulebook_overlay", Capability.CONFIGURE),
        ("上线准备", "check", "onboarding", Capability.CONFIGURE),
        ("单位和人员", "people", "organisation_list", Capability.PEOPLE),
        ("授权", "key", "authorisation_list", Capability.AUTHORISE),
        ("人员和权限", "people", "person_list", Capability.AUTHORISE),
        ("审计记录", "eye", "audit_list", Capability.AUDIT),
    ):
        if actor.may_somewhere(needs) and not (receives and name in OF_THE_GROUND):
            yield label, icon, address(actor, name)
