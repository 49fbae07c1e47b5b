"""Memberships: given and ended. What security administrators do."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from communities.people import queries, separation
from communities.people.delegation.services import cut_short
from communities.people.enums import Capability
from communities.people.models import Membership, Organisation, Person, Role
from communities.people.rights import Actor, Refused
from communities.people.services.keeping import keeping_administrators
from communities.tenancy.models import Jurisdiction


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: Role,
    jurisdiction: Jurisdiction,
    organisation: Organisation | None = None,
    starts_on: date,
    ends_on: date | None = None,
    by: Actor | None = None,
) -> Membership:
    """Give the person the role at the place from the first day to the last, both included.

    `ends_on=None`: until ended. In an organisation, the place must lie where the organisation does or below. Nobody
    appoints himself; nobody is two of the three administrators at a time. Raises `ValidationError` by field.
    """
    if by:
        _check_right(person, jurisdiction, by)
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": "结束日期不能早于开始日期。"})
    if role.retired_on and (ends_on is None or ends_on >= role.retired_on):
        raise ValidationError({"role": f"角色“{role.name}”已停用。"})
    check_place(organisation, jurisdiction, ends_on)
    _check_apart(person, role, starts_on, ends_on)
    membership = Membership(
        person=person,
        role=role,
        jurisdiction=jurisdiction,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def retire(membership: Membership, *, on: date, by: Actor | None = None) -> None:
    """End the membership; `on` is its last day. One that has not begun by then is taken back."""
    if by:
        by.require(Capability.AUTHORISE, membership.jurisdiction.path)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ends_on is not None and membership.ends_on <= on:
        raise ValidationError({"ends_on": f"该任职已定于 {membership.ends_on:%Y-%m-%d} 结束。"})
    with keeping_administrators():
        end(membership, on)


def end(membership: Membership, on: date) -> None:
    """The membership ends on the day, or was never: with what had been lent of it. For a locked row."""
    if on < membership.starts_on:
        membership.delegations.all().delete()
        membership.delete()
        return
    membership.ends_on = on
    membership.full_clean()
    cut_short(membership, last_day=on)
    membership.save(update_fields=["ends_on"])


def check_place(organisation: Organisation | None, jurisdiction: Jurisdiction, ends_on: date | None) -> None:
    """Whether people can belong to the organisation, at this place, until then. Raises `ValidationError`."""
    if organisation is None:
        return
    if organisation.kind in queries.WITHOUT_LOGIN:
        raise ValidationError({"organisation": "居民和业主组织没有登录账号，由街道或社区代为录入。"})
    if organisation.closed_on and (ends_on is None or ends_on > organisation.closed_on):
        raise ValidationError({"organisation": f"该单位已于 {organisation.closed_on:%Y-%m-%d} 撤销。"})
    if not organisation.jurisdiction.contains(jurisdiction.path):
        raise ValidationError(
            {"jurisdiction": f"任职地点须在“{organisation.jurisdiction.name}”或其下级之内。"}
        )


def _check_right(person: Person, jurisdiction: Jurisdiction, by: Actor) -> None:
    by.require(Capability.AUTHORISE, jurisdiction.path)
    if person in (by.person, by.principal):
        raise Refused("不能给自己授权。请由另一名安全管理员办理。")
    if not queries.people(by, Capability.AUTHORISE).filter(pk=person.pk).exists():
        raise Refused("该人员不在您授权的范围内。请先由系统管理员登记其所属单位。")


def _check_apart(person: Person, role: Role, starts_on: date, ends_on: date | None) -> None:
    """The person's row is locked: of two who make him two administrators at once, the second is told so."""
    wanted = separation.kind_of(role.capabilities)
    if wanted is None:
        return
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if held := queries.is_another(person, role, starts_on, ends_on):
        raise ValidationError(
            {"role": f"三员分立：该人员在这一时期任{held.label}，不能同时任{wanted.label}。"}
        )
