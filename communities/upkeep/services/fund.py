"""The maintenance fund: set up or not, who pays until then, the balance as stated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from communities.neighbourhoods.models import Neighbourhood
from communities.neighbourhoods.services.account import accounted
from communities.people.rights import Actor
from communities.rulebooks.queries import Adopted
from communities.upkeep.models import MaintenanceFund
from communities.upkeep.queries import MAINTENANCE_FUND
from communities.upkeep.services.recording import Papers, file_criteria, hold, registrar


def set_fund(
    neighbourhood: Neighbourhood,
    *,
    set_up_on: date | None = None,
    account: str = "",
    raised: Decimal | None = None,
    balance: Decimal | None = None,
    balance_on: date | None = None,
    pays_until_then: str = "",
    evidence: Papers = (),
    revision: int = 0,
    adopted: Adopted,
    by: Actor,
    now: datetime,
) -> MaintenanceFund:
    """Record the owners' repair fund of a neighbourhood, or correct what is recorded; money in yuan.

    Set up: the day, the account, the first raised amount, the balance with its day; the criteria tied to it are
    stated. Not yet: who pays repairs until then, and nothing is stated; taking back a recorded day states that it is
    no longer so. `revision` is the one that the person had before him, 0 for none. Raises `Refused`,
    `ValidationError` by field.
    """
    organisation = registrar(neighbourhood, MAINTENANCE_FUND, adopted, by)
    values = {
        "set_up_on": set_up_on,
        "account": account.strip(),
        "raised": raised,
        "balance": balance,
        "balance_on": balance_on,
        "pays_until_then": pays_until_then.strip(),
    }
    _check(values, timezone.localdate(now))
    with accounted(by, "登记维修资金", organisation):
        held = hold(neighbourhood)
        row = MaintenanceFund.objects.filter(neighbourhood=held).first()
        if (row.revision if row else 0) != revision:
            raise ValidationError("维修资金刚被他人登记或修改过，请刷新后核对再保存。")
        was_set_up = row is not None and row.set_up_on is not None
        row = row or MaintenanceFund(neighbourhood=held, revision=0)
        for name, value in values.items():
            setattr(row, name, value)
        if evidence:
            row.document = evidence[0][1]
        row.organisation, row.entered_at = organisation, now
        row.entered_by, row.acted_for = by.person, by.principal
        row.revision += 1
        row.save()
        if was_set_up != (set_up_on is not None):
            file_criteria(
                held,
                MAINTENANCE_FUND,
                value=set_up_on is not None,
                evidence=evidence,
                adopted=adopted,
                by=by,
                now=now,
            )
    return row


def _check(values: Mapping[str, object], today: date) -> None:
    """Days not of the future, a balance with its day, money only in a fund. Raises `ValidationError` by field."""
    wrong: dict[str, str] = {}
    for name, word in (("set_up_on", "建立日期"), ("balance_on", "余额日期")):
        day = values[name]
        if isinstance(day, date) and day > today:
            wrong[name] = f"{word}不能晚于今天。"
    if values["set_up_on"] is None:
        if not values["pays_until_then"]:
            wrong["pays_until_then"] = (
                "尚未建立维修资金的，请写明建立以前由谁承担维修；已经建立的，请填建立日期。"
            )
        if any(values[name] not in (None, "") for name in ("account", "raised", "balance", "balance_on")):
            wrong["set_up_on"] = "填了专户或金额的，请填写建立日期。"
    for name in ("raised", "balance"):
        amount = values[name]
        if isinstance(amount, Decimal) and amount < 0:
            wrong[name] = "金额不能为负。"
    if values["balance"] is not None and values["balance_on"] is None:
        wrong["balance_on"] = "余额须写明截至哪一天。"
    if values["balance_on"] is not None and values["balance"] is None:
        wrong["balance"] = "请填写这一天的余额。"
    if wrong:
        raise ValidationError(wrong)
