"""The desk: what waits for this person, computed anew each time, so that it is gone when anybody has done it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from approvals.transitions import OWN_LEVEL_KINDS
from communities.models import Job, Neighbourhood, Notice, RegisterImport
from communities.neighbourhoods.models import ImportState
from communities.neighbourhoods.queries import todo
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from projects.enums import State
from projects.models import Project, ProjectNeighbourhood

SHOWN = 8


@dataclass(frozen=True)
class Task:
    """One line of 待我办理: what, why in a clause where there is one, how many, and the one step to do it."""

    title: str
    detail: str
    count: int
    unit: str
    url: str
    action: str
    clause: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Desk:
    """All of the page."""

    tasks: tuple[Task, ...]
    recent: tuple[Neighbourhood, ...]
    jobs: tuple[Job, ...]
    notices: tuple[Notice, ...]
    quick: tuple[tuple[str, str, str], ...]
    caution: str

    @property
    def next(self) -> Task | None:
        return self.tasks[0] if self.tasks else None


def of(actor: Actor, *, on: date) -> Desk:
    """The desk of the person on that day, in a constant number of queries."""
    try:
        adopted: Adopted | None = in_force(on)
        caution = ""
    except NoRulebook as error:
        adopted, caution = None, str(error)
    seen = within(actor.paths(Capability.VIEW))
    return Desk(
        tasks=tuple(_tasks(actor, adopted, on)),
        recent=tuple(
            Neighbourhood.objects.filter(seen, updated_by=actor.person)
            .select_related("jurisdiction")
            .order_by("-updated_at", "-id")[:SHOWN]
        ),
        jobs=tuple(Job.objects.filter(created_by=actor.person).order_by("-id")[:5]),
        notices=tuple(Notice.objects.filter(person=actor.person).order_by("-id")[:5]),
        quick=tuple(_quick(actor)),
        caution=caution,
    )


def _tasks(actor: Actor, adopted: Adopted | None, on: date) -> Iterator[Task]:
    code = actor.tenant.code
    waiting = RegisterImport.objects.filter(uploaded_by=actor.person, state=ImportState.CHECKED).count()
    if waiting:
        url = reverse("import_list", kwargs={"tenant": code})
        yield Task("写入已试运行的台账", "试运行已完成,尚未写入登记册", waiting, "份", url, "查看结果")
    if actor.may_somewhere(Capability.EDIT):
        own = within(actor.paths(Capability.EDIT))
        queried = Neighbourhood.objects.standing().filter(own, open_queries__gt=0).count()
        if queried:
            url = reverse("neighbourhood_list", kwargs={"tenant": code}) + "?queries=1"
            yield Task("答复存疑数据", "数字看起来不寻常,答复一次后不再询问", queried, "个小区", url, "逐个答复")
    if adopted is None:
        return
    for need in todo(actor, on) if actor.may_somewhere(Capability.DECLARE) else ():
        yield Task(f"申报:{need.name}", need.detail, need.count, "个小区", need.url, "去申报", need.clause, need.quote)
    yield from _projects(actor, adopted)
    if actor.may_somewhere(Capability.CONFIGURE):
        open_ = sum(1 for item in adopted.rulebook.unsettled() if item.kind == "decision" and item.path)
        if open_:
            url = reverse("rulebook_unsettled", kwargs={"tenant": code})
            yield Task("填写本级补充设定", "原文留给本级确定,未填之前相关判定为待定", open_, "项", url, "去填写")


def _projects(actor: Actor, adopted: Adopted) -> Iterator[Task]:
    code = actor.tenant.code
    if actor.may_somewhere(Capability.PROPOSE):
        taken = ProjectNeighbourhood.objects.filter(is_alive=True).values("neighbourhood_id")
        free = (
            Neighbourhood.objects.standing()
            .filter(within(actor.paths(Capability.PROPOSE)), eligible="yes")
            .exclude(pk__in=taken)
            .count()
        )
        if free:
            url = reverse("project_propose", kwargs={"tenant": code})
            yield Task("提出改造项目", "判定为可纳入、还没有项目", free, "个小区", url, "去提出")
    paths = _reserving(actor, adopted)
    if paths:
        proposed = Project.objects.filter(within(paths), state=State.PROPOSED).count()
        if proposed:
            url = reverse("pool_list", kwargs={"tenant": code}) + f"?state={State.PROPOSED}"
            yield Task("审核入库", "街道、区(市)提出的项目", proposed, "个项目", url, "去审核")


def _reserving(actor: Actor, adopted: Adopted) -> list[str]:
    """The places of the person's organisations that fire `reserve`."""
    actors = adopted.rulebook.transition_actors("reserve")
    return [
        seat.organisation.jurisdiction.path
        for seat in actor.seats
        if seat.organisation
        and Capability.DECIDE in seat.capabilities
        and (seat.organisation.actor in actors if actors else seat.organisation.kind in OWN_LEVEL_KINDS)
    ]


def _quick(actor: Actor) -> Iterator[tuple[str, str, str]]:
    """(label, icon, address) of the quick entries."""
    for label, icon, name, needs in (
        ("登记小区", "house", "neighbourhood_new", Capability.ADD),
        ("导入台账", "import", "import_list", Capability.IMPORT),
        ("批量申报", "check", "declaration_todo", Capability.DECLARE),
        ("提出项目", "plus", "project_propose", Capability.PROPOSE),
        ("上报表", "export", "superior_table", Capability.EXPORT),
        ("补充设定", "edit", "rulebook_overlay", Capability.CONFIGURE),
        ("安排人员", "people", "person_list", Capability.PEOPLE),
    ):
        if actor.may_somewhere(needs):
            yield label, icon, reverse(name, kwargs={"tenant": actor.tenant.code})


