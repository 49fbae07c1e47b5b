"""Money that arrived and money paid out: recorded once, never edited, only countered. Amounts in yuan."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.utils import timezone

from communities.models import Document
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from funding.enums import MovementKind
from funding.models import FundingSource, Movement
from funding.services.acting import keeper, must_see
from policies.costs import to_fen
from projects.enums import State
from projects.errors import NotPossible


def record(
    source: FundingSource,
    *,
    kind: MovementKind,
    amount: Decimal,
    on: date,
    party: str = "",
    voucher: str = "",
    paper: Document | None = None,
    key: UUID | None = None,
    by: Actor,
    now: datetime,
) -> Movement:
    """Enter an arrival or a payment. Arrivals above the plan are allowed, payments above what is there are not.

    The source's row is locked: of two payments at once the second sees what the first left. The same `key` again
    returns the entry it made. Raises `Refused`, `NotPossible`.
    """
    if amount <= 0 or amount != to_fen(amount):
        raise NotPossible("金额须大于 0，最多两位小数。")
    if on > timezone.localdate(now):
        raise NotPossible("日期不能晚于今天。")
    must_see(paper, by)
    organisation = keeper(source.project, by)
    with accounted(by, MovementKind(kind).label, organisation):
        held = _hold(source)
        earlier = Movement.objects.filter(key=key).first() if key else None
        if earlier is not None:
            return _same(earlier, held)
        if kind == MovementKind.PAYMENT:
            _must_be_there(held, amount)
        elif held.project.state == State.WITHDRAWN:
            raise NotPossible("项目已撤回，不能再登记到账。")
        made: Movement = Movement.objects.create(
            source=held,
            kind=kind,
            amount=amount,
            on=on,
            party=party.strip(),
            voucher=voucher.strip(),
            paper=paper,
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
            key=key or uuid4(),
        )
        _add(held, made.kind, amount)
    return made


def counter(movement: Movement, *, reason: str, on: date, by: Actor, now: datetime) -> Movement:
    """Reverse an entry wholly, once, by a counter-entry with the reason.

    An arrival whose money was paid out stays until the payments are countered. Raises `Refused`, `NotPossible`.
    """
    if not reason.strip():
        raise NotPossible("请写明冲销原因。")
    if not movement.on <= on <= timezone.localdate(now):
        raise NotPossible("冲销日期不能早于原记录，也不能晚于今天。")
    organisation = keeper(movement.source.project, by)
    with accounted(by, f"冲销：{reason.strip()}", organisation):
        held = _hold(movement.source)
        if movement.counters_id is not None:
            raise NotPossible("冲销记录不能再冲销；请重新登记正确的一笔。")
        if Movement.objects.filter(counters=movement).exists():
            raise NotPossible("这一笔已经冲销，不能重复冲销。")
        if movement.kind == MovementKind.ARRIVAL and held.arrived - movement.amount < held.paid:
            raise NotPossible(
                f"这笔到账的资金已用于支付：冲销后只剩到账 {held.arrived - movement.amount:,.2f} 元，"
                f"已支付 {held.paid:,.2f} 元。请先冲销相应的支付。"
            )
        made: Movement = Movement.objects.create(
            source=held,
            kind=movement.kind,
            amount=movement.amount,
            on=on,
            party=movement.party,
            voucher=movement.voucher,
            counters=movement,
            reason=reason.strip(),
            organisation=organisation,
            entered_by=by.person,
            entered_at=now,
        )
        _add(held, made.kind, -movement.amount)
    return made


def _hold(source: FundingSource) -> FundingSource:
    row: FundingSource = (
        FundingSource.objects.select_for_update(of=("self",)).select_related("project").get(pk=source.pk)
    )
    return row


def _must_be_there(source: FundingSource, amount: Decimal) -> None:
    if amount > source.balance:
        raise NotPossible(
            f"这一来源已到账 {source.arrived:,.2f} 元、已支付 {source.paid:,.2f} 元，"
            f"最多还可支付 {source.balance:,.2f} 元。"
        )


def _add(source: FundingSource, kind: str, amount: Decimal) -> None:
    column = "arrived" if kind == MovementKind.ARRIVAL else "paid"
    setattr(source, column, getattr(source, column) + amount)
    source.save(update_fields=[column])


def _same(earlier: Movement, source: FundingSource) -> Movement:
    if earlier.source_id != source.pk:
        raise NotPossible("这一张表单已用于另一资金来源，请刷新页面后重新填写。")
    return earlier
