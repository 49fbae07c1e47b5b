"""Logins: made, and opened again for somebody who has forgotten the password."""

from __future__ import annotations

import secrets
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from communities.people import queries
from communities.people.enums import Capability
from communities.people.models import Person
from communities.people.rights import Actor, Refused

# Without 0 O 1 l i I: it is read aloud.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # noqa: S105 - no password, its letters
PASSWORD_LENGTH = 14


def random_password() -> str:
    """A password to be told once and changed at the first login."""
    return "".join(secrets.choice(PASSWORD_ALPHABET) for _ in range(PASSWORD_LENGTH))


def create_person(
    *,
    username: str,
    name: str,
    password: str,
    phone: str = "",
    by: Actor | None = None,
    must_change_password: bool = False,
) -> Person:
    """Somebody with a login and, as yet, no right anywhere. Raises `ValidationError` by field."""
    person = Person(
        username=username.strip(),
        name=name.strip(),
        phone=phone.strip(),
        must_change_password=must_change_password,
    )
    if by and not by.may_somewhere(Capability.PEOPLE):
        raise Refused("您没有管理人员账号的权限。请联系本级系统管理员。")
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    person.set_password(password)
    person.full_clean()
    person.save()
    return person


def password_changed(person: Person) -> None:
    """The person has chosen a password: nothing more is demanded."""
    person.must_change_password = False
    person.save(update_fields=["must_change_password"])


def reset_password(person: Person, *, on: date, by: Actor) -> str:
    """A new password to be told once.

    Only where the person serves no other tenant: a login is worth all that it opens. Nor for those who grant rights
    or read the record: by their login a system administrator would do their work.
    """
    by.require(Capability.PEOPLE, queries.place_of(person, on))
    if queries.serves_elsewhere(person, by.tenant):
        raise Refused("该人员还在其他地区任职，密码只能由本人修改。")
    if queries.is_guarded(person, on):
        raise Refused("安全管理员和审计管理员的密码不由系统管理员重设。请联系运维人员用命令重设。")
    return renew_password(person)


def renew_password(person: Person) -> str:
    """A random password that must be changed at the next login; whether it may be, the caller has asked."""
    password = random_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    return password
