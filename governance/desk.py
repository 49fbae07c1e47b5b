"""The desk: what waits for this person, computed anew each time, so that it is gone when anybody has done it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from approvals.transitions import is_own_level
from communities.models import Job, Neighbourhood, Notice, RegisterImport
from communities.neighbourhoods.declaring import declarers
from communities.neighbourhoods.models import ImportState
from communities.neighbourhoods.queries import todo
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted, NoRulebook, in_force
from projects.enums import State
from projects.models import Project, ProjectDeclaration, TransitionLog
from projects.queries import at, proposable

SHOWN = 8


@dataclass(frozen=True)
class Task:
    """One line of 待我办理: what, why, by which clause where there is one, how many, and the one step to do it."""

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
    may_enter: bool

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
            Neighbourhood.objects.standing()
            .filter(seen, updated_by=actor.person)
            .select_related("jurisdiction__parent")
            .order_by("-updated_at", "-id")[:SHOWN]
        ),
        jobs=tuple(Job.objects.filter(created_by=actor.person).order_by("-id")[:5]),
        notices=tuple(Notice.objects.filter(person=actor.person).order_by("-id")[:5]),
        quick=tuple(_quick(actor)),
        caution=caution,
        may_enter=any(map(actor.may_somewhere, (Capability.ADD, Capability.EDIT, Capability.IMPORT))),
    )


def _address(actor: Actor, name: str, **given: str) -> str:
    url = reverse(name, kwargs={"tenant": actor.tenant.code})
    return f"{url}?{urlencode(given)}" if given else url


def _tasks(actor: Actor, adopted: Adopted | None, on: date) -> Iterator[Task]:
    if actor.may_somewhere(Capability.IMPORT):
        waiting = RegisterImport.objects.filter(uploaded_by=actor.person, state=ImportState.CHECKED).count()
        if waiting:
            url = _address(actor, "import_list")
            yield Task("写入已试运行的台账", "试运行已完成，尚未写入登记册", waiting, "份", url, "查看结果")
    doubted, free = _neighbourhoods(actor, adopted)
    if doubted:
        url = _address(actor, "neighbourhood_list", queries="1")
        yield Task("答复存疑数据", "数字看起来不寻常，答复一次后不再询问", doubted, "个小区", url, "逐个答复")
    if adopted is None:
        return
    if actor.may_somewhere(Capability.DECLARE):
        for need in todo(actor, on):
            title = f"申报：{need.name}"
            yield Task(title, need.detail, need.count, "个小区", need.url, "去申报", need.clause, need.quote)
        yield from _project_declarations(actor, adopted)
    yield from _projects(actor, adopted, free)
    if actor.may_somewhere(Capability.CONFIGURE):
        open_ = sum(1 for item in adopted.rulebook.unsettled() if item.kind == "decision" and item.path)
        if open_:
            url = _address(actor, "rulebook_unsettled")
            detail = "原文留给本级确定，未填之前相关判定为待定"
            yield Task("填写本级补充设定", detail, open_, "项", url, "去填写")


def _neighbourhoods(actor: Actor, adopted: Adopted | None) -> tuple[int, int]:
    """How many the person may edit have an open question; how many are to be proposed. One query."""
    edited, proposed = (within(actor.paths(c)) for c in (Capability.EDIT, Capability.PROPOSE))
    free = proposable(actor, adopted).order_by().values("pk") if adopted else []
    counts = (
        Neighbourhood.objects.standing()
        .filter(edited | proposed)
        .aggregate(
            doubted=Count("pk", filter=edited & Q(open_queries__gt=0)),
            free=Count("pk", filter=Q(pk__in=free)),
        )
    )
    return counts["doubted"], counts["free"]


def _projects(actor: Actor, adopted: Adopted, free: int) -> Iterator[Task]:
    own, judged = actor.paths(Capability.PROPOSE), _reserving(actor, adopted)
    if not own and not judged:
        return
    counts = Project.objects.filter(state=State.PROPOSED).aggregate(
        returned=Count("pk", filter=at(own) & Q(Exists(_returns()))),
        waiting=Count("pk", filter=at(judged)),
    )
    if counts["returned"]:
        url = _address(actor, "project_list", state=State.PROPOSED)
        detail = "退回理由在项目的记录中"
        yield Task("修改被退回的项目", detail, counts["returned"], "个项目", url, "去修改")
    if free:
        url = _address(actor, "project_propose")
        yield Task("提出改造项目", "判定为可纳入、还没有项目", free, "个小区", url, "去提出")
    if counts["waiting"]:
        url = _address(actor, "pool_list", state=State.PROPOSED)
        detail = "街道、区（市）提出、尚未入库"
        yield Task("审核入库", detail, counts["waiting"], "个项目", url, "去审核", _clause(adopted))


def _proposed(paths: Iterable[str]) -> Any:
    return Project.objects.filter(at(paths), state=State.PROPOSED)


def _returns() -> Any:
    return TransitionLog.objects.filter(project=OuterRef("pk"), transition="return")


def _project_declarations(actor: Actor, adopted: Adopted) -> Iterator[Task]:
    """What the gates at `reserve` want declared about a project: a few criteria in any rulebook, one count each."""
    book = adopted.rulebook
    asked = [id_ for gate in book.rows("gates") if gate.at == "reserve" for id_ in gate.require]
    for id_ in dict.fromkeys(asked):
        row = book.get("criteria", id_)
        if row.kind != "declared" or row.about != "project":
            continue
        paths = {declarer.path for declarer in declarers(actor, row, adopted)}
        stated = ProjectDeclaration.objects.filter(project=OuterRef("pk"), criterion=id_, is_current=True)
        count = _proposed(paths).exclude(Exists(stated)).count() if paths else 0
        if count:
            url = _address(actor, "pool_list", state=State.PROPOSED)
            papers = "".join(f"《{paper}》" for paper in row.evidence)
            detail = f"入库前须申报{'，须附' if papers else ''}{papers}"
            yield Task(
                f"申报：{row.name}", detail, count, "个项目", url, "去申报", row.source, row.quote or ""
            )


def _reserving(actor: Actor, adopted: Adopted) -> list[str]:
    """The places of the person's organisations that fire `reserve`."""
    actors = adopted.rulebook.transition_actors("reserve")
    return [
        max(seat.path, seat.organisation.jurisdiction.path, key=len)
        for seat in actor.seats
        if seat.organisation
        and Capability.DECIDE in seat.capabilities
        and (seat.organisation.actor in actors if actors is not None else is_own_level(seat.organisation))
    ]


def _clause(adopted: Adopted) -> str:
    row = adopted.rulebook.find("transitions", "reserve")
    return str(row.source) if row is not None and row.source else ""


def _quick(actor: Actor) -> Iterator[tuple[str, str, str]]:
    """(label, icon, address) of the quick entries."""
    for label, icon, name, needs in (
        ("登记小区", "house", "neighbourhood_new", Capability.ADD),
        ("导入台账", "import", "import_list", Capability.IMPORT),
        ("批量申报", "check", "declaration_todo", Capability.DECLARE),
        ("提出项目", "plus", "project_propose", Capability.PROPOSE),
        ("驾驶舱", "chart", "dashboard", Capability.VIEW),
        ("上报表", "export", "superior_table", Capability.EXPORT),
        ("补充设定", "edit", "rulebook_overlay", Capability.CONFIGURE),
        ("单位和人员", "people", "organisation_list", Capability.PEOPLE),
    ):
        if actor.may_somewhere(needs):
            yield label, icon, _address(actor, name)
