"""What one's own delegations ask for: one that soon runs out, while one may still be away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from communities.people.delegation.queries import in_force, last_day
from communities.people.rights import Actor
from governance.desk.task import Task, page_of

SOON = timedelta(days=3)
"""Ours: how long before its last day a delegation is on the desk of whoever lent."""


def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """For the person himself, not in another's name. One query."""
    if actor.principal is not None:
        return
    for row in in_force(on).filter(membership__person=actor.person, ends_on__lte=on + SOON):
        yield Task(
            f"委托即将到期：{row.delegate.name}代您办理",
            "到期后由您本人办理；届时仍不在岗的，请再委托他人",
            1,
            "项委托",
            page_of(actor, "delegation_detail", row.pk),
            "去查看",
            due=last_day(row),
        )
