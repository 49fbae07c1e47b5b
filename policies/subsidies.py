"""Subsidies and the channels that money is drawn from. Amounts in yuan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from .costs import to_fen
from .criteria import ask_all
from .inquiry import EVERYWHERE, Inquiry, Scope
from .pack.rows import Channel, Item, Subsidy
from .pack.values import OPEN
from .paths import fact_name
from .verdict import Finding, Outcome, Verdict, all3, any3, together


@dataclass(frozen=True, slots=True)
class _Part:
    """The judgement of one lift or one works item: its conditions are `met` or not, and what it is worth."""

    finding: Finding
    count: int
    met: bool = False
    amount: Decimal | None = None


def answer_subsidy(inquiry: Inquiry, subsidy: Subsidy) -> Outcome:
    """No if outside `for` or when = no; undetermined if `when` or the figure is; else amount x count, or rate x cost.

    Rounded half-up to the fen once per item. `per: lift` judges each lift on its own and counts those that are yes.
    """
    inquiry.touch(subsidy.id)
    if subsidy.per == "lift":
        return _per_lift(inquiry, subsidy)
    scopes = (
        inquiry.scopes("item") if any(s.kind == "item" for s in inquiry.question.subjects) else (EVERYWHERE,)
    )
    if subsidy.per == "project":
        scopes = (EVERYWHERE,)
    parts = [_judge(inquiry, subsidy, scope, 1) for scope in scopes]
    return _sum(parts)


def _per_lift(inquiry: Inquiry, subsidy: Subsidy) -> Outcome:
    lifts = [scope for scope in inquiry.scopes("lift") if scope.subjects]
    if lifts:
        parts = [_judge(inquiry, subsidy, scope, 1, implied=True) for scope in lifts]
    elif "lift" in inquiry.question.none:
        parts = []
    else:
        parts = [_judge(inquiry, subsidy, EVERYWHERE, inquiry.works("count", EVERYWHERE) or 1)]
    return replace(_sum(parts), count_allowed=sum(part.count for part in parts if part.met))


def _judge(inquiry: Inquiry, subsidy: Subsidy, scope: Scope, count: int, implied: bool = False) -> _Part:
    inside, missing = _is_for(inquiry, subsidy, scope, implied)
    if inside is Verdict.NO:
        return _Part(Finding(Verdict.NO, (inquiry.entry(subsidy, subsidy.id, scope, Verdict.NO),)), count)
    when = ask_all(inquiry, subsidy.when, subsidy.id, scope)
    if inside is Verdict.UNDETERMINED:
        own = Finding(inside, (inquiry.entry(subsidy, subsidy.id, scope, inside),), missing)
        when = together([when, own])
    amount, lacking = _figure(inquiry, subsidy, scope, count)
    if when.verdict is Verdict.NO:
        return _Part(when, count)
    met = when.verdict is Verdict.YES
    if lacking:
        own = Finding(
            Verdict.UNDETERMINED, (inquiry.entry(subsidy, subsidy.id, scope, Verdict.UNDETERMINED),), lacking
        )
        return _Part(together([when, own]), count, met)
    return _Part(when, count, met, amount)


def _is_for(
    inquiry: Inquiry, subsidy: Subsidy, scope: Scope, implied: bool
) -> tuple[Verdict, tuple[str, ...]]:
    """An entry that names an item or a category; a subsidy for nothing in particular is for the whole project."""
    if not subsidy.for_:
        return Verdict.YES, ()
    item: Item | None = inquiry.item(scope)
    if item is None:
        return (Verdict.YES, ()) if implied else (Verdict.UNDETERMINED, (f"item.id{scope.suffix}",))
    return Verdict.of(item.id in subsidy.for_ or item.category in subsidy.for_), ()


def _figure(
    inquiry: Inquiry, subsidy: Subsidy, scope: Scope, count: int
) -> tuple[Decimal | None, tuple[str, ...]]:
    if subsidy.amount is not None:
        if subsidy.amount == OPEN:
            return None, (f"overlay:{subsidy.id}.amount",)
        return to_fen(subsidy.amount * count), ()
    if subsidy.rate == OPEN:
        inquiry.works("cost", scope)
        return None, (f"overlay:{subsidy.id}.rate",)
    cost: Decimal | None = inquiry.works("cost", scope)
    if cost is None:
        return None, (f"item.cost{scope.suffix}",)
    return to_fen(subsidy.rate * cost), ()


def _sum(parts: list[_Part]) -> Outcome:
    """Yes if at least one is yes and none undetermined, no if all are no, else undetermined."""
    verdicts = [part.finding.verdict for part in parts]
    verdict = Verdict.UNDETERMINED if Verdict.UNDETERMINED in verdicts else any3(verdicts)
    finding = together([replace(part.finding, asked=True) for part in parts], verdict)
    worth = [part.amount for part in parts if part.finding.verdict is Verdict.YES and part.amount is not None]
    amount = {Verdict.YES: sum(worth, Decimal("0.00")), Verdict.NO: Decimal("0.00")}.get(verdict)
    return Outcome(finding, amount=amount)


def answer_channel(inquiry: Inquiry, channel: Channel) -> Outcome:
    """Yes if the last withdrawal fits under the cap, the others being made; `remaining` is what may still be drawn."""
    inquiry.touch(f"channel:{channel.id}")
    rule = f"channel:{channel.id}"
    withdrawals = inquiry.question.withdrawals or ()
    if inquiry.question.withdrawals is not None:
        inquiry.used.add("withdrawals")
    made = sum((amount for _, amount in withdrawals[:-1]), Decimal(0))
    verdicts: list[Verdict] = []
    missing: list[str] = []
    notes: list[str] = []
    if channel.enabled == OPEN:
        missing.append(f"overlay:{rule}.enabled")
    elif not channel.enabled:
        verdicts.append(Verdict.NO)
        notes.append(f"《{channel.name}》尚未启用")
    if channel.who == OPEN:
        missing.append(f"overlay:{rule}.who")
    elif channel.who is not None and withdrawals and withdrawals[-1][0] not in channel.who:
        verdicts.append(Verdict.NO)
        notes.append("提取人不在可提取的人员之内")
    if not withdrawals:
        missing.append("withdrawals")
    last = withdrawals[-1][1] if withdrawals else Decimal(0)
    cap, left = None, None
    if channel.cap is not None:
        cap = inquiry.given(channel.cap, EVERYWHERE)
        if cap is None:
            missing.append(channel.cap)
        else:
            left = max(Decimal(cap) - made, Decimal(0))
            if withdrawals and last > Decimal(cap) - made:
                verdicts.append(Verdict.NO)
                notes.append(f"超过{fact_name(channel.cap)},尚可提取{left:.2f}元")
    verdict = all3([*verdicts, *([Verdict.UNDETERMINED] if missing else [])])
    finding = Finding(
        verdict, (inquiry.entry(channel, rule, EVERYWHERE, verdict, channel.id),), tuple(missing)
    )
    if channel.needs:
        notes.append(f"使用本渠道须有《{channel.needs}》")
    if verdict is Verdict.YES and left is not None:
        left = left - last
    amount = {Verdict.YES: to_fen(last), Verdict.NO: Decimal("0.00")}.get(verdict)
    remaining = None if left is None else to_fen(left)
    return Outcome(finding, amount=amount, remaining=remaining, note=";".join(notes) or None)
