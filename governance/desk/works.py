"""What waits for the person about works: progress to report and to confirm, acceptances, defects, filing, handover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from approvals.acceptance import queries as acceptance
from communities.people.enums import Capability
from communities.people.rights import Actor, within
from governance.desk.task import Task, address
from projects import months
from projects.enums import ItemState, ProgressState, State
from projects.models import Progress, Project, WorksItem
from projects.queries import at
from projects.services.acting import may_confirm_somewhere


def tasks(actor: Actor, *, accepting: Sequence[str], handing_over: Sequence[str], on: date) -> Iterator[Task]:
    """`accepting`, `handing_over`: where the person's organisations fire `accept` and `hand_over`."""
    yield from _progress(actor, on)
    yield from _acceptance(actor, accepting, on)
    if handing_over and (count := acceptance.not_handed_over(actor).filter(at(handing_over)).count()):
        url = address(actor, "acceptance_list", tab="handover")
        yield Task("办理移交", "已竣工、尚未移交", count, "个项目", url, "去办理")


def _progress(actor: Actor, on: date) -> Iterator[Task]:
    """This month's rows that are wanting or were returned, and those that wait to be confirmed."""
    month = months.of(on)
    own = actor.paths(Capability.PROPOSE)
    if own:
        items = WorksItem.objects.filter(
            within(own, "neighbourhood__path"), state=ItemState.STARTED, project__state=State.BUILDING
        )
        filled = Progress.objects.filter(works_item=OuterRef("pk"), month=month)
        counts = items.order_by().aggregate(
            wanting=Count("pk", filter=~Q(Exists(filled))),
            returned=Count("pk", filter=Q(Exists(filled.filter(state=ProgressState.RETURNED)))),
        )
        if counts["returned"]:
            url = address(actor, "progress_list", month=f"{month:%Y-%m}", state=ProgressState.RETURNED)
            yield Task("修改被退回的进度", "退回原因在进度中", counts["returned"], "项内容", url, "去修改")
        if counts["wanting"]:
            url = address(actor, "progress_list", month=f"{month:%Y-%m}")
            title = f"填报{months.named(month)}形象进度"
            yield Task(title, "施工中、本月还没有填报", counts["wanting"], "项内容", url, "去填报")
    if may_confirm_somewhere(actor):
        waiting = Progress.objects.filter(
            within(actor.paths(Capability.DECIDE), "works_item__neighbourhood__path"),
            state=ProgressState.REPORTED,
        ).aggregate(count=Count("pk"), first=Count("pk", filter=Q(month__lt=month)))
        if waiting["count"]:
            url = address(actor, "progress_list", state=ProgressState.REPORTED)
            detail = f"其中 {waiting['first']} 项是以前月份的" if waiting["first"] else "填报单位等您确认"
            yield Task("确认形象进度", detail, waiting["count"], "项内容", url, "去确认")


def _acceptance(actor: Actor, places: Sequence[str], on: date) -> Iterator[Task]:
    if places:
        if count := acceptance.ready(actor).filter(at(places)).count():
            url = address(actor, "acceptance_list", tab="ready")
            yield Task("组织竣工验收", "改造内容已全部完成", count, "个项目", url, "去组织")
        here = Project.objects.filter(at(places))
        if filing := list(acceptance.to_file(actor).filter(project__in=here)[:1]):
            url = address(actor, "acceptance_list", tab="filing")
            due = filing[0].filing_due_on
            detail = f"{filing[0].project.name}等"
            yield Task("竣工验收备案", detail, 1, "起", url, "去备案", due=due)
    own = actor.paths(Capability.PROPOSE)
    here = Project.objects.filter(at(own))
    if own and (found := list(acceptance.findings_due(actor).filter(acceptance__project__in=here)[:1])):
        url = address(actor, "acceptance_list", tab="running")
        detail = f"{found[0].acceptance.project.name}：{found[0].text}"
        yield Task("整改验收问题", detail, 1, "个问题", url, "去登记整改", due=found[0].due_on)
