"""Every write about delegations: offered, accepted, declined, ended, cut short with what they lend of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from communities.people.delegation import queries
from communities.people.delegation.enums import OPEN, DelegationState, lendable
from communities.people.enums import Capability
from communities.people.models import Delegation, Membership, Person
from communities.people.notices import tell
from communities.people.rights import Actor, Refused
from communities.tenancy.context import tenant_id
from communities.tenancy.models import Tenant


@transaction.atomic
def delegate(
    membership: Membership,
    *,
    to: Person,
    capabilities: Iterable[str] | None = None,
    starts_on: date,
    ends_on: date,
    reason: str,
    by: Actor,
    now: datetime,
) -> Delegation:
    """Offer some of a membership's rights to somebody for some days, both included; it counts once he accepts.

    By the holder, or for him by a security administrator of the place. `capabilities=None`: all that may be lent. At
    most one delegation of a membership holds a capability on a day. The same once more gives the one that stands.
    Raises `Refused`, `ValidationError` by field.
    """
    held = _hold(membership)
    _as_himself(by)
    if held.person_id != by.person_id:
        by.require(Capability.AUTHORISE, held.jurisdiction.path)
    on = timezone.localdate(now)
    able = lendable(held.role.capabilities)
    wanted = able if capabilities is None else lendable(capabilities)
    asked = set(wanted if capabilities is None else capabilities)
    row = Delegation(
        membership=held,
        delegate=to,
        capabilities=wanted,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        made_by=by.person,
        made_at=now,
    )
    if not able:
        raise ValidationError(
            {"membership": "这一任职没有可以委托的权限：管理、授权、审计和查看个人信息不能委托。"}
        )
    if not asked or not asked <= set(able):
        raise ValidationError({"capabilities": "请至少选一项，并且只能选这一任职有的、可以委托的权限。"})
    _check_days(row, on)
    if same := _same(row, on):
        return same
    _check_delegate(row)
    _check_overlap(row, on)
    row.full_clean(exclude=["tenant"])
    row.save()
    holder = held.person.name
    _tell(row, f"{holder}委托您代办，{_days(row)}，请您接受或谢绝。", by, only=row.delegate_id)
    _tell(row, f"{by.person.name}把您的权限委托给{to.name}，{_days(row)}。", by, only=held.person_id)
    return row


@transaction.atomic
def accept(delegation: Delegation, *, by: Actor, now: datetime) -> Delegation:
    """The delegate takes it on; a second time changes nothing. Raises `Refused`, `ValidationError`."""
    row = _hold_delegation(delegation)
    _only_the_delegate(row, by)
    on = timezone.localdate(now)
    if row.accepted_at is not None and queries.state_on(row, on) in OPEN:
        return row
    if queries.state_on(row, on) != DelegationState.OFFERED:
        raise ValidationError(f"这项委托{queries.state_on(row, on).label}，不能再接受。")
    _check_delegate(row, on)
    row.accepted_at = now
    row.save(update_fields=["accepted_at"])
    _tell(row, f"{row.delegate.name}接受了您的委托，{_days(row)}。", by, only=row.membership.person_id)
    return row


@transaction.atomic
def decline(delegation: Delegation, *, by: Actor, now: datetime) -> Delegation:
    """The delegate does not take it on; a second time changes nothing. Raises `Refused`, `ValidationError`."""
    row = _hold_delegation(delegation)
    _only_the_delegate(row, by)
    state = queries.state_on(row, timezone.localdate(now))
    if state == DelegationState.DECLINED:
        return row
    if state != DelegationState.OFFERED:
        raise ValidationError(f"这项委托{state.label}，不能谢绝；生效中的可以提前结束。")
    row.declined_at = now
    row.save(update_fields=["declined_at"])
    _tell(row, f"{row.delegate.name}谢绝了您的委托（{_days(row)}）。", by, only=row.membership.person_id)
    return row


@transaction.atomic
def end(delegation: Delegation, *, by: Actor, now: datetime) -> Delegation:
    """End it before its time, at once: by either of the two, or by a security administrator of the place.

    A second time changes nothing. Raises `Refused`, `ValidationError`.
    """
    row = _hold_delegation(delegation)
    _as_himself(by)
    if by.person_id not in (row.membership.person_id, row.delegate_id):
        by.require(Capability.AUTHORISE, row.membership.jurisdiction.path)
    state = queries.state_on(row, timezone.localdate(now))
    if state == DelegationState.ENDED:
        return row
    if state not in OPEN:
        raise ValidationError(f"这项委托{state.label}，不用再结束。")
    _end(row, by.person, now)
    _tell(row, f"{by.person.name}提前结束了{row.membership.person.name}对{row.delegate.name}的委托。", by)
    return row


@transaction.atomic
def cut_short(membership: Membership, *, last_day: date) -> int:
    """The membership ends on that day, and what was lent of it with it; how many delegations that touches.

    One that would begin later never counts. For whoever ends a membership; both people are told.
    """
    found = queries.standing(queries.delegations(), last_day).filter(
        membership=membership, ends_on__gt=last_day
    )
    rows = list(found.select_for_update(of=("self",)).order_by("id"))
    for row in rows:
        if row.starts_on <= last_day:
            row.ends_on = last_day
            row.save(update_fields=["ends_on"])
        holder = row.membership.person.name
        _tell(row, f"{holder}的这一任职到 {last_day:%Y-%m-%d} 止，有关的委托随之结束。", None)
    return len(rows)


def _hold(membership: Membership) -> Membership:
    """The membership as it stands now, locked: whoever lends of it does so one after the other."""
    row: Membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("person", "role", "jurisdiction")
        .get(pk=membership.pk)
    )
    return row


def _hold_delegation(delegation: Delegation) -> Delegation:
    return queries.delegations().select_for_update(of=("self",)).get(pk=delegation.pk)


def _as_himself(by: Actor) -> None:
    if by.principal is not None:
        raise Refused(
            f"您正在以{by.principal.name}的名义办理。委托须以本人身份办理，受托的权限也不能再转托。"
        )


def _only_the_delegate(row: Delegation, by: Actor) -> None:
    _as_himself(by)
    if row.delegate_id != by.person_id:
        raise Refused(f"这项委托由{row.delegate.name}本人接受或谢绝。")


def _check_days(row: Delegation, on: date) -> None:
    membership = row.membership
    longest = timedelta(days=settings.DELEGATION_MAX_DAYS - 1)
    if row.starts_on < on:
        raise ValidationError({"starts_on": "起始日期不能早于今天：委托不能追溯。"})
    if row.ends_on < row.starts_on:
        raise ValidationError({"ends_on": "结束日期不能早于开始日期。"})
    if row.ends_on > row.starts_on + longest:
        raise ValidationError(
            {"ends_on": f"一次委托最长 {settings.DELEGATION_MAX_DAYS} 天，可以到期后再委托。"}
        )
    if row.starts_on < membership.starts_on:
        raise ValidationError({"starts_on": f"这一任职自 {membership.starts_on:%Y-%m-%d} 起，委托不能更早。"})
    if membership.ends_on is not None and row.ends_on > membership.ends_on:
        raise ValidationError({"ends_on": f"这一任职到 {membership.ends_on:%Y-%m-%d} 止，委托不能更晚。"})


def _check_delegate(row: Delegation, on: date | None = None) -> None:
    if row.delegate_id == row.membership.person_id:
        raise ValidationError({"delegate": "不能委托给本人。"})
    if not queries.candidates(row.membership, on or row.starts_on).filter(pk=row.delegate_id).exists():
        raise ValidationError(
            {
                "delegate": f"只能委托给在“{row.membership.jurisdiction.name}”或其上级任职的人员；"
                "安全管理员和审计管理员不能受托。"
            }
        )


def _check_overlap(row: Delegation, on: date) -> None:
    """One at a time per capability: else nobody could say whose opinion counts."""
    others = queries.standing(queries.delegations(), on).filter(
        membership=row.membership,
        starts_on__lte=row.ends_on,
        ends_on__gte=row.starts_on,
        capabilities__overlap=row.capabilities,
    )
    for other in others:
        shared = lendable(set(row.capabilities) & set(other.capabilities))
        words = "；".join(Capability(capability).label for capability in shared)
        raise ValidationError(
            f"这一任职已委托给{other.delegate.name}（{_days(other)}），同一权限同一天只能委托一人：{words}。"
            "请改选权限或日期，或先结束那一项。"
        )


def _same(row: Delegation, on: date) -> Delegation | None:
    """The delegation that stands already, word for word: a form sent twice offers once."""
    return (
        queries.standing(queries.delegations(), on)
        .filter(
            membership=row.membership,
            delegate=row.delegate,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            capabilities=row.capabilities,
        )
        .first()
    )


def _end(row: Delegation, by: Person, now: datetime) -> None:
    row.ended_at, row.ended_by = now, by
    row.save(update_fields=["ended_at", "ended_by"])


def _days(row: Delegation) -> str:
    return f"{row.starts_on:%Y-%m-%d} 至 {row.ends_on:%Y-%m-%d}"


def _tell(row: Delegation, text: str, by: Actor | None, *, only: int | None = None) -> None:
    """Let the two know, or one of them; whoever did it knows already."""
    people = {only} if only is not None else {row.membership.person_id, row.delegate_id}
    if by is not None:
        people.discard(by.person_id)
    code = Tenant.objects.values_list("code", flat=True).get(pk=tenant_id())
    tell(people, text=text, url=reverse("delegation_detail", kwargs={"tenant": code, "pk": row.pk}))
