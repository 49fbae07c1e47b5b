"""What waits for the administrators: people without a role, units without anybody, values that the text leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from communities.people.delegation.waiting import Roll, waiting
from communities.people.enums import Capability
from communities.people.queries import awaiting
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from governance.desk.task import Task, address


def tasks(actor: Actor, adopted: Adopted | None, on: date) -> Iterator[Task]:
    """Each asks a fixed number of statements, and only of whom it concerns."""
    if actor.may_somewhere(Capability.AUTHORISE) and (joined := awaiting(actor, on).count()):
        detail = "系统管理员已登记单位和拟授角色，授权之前这些人员登录看不到内容"
        yield Task("给新到任的人员授权", detail, joined, "人", address(actor, "authorisation_list"), "去授权")
    if paths := actor.paths(Capability.AUTHORISE):
        stuck = sum(one.count for one in waiting(Roll(on), paths=paths))
        if stuck:
            detail = "这些事项等待的单位里，目前没有在任、能登录并有权办理的人员"
            url = address(actor, "delegation_list")
            yield Task("给无人可办的单位指定临时代办", detail, stuck, "件事项", url, "去指定")
    if adopted is not None and actor.may_somewhere(Capability.CONFIGURE):
        open_ = sum(1 for item in adopted.rulebook.unsettled() if item.kind == "decision" and item.path)
        if open_:
            detail = "原文留给本级确定，未填之前相关判定为待定"
            url = address(actor, "rulebook_unsettled")
            yield Task("填写本级补充设定", detail, open_, "项", url, "去填写")
