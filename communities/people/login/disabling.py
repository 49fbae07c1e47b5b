"""An account closed and opened again (停用、启用): the system administrator's, with a reason that stays on record."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from communities.people import queries
from communities.people.delegation import queries as delegations
from communities.people.enums import Capability
from communities.people.login import sessions
from communities.people.models import AccessToken, Person
from communities.people.notices import tell
from communities.people.rights import Actor, Refused
from communities.people.services.keeping import keeping_administrators

account_changed = Signal()
"""Sent with `person`, `reason` and `by` once an account was disabled or enabled. The audit record listens."""

ELSEWHERE = "该人员还在其他地区任职，一个地区不能停用或启用他的账号。要收回在本地区的权限，请办理“离岗”，任职同日结束。"


@transaction.atomic
def disable(person: Person, *, reason: str, by: Actor, now: datetime, request: HttpRequest) -> Person:
    """The person can't log in any more: his logins and tokens end at once, nothing lent by or to him can be used.

    His memberships and all he has done stay. Only where he serves no other tenant: an account opens every door that he
    has. Never one's own, nor that of the last administrator of a kind. Raises `Refused`, `ValidationError`.
    """
    row, said = _held(person, reason, by, now)
    if not row.is_active:
        raise ValidationError("这个账号已经停用。")
    alive = sessions.of(row)  # afterwards they would be listed as dead, and stay where they are
    with keeping_administrators():
        row.is_active = False
        row.save(update_fields=["is_active"])
    AccessToken.objects.filter(person=row, revoked_at=None).update(revoked_at=now)
    sessions.end(alive, person=row, request=request, by=by)
    _tell(row, said, by, now)
    account_changed.send(sender=Person, person=row, reason=said, by=by)
    return row


@transaction.atomic
def enable(person: Person, *, reason: str, by: Actor, now: datetime) -> Person:
    """The person can log in again with the password he had; what had ended stays ended. Raises as `disable`."""
    row, said = _held(person, reason, by, now)
    if row.is_active:
        raise ValidationError("这个账号没有停用。")
    row.is_active = True
    row.save(update_fields=["is_active"])
    _tell(row, said, by, now)
    account_changed.send(sender=Person, person=row, reason=said, by=by)
    return row


def _held(person: Person, reason: str, by: Actor, now: datetime) -> tuple[Person, str]:
    """The account as it stands now, locked, and the reason; once it is sure that `by` may."""
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    by.require(Capability.PEOPLE, queries.place_of(row, timezone.localdate(now)))
    if by.is_one_of(row.pk):
        raise Refused("不能停用或启用自己的账号。请由另一名系统管理员办理。")
    if queries.serves_elsewhere(row, by.tenant):
        raise Refused(ELSEWHERE)
    said = " ".join(reason.split())
    if not said:
        raise ValidationError({"reason": "请写明原因。"})
    return row, said


def _tell(row: Person, reason: str, by: Actor, now: datetime) -> None:
    """Let himself know, the administrators above him, and those with whom he shares a delegation."""
    on, code = timezone.localdate(now), by.tenant.code
    word, lent_words = ("启用", "可以继续使用") if row.is_active else ("停用", "停用期间不能使用")
    above = {holder.person.pk for holder in queries.administrators_of(queries.place_of(row, on), on)}
    page = reverse("person_detail", kwargs={"tenant": code, "pk": row.pk})
    tell(above - {by.person_id, row.pk}, text=f"{by.named}{word}了{row.name}的账号：{reason}", url=page)
    own = reverse("my_rights", kwargs={"tenant": code})
    tell([row.pk], text=f"{by.named}{word}了您的账号：{reason}", url=own)
    for one in delegations.between(delegations.standing(delegations.delegations(), on), row.pk):
        other = one.delegate_id if one.delegate_id != row.pk else one.membership.person_id
        address = reverse("delegation_detail", kwargs={"tenant": code, "pk": one.pk})
        tell([other], text=f"{row.name}的账号已{word}，与您的委托{lent_words}。", url=address)
