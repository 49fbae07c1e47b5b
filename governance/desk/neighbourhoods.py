"""What waits for the person about neighbourhoods: imports to write, doubts to answer, declarations, proposals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q

from communities.models import Neighbourhood, RegisterImport
from communities.neighbourhoods.models import ImportState
from communities.neighbourhoods.queries import todo
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from communities.rulebooks.queries import Adopted
from governance.desk.task import Task, address
from projects.queries import proposable


def tasks(actor: Actor, adopted: Adopted | None, on: date) -> Iterator[Task]:
    """Without a rulebook only what needs none."""
    if actor.may_somewhere(Capability.IMPORT):
        waiting = RegisterImport.objects.filter(uploaded_by=actor.person, state=ImportState.CHECKED).count()
        if waiting:
            url = address(actor, "import_list")
            yield Task("写入已试运行的台账", "试运行已完成，尚未写入登记册", waiting, "份", url, "查看结果")
    doubted, free = _counts(actor, adopted)
    if doubted:
        url = address(actor, "neighbourhood_list", queries="1")
        yield Task("答复存疑数据", "数字看起来不寻常，答复一次后不再询问", doubted, "个小区", url, "逐个答复")
    if adopted is None:
        return
    if actor.may_somewhere(Capability.DECLARE):
        for need in todo(actor, on):
            title = f"申报：{need.name}"
            yield Task(title, need.detail, need.count, "个小区", need.url, "去申报", need.clause, need.quote)
    if free:
        url = address(actor, "project_propose")
        yield Task("提出改造项目", "判定为可纳入、还没有项目", free, "个小区", url, "去提出")


def _counts(actor: Actor, adopted: Adopted | None) -> tuple[int, int]:
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
