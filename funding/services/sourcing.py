"""Planning where a project's money comes from."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from funding.enums import PAYERS_OF_KIND
from funding.models import FundingSource
from funding.services.acting import is_planning, keeper, must_see
from policies.costs import to_fen
from policies.pack import OPEN
from policies.vocabulary import PAYER_NAMES
from projects.enums import State
from projects.errors import NotPossible, Stale
from projects.models import Project
from projects.services.acting import hold


def add_source(
    project: Project,
    *,
    channel: str,
    payer: str,
    giver: str = "",
    planned: Decimal,
    paper: Document | None = None,
    note: str = "",
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> FundingSource:
    """Plan a source: a channel of the rulebook, whose money it is, how much (yuan).

    Once the project is approved a source may still be added for money that nobody planned, with 0. Raises `Refused`;
    `NotPossible` for a channel that is not known or not settled, and without the document that it needs.
    """
    row = usable_channel(channel, adopted)
    if payer not in PAYERS_OF_KIND[row.kind]:
        named = "、".join(PAYER_NAMES[who] for who in PAYERS_OF_KIND[row.kind])
        raise NotPossible(f"“{row.name}”的出资方应为{named}。")
    _check_amount(planned)
    must_see(paper, by)
    if row.needs and (paper is None or paper.kind != row.needs):
        raise NotPossible(f"使用“{row.name}”须附《{row.needs}》({row.source})。")
    with accounted(by, "登记资金来源", keeper(project, by)):
        held = hold(project)
        if held.state == State.WITHDRAWN:
            raise NotPossible("项目已撤回，不能再登记资金来源。")
        if planned and not is_planning(held):
            raise NotPossible(
                f"项目{held.get_state_display()}，资金计划已定。计划外的资金请按计划金额 0 登记，到账后显示为超计划。"
            )
        made: FundingSource = FundingSource.objects.create(
            project=held,
            channel=row.id,
            kind=row.kind,
            payer=payer,
            giver=giver.strip(),
            planned=planned,
            paper=paper,
            note=note.strip(),
            entered_by=by.person,
            entered_at=now,
        )
    return made


def correct_source(
    source: FundingSource,
    *,
    giver: str,
    planned: Decimal,
    note: str = "",
    paper: Document | None = None,
    revision: int,
    by: Actor,
) -> FundingSource:
    """Change a source's planning figures; history keeps the earlier ones. `paper` None leaves the one on file.

    Channel and payer stay: a source entered under the wrong one is dropped. Raises `Refused`, `Stale`, `NotPossible`.
    """
    _check_amount(planned)
    must_see(paper, by)
    with accounted(by, "修改资金来源", keeper(source.project, by)):
        held = hold(source.project)
        row = _hold(source)
        if row.revision != revision:
            raise Stale
        if planned != row.planned and not is_planning(held):
            raise NotPossible(f"项目{held.get_state_display()}，资金计划已定，计划金额不能再修改。")
        row.giver, row.planned, row.note = giver.strip(), planned, note.strip()
        row.paper = paper or row.paper
        row.revision += 1
        row.save(update_fields=["giver", "planned", "note", "paper", "revision"])
    return row


def drop_source(source: FundingSource, *, by: Actor) -> None:
    """Take out a source on which nothing has moved; history keeps it. Raises `Refused`, `NotPossible`."""
    with accounted(by, "删除资金来源", keeper(source.project, by)):
        held = hold(source.project)
        row = _hold(source)
        if row.movements.exists():
            raise NotPossible("这一来源已有到账或支付记录，不能删除。")
        if row.planned and not is_planning(held):
            raise NotPossible(f"项目{held.get_state_display()}，资金计划已定，不能删除。")
        row.delete()


def usable_channel(channel: str, adopted: Adopted) -> Any:
    """The rulebook's channel, if money may come by it. Raises `NotPossible`."""
    row = adopted.rulebook.find("channels", channel)
    if row is None:
        raise NotPossible("现行规则没有这一资金渠道。")
    if row.enabled == OPEN:
        raise NotPossible(f"“{row.name}”是否启用由本级确定，确定之前不能使用({row.source})。")
    if not row.enabled:
        raise NotPossible(f"“{row.name}”尚未启用({row.source})。")
    return row


def _hold(source: FundingSource) -> FundingSource:
    rows = FundingSource.objects.select_for_update(of=("self",))
    row: FundingSource | None = rows.filter(pk=source.pk).first()
    if row is None:
        raise NotPossible("这一资金来源已被删除。")
    return row


def _check_amount(planned: Decimal) -> None:
    if planned < 0 or planned != to_fen(planned):
        raise NotPossible("计划金额不能为负，最多两位小数。")
