"""Every write about organisations, people, roles and memberships."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from communities.people.enums import STANDARD_ROLES, Capability
from communities.people.models import Membership, Organisation, Person, Role
from communities.people.queries import WITHOUT_LOGIN, is_administered, place_of, serves_elsewhere, top_path
from communities.people.rights import Actor, Refused
from communities.tenancy.models import Jurisdiction

# Without 0 O 1 l i I: it is read aloud.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # noqa: S105 - no password, its letters
PASSWORD_LENGTH = 14


def random_password() -> str:
    """A password to be told once and changed at the first login."""
    return "".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(PASSWORD_LENGTH))


def create_person(
    *, username: str, name: str, password: str, by: Actor | None = None, must_change_password: bool = False
) -> Person:
    """Somebody with a login and, as yet, no right anywhere. Raises `ValidationError` by field."""
    person = Person(username=username.strip(), name=name.strip(), must_change_password=must_change_password)
    if by and not by.may_somewhere(Capability.PEOPLE):
        raise Refused("您没有管理人员的权限。请联系本级系统管理员。")
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    person.set_password(password)
    person.full_clean()
    person.save()
    return person


@transaction.atomic
def engage(
    *,
    username: str,
    name: str,
    role: Role,
    jurisdiction: Jurisdiction,
    organisation: Organisation | None,
    starts_on: date,
    ends_on: date | None,
    by: Actor,
) -> tuple[Person, str]:
    """A new person with the first membership, and the password to be told once: changed at the first login."""
    password = random_password()
    person = create_person(username=username, name=name, password=password, by=by, must_change_password=True)
    appoint(
        person=person,
        role=role,
        jurisdiction=jurisdiction,
        organisation=organisation,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    return person, password


def password_changed(person: Person) -> None:
    """The person has chosen a password: nothing more is demanded."""
    person.must_change_password = False
    person.save(update_fields=["must_change_password"])


def reset_password(person: Person, *, by: Actor) -> str:
    """A new password to be told once.

    Only where the person serves no other tenant: a login is worth all that it opens.
    """
    by.require(Capability.PEOPLE, place_of(person))
    if serves_elsewhere(person, by.tenant):
        raise Refused("该人员还在其他地区任职，密码只能由本人修改。")
    password = random_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    return password


def ensure_organisation(
    *, actor_id: str, kind: str, name: str, jurisdiction: Jurisdiction, by: Actor | None = None
) -> Organisation:
    """The organisation of that name that plays the actor at the place; made when there is none."""
    if by:
        by.require(Capability.PEOPLE, jurisdiction.path)
    name = name.strip()
    found = Organisation.objects.filter(actor=actor_id, jurisdiction=jurisdiction, name=name).first()
    if found:
        return found  # type: ignore[no-any-return]  # the scoped manager is untyped
    organisation = Organisation(actor=actor_id, kind=kind, name=name, jurisdiction=jurisdiction)
    organisation.full_clean()
    organisation.save()
    return organisation


def create_standard_roles() -> dict[str, Role]:
    """The roles that every tenant starts with, by code; those that exist are left as they are."""
    roles = {role.code: role for role in Role.objects.all()}
    for code, name, description, capabilities in STANDARD_ROLES:
        if code not in roles:
            roles[code] = Role.objects.create(
                code=code, name=name, description=description, capabilities=[c.value for c in capabilities]
            )
    return roles


def create_role(*, name: str, description: str, capabilities: Iterable[str], by: Actor) -> Role:
    """A role of the tenant's own, beside the standard ones."""
    code = f"own-{secrets.token_hex(4)}"
    return save_role(Role(code=code), name=name, description=description, capabilities=capabilities, by=by)


@transaction.atomic
def save_role(role: Role, *, name: str, description: str, capabilities: Iterable[str], by: Actor) -> Role:
    """Name a role and say what it may do. Roles hold everywhere, so the right at the top is needed."""
    by.require(Capability.PEOPLE, top_path())
    wanted = set(capabilities)
    role.name, role.description = name.strip(), description.strip()
    role.capabilities = [capability.value for capability in Capability if capability in wanted]
    if unknown := wanted - set(Capability.values):
        raise ValidationError({"capabilities": f"没有这样的权限：{'、'.join(sorted(unknown))}"})
    role.full_clean()
    role.save()
    _keep_an_administrator()
    return role


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

    `ends_on=None`: until ended. In an organisation, the place must lie where the organisation does or below.
    Raises `ValidationError` by field.
    """
    if by:
        by.require(Capability.PEOPLE, jurisdiction.path)
    if ends_on and ends_on < starts_on:
        raise ValidationError({"ends_on": "结束日期不能早于开始日期。"})
    if organisation and organisation.kind in WITHOUT_LOGIN:
        raise ValidationError({"organisation": "居民和业主组织没有登录账号，由街道或社区代为录入。"})
    if organisation and not organisation.jurisdiction.contains(jurisdiction.path):
        raise ValidationError(
            {"jurisdiction": f"任职地点须在“{organisation.jurisdiction.name}”或其下级之内。"}
        )
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
        by.require(Capability.PEOPLE, membership.jurisdiction.path)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ends_on is not None and membership.ends_on <= on:
        raise ValidationError({"ends_on": f"该任职已定于 {membership.ends_on:%Y-%m-%d} 结束。"})
    if on < membership.starts_on:
        membership.delete()
    else:
        membership.ends_on = on
        membership.full_clean()
        membership.save(update_fields=["ends_on"])
    _keep_an_administrator()


def _keep_an_administrator() -> None:
    """Raise `ValidationError` if nobody is left who manages people everywhere: he could not be brought back."""
    if not is_administered():
        raise ValidationError("至少要保留一名对全辖区管理单位、人员和角色的在职人员。")
